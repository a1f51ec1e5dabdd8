import type { LegId } from './legs';
import { WINDOWS } from './legs';
import { type EpochMs, MINUTE } from './plan';
import type { Timeline } from './timeline';

/** All cues. Each can be turned off. */
export const CUES = [
  'left15',
  'left10',
  'left5',
  'left0',
  'unreachable',
  'untouched',
  'closing',
  'openingLong',
] as const;
export type CueId = (typeof CUES)[number];

/** One line for the practitioner. */
export interface Cue {
  readonly id: CueId;
  /** The legs the cue is about. */
  readonly legs: readonly LegId[];
  /** Whether a milestone also says that it is time for Closing. */
  readonly closing: boolean;
  /** Whether screen readers announce the cue at once. True at 15, 10, 5 and 0 minutes only. */
  readonly milestone: boolean;
}

const MILESTONES = [
  ['left15', 15],
  ['left10', 10],
  ['left5', 5],
] as const;

/**
 * The cue to show now, or null. A milestone is shown for one minute, then a lasting cue may return;
 * the cue past the end, `left0`, stays. After a safety override and in crisis mode there are no
 * cues, because the container doesn't bind then.
 */
export function cueAt(session: Timeline, off: readonly CueId[]): Cue | null {
  if (session.phase === 'ended' || session.overriddenSince !== null || session.mode === 'crisis')
    return null;
  const left = session.remainingMs / MINUTE;
  const on = (id: CueId) => !off.includes(id);
  const closing = on('closing') && timeForClosing(session);
  if (left <= 0 && on('left0')) return { id: 'left0', legs: [], closing: false, milestone: true };
  for (const [id, at] of MILESTONES)
    if (on(id) && left <= at && left > at - 1) return { id, legs: [], closing, milestone: true };
  const say = (id: CueId, legs: readonly LegId[]): Cue => ({
    id,
    legs,
    closing: false,
    milestone: false,
  });
  if (closing) return say('closing', ['closing']);
  if (on('unreachable') && session.unreachable.length > 0)
    return say('unreachable', session.unreachable);
  const untouched = on('untouched') ? untouchedLegs(session) : [];
  if (untouched.length > 0) return say('untouched', untouched);
  const opening = session.legs.find(({ leg, state }) => leg === 'opening' && state === 'current');
  if (on('openingLong') && opening && opening.spentMs > WINDOWS.opening.max * MINUTE)
    return say('openingLong', ['opening']);
  return null;
}

/** A milestone that a system notice may name, in minutes before the end. */
export type NoticeMinutes = 15 | 10 | 5 | 0;

const NOTICES: Readonly<Partial<Record<CueId, NoticeMinutes>>> = {
  left15: 15,
  left10: 10,
  left5: 5,
  left0: 0,
};

/** The milestone that a cue names, in minutes before the end; null for any other cue. */
export const noticeOf = (cue: Cue | null): NoticeMinutes | null =>
  cue?.milestone ? (NOTICES[cue.id] ?? null) : null;

/** The next instant after `now` with a milestone before `endsAt`, or null after the last. */
export function nextMilestone(endsAt: EpochMs, now: EpochMs): EpochMs | null {
  const instants = [15, 10, 5, 0].map((minutes) => endsAt - minutes * MINUTE);
  return instants.find((at) => at > now) ?? null;
}

/** Whether at most Closing's budget plus one minute is left and Closing hasn't begun. */
function timeForClosing({ legs, remainingMs }: Timeline): boolean {
  const closing = legs.find(({ leg }) => leg === 'closing');
  return (
    closing !== undefined &&
    closing.state !== 'current' &&
    closing.state !== 'setAside' &&
    remainingMs <= (closing.budgetMinutes + 1) * MINUTE
  );
}

/**
 * Legs not visited yet, once the time left is no more than their budgets and Closing's. While
 * Exploration is still to come this is empty: a slow start would name four legs that all still fit.
 */
function untouchedLegs({ legs, remainingMs }: Timeline): readonly LegId[] {
  if (legs.some(({ leg, state }) => leg === 'exploration' && state === 'notVisited')) return [];
  const untouched = legs.filter(({ leg, state }) => leg !== 'closing' && state === 'notVisited');
  const closing = legs.find(({ leg, state }) => leg === 'closing' && state !== 'setAside');
  const needed = [...untouched, ...(closing ? [closing] : [])].reduce(
    (sum, { budgetMinutes }) => sum + budgetMinutes,
    0,
  );
  return remainingMs <= needed * MINUTE ? untouched.map(({ leg }) => leg) : [];
}
