import { type EpochMs, MINUTE } from '../session';

/** An appointment as a panel may know it: whose it is and when, in epoch milliseconds. */
export interface Booked {
  /** Null while nobody knows whose it is. */
  readonly clientId: string | null;
  /** Whether its meeting is the one that the panel is at. */
  readonly isHere: boolean;
  readonly at: EpochMs;
  readonly until: EpochMs;
}

/** How much sooner a session may begin than it is booked, in milliseconds. */
const SOONER = 15 * MINUTE;

/**
 * The appointment that a session with this client would be held for now: theirs, or one at this
 * meeting that may be theirs. Null for none. Of several, the one that begins nearest to now. While
 * nobody has said who it is, null where two clients are booked for one time.
 * @param clientId null while nobody has said who it is
 */
export function bookedFor(
  booked: readonly Booked[],
  clientId: string | null,
  now: EpochMs,
): Booked | null {
  const [first = null, ...others] = booked
    .filter((one) => now >= one.at - SOONER && now < one.until)
    .filter((one) =>
      clientId !== null && one.clientId !== null ? one.clientId === clientId : one.isHere,
    )
    .toSorted((a, b) => Math.abs(a.at - now) - Math.abs(b.at - now));
  const isContested =
    clientId === null &&
    others.some(
      (one) =>
        one.clientId !== first?.clientId &&
        one.at < (first?.until ?? 0) &&
        one.until > (first?.at ?? 0),
    );
  return isContested ? null : first;
}

/**
 * The first appointment that begins within a session, and that the session isn't held for: it
 * begins later than a session would be started before it. Null for none. Both times are epoch
 * milliseconds.
 */
export const bookedWithin = (
  booked: readonly Booked[],
  startedAt: EpochMs,
  endsAt: EpochMs,
): Booked | null => firstOf(booked.filter(({ at }) => at > startedAt + SOONER && at < endsAt));

/** The known client's appointment that comes next, and when; null for none. */
export const nextBooked = (booked: readonly Booked[], now: EpochMs): Booked | null =>
  firstOf(booked.filter(({ clientId, until }) => clientId !== null && until > now));

const firstOf = (booked: readonly Booked[]): Booked | null =>
  booked.toSorted((a, b) => a.at - b.at)[0] ?? null;
