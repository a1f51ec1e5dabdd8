import { LEGS, type LegId, WINDOWS } from './legs';

/** Whole minutes given to each leg in one session. */
export type Budgets = Readonly<Record<LegId, number>>;

/**
 * How the budgets relate to the legs' windows: inside all of them, scaled down below their minima
 * (`compressed`), or with more time than their maxima hold, the rest given to Exploration (`surplus`).
 */
export type Fit = 'fits' | 'compressed' | 'surplus';

const TABLE: Readonly<Record<number, Budgets>> = {
  45: { opening: 3, agenda: 6, exploration: 20, integration: 6, planning: 6, closing: 4 },
  50: { opening: 4, agenda: 7, exploration: 22, integration: 7, planning: 6, closing: 4 },
  60: { opening: 5, agenda: 8, exploration: 27, integration: 8, planning: 7, closing: 5 },
};

const sum = (pick: (leg: LegId) => number): number =>
  LEGS.reduce((total, leg) => total + pick(leg), 0);

const SHORTEST = sum((leg) => WINDOWS[leg].min);
const LONGEST = sum((leg) => WINDOWS[leg].max);

/** Which kind of budgets a container of this many whole minutes gets. */
export function fitOf(minutes: number): Fit {
  if (minutes < SHORTEST) return 'compressed';
  return minutes > LONGEST ? 'surplus' : 'fits';
}

/**
 * Budgets for a container of `minutes` (a whole number of at least 1).
 * They always add up to `minutes`. From 39 to 70 every budget lies inside its leg's window; 45, 50 and
 * 60 come from the table.
 */
export function budgetsFor(minutes: number): Budgets {
  const fromTable = TABLE[minutes];
  if (fromTable) return fromTable;
  if (minutes < SHORTEST) return share(minutes, (leg) => WINDOWS[leg].min);
  if (minutes > LONGEST) {
    const full = share(LONGEST, (leg) => WINDOWS[leg].max);
    return { ...full, exploration: full.exploration + minutes - LONGEST };
  }
  // Every leg keeps its minimum; what is left is shared by the room each window has.
  const extra = share(minutes - SHORTEST, (leg) => WINDOWS[leg].max - WINDOWS[leg].min);
  return each((leg) => WINDOWS[leg].min + extra[leg]);
}

function each(value: (leg: LegId) => number): Budgets {
  return Object.fromEntries(LEGS.map((leg) => [leg, value(leg)])) as unknown as Budgets;
}

/** Splits whole minutes by weight; the largest remainders get the odd minutes, earlier legs first. */
function share(minutes: number, weight: (leg: LegId) => number): Budgets {
  const total = sum(weight);
  const exact = each((leg) => (minutes * weight(leg)) / total);
  const floors = each((leg) => Math.floor(exact[leg]));
  const odd = minutes - sum((leg) => floors[leg]);
  const byRemainder = [...LEGS].sort(
    (a, b) => exact[b] - floors[b] - (exact[a] - floors[a]) || LEGS.indexOf(a) - LEGS.indexOf(b),
  );
  const lucky = new Set(byRemainder.slice(0, odd));
  return each((leg) => floors[leg] + (lucky.has(leg) ? 1 : 0));
}
