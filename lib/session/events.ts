import * as v from 'valibot';
import { budgetsShape } from './budgets';
import { LEGS, type LegId, legShape, orderShape } from './legs';
import { modeShape } from './modes';
import type { EpochMs } from './plan';
import { between, instant, milliseconds, type TypeOf, utcOffset } from './shape';

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
  'scope',
  'consent',
  'reported',
  'specific',
  'pressing',
  'summarised',
  'anythingElse',
  'thanked',
  'setbackPlan',
  'goodbye',
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

/** A reason in somebody's own words. */
const words = v.pipe(v.string(), v.maxLength(LONGEST_REASON));

/**
 * What can happen in a session, by its type. `at` is the device's clock when it happened.
 */
export const EVENTS = {
  /** `toldAt` is when the start was pressed; `at` is earlier if the session had begun before. */
  started: event('started', { toldAt: instant, utcOffsetMinutes: utcOffset }),
  legEntered: event('legEntered', { leg: legShape }),
  /** With a ready-made reason, or in the practitioner's own words. */
  legSetAside: event('legSetAside', {
    leg: legShape,
    reason: v.union([v.picklist(SET_ASIDE_REASONS), v.strictObject({ words })]),
  }),
  legBroughtBack: event('legBroughtBack', { leg: legShape }),
  legsReordered: event('legsReordered', { order: orderShape }),
  budgetsShifted: event('budgetsShifted', { budgets: budgetsShape }),
  modeChanged: event('modeChanged', { mode: modeShape }),
  /** The contact broke off at `since`, which is not after `at`. */
  interruptionBegan: event('interruptionBegan', { since: instant }),
  /** The contact was back at `until`, which is not after `at`. */
  interruptionEnded: event('interruptionEnded', { until: instant }),
  /** The contact was broken from `from` to `until`, both within the session; told afterwards. */
  interruptionTold: event('interruptionTold', { from: instant, until: instant }),
  /** What was reported at `reportedAt` was no interruption. */
  interruptionTakenBack: event('interruptionTakenBack', { reportedAt: instant }),
  endCorrected: event('endCorrected', { endsAt: instant, reason: v.picklist(CORRECTIONS) }),
  /** From here on, safety decides when the session ends. The reason is asked afterwards. */
  safetyOverride: event('safetyOverride', {}),
  safetyLifted: event('safetyLifted', {}),
  /** The last override was a mistake, and so was the crisis mode that began with it. */
  safetyTakenBack: event('safetyTakenBack', {}),
  safetyReasonGiven: event('safetyReasonGiven', { words }),
  /**
   * Whose session it is; null for nobody yet. `confirmed` says that a person has said so for this
   * meeting. `room` is the meeting's address then, as `site/room`; null for none.
   */
  clientChosen: event('clientChosen', {
    clientId: v.nullable(v.string()),
    confirmed: v.boolean(),
    room: v.nullable(v.string()),
  }),
  ticked: event('ticked', { tick: v.picklist(TICKS), on: v.boolean() }),
  workChosen: event('workChosen', { work: v.picklist(WORKS) }),
  /** How ready the client is for the plan, from 0 to 10. */
  readinessSaid: event('readinessSaid', { level: between(0, 10) }),
  /** Marks the stretch that is going on. */
  ledBy: event('ledBy', { who: v.picklist(LEADERS) }),
  focusShifted: event('focusShifted', {}),
  tangentNamed: event('tangentNamed', { choice: v.picklist(TANGENT_CHOICES) }),
  /** The clock was found behind the last event, by `byMs` at least. */
  clockWentBack: event('clockWentBack', { byMs: milliseconds }),
  /** The device changed its time zone, or summer time began or ended. Spans of time stay. */
  zoneChanged: event('zoneChanged', { utcOffsetMinutes: utcOffset }),
  ended: event('ended', {}),
  /** The end was taken back: the session had gone on all along. */
  resumed: event('resumed', {}),
  /** The summary was closed. From now on, no call page can reach this session. */
  closed: event('closed', {}),
} as const;

function event<Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) {
  return v.strictObject({ type: v.literal(type), at: instant, ...fields });
}

/**
 * An event of a session. The list only grows, and everything on the screen is derived from it.
 */
export type SessionEvent = {
  [Type in keyof typeof EVENTS]: TypeOf<(typeof EVENTS)[Type]>;
}[keyof typeof EVENTS];

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
  | 'interruptionOutside'
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
  'interruptionTold',
  'interruptionTakenBack',
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
      return there(lastOf(withoutTakenBack(events), 'modeChanged')?.mode === next.mode);
    case 'interruptionBegan':
      return there(interruptedSince(events) !== null);
    case 'interruptionEnded':
      return interruptedSince(events) === null ? 'notInterrupted' : null;
    case 'interruptionTold': {
      const last = endOf(events) ?? next.at;
      if (next.from < started.at || next.until <= next.from || next.until > last)
        return 'interruptionOutside';
      return there(
        interruptionsOf(events).some(
          ({ since, until }) => since === next.from && until === next.until,
        ),
      );
    }
    case 'interruptionTakenBack':
      return interruptionsOf(events).some(({ reportedAt }) => reportedAt === next.reportedAt)
        ? null
        : 'notInterrupted';
    case 'endCorrected':
      if (next.endsAt <= started.at) return 'endBeforeStart';
      return there(
        lastOf(events, 'endCorrected')?.endsAt === next.endsAt &&
          lastOf(events, 'endCorrected')?.reason === next.reason,
      );
    case 'safetyOverride':
      return there(overriddenSince(events) !== null);
    case 'safetyLifted':
    case 'safetyTakenBack':
      return overriddenSince(events) === null ? 'notOverridden' : null;
    case 'safetyReasonGiven':
      if (!lastOf(withoutTakenBack(events), 'safetyOverride')) return 'notOverridden';
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

/**
 * Whether these events can be a session's: each could follow the ones before it, or changes
 * nothing. A reason that was lost doesn't count against it.
 */
export const holdTogether = (events: readonly SessionEvent[]): boolean =>
  events.length > 0 &&
  events.every((event, index) => {
    const refusal = refusalOf(events.slice(0, index), event);
    return refusal === null || refusal === 'alreadyThere' || refusal === 'badReason';
  });

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

/** An interruption as it was reported, in epoch milliseconds of the device's clock. */
export interface Interruption {
  /** The instant of the event that reported it, which tells it from the others. */
  readonly reportedAt: EpochMs;
  readonly since: EpochMs;
  /** Null while it goes on. */
  readonly until: EpochMs | null;
}

/** The interruptions that were reported and not taken back, as they were reported. */
export function interruptionsOf(events: readonly SessionEvent[]): readonly Interruption[] {
  let held: readonly Interruption[] = [];
  for (const event of events) {
    if (event.type === 'interruptionBegan')
      held = [...held, { reportedAt: event.at, since: event.since, until: null }];
    if (event.type === 'interruptionEnded')
      held = held.map((one) => (one.until === null ? { ...one, until: event.until } : one));
    if (event.type === 'interruptionTold')
      held = [...held, { reportedAt: event.at, since: event.from, until: event.until }];
    if (event.type === 'interruptionTakenBack')
      held = held.filter(({ reportedAt }) => reportedAt !== event.reportedAt);
  }
  return held;
}

/** Since when the contact is broken off, or null. */
export const interruptedSince = (events: readonly SessionEvent[]): EpochMs | null =>
  interruptionsOf(events).find(({ until }) => until === null)?.since ?? null;

/** Since when safety decides when the session ends, or null. */
export function overriddenSince(events: readonly SessionEvent[]): EpochMs | null {
  const last = withoutTakenBack(events).findLast(
    ({ type }) => type === 'safetyOverride' || type === 'safetyLifted',
  );
  return last?.type === 'safetyOverride' ? last.at : null;
}

/** The events without those that were taken back, for what is said of them. */
export function withoutTakenBack(events: readonly SessionEvent[]): readonly SessionEvent[] {
  if (!events.some(({ type }) => type === 'safetyTakenBack')) return events;
  const held: SessionEvent[] = [];
  for (const next of events) {
    if (next.type !== 'safetyTakenBack') {
      held.push(next);
      continue;
    }
    const override = held.findLastIndex(({ type }) => type === 'safetyOverride');
    const [taken] = override >= 0 ? held.splice(override, 1) : [];
    const crisis = held.findLastIndex((one) => one.type === 'modeChanged' && one.mode === 'crisis');
    if (taken && held[crisis]?.at === taken.at) held.splice(crisis, 1);
  }
  return held;
}

/** Whether something is ticked now. */
export function isTicked(events: readonly SessionEvent[], tick: Tick): boolean {
  const last = events.findLast(
    (event): event is EventOf<'ticked'> => event.type === 'ticked' && event.tick === tick,
  );
  return last?.on ?? false;
}

/** The client who was chosen last, also where nobody has been since; null for none ever. */
export const lastClientOf = (events: readonly SessionEvent[]): string | null => {
  for (const event of events.toReversed())
    if (event.type === 'clientChosen' && event.clientId !== null) return event.clientId;
  return null;
};

/** Whose session it is, or null for nobody yet. */
export const clientOf = (events: readonly SessionEvent[]): string | null =>
  lastOf(events, 'clientChosen')?.clientId ?? null;
