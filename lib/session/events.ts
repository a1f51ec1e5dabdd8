import type { LegId } from './legs';
import type { EpochMs } from './plan';

/**
 * What happened in a session. The list only grows; everything on the screen is derived from it.
 * `at` is the device's clock when it happened.
 */
export type SessionEvent =
  | { readonly type: 'started'; readonly at: EpochMs; readonly utcOffsetMinutes: number }
  | { readonly type: 'legEntered'; readonly at: EpochMs; readonly leg: LegId }
  /** The clock was found behind the last event. `byMs` says how far, at least. */
  | { readonly type: 'clockWentBack'; readonly at: EpochMs; readonly byMs: number }
  | { readonly type: 'ended'; readonly at: EpochMs }
  /** The end was taken back: the session had gone on all along. */
  | { readonly type: 'resumed'; readonly at: EpochMs }
  /** The summary was put away: from now on no call page can reach this session. */
  | { readonly type: 'closed'; readonly at: EpochMs };

/** Why an event can't follow the ones before it. */
export type EventRefusal =
  | 'notStarted'
  | 'alreadyStarted'
  | 'alreadyEnded'
  | 'notEnded'
  | 'alreadyClosed'
  | 'alreadyThere';

/**
 * The reason `next` can't be appended to `events`, or null when it can.
 * Says nothing about instants: a clock may jump, and a list stays valid when it does.
 */
export function refusalOf(
  events: readonly SessionEvent[],
  next: Pick<SessionEvent, 'type'> & { readonly leg?: LegId },
): EventRefusal | null {
  if (next.type === 'started') return events.length > 0 ? 'alreadyStarted' : null;
  if (events.length === 0) return 'notStarted';
  if (events.some(({ type }) => type === 'closed')) return 'alreadyClosed';
  const ended = endOf(events) !== null;
  if (next.type === 'closed' || next.type === 'resumed') return ended ? null : 'notEnded';
  if (ended) return 'alreadyEnded';
  if (next.type === 'legEntered' && currentLeg(events) === next.leg) return 'alreadyThere';
  return null;
}

/** When the session ended, or null while it has not, or when its end was taken back. */
export function endOf(events: readonly SessionEvent[]): EpochMs | null {
  const last = events.findLast(({ type }) => type === 'ended' || type === 'resumed');
  return last?.type === 'ended' ? last.at : null;
}

/** The leg entered last, or null before the first. */
export function currentLeg(events: readonly SessionEvent[]): LegId | null {
  return events.findLast((event) => event.type === 'legEntered')?.leg ?? null;
}
