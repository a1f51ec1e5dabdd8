import type { LegId } from './legs';
import { WINDOWS } from './legs';
import { type EpochMs, MINUTE } from './plan';
import type { Timeline } from './timeline';

/** Every cue there is; each can be turned off. */
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
  /** The legs that it is about. */
  readonly legs: readonly LegId[];
  /** Whether it is time for Closing as well, said in the same line as a milestone. */
  readonly closing: boolean;
  /**
   * Whether assistive technology is told at once: at 15, 10, 5 and 0 minutes, and for nothing else.
   */
  readonly milestone: boolean;
}

const MILESTONES = [
  ['left15', 15],
  ['left10', 10],
  ['left5', 5],
] as const;

/**
 * The one cue that applies now, or null. It is gone when it no longer applies. A milestone is shown
 * for its minute, then what is more lasting comes back. After a safety override and in crisis mode
 * there is none: the container is no obligation then.
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

/** A milestone that the system may tell of: minutes before the end. */
export type NoticeMinutes = 15 | 10 | 5 | 0;

const NOTICES: Readonly<Partial<Record<CueId, NoticeMinutes>>> = {
  left15: 15,
  left10: 10,
  left5: 5,
  left0: 0,
};

/** How many minutes before the end the milestone is that a cue says; null for any other cue. */
export const noticeOf = (cue: Cue | null): NoticeMinutes | null =>
  cue?.milestone ? (NOTICES[cue.id] ?? null) : null;

/** The next instant after `now` with a milestone before `endsAt`, or null after the last. */
export function nextMilestone(endsAt: EpochMs, now: EpochMs): EpochMs | null {
  const instants = [15, 10, 5, 0].map((minutes) => endsAt - minutes * MINUTE);
  return instants.find((at) => at > now) ?? null;
}

/** Whether what is left is Closing's budget and a minute, and Closing has not begun. */
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
 * Legs not visited yet, once what is left is no more than their budgets and Closing's. Before
 * Exploration has begun there is nothing to integrate, and a slow start is told only by what
 * becomes unreachable.
 */
function untouchedLegs({ legs, remainingMs }: Timeline): readonly LegId[] {
  if (legs.some(({ leg, visits }) => leg === 'exploration' && visits === 0)) return [];
  const untouched = legs.filter(({ leg, state }) => leg !== 'closing' && state === 'notVisited');
  const closing = legs.find(({ leg, state }) => leg === 'closing' && state !== 'setAside');
  const needed = [...untouched, ...(closing ? [closing] : [])].reduce(
    (sum, { budgetMinutes }) => sum + budgetMinutes,
    0,
  );
  return remainingMs <= needed * MINUTE ? untouched.map(({ leg }) => leg) : [];
}
