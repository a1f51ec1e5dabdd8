import { type Budgets, budgetsFor } from './budgets';

/** Milliseconds since 1970-01-01 UTC, as the device's clock tells them. */
export type EpochMs = number;

export const MINUTE = 60_000;

/** Shortest and longest session that can be asked for, in minutes. */
export const SHORTEST_SESSION = 5;
export const LONGEST_SESSION = 240;

/**
 * When the session ends: at a clock time, so that a late arrival shortens it, or a length after the
 * actual start.
 */
export type EndRule = { readonly by: 'clock'; readonly at: EpochMs } | { readonly by: 'length' };

/** What the practitioner asks for before the start. */
export interface PlanRequest {
  /** The length that was agreed, in whole minutes. */
  readonly minutes: number;
  readonly ends: EndRule;
}

/** The firm part of a session. Nothing done to the legs changes it. */
export interface SessionPlan {
  /** The length that was agreed, in whole minutes. */
  readonly minutes: number;
  readonly endsBy: EndRule['by'];
  readonly endsAt: EpochMs;
  /** Whole minutes per leg; they add up to the time there is from the start to `endsAt`. */
  readonly budgets: Budgets;
}

/** Where a session is held: a call site's id and the room's address there. */
export interface Place {
  readonly site: string;
  readonly room: string;
}

/** Why a plan was refused. */
export type PlanProblem =
  | 'lengthNotWhole'
  | 'lengthTooShort'
  | 'lengthTooLong'
  | 'endPassed'
  | 'endTooFar';

/** The reason a length can't be used, or null. */
export function lengthProblem(minutes: number): PlanProblem | null {
  if (!Number.isInteger(minutes)) return 'lengthNotWhole';
  if (minutes < SHORTEST_SESSION) return 'lengthTooShort';
  return minutes > LONGEST_SESSION ? 'lengthTooLong' : null;
}

/**
 * The plan for a session that starts at `now`, or the reason there can be none.
 * A clock end needs at least one whole minute ahead of it and at most 240.
 */
export function planSession(request: PlanRequest, now: EpochMs): SessionPlan | PlanProblem {
  const problem = lengthProblem(request.minutes);
  if (problem) return problem;
  const endsAt = request.ends.by === 'clock' ? request.ends.at : now + request.minutes * MINUTE;
  const available = Math.floor((endsAt - now) / MINUTE);
  if (!(available >= 1)) return 'endPassed';
  if (available > LONGEST_SESSION) return 'endTooFar';
  return {
    minutes: request.minutes,
    endsBy: request.ends.by,
    endsAt,
    budgets: budgetsFor(available),
  };
}

/**
 * The instant a clock time such as "14:50" means when said at `now`: its next occurrence in the device's
 * time zone. Returns a problem when the text is no clock time, or when the next occurrence is further off
 * than the longest session: `endTooFar` when it is today, else `endPassed`, for today's has passed.
 */
export function clockTime(
  text: string,
  now: EpochMs,
): EpochMs | 'endUnreadable' | 'endPassed' | 'endTooFar' {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (!match) return 'endUnreadable';
  const at = new Date(now);
  at.setHours(Number(match[1]), Number(match[2]), 0, 0);
  const passed = at.getTime() <= now;
  if (passed) at.setDate(at.getDate() + 1);
  if (at.getTime() - now <= LONGEST_SESSION * MINUTE) return at.getTime();
  return passed ? 'endPassed' : 'endTooFar';
}

const SLOT = 30 * MINUTE;
const EARLY = 10 * MINUTE;
const LATE = 15 * MINUTE;

/**
 * A clock end to propose at `now` for a session of `minutes`. Sessions are booked on the hour and the
 * half hour: from 10 minutes before such a time to 15 after, that time is taken as the booked start.
 * Otherwise the session is taken to start now. Always ahead of `now`.
 */
export function proposedEnd(minutes: number, now: EpochMs): EpochMs {
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const zone = new Date(now).getTimezoneOffset() * MINUTE;
  const slot = Math.floor((now - zone) / SLOT) * SLOT + zone;
  const booked = now - slot <= LATE ? slot : slot + SLOT - now <= EARLY ? slot + SLOT : thisMinute;
  const end = booked + minutes * MINUTE;
  return end - now >= MINUTE ? end : thisMinute + minutes * MINUTE;
}
