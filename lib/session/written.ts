import { budgetsFor } from './budgets';
import { endOf, lastOf, type SessionEvent } from './events';
import { LEGS, type LegId } from './legs';
import type { Mode } from './modes';
import { type EpochMs, lengthProblem, MINUTE, type PlanProblem, type SessionPlan } from './plan';
import { PRESETS } from './presets';

/** The longest session that can be entered afterwards, in minutes. */
export const LONGEST_WRITTEN = 480;

/** A session that was written by hand, and is entered once it is over. */
export interface WrittenSession {
  readonly clientId: string;
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs;
  /** The agreed length in whole minutes. */
  readonly minutes: number;
  readonly mode: Exclude<Mode, 'crisis'>;
  /** When legs were entered, each within the session; at least one. */
  readonly legs: readonly { readonly leg: LegId; readonly at: EpochMs }[];
}

/** Why a session can't be entered. */
export type WrittenProblem =
  | PlanProblem
  | 'writtenBackwards'
  | 'writtenNotOver'
  | 'writtenTooLong'
  | 'writtenNoLeg'
  | 'writtenLegOutside';

/**
 * The plan and the events of a session that is entered afterwards, at `toldAt`, or the reason it
 * can't be. Nothing is added to what was written: a leg without a time was not visited.
 * @param utcOffsetMinutes of the place of the session, when it began
 */
export function writtenSession(
  { clientId, startedAt, endedAt, minutes, mode, legs }: WrittenSession,
  toldAt: EpochMs,
  utcOffsetMinutes: number,
): { readonly plan: SessionPlan; readonly events: readonly SessionEvent[] } | WrittenProblem {
  const problem = lengthProblem(minutes);
  if (problem) return problem;
  if (!(endedAt > startedAt)) return 'writtenBackwards';
  if (endedAt > toldAt) return 'writtenNotOver';
  if (endedAt - startedAt > LONGEST_WRITTEN * MINUTE) return 'writtenTooLong';
  if (legs.length === 0) return 'writtenNoLeg';
  if (legs.some(({ at }) => at < startedAt || at >= endedAt)) return 'writtenLegOutside';
  // Of two at one time, the one that was written later is where it went on.
  const inOrder = legs.toSorted((a, b) => a.at - b.at);
  const visited = inOrder.map(({ leg }) => leg);
  return {
    plan: {
      minutes,
      endsBy: 'length',
      endsAt: startedAt + minutes * MINUTE,
      budgets: budgetsFor(minutes),
      surplus: 'exploration',
      order: LEGS,
      mode,
      clientLedMinutes: null,
      preset: PRESETS[0].id,
    },
    events: [
      { type: 'started', at: startedAt, toldAt, utcOffsetMinutes },
      { type: 'clientChosen', at: startedAt, clientId, confirmed: true, room: null },
      ...inOrder
        .filter(({ leg }, n) => leg !== visited[n - 1])
        .map(({ leg, at }) => ({ type: 'legEntered', at, leg }) as const),
      { type: 'ended', at: endedAt },
      { type: 'closed', at: toldAt },
    ],
  };
}

/** When a session was entered that was over by then, in epoch milliseconds; null for any other. */
export function enteredAfterwards(events: readonly SessionEvent[]): EpochMs | null {
  const toldAt = lastOf(events, 'started')?.toldAt;
  const ended = endOf(events);
  return toldAt !== undefined && ended !== null && toldAt > ended ? toldAt : null;
}

/** The leg that was current then; null before the first. */
export const legAt = (legs: WrittenSession['legs'], at: EpochMs): LegId | null =>
  legs
    .filter((one) => one.at <= at)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)?.leg ?? null;
