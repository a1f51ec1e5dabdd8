import * as v from 'valibot';
import { LEGS, type LegId, WINDOWS } from './legs';
import { allOf, minutes, type TypeOf } from './shape';

/** The whole minutes planned for each leg of a session. */
export const budgetsShape = allOf(LEGS, minutes);
export type Budgets = TypeOf<typeof budgetsShape>;

/**
 * How budgets relate to the legs' windows: all inside (`fits`), scaled below the minima
 * (`compressed`), or longer than the maxima together (`surplus`).
 */
export type Fit = 'fits' | 'compressed' | 'surplus';

/**
 * Where time beyond 70 minutes goes: to Exploration, or to a second pass of Exploration and
 * Integration.
 */
export const SURPLUSES = ['exploration', 'secondPass'] as const;
export type Surplus = (typeof SURPLUSES)[number];
export const surplusShape = v.picklist(SURPLUSES);

const TABLE = {
  45: { opening: 3, agenda: 6, exploration: 20, integration: 6, planning: 6, closing: 4 },
  50: { opening: 4, agenda: 7, exploration: 22, integration: 7, planning: 6, closing: 4 },
  60: { opening: 5, agenda: 8, exploration: 27, integration: 8, planning: 7, closing: 5 },
} as const satisfies Readonly<Record<number, Budgets>>;

const sum = (pick: (leg: LegId) => number): number =>
  LEGS.reduce((total, leg) => total + pick(leg), 0);

const SHORTEST = sum((leg) => WINDOWS[leg].min);
const LONGEST = sum((leg) => WINDOWS[leg].max);

/** How a session of this many whole minutes relates to the legs' windows. */
export function fitOf(minutes: number): Fit {
  if (minutes < SHORTEST) return 'compressed';
  return minutes > LONGEST ? 'surplus' : 'fits';
}

/** By how many minutes this length exceeds the six maxima together; 0 if it doesn't. */
export const surplusOf = (minutes: number): number => Math.max(0, minutes - LONGEST);

/**
 * The usual budgets for `minutes` (a whole number, at least 1). 45, 50 and 60 come from the table;
 * any other length is fitted from the nearest of these.
 */
export function budgetsFor(minutes: number, surplus: Surplus = 'exploration'): Budgets {
  const base = minutes < 48 ? TABLE[45] : minutes < 55 ? TABLE[50] : TABLE[60];
  return fitBudgets(base, minutes, surplus);
}

/**
 * Fits budgets into `minutes`; the result always adds up to `minutes`. From 39 to 70, each budget
 * stays in its leg's window: legs give or take in proportion to their room, and Closing only once
 * the others have none left. Under 39, budgets are scaled below the minima. `surplus` says where
 * time over 70 goes.
 */
export function fitBudgets(
  base: Budgets,
  minutes: number,
  surplus: Surplus = 'exploration',
): Budgets {
  if (minutes < SHORTEST) return share(minutes, (leg) => WINDOWS[leg].min);
  if (minutes > LONGEST) {
    const extra = share(minutes - LONGEST, (leg) =>
      leg === 'exploration' || (leg === 'integration' && surplus === 'secondPass')
        ? WINDOWS[leg].max
        : 0,
    );
    return each((leg) => WINDOWS[leg].max + extra[leg]);
  }
  const inside = each((leg) => Math.min(WINDOWS[leg].max, Math.max(WINDOWS[leg].min, base[leg])));
  const missing = minutes - sum((leg) => inside[leg]);
  const sign = Math.sign(missing);
  const room = (leg: LegId) =>
    sign < 0 ? inside[leg] - WINDOWS[leg].min : WINDOWS[leg].max - inside[leg];
  const roomOfOthers = (leg: LegId) => (leg === 'closing' ? 0 : room(leg));
  const byOthers = Math.min(Math.abs(missing), sum(roomOfOthers));
  const moved = share(byOthers, roomOfOthers);
  return each(
    (leg) => inside[leg] + sign * (leg === 'closing' ? Math.abs(missing) - byOthers : moved[leg]),
  );
}

/**
 * Moves up to five minutes between Exploration and Planning, within both windows: to Exploration
 * for work in the session (`here`), to Planning for work after it (`outside`).
 */
export function shiftedFor(work: 'here' | 'outside', budgets: Budgets): Budgets {
  const [to, from] =
    work === 'here'
      ? (['exploration', 'planning'] as const)
      : (['planning', 'exploration'] as const);
  const minutes = Math.max(
    0,
    Math.min(5, WINDOWS[to].max - budgets[to], budgets[from] - WINDOWS[from].min),
  );
  return { ...budgets, [to]: budgets[to] + minutes, [from]: budgets[from] - minutes };
}

function each(value: (leg: LegId) => number): Budgets {
  return Object.fromEntries(LEGS.map((leg) => [leg, value(leg)])) as unknown as Budgets;
}

/**
 * Splits whole minutes by weight. The largest remainders get the odd minutes; ties go to the
 * earlier leg.
 */
function share(minutes: number, weight: (leg: LegId) => number): Budgets {
  const total = sum(weight) || 1;
  const exact = each((leg) => (minutes * weight(leg)) / total);
  const floors = each((leg) => Math.floor(exact[leg]));
  const odd = minutes - sum((leg) => floors[leg]);
  const byRemainder = [...LEGS].sort(
    (a, b) => exact[b] - floors[b] - (exact[a] - floors[a]) || LEGS.indexOf(a) - LEGS.indexOf(b),
  );
  const lucky = new Set(byRemainder.slice(0, odd));
  return each((leg) => floors[leg] + (lucky.has(leg) ? 1 : 0));
}

/**
 * The budgets with one minute given from one leg to another, or null if that can't be: a leg gives
 * no minute that it hasn't, and while all of them fit, each stays in its window. The sum stays.
 */
export function minuteGiven(budgets: Budgets, from: LegId, to: LegId): Budgets | null {
  const fit = fitOf(sum((leg) => budgets[leg]));
  const least = fit === 'compressed' ? 0 : WINDOWS[from].min;
  const most = fit === 'fits' ? WINDOWS[to].max : Number.POSITIVE_INFINITY;
  if (from === to || budgets[from] <= least || budgets[to] >= most) return null;
  return { ...budgets, [from]: budgets[from] - 1, [to]: budgets[to] + 1 };
}
