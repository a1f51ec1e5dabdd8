import { type Fit, fitOf } from './budgets';
import {
  clientOf,
  currentLeg,
  type EventOf,
  endOf,
  interruptedSince,
  interruptionsOf,
  type Leader,
  lastOf,
  overriddenSince,
  type SessionEvent,
  setAside,
  withoutTakenBack,
} from './events';
import { type LegId, type LegWindow, WINDOWS } from './legs';
import type { Mode } from './modes';
import { type EpochMs, MINUTE, type SessionPlan } from './plan';
import { reflow } from './reflow';

export type LegState = 'notVisited' | 'current' | 'visited' | 'setAside';

/** A span in milliseconds from the start of the session. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One stay in a leg. An interruption splits a stay into several stretches. */
export interface Stretch extends Span {
  readonly leg: LegId;
  /** Null if nobody has said who led. */
  readonly led: Leader | null;
}

/** One leg at an instant. */
export interface LegStanding {
  readonly leg: LegId;
  readonly state: LegState;
  readonly window: LegWindow;
  /** Planned whole minutes. */
  readonly budgetMinutes: number;
  /** Milliseconds of the remaining time that go to this leg; see `reflow`. */
  readonly aheadMs: number;
  /** Milliseconds spent in the leg, over all visits. */
  readonly spentMs: number;
  readonly visits: number;
  /** Why the leg is set aside; null if it isn't. */
  readonly reason: EventOf<'legSetAside'>['reason'] | null;
}

/** Everything about a session's time at one instant. */
export interface Timeline {
  readonly phase: 'running' | 'ended';
  readonly startedAt: EpochMs;
  /** The planned end, or the last corrected one. */
  readonly endsAt: EpochMs;
  readonly endedAt: EpochMs | null;
  readonly fit: Fit;
  /**
   * Milliseconds since the start, or the whole length once the session has ended. Never negative; a
   * step in which the clock jumped back adds nothing.
   */
  readonly elapsedMs: number;
  /** Milliseconds to the end; negative after it. Frozen once the session has ended. */
  readonly remainingMs: number;
  readonly interruptions: readonly Span[];
  readonly interruptedMs: number;
  /** When the contact broke off; null while it holds or once the session has ended. */
  readonly interruptedSince: EpochMs | null;
  /** Elapsed minus interrupted milliseconds. Views round it down to minutes. */
  readonly contactMs: number;
  readonly mode: Mode;
  /** Since when a safety override is in force; null if none is. */
  readonly overriddenSince: EpochMs | null;
  readonly clientId: string | null;
  readonly current: LegId | null;
  /** In planned order. */
  readonly legs: readonly LegStanding[];
  /** Legs that no longer fit into the remaining time; see `reflow`. */
  readonly unreachable: readonly LegId[];
  readonly stretches: readonly Stretch[];
}

/**
 * The session at `now`. Pure, so a reload, sleep or a restarted worker can't change the result.
 *
 * From the first leg entered on, the legs' times and the interruptions add up to the elapsed time.
 * No duration is negative. A step in which the clock jumped back adds nothing; a jump forward
 * counts as time, because it looks like sleep.
 *
 * @throws RangeError if `events` has no `started` event
 */
export function timeline(
  plan: SessionPlan,
  events: readonly SessionEvent[],
  now: EpochMs,
): Timeline {
  const started = lastOf(events, 'started');
  if (!started) throw new RangeError('a timeline needs a started event');
  const endedAt = endOf(events);
  const running = endedAt === null;
  const lived = running
    ? events
    : events.slice(0, events.findLastIndex(({ type }) => type === 'ended') + 1);
  const until = endedAt ?? now;

  /**
   * Milliseconds into the session of each event. A step in which the clock jumped back adds none.
   */
  const starts: number[] = [];
  let elapsed = 0;
  lived.forEach((event, index) => {
    starts.push(elapsed);
    elapsed += Math.max(0, (lived[index + 1]?.at ?? until) - event.at);
  });
  const interruptions = brokenSpans(events, lived, starts, elapsed);

  const stretches: (Span & { leg: LegId; visit: number })[] = [];
  /** Who led each visit. The last mark of a visit counts for the whole visit. */
  const leaders: Leader[] = [];
  let leg: LegId | null = null;
  let visit = -1;
  const stay = (from: number, to: number) => {
    if (!leg || to <= from) return;
    const last = stretches.at(-1);
    if (last?.to === from && last.visit === visit)
      stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ leg, from, to, visit });
  };
  lived.forEach((event, index) => {
    if (event.type === 'legEntered') {
      leg = event.leg;
      visit += 1;
    }
    if (event.type === 'ledBy') leaders[visit] = event.who;
    const end = starts[index + 1] ?? elapsed;
    let at = starts[index] ?? 0;
    for (const { from, to } of interruptions) {
      stay(at, Math.min(end, from));
      at = Math.max(at, Math.min(end, to));
    }
    stay(at, end);
  });

  const current = running ? currentLeg(lived) : null;
  const endsAt = endHeldBy(plan, lived);
  const remainingMs = endsAt - until;
  const order = lastOf(lived, 'legsReordered')?.order ?? plan.order;
  const budgets = lastOf(lived, 'budgetsShifted')?.budgets ?? plan.budgets;
  const interruptedMs = interruptions.reduce((sum, { from, to }) => sum + to - from, 0);
  const standing = order.map((id) => {
    const visits = lived.filter((event) => event.type === 'legEntered' && event.leg === id).length;
    const reason = setAside(lived, id);
    return {
      leg: id,
      state: stateOf(id === current, visits, reason !== null),
      window: WINDOWS[id],
      budgetMinutes: budgets[id],
      spentMs: stretches.reduce((sum, s) => (s.leg === id ? sum + s.to - s.from : sum), 0),
      visits,
      reason,
    };
  });
  const { aheadMs, unreachable } = reflow(standing, budgets, remainingMs);
  return {
    phase: running ? 'running' : 'ended',
    startedAt: started.at,
    endsAt,
    endedAt,
    fit: fitOf(Object.values(plan.budgets).reduce((sum, minutes) => sum + minutes, 0)),
    elapsedMs: elapsed,
    remainingMs,
    interruptions,
    interruptedMs,
    interruptedSince: running ? interruptedSince(lived) : null,
    contactMs: elapsed - interruptedMs,
    mode: modeOf(plan, lived, elapsed),
    overriddenSince: overriddenSince(lived),
    clientId: clientOf(events),
    current,
    legs: standing.map((one) => ({ ...one, aheadMs: running ? aheadMs[one.leg] : 0 })),
    unreachable: running ? unreachable : [],
    stretches: stretches.map(({ visit: of, ...stretch }) => ({
      ...stretch,
      led: leaders[of] ?? null,
    })),
  };
}

/** The planned end, or the last corrected one. */
export const endHeldBy = (plan: SessionPlan, events: readonly SessionEvent[]): EpochMs =>
  lastOf(events, 'endCorrected')?.endsAt ?? plan.endsAt;

/**
 * A text that changes when anything changes that a view shows in minutes or words, but not every
 * second. Minutes are rounded both up and down, because views do either.
 */
export function inMinutes(session: Timeline): string {
  const minutes = (ms: number) => [Math.floor(ms / MINUTE), Math.ceil(ms / MINUTE)];
  return JSON.stringify({
    ...session,
    elapsedMs: minutes(session.elapsedMs),
    remainingMs: minutes(session.remainingMs),
    interruptedMs: minutes(session.interruptedMs),
    contactMs: minutes(session.contactMs),
    interruptions: session.interruptions.length,
    stretches: session.stretches.map(({ leg, led }) => [leg, led]),
    legs: session.legs.map(({ spentMs, aheadMs, ...leg }) => [
      leg,
      minutes(spentMs),
      Math.round(aheadMs / MINUTE),
    ]),
  });
}

function stateOf(current: boolean, visits: number, aside: boolean): LegState {
  if (current) return 'current';
  if (visits > 0) return 'visited';
  return aside ? 'setAside' : 'notVisited';
}

function modeOf(plan: SessionPlan, events: readonly SessionEvent[], elapsedMs: number): Mode {
  const changed = lastOf(withoutTakenBack(events), 'modeChanged')?.mode;
  if (changed) return changed;
  const { clientLedMinutes } = plan;
  return clientLedMinutes !== null && elapsedMs >= clientLedMinutes * MINUTE ? 'guided' : plan.mode;
}

/**
 * The interruptions in milliseconds into the session, in order and without overlaps. One that was
 * reported as it began is placed relative to its events: after a clock jump, an instant may occur
 * twice. One that was told afterwards is placed by the clock.
 * @param events all events; what is told after the end counts too
 * @param lived the events until the end
 * @param starts milliseconds into the session of each of `lived`
 */
function brokenSpans(
  events: readonly SessionEvent[],
  lived: readonly SessionEvent[],
  starts: readonly number[],
  elapsed: number,
): readonly Span[] {
  const held = interruptionsOf(events).map(({ reportedAt }) => reportedAt);
  const spans: Span[] = [];
  let from: number | null = null;
  const close = (to: number) => {
    if (from !== null) spans.push({ from, to });
    from = null;
  };
  lived.forEach((event, index) => {
    const at = starts[index] ?? 0;
    if (event.type === 'interruptionBegan' && held.includes(event.at))
      from = Math.max(0, at - Math.max(0, event.at - event.since));
    if (event.type === 'interruptionEnded' && from !== null)
      close(Math.min(at, Math.max(from, at - (event.at - event.until))));
  });
  close(elapsed);
  const into = (instant: EpochMs) => {
    const index = lived.findLastIndex(({ at }) => at <= instant);
    const start = starts[index] ?? 0;
    const after = instant - (lived[index]?.at ?? instant);
    return Math.min(start + after, starts[index + 1] ?? elapsed);
  };
  for (const event of events)
    if (event.type === 'interruptionTold' && held.includes(event.at))
      spans.push({ from: into(event.from), to: into(event.until) });
  return united(spans);
}

/** The same spans in order, those that overlap as one, without empty ones. */
function united(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.to <= span.from) continue;
    const last = all.at(-1);
    if (last && span.from < last.to)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else all.push(span);
  }
  return all;
}
