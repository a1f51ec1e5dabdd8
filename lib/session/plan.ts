import * as v from 'valibot';
import {
  type Budgets,
  budgetsFor,
  budgetsShape,
  fitBudgets,
  type Surplus,
  surplusShape,
} from './budgets';
import { type LegId, orderShape } from './legs';
import { modeShape } from './modes';
import type { Preset } from './presets';
import { instant, minutes, type TypeOf } from './shape';

/** Milliseconds since 1970-01-01 UTC by the device's clock. */
export type EpochMs = number;

/** One minute in milliseconds. */
export const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The shortest and longest session, in minutes. */
export const SHORTEST_SESSION = 5;
export const LONGEST_SESSION = 240;

/**
 * How a session ends: at a clock time, so that a late start shortens it, or a length after its
 * start.
 */
export type EndRule = { readonly by: 'clock'; readonly at: EpochMs } | { readonly by: 'length' };

/** What the practitioner asks for before the start. */
export interface PlanRequest {
  /** The agreed length in whole minutes. */
  readonly minutes: number;
  readonly ends: EndRule;
  /** How many whole minutes ago the session began; 0 if it begins now. */
  readonly beganMinutesAgo: number;
  readonly preset: Preset;
  /** The planned order of the legs. */
  readonly order: readonly LegId[];
  /** Where time beyond 70 minutes goes. */
  readonly surplus: Surplus;
}

/** The container of a session. Nothing done to the legs changes it. */
export const planShape = v.strictObject({
  /** The agreed length in whole minutes. */
  minutes,
  endsBy: v.picklist(['clock', 'length']),
  endsAt: instant,
  /** Whole minutes per leg. They add up to the time from the start to `endsAt`. */
  budgets: budgetsShape,
  surplus: surplusShape,
  order: orderShape,
  /** Who leads at the start. */
  mode: modeShape,
  /** A client-led start becomes guided after this many whole minutes; null for never. */
  clientLedMinutes: v.nullable(minutes),
  /** The id of the preset the plan was made from. */
  preset: v.string(),
});
export type SessionPlan = TypeOf<typeof planShape>;

/** A call site's id and the room in it. */
export const meetingShape = v.strictObject({ site: v.string(), room: v.string() });
export type Meeting = TypeOf<typeof meetingShape>;

/** Why there can be no such plan. */
export type PlanProblem =
  | 'lengthNotWhole'
  | 'lengthTooShort'
  | 'lengthTooLong'
  | 'endPassed'
  | 'endTooFar'
  | 'beganNotWhole'
  | 'beganTooLongAgo';

/** The reason a length in minutes can't be used, or null. */
export function lengthProblem(minutes: number): PlanProblem | null {
  if (!Number.isInteger(minutes)) return 'lengthNotWhole';
  if (minutes < SHORTEST_SESSION) return 'lengthTooShort';
  return minutes > LONGEST_SESSION ? 'lengthTooLong' : null;
}

/**
 * The plan for a session that begins at `now`, or the reason there can be none. A clock end must be
 * at least one minute ahead. The start may be at most 240 minutes ago, and the end at most 240
 * minutes after the start.
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

/** Own budgets unchanged if they fill the available minutes, else fitted into them. */
function exactly(budgets: Budgets, available: number, surplus: Surplus): Budgets {
  const sum = Object.values(budgets).reduce((total, minutes) => total + minutes, 0);
  return sum === available ? budgets : fitBudgets(budgets, available, surplus);
}

/** By how many minutes clocks may go back. */
const REPEATED = [30, 60, 120];

const showsSameTime = (instant: EpochMs, at: Date): boolean => {
  const other = new Date(instant);
  return other.getHours() === at.getHours() && other.getMinutes() === at.getMinutes();
};

/**
 * The next instant after `now` at which the clock shows a time such as "14:50". `endUnreadable`:
 * the text is no clock time. If the instant is further away than the longest session: `endTooFar`
 * if it is today, else `endPassed`.
 * @param offset the clock's offset from UTC in minutes; null for the device's own time zone
 */
export function clockTime(
  text: string,
  now: EpochMs,
  offset: number | null = null,
): EpochMs | 'endUnreadable' | 'endPassed' | 'endTooFar' {
  const at = nextTime(text, now, offset);
  if (!at) return 'endUnreadable';
  if (at.instant - now <= LONGEST_SESSION * MINUTE) return at.instant;
  return at.tomorrow ? 'endPassed' : 'endTooFar';
}

/** The next instant at which the clock shows a time; null for a text that is none. */
function nextTime(text: string, now: EpochMs, offset: number | null) {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (!match) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  return offset === null ? nextShown(hours, minutes, now) : nextAt(hours, minutes, now, offset);
}

/** The next instant at which the device's clock shows a time, and whether that is tomorrow. */
function nextShown(hours: number, minutes: number, now: EpochMs) {
  const at = new Date(now);
  at.setHours(hours, minutes, 0, 0);
  if (at.getTime() > now) return { instant: at.getTime(), tomorrow: false };
  // When clocks go back, a time comes twice, and the second time may be ahead.
  const again = REPEATED.map((later) => at.getTime() + later * MINUTE).find(
    (instant) => instant > now && showsSameTime(instant, at),
  );
  if (again !== undefined) return { instant: again, tomorrow: false };
  at.setDate(at.getDate() + 1);
  return { instant: at.getTime(), tomorrow: true };
}

/** The same for a clock with a fixed offset from UTC. */
function nextAt(hours: number, minutes: number, now: EpochMs, offset: number) {
  const midnight = Math.floor((now + offset * MINUTE) / DAY) * DAY - offset * MINUTE;
  const instant = midnight + (hours * 60 + minutes) * MINUTE;
  return instant > now ? { instant, tomorrow: false } : { instant: instant + DAY, tomorrow: true };
}

/** What the clock shows at an instant, always as `14:50`. The offset is that of `clockTime`. */
export function clockOf(at: EpochMs, offset: number | null = null): string {
  const minutes = offset ?? -new Date(at).getTimezoneOffset();
  return new Date(at + minutes * MINUTE).toISOString().slice(11, 16);
}

/**
 * The same clock time in the other half of the day, such as `14:50` for `02:50`, if that can be
 * the next one and what was typed can't; else null.
 */
export function halfDayOff(text: string, now: EpochMs, offset: number | null = null) {
  const typed = clockTime(text, now, offset);
  if (typed !== 'endPassed' && typed !== 'endTooFar') return null;
  const other = otherHalf(text);
  return typeof clockTime(other, now, offset) === 'number' ? other : null;
}

/** `14:50` for `02:50`, and the other way round. */
export function otherHalf(clock: string): string {
  const [hours = '', minutes = ''] = clock.trim().split(':');
  return `${String((Number(hours) + 12) % 24).padStart(2, '0')}:${minutes}`;
}

/**
 * The instant of a corrected end such as "14:50": its next occurrence after the start, so it may
 * already have passed. The problems are those of `clockTime`.
 */
export const correctedEnd = (text: string, startedAt: EpochMs, offset: number | null = null) =>
  clockTime(text, startedAt, offset);

/**
 * The instants of an interruption that is told afterwards in clock times such as "10:20", both
 * within the session. The minute in which the session began counts from its start.
 * @param last the last instant it can reach: the session's end, or now
 * @returns the instants; `timeUnreadable` if a text is no clock time; `interruptionBackwards` if it
 * would end before it begins; `interruptionOutside` if it isn't within the session
 */
export function toldInterruption(
  from: string,
  until: string,
  startedAt: EpochMs,
  last: EpochMs,
  offset: number | null = null,
):
  | { readonly from: EpochMs; readonly until: EpochMs }
  | 'timeUnreadable'
  | 'interruptionBackwards'
  | 'interruptionOutside' {
  const beforeStart = Math.floor(startedAt / MINUTE) * MINUTE - 1;
  const begun = nextTime(from, beforeStart, offset)?.instant;
  const over = nextTime(until, beforeStart, offset)?.instant;
  if (begun === undefined || over === undefined) return 'timeUnreadable';
  if (Math.max(begun, over) > last) return 'interruptionOutside';
  if (over <= begun) return 'interruptionBackwards';
  return { from: Math.max(begun, startedAt), until: over };
}

const SLOT = 30 * MINUTE;
const EARLY = 10 * MINUTE;
const LATE = 15 * MINUTE;
const QUARTER = 15 * MINUTE;

const nearestQuarter = (at: EpochMs, zone: number): EpochMs =>
  Math.round((at - zone) / QUARTER) * QUARTER + zone;

/**
 * A clock end to propose at `now` for a session of `minutes`: so many after it is `booked` to
 * begin, where that is known. Sessions are usually booked on the hour or half hour, so a time from
 * 10 minutes ahead to 15 minutes ago counts as the start; otherwise it ends on the quarter hour
 * that is nearest to its length from now, because no session is agreed to end at an odd minute. The
 * result is at least one minute ahead. The offset is that of `clockTime`.
 * @param begun whether somebody has said that it began at `now`, so that no later start is meant
 */
export function proposedEnd(
  minutes: number,
  now: EpochMs,
  offset: number | null = null,
  booked: EpochMs | null = null,
  begun = false,
): EpochMs {
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const zone = (offset === null ? new Date(now).getTimezoneOffset() : -offset) * MINUTE;
  const slot = Math.floor((now - zone) / SLOT) * SLOT + zone;
  const usual =
    now - slot <= LATE ? slot : !begun && slot + SLOT - now <= EARLY ? slot + SLOT : null;
  const from = booked ?? usual;
  const end =
    from === null ? nearestQuarter(now + minutes * MINUTE, zone) : from + minutes * MINUTE;
  return end - now >= MINUTE ? end : thisMinute + minutes * MINUTE;
}
