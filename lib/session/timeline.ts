import { currentLeg, endOf, type SessionEvent } from './events';
import { LEGS, type LegId, type LegWindow, WINDOWS } from './legs';
import type { EpochMs, SessionPlan } from './plan';

export type LegState = 'notVisited' | 'current' | 'visited';

/** One stay in a leg. Both ends are milliseconds into the session. */
export interface Stretch {
  readonly leg: LegId;
  readonly from: number;
  readonly to: number;
}

/** One leg as it stands. */
export interface LegStanding {
  readonly leg: LegId;
  readonly state: LegState;
  readonly window: LegWindow;
  /** Whole minutes planned for it. */
  readonly budgetMinutes: number;
  /** Milliseconds spent in it, all visits together. */
  readonly spentMs: number;
  readonly visits: number;
}

/** Everything about a session's time that can be shown at one instant. */
export interface Timeline {
  readonly phase: 'running' | 'ended';
  readonly startedAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly endedAt: EpochMs | null;
  /** Milliseconds in session so far, or in all once it has ended. Never negative, never counts a jump back. */
  readonly elapsedMs: number;
  /** Milliseconds to the planned end; negative past it. Frozen once the session has ended. */
  readonly remainingMs: number;
  readonly current: LegId | null;
  readonly legs: readonly LegStanding[];
  readonly stretches: readonly Stretch[];
}

/**
 * The session as it stands at `now`. Pure: the same arguments give the same answer, so a reload, a
 * sleeping machine or a dead worker change nothing.
 *
 * The legs' times always add up to the elapsed time. A clock that jumped back contributes nothing for
 * the step in which it jumped, and no duration is ever negative.
 *
 * @throws RangeError when `events` has no `started` event: there is no session to show then.
 */
export function timeline(
  plan: SessionPlan,
  events: readonly SessionEvent[],
  now: EpochMs,
): Timeline {
  const started = events.find((event) => event.type === 'started');
  if (!started) throw new RangeError('a timeline needs a started event');
  const endedAt = endOf(events);
  const lastEnd = events.findLastIndex((event) => event.type === 'ended');
  const lived = endedAt === null ? events : events.slice(0, lastEnd + 1);
  const until = endedAt ?? now;

  const stretches: Stretch[] = [];
  let elapsed = 0;
  let leg: LegId | null = null;
  let from = 0;
  const leave = () => {
    if (leg && elapsed > from) stretches.push({ leg, from, to: elapsed });
  };
  lived.forEach((event, index) => {
    if (event.type === 'legEntered') {
      leave();
      leg = event.leg;
      from = elapsed;
    }
    elapsed += Math.max(0, (lived[index + 1]?.at ?? until) - event.at);
  });
  leave();

  const running = endedAt === null;
  const current = running ? currentLeg(lived) : null;
  const entered = (id: LegId) =>
    lived.filter((event) => event.type === 'legEntered' && event.leg === id).length;
  return {
    phase: running ? 'running' : 'ended',
    startedAt: started.at,
    endsAt: plan.endsAt,
    endedAt,
    elapsedMs: elapsed,
    remainingMs: plan.endsAt - until,
    current,
    stretches,
    legs: LEGS.map((id) => ({
      leg: id,
      state: id === current ? 'current' : entered(id) > 0 ? 'visited' : 'notVisited',
      window: WINDOWS[id],
      budgetMinutes: plan.budgets[id],
      spentMs: stretches.reduce((total, s) => (s.leg === id ? total + s.to - s.from : total), 0),
      visits: entered(id),
    })),
  };
}
