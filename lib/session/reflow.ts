import type { Budgets } from './budgets';
import { type LegId, WINDOWS } from './legs';
import { MINUTE } from './plan';

/** How a leg stands, as far as the time that is left concerns it. */
export interface LegNeed {
  readonly leg: LegId;
  readonly state: 'notVisited' | 'current' | 'visited' | 'setAside';
  /** Milliseconds spent in it. */
  readonly spentMs: number;
}

/** How the time that is left would go to the legs ahead. */
export interface Reflow {
  /**
   * Milliseconds meant for each leg from now on; 0 for legs that are visited and left, or set
   * aside.
   */
  readonly aheadMs: Readonly<Record<LegId, number>>;
  /**
   * Legs not visited yet that would not be reached with their windows' minima kept, in plan order.
   */
  readonly unreachable: readonly LegId[];
}

/**
 * Shares the time that is left among the legs ahead, in their order. Closing is protected: it keeps
 * its budget. The others keep theirs while there is room, then shrink in proportion down to their
 * windows' minima (or to their budgets, where those are smaller). When even the minima no longer
 * fit, the last legs are named as unreachable and still shown with their minima: only the
 * practitioner decides to set them aside. Nothing here moves the end. Time that is left over
 * belongs to nobody.
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
