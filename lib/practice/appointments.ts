import type { EpochMs, Meeting } from '../session';
import type { Booked } from './booked';
import { type Client, clientAt } from './client';

/** Stands in place of a client's id where somebody has said that an appointment is no session. */
export const NO_SESSION = 'noSession';

/** Whether somebody has said that an appointment is no session, as a supervision group isn't. */
export const isNoSession = (
  { uid }: { readonly uid: string },
  whose: Readonly<Record<string, string>>,
): boolean => whose[uid] === NO_SESSION;

/**
 * Whose an appointment is: whoever a person has named for its series, or the only client whose
 * meetings are at its address. Null for nobody known, and for what is no session.
 */
export const whoseIs = (
  appointment: { readonly uid: string; readonly meeting: Meeting | null },
  clients: readonly Client[],
  whose: Readonly<Record<string, string>>,
): Client | null =>
  isNoSession(appointment, whose)
    ? null
    : (clients.find(({ id }) => id === whose[appointment.uid]) ??
      clientAt(clients, appointment.meeting));

/**
 * When each client has their next appointment that takes place, in epoch milliseconds, by the
 * client's id. Clients without one aren't in it.
 */
export function nextAppointments(
  appointments: readonly {
    readonly uid: string;
    readonly meeting: Meeting | null;
    readonly at: EpochMs;
    readonly cancelled: boolean;
  }[],
  clients: readonly Client[],
  whose: Readonly<Record<string, string>>,
  now: EpochMs,
): ReadonlyMap<string, EpochMs> {
  const next = new Map<string, EpochMs>();
  for (const appointment of appointments) {
    if (appointment.cancelled || appointment.at <= now) continue;
    const client = whoseIs(appointment, clients, whose);
    const before = client && next.get(client.id);
    if (client && (before == null || appointment.at < before)) next.set(client.id, appointment.at);
  }
  return next;
}

/** Half a day, in milliseconds. */
const AHEAD = 12 * 3_600_000;

/**
 * The appointments that a session at this meeting may be held for within half a day, in the order
 * of the calendar: those of a known client, and those at the meeting's address.
 */
export const bookedNear = (
  appointments: readonly (Parameters<typeof whoseIs>[0] & {
    readonly at: EpochMs;
    readonly until: EpochMs;
    readonly cancelled: boolean;
  })[],
  clients: readonly Client[],
  whose: Readonly<Record<string, string>>,
  meeting: Meeting | null,
  now: EpochMs,
): readonly Booked[] =>
  appointments.flatMap((one) => {
    const { at, until } = one;
    if (one.cancelled || isNoSession(one, whose)) return [];
    if (until <= Math.max(at, now) || at > now + AHEAD) return [];
    const clientId = whoseIs(one, clients, whose)?.id ?? null;
    const isHere =
      meeting !== null && one.meeting?.site === meeting.site && one.meeting.room === meeting.room;
    return clientId === null && !isHere ? [] : [{ clientId, isHere, at, until }];
  });
