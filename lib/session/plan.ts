import { type Budgets, budgetsFor, fitBudgets, type Surplus } from './budgets';
import type { LegId } from './legs';
import type { Mode } from './modes';
import type { Preset } from './presets';

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
  /** How many whole minutes ago the session began; 0 when it begins with the press. */
  readonly beganMinutesAgo: number;
  readonly preset: Preset;
  /** The order the legs are planned in. */
  readonly order: readonly LegId[];
  /** Where time beyond 70 minutes goes. */
  readonly surplus: Surplus;
}

/** The firm part of a session. Nothing done to the legs changes it. */
export interface SessionPlan {
  /** The length that was agreed, in whole minutes. */
  readonly minutes: number;
  readonly endsBy: EndRule['by'];
  readonly endsAt: EpochMs;
  /** Whole minutes per leg; they add up to the time there is from the start to `endsAt`. */
  readonly budgets: Budgets;
  readonly surplus: Surplus;
  readonly order: readonly LegId[];
  /** Who leads at the start. */
  readonly mode: Mode;
  /** Whole minutes after which a client-led start becomes guided; null for never. */
  readonly clientLedMinutes: number | null;
  /** The id of the preset it was made from. */
  readonly preset: string;
}

/** Where a session is held: a call site's id and the room's address there. */
export interface Meeting {
  readonly site: string;
  readonly room: string;
}

/** Why a plan was refused. */
export type PlanProblem =
  | 'lengthNotWhole'
  | 'lengthTooShort'
  | 'lengthTooLong'
  | 'endPassed'
  | 'endTooFar'
  | 'beganNotWhole'
  | 'beganTooLongAgo';

/** The reason a length can't be used, or null. */
export function lengthProblem(minutes: number): PlanProblem | null {
  if (!Number.isInteger(minutes)) return 'lengthNotWhole';
  if (minutes < SHORTEST_SESSION) return 'lengthTooShort';
  return minutes > LONGEST_SESSION ? 'lengthTooLong' : null;
}

/**
 * The plan for a session that is begun at `now`, or the reason there can be none. A clock end needs
 * at least one whole minute ahead of it. From the actual start to the end there are at most 240
 * minutes, and the start is at most 240 minutes ago.
 */
export function planSession(request: PlanRequest, now: EpochMs): SessionPlan | PlanProblem {
  const { minutes, ends, beganMinutesAgo, preset, surplus } = request;
  const problem = lengthProblem(minutes);
  if (problem) return problem;
  if (!Number.isInteger(beganMinutesAgo) || beganMinutesAgo < 0) return 'beganNotWhole';
  if (beganMinutesAgo > LONGEST_SESSION) return 'beganTooLongAgo';
  const startedAt = now - beganMinutesAgo * MINUTE;
  const endsAt = ends.by === 'clock' ? ends.at : startedAt + minutes * MINUTE;
  if (ends.by === 'clock' && !(endsAt - now >= MINUTE)) return 'endPassed';
  const available = Math.floor((endsAt - startedAt) / MINUTE);
  if (available > LONGEST_SESSION) return 'endTooFar';
  return {
    minutes,
    endsBy: ends.by,
    endsAt,
    budgets:
      preset.budgets && preset.minutes === minutes
        ? exactly(preset.budgets, available, surplus)
        : available < minutes
          ? // A late start shortens the session that was planned.
            fitBudgets(budgetsFor(minutes, surplus), available, surplus)
          : budgetsFor(available, surplus),
    surplus,
    order: request.order,
    mode: preset.mode,
    clientLedMinutes: preset.clientLedMinutes,
    preset: preset.id,
  };
}

/** A person's own budgets as they are when they fill the time there is, else fitted into it. */
function exactly(budgets: Budgets, available: number, surplus: Surplus): Budgets {
  const sum = Object.values(budgets).reduce((total, minutes) => total + minutes, 0);
  return sum === available ? budgets : fitBudgets(budgets, available, surplus);
}

/**
 * The instant a clock time such as "14:50" means when said at `now`: its next occurrence in the
 * device's time zone. Returns a problem when the text is no clock time, or when the next occurrence
 * is further off than the longest session: `endTooFar` when it is today, else `endPassed`, for
 * today's has passed.
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

/**
 * The instant that a corrected end such as "14:50" means: its next occurrence after the start, so
 * that an end which has passed can be told as well. Problems as in `clockTime`.
 */
export const correctedEnd = (text: string, startedAt: EpochMs) => clockTime(text, startedAt);

const SLOT = 30 * MINUTE;
const EARLY = 10 * MINUTE;
const LATE = 15 * MINUTE;

/**
 * A clock end to propose at `now` for a session of `minutes`. Sessions are booked on the hour and
 * the half hour: from 10 minutes before such a time to 15 after, that time is taken as the booked
 * start. Otherwise the session is taken to start now. Always ahead of `now`.
 */
export function proposedEnd(minutes: number, now: EpochMs): EpochMs {
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const zone = new Date(now).getTimezoneOffset() * MINUTE;
  const slot = Math.floor((now - zone) / SLOT) * SLOT + zone;
  const booked = now - slot <= LATE ? slot : slot + SLOT - now <= EARLY ? slot + SLOT : thisMinute;
  const end = booked + minutes * MINUTE;
  return end - now >= MINUTE ? end : thisMinute + minutes * MINUTE;
}
