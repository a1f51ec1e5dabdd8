import type { Head } from '@/lib/library';
import type { Calendar } from '@/lib/papers';
import { type Client, isNoSession, whoseIs } from '@/lib/practice';
import { type EpochMs, MINUTE, type Timeline } from '@/lib/session';

type Appointment = Calendar['appointments'][number];

/** One row of a day: a session that was held, the one that is open, or an appointment. */
export type DayRow =
  | { readonly kind: 'held'; readonly at: EpochMs; readonly until: EpochMs; readonly head: Head }
  | {
      readonly kind: 'open';
      readonly at: EpochMs;
      readonly until: EpochMs;
    }
  | {
      readonly kind: 'booked';
      readonly at: EpochMs;
      readonly until: EpochMs;
      readonly appointment: Appointment;
      /** Null while nobody knows whose it is. */
      readonly client: Client | null;
      /** Whether somebody has said that it is no session. */
      readonly isOther: boolean;
    };

/** The first instant of a day, by the clock of this device. */
export const startOfDay = (at: EpochMs): EpochMs => new Date(at).setHours(0, 0, 0, 0);

/** A break, in whole minutes. Too short is less than it takes to stand up and write a line. */
export interface Break {
  readonly minutes: number;
  readonly tooShort: boolean;
  /** Whether one that began before is still going on. */
  readonly overlaps: boolean;
}

/** The shortest break that is one, in minutes. */
export const SHORTEST_BREAK = 10;

/** How much sooner and later than its appointment a session may begin, in milliseconds. */
const SOONER = 15 * MINUTE;
const LATER = 45 * MINUTE;

/**
 * The rows of a day, in order. An appointment whose session was held, or is open, is not shown
 * twice.
 * @param held the closed sessions of that day
 * @param open the session that isn't closed, from whatever day; null for none
 */
export function rowsOf(
  held: readonly Head[],
  calendar: Calendar | null,
  clients: readonly Client[],
  from: EpochMs,
  until: EpochMs,
  open: Pick<Timeline, 'startedAt' | 'endedAt' | 'endsAt' | 'elapsedMs' | 'clientId'> | null,
): readonly DayRow[] {
  const sessions: DayRow[] = held.map((head) => ({
    kind: 'held',
    at: head.startedAt,
    until: head.endedAt ?? head.startedAt,
    head,
  }));
  if (open)
    sessions.push({
      kind: 'open',
      at: open.startedAt,
      until: open.endedAt ?? Math.max(open.endsAt, open.startedAt + open.elapsedMs),
    });
  const begun = open ? [...held, open] : held;
  const booked = (calendar?.appointments ?? [])
    .filter(({ at }) => at >= from && at < until)
    .flatMap((appointment): DayRow[] => {
      const client = whoseIs(appointment, clients, calendar?.whose ?? {});
      const isHeld = begun.some(
        ({ clientId, startedAt }) =>
          client !== null &&
          clientId === client.id &&
          startedAt >= appointment.at - SOONER &&
          startedAt <= appointment.at + LATER,
      );
      if (isHeld) return [];
      const { at, until } = appointment;
      const isOther = isNoSession(appointment, calendar?.whose ?? {});
      return [{ kind: 'booked', at, until, appointment, client, isOther }];
    });
  return [...sessions, ...booked].sort((a, b) => a.at - b.at);
}

/** The row that comes next: the first appointment that is not over and takes place. */
export const nextOf = (rows: readonly DayRow[], now: EpochMs): DayRow | null =>
  rows.find(
    (row) => row.kind === 'booked' && !row.appointment.cancelled && !row.isOther && row.until > now,
  ) ?? null;

/** Whether what a row is about takes place. */
const takesPlace = (row: DayRow): boolean => row.kind !== 'booked' || !row.appointment.cancelled;

/** The first row that hasn't begun, if another one has, and all of those are over; else null. */
export function aheadOf(rows: readonly DayRow[], now: EpochMs): DayRow | null {
  const at = rows.findIndex((row) => row.at > now);
  const begun = rows.slice(0, Math.max(0, at));
  const goesOn = begun.some((row) => row.kind === 'open' || (takesPlace(row) && row.until > now));
  return begun.length > 0 && !goesOn ? (rows[at] ?? null) : null;
}

/** The break before a row, or null before the first one and beside what is cancelled. */
export function breakBefore(rows: readonly DayRow[], row: DayRow): Break | null {
  if (!takesPlace(row)) return null;
  // What is open since another day is no part of this one.
  const before = rows
    .slice(0, rows.indexOf(row))
    .filter((one) => takesPlace(one) && one.at >= startOfDay(row.at));
  if (before.length === 0) return null;
  const free = row.at - Math.max(...before.map(({ until }) => until));
  const minutes = Math.max(0, Math.floor(free / MINUTE));
  return { minutes, tooShort: minutes < SHORTEST_BREAK, overlaps: free < 0 };
}

/** From how many sessions without a break between them on it is said. */
const IN_A_ROW = 3;

/** The most sessions of a day without a break between them, and when they begin; null for few. */
export function inARow(
  rows: readonly DayRow[],
): { readonly count: number; readonly from: EpochMs } | null {
  let best = { count: 0, from: 0 };
  let now = best;
  for (const row of rows) {
    if (row.kind === 'booked' && (row.appointment.cancelled || row.isOther)) continue;
    now = breakBefore(rows, row)?.tooShort
      ? { count: now.count + 1, from: now.from }
      : { count: 1, from: row.at };
    if (now.count > best.count) best = now;
  }
  return best.count >= IN_A_ROW ? best : null;
}

/** How long after a session a breath is offered, in milliseconds. */
const BREATH = 15 * MINUTE;

/** The session that has just ended, if none has begun since. */
export const justEndedIn = (held: readonly Head[], now: EpochMs): Head | undefined =>
  held.find(({ endedAt }) => endedAt !== null && endedAt <= now && now - endedAt < BREATH);
