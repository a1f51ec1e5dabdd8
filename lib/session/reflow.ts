import type { Budgets } from './budgets';
import { type LegId, WINDOWS } from './legs';
import { MINUTE } from './plan';

/** What sharing out the remaining time needs to know about a leg. */
export interface LegNeed {
  readonly leg: LegId;
  readonly state: 'notVisited' | 'current' | 'visited' | 'setAside';
  /** Milliseconds spent in the leg. */
  readonly spentMs: number;
}

/** How the remaining time would be shared among the legs ahead. */
export interface Reflow {
  /** Milliseconds each leg gets from now on; 0 if set aside, or (except Closing) already left. */
  readonly aheadMs: Readonly<Record<LegId, number>>;
  /** Legs not visited yet that no longer fit even with the minima of the windows, in plan order. */
  readonly unreachable: readonly LegId[];
}

/**
 * Shares the remaining milliseconds among the legs ahead, in their order. Closing keeps its budget.
 * The others keep theirs while there is room, then shrink in proportion down to their windows'
 * minima (or their budgets, if smaller). When the minima no longer fit, the last legs are
 * unreachable but still get theirs: only the practitioner sets a leg aside. The end never moves,
 * and spare time goes to no leg.
 */
export function reflow(legs: readonly LegNeed[], budgets: Budgets, remainingMs: number): Reflow {
  const planned = (need: LegNeed) => budgets[need.leg] * MINUTE;
  const least = (need: LegNeed) => Math.min(WINDOWS[need.leg].min * MINUTE, planned(need));
  const left = (need: LegNeed, whole: number) => Math.max(0, whole - need.spentMs);
  const aheadMs = Object.fromEntries(legs.map(({ leg }) => [leg, 0])) as Record<LegId, number>;

  const closing = legs.find(({ leg }) => leg === 'closing');
  if (closing && closing.state !== 'setAside') aheadMs.closing = left(closing, planned(closing));
  const available = Math.max(0, remainingMs) - aheadMs.closing;

  const ahead = legs.filter(
    ({ leg, state }) => leg !== 'closing' && (state === 'current' || state === 'notVisited'),
  );
  const most = ahead.reduce((sum, need) => sum + left(need, planned(need)), 0);
  const fewest = ahead.reduce((sum, need) => sum + left(need, least(need)), 0);
  const give = most <= available ? 1 : Math.max(0, (available - fewest) / (most - fewest || 1));
  for (const need of ahead) {
    const min = left(need, least(need));
    aheadMs[need.leg] = min + (left(need, planned(need)) - min) * give;
  }

  const unreachable: LegId[] = [];
  let used = 0;
  for (const need of ahead) {
    used += left(need, least(need));
    if (need.state === 'notVisited' && used > Math.max(0, available)) unreachable.push(need.leg);
  }
  return { aheadMs, unreachable };
}
