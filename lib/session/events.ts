import type { Budgets } from './budgets';
import { LEGS, type LegId } from './legs';
import type { Mode } from './modes';
import type { EpochMs } from './plan';

/** Why an agreed end was corrected. There is no other way to move it. */
export const CORRECTIONS = ['setWrongly', 'agreedBefore', 'safety'] as const;
export type Correction = (typeof CORRECTIONS)[number];

/** Ready-made reasons for setting a leg aside; whoever has another one writes it. */
export const SET_ASIDE_REASONS = ['notToday', 'oneOff', 'ranOut'] as const;
export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number];

/** What can be ticked during a session. */
export const TICKS = [
  'timeSaid',
  'confidentiality',
  'noteTaking',
  'specific',
  'pressing',
  'summarised',
  'anythingElse',
  'thanked',
] as const;
export type Tick = (typeof TICKS)[number];

/** Whether the focus is worked on in the session or prepared for outside of it. */
export const WORKS = ['here', 'outside', 'unclear'] as const;
export type Work = (typeof WORKS)[number];

/** Who led a stretch. */
export const LEADERS = ['client', 'shared', 'practitioner'] as const;
export type Leader = (typeof LEADERS)[number];

/** What a client chose when a tangent was named. */
export const TANGENT_CHOICES = ['connected', 'return', 'newFocus'] as const;
export type TangentChoice = (typeof TANGENT_CHOICES)[number];

/** Most characters of a reason in somebody's own words. */
export const LONGEST_REASON = 500;

/**
 * What happened in a session. The list only grows; everything on the screen is derived from it.
 * `at` is the device's clock when it happened.
 */
export type SessionEvent =
  /** `toldAt` is when the start was pressed; `at` is earlier when the session had begun before. */
  | {
      readonly type: 'started';
      readonly at: EpochMs;
      readonly toldAt: EpochMs;
      readonly utcOffsetMinutes: number;
    }
  | { readonly type: 'legEntered'; readonly at: EpochMs; readonly leg: LegId }
  | {
      readonly type: 'legSetAside';
      readonly at: EpochMs;
      readonly leg: LegId;
      /** A ready-made one, or the practitioner's own words. */
      readonly reason: SetAsideReason | { readonly words: string };
    }
  | { readonly type: 'legBroughtBack'; readonly at: EpochMs; readonly leg: LegId }
  | { readonly type: 'legsReordered'; readonly at: EpochMs; readonly order: readonly LegId[] }
  | { readonly type: 'budgetsShifted'; readonly at: EpochMs; readonly budgets: Budgets }
  | { readonly type: 'modeChanged'; readonly at: EpochMs; readonly mode: Mode }
  /** The contact broke off at `since`, which is not after `at`. */
  | { readonly type: 'interruptionBegan'; readonly at: EpochMs; readonly since: EpochMs }
  /** The contact was back at `until`, which is not after `at`. */
  | { readonly type: 'interruptionEnded'; readonly at: EpochMs; readonly until: EpochMs }
  | {
      readonly type: 'endCorrected';
      readonly at: EpochMs;
      readonly endsAt: EpochMs;
      readonly reason: Correction;
    }
  /** From here on safety decides when the session ends. The reason is asked afterwards. */
  | { readonly type: 'safetyOverride'; readonly at: EpochMs }
  | { readonly type: 'safetyLifted'; readonly at: EpochMs }
  | { readonly type: 'safetyReasonGiven'; readonly at: EpochMs; readonly words: string }
  /**
   * Whose session it is; null for nobody yet. `confirmed` says that a person has said so for this
   * meeting address.
   */
  | {
      readonly type: 'clientChosen';
      readonly at: EpochMs;
      readonly clientId: string | null;
      readonly confirmed: boolean;
      /** The meeting's address then, as `site/room`; null for none. */
      readonly room: string | null;
    }
  | { readonly type: 'ticked'; readonly at: EpochMs; readonly tick: Tick; readonly on: boolean }
  | { readonly type: 'workChosen'; readonly at: EpochMs; readonly work: Work }
  /** How ready the client is for the plan, from 0 to 10. */
  | { readonly type: 'readinessSaid'; readonly at: EpochMs; readonly level: number }
  /** Marks the stretch that is going on. */
  | { readonly type: 'ledBy'; readonly at: EpochMs; readonly who: Leader }
  | { readonly type: 'focusShifted'; readonly at: EpochMs }
  | { readonly type: 'tangentNamed'; readonly at: EpochMs; readonly choice: TangentChoice }
  /** The clock was found behind the last event. `byMs` says how far, at least. */
  | { readonly type: 'clockWentBack'; readonly at: EpochMs; readonly byMs: number }
  /**
   * The device has another time zone, or summer time began or ended. Spans of time do not change by
   * it.
   */
  | { readonly type: 'zoneChanged'; readonly at: EpochMs; readonly utcOffsetMinutes: number }
  | { readonly type: 'ended'; readonly at: EpochMs }
  /** The end was taken back: the session had gone on all along. */
  | { readonly type: 'resumed'; readonly at: EpochMs }
  /** The summary was put away: from now on no call page can reach this session. */
  | { readonly type: 'closed'; readonly at: EpochMs };

export type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

/** Why an event can't follow the ones before it. */
export type EventRefusal =
  | 'notStarted'
  | 'alreadyStarted'
  | 'alreadyEnded'
  | 'notEnded'
  | 'alreadyClosed'
  /** It would change nothing: the leg is current, the mode is on, the tick is set. */
  | 'alreadyThere'
  | 'alreadyVisited'
  | 'notSetAside'
  | 'notInterrupted'
  | 'notOverridden'
  | 'badOrder'
  | 'badBudgets'
  | 'badLevel'
  | 'badReason'
  | 'endBeforeStart';

/** Events that may come after the end, until the summary is put away. */
const AFTER_END: readonly SessionEvent['type'][] = [
  'resumed',
  'closed',
  'safetyReasonGiven',
  'ticked',
  'zoneChanged',
];

/**
 * The reason `next` can't be appended to `events`, or null when it can. A client can be chosen at
 * any time: a session can be moved to the right one years later. Says nothing about instants: a
 * clock may jump, and a list stays valid when it does.
 */
export function refusalOf(
  events: readonly SessionEvent[],
  next: SessionEvent,
): EventRefusal | null {
  if (next.type === 'started') return events.length > 0 ? 'alreadyStarted' : null;
  const started = lastOf(events, 'started');
  if (!started) return 'notStarted';
  if (next.type === 'clientChosen') {
    const last = lastOf(events, 'clientChosen');
    return last?.clientId === next.clientId &&
      last.confirmed === next.confirmed &&
      last.room === next.room
      ? 'alreadyThere'
      : null;
  }
  if (next.type === 'clockWentBack') return null;
  if (lastOf(events, 'closed')) return 'alreadyClosed';
  const ended = endOf(events) !== null;
  if (next.type === 'closed' || next.type === 'resumed') return ended ? null : 'notEnded';
  if (ended && !AFTER_END.includes(next.type)) return 'alreadyEnded';
  const there = (same: boolean | undefined) => (same ? 'alreadyThere' : null);
  switch (next.type) {
    case 'legEntered':
      return there(currentLeg(events) === next.leg);
    case 'legSetAside':
      if (events.some((event) => event.type === 'legEntered' && event.leg === next.leg))
        return 'alreadyVisited';
      if (typeof next.reason === 'object' && !isReason(next.reason.words)) return 'badReason';
      return there(setAside(events, next.leg) !== null);
    case 'legBroughtBack':
      return setAside(events, next.leg) ? null : 'notSetAside';
    case 'legsReordered':
      if (!isOrder(next.order)) return 'badOrder';
      return there(lastOf(events, 'legsReordered')?.order.join() === next.order.join());
    case 'budgetsShifted':
      if (!LEGS.every((leg) => Number.isInteger(next.budgets[leg]) && next.budgets[leg] >= 0))
        return 'badBudgets';
      return there(
        LEGS.every((leg) => lastOf(events, 'budgetsShifted')?.budgets[leg] === next.budgets[leg]),
      );
    case 'modeChanged':
      return there(lastOf(events, 'modeChanged')?.mode === next.mode);
    case 'interruptionBegan':
      return there(interruptedSince(events) !== null);
    case 'interruptionEnded':
      return interruptedSince(events) === null ? 'notInterrupted' : null;
    case 'endCorrected':
      if (next.endsAt <= started.at) return 'endBeforeStart';
      return there(
        lastOf(events, 'endCorrected')?.endsAt === next.endsAt &&
          lastOf(events, 'endCorrected')?.reason === next.reason,
      );
    case 'safetyOverride':
      return there(overriddenSince(events) !== null);
    case 'safetyLifted':
      return overriddenSince(events) === null ? 'notOverridden' : null;
    case 'safetyReasonGiven':
      if (!lastOf(events, 'safetyOverride')) return 'notOverridden';
      return isReason(next.words) ? null : 'badReason';
    case 'ticked':
      return there(isTicked(events, next.tick) === next.on);
    case 'workChosen':
      return there(lastOf(events, 'workChosen')?.work === next.work);
    case 'readinessSaid':
      if (!Number.isInteger(next.level) || next.level < 0 || next.level > 10) return 'badLevel';
      return there(lastOf(events, 'readinessSaid')?.level === next.level);
    case 'ledBy': {
      const last = events.findLast(({ type }) => type === 'ledBy' || type === 'legEntered');
      return there(last?.type === 'ledBy' && last.who === next.who);
    }
    case 'focusShifted':
      return there(events.at(-1)?.type === 'focusShifted');
    case 'tangentNamed': {
      const last = events.at(-1);
      return there(last?.type === 'tangentNamed' && last.choice === next.choice);
    }
    default:
      return null;
  }
}

/** Six legs, each once. */
export const isOrder = (order: readonly LegId[]): boolean =>
  order.length === LEGS.length && LEGS.every((leg) => order.includes(leg));

const isReason = (words: string) => words.trim() !== '' && words.length <= LONGEST_REASON;

/** The last event of a type, if there is one. */
export function lastOf<T extends SessionEvent['type']>(
  events: readonly SessionEvent[],
  type: T,
): EventOf<T> | undefined {
  return events.findLast((event): event is EventOf<T> => event.type === type);
}

/** When the session ended, or null while it has not, or when its end was taken back. */
export function endOf(events: readonly SessionEvent[]): EpochMs | null {
  const last = events.findLast(({ type }) => type === 'ended' || type === 'resumed');
  return last?.type === 'ended' ? last.at : null;
}

/** The leg entered last, or null before the first. */
export const currentLeg = (events: readonly SessionEvent[]): LegId | null =>
  lastOf(events, 'legEntered')?.leg ?? null;

/** Why a leg is set aside, or null when it is not. Entering it ends that. */
export function setAside(
  events: readonly SessionEvent[],
  leg: LegId,
): EventOf<'legSetAside'>['reason'] | null {
  const last = events.findLast(
    (event) =>
      (event.type === 'legSetAside' ||
        event.type === 'legBroughtBack' ||
        event.type === 'legEntered') &&
      event.leg === leg,
  );
  return last?.type === 'legSetAside' ? last.reason : null;
}

/** Since when the contact is broken off, or null. */
export function interruptedSince(events: readonly SessionEvent[]): EpochMs | null {
  const last = events.findLast(
    ({ type }) => type === 'interruptionBegan' || type === 'interruptionEnded',
  );
  return last?.type === 'interruptionBegan' ? last.since : null;
}

/** Since when safety decides when the session ends, or null. */
export function overriddenSince(events: readonly SessionEvent[]): EpochMs | null {
  const last = events.findLast(({ type }) => type === 'safetyOverride' || type === 'safetyLifted');
  return last?.type === 'safetyOverride' ? last.at : null;
}

/** Whether something is ticked now. */
export function isTicked(events: readonly SessionEvent[], tick: Tick): boolean {
  const last = events.findLast(
    (event): event is EventOf<'ticked'> => event.type === 'ticked' && event.tick === tick,
  );
  return last?.on ?? false;
}

/** Whose session it is, or null for nobody yet. */
export const clientOf = (events: readonly SessionEvent[]): string | null =>
  lastOf(events, 'clientChosen')?.clientId ?? null;
