import { type EpochMs, type EventRefusal, lastOf, refusalOf, type SessionEvent } from '../session';
import { withWords } from '../vault';
import { done, refused, type SessionContext, type Step } from './handler';
import type { State } from './state';

/** Refusals that mean the event has already happened, because it was delivered twice. */
const HARMLESS: readonly EventRefusal[] = [
  'alreadyThere',
  'notInterrupted',
  'notSetAside',
  'notOverridden',
];

/**
 * The offset of the device's time zone from UTC at an instant, in minutes; positive to the east.
 */
export const utcOffset = (at: EpochMs): number => -new Date(at).getTimezoneOffset();

/** The last recorded offset of a session's time zone, in minutes. */
const knownOffset = (events: readonly SessionEvent[]): number | undefined =>
  (lastOf(events, 'zoneChanged') ?? lastOf(events, 'started'))?.utcOffsetMinutes;

/**
 * A session's events followed by the new ones, with events added for a clock that went back or a
 * changed time zone. Or the reason a new event is refused.
 * @param offsetAt the time zone's offset at an instant, in minutes
 */
export function eventsWith(
  before: readonly SessionEvent[],
  next: readonly SessionEvent[],
  offsetAt: (at: EpochMs) => number = utcOffset,
): readonly SessionEvent[] | EventRefusal {
  const events = [...before];
  for (const event of next) {
    const refusal = refusalOf(events, event);
    if (refusal) return refusal;
    const last = events.at(-1);
    if (last && event.at < last.at)
      events.push({ type: 'clockWentBack', at: event.at, byMs: last.at - event.at });
    const utcOffsetMinutes = offsetAt(event.at);
    const zone: SessionEvent = { type: 'zoneChanged', at: event.at, utcOffsetMinutes };
    if (utcOffsetMinutes !== knownOffset(events) && refusalOf(events, zone) === null)
      events.push(zone);
    events.push(event);
  }
  return events;
}

/** Appends all events to the session, or appends none and returns the reason. */
export async function append(
  { state, vault, session }: Pick<SessionContext, 'state' | 'vault' | 'session'>,
  next: readonly SessionEvent[],
): Promise<State | EventRefusal> {
  const events = eventsWith(session.events, next);
  if (typeof events === 'string') return events;
  const before = session.events.length;
  const added = events.slice(before);
  if (next.some(({ type }) => type === 'closed'))
    await vault.close(session.id, before, added, vault.locked);
  else await vault.append(session.id, before, added);
  // While locked, no words stay in memory.
  const kept = vault.locked ? events.map((event) => withWords(event, '')) : events;
  return { ...state, session: { ...session, events: kept } };
}

/** Appends events and replies. An event that is delivered twice has no effect the second time. */
export async function record(
  context: SessionContext,
  next: readonly SessionEvent[],
): Promise<Step> {
  const state = await append(context, next);
  if (typeof state !== 'string') return done(state);
  return HARMLESS.includes(state) ? done(context.state) : refused(context, state);
}
