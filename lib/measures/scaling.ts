/** The levels of goal attainment: what was expected is 0. */
export const LEVELS = [-2, -1, 0, 1, 2] as const;
export type Level = (typeof LEVELS)[number];

/** The least and the greatest weight of a goal. */
export const WEIGHTS = { min: 1, max: 5 } as const;

/** How far one goal has got, and how much it weighs. */
export interface Attained {
  readonly weight: number;
  readonly level: Level;
}

/** How much goals are expected to go together, as Kiresuk and Sherman assumed. */
const RHO = 0.3;

/**
 * The T score of goal attainment scaling (Kiresuk and Sherman, 1968): 50 when every goal was
 * attained as expected. Null without goals.
 */
export function attainment(goals: readonly Attained[]): number | null {
  if (goals.length === 0) return null;
  const sum = (of: (goal: Attained) => number) =>
    goals.reduce((total, goal) => total + of(goal), 0);
  const weights = sum(({ weight }) => weight);
  const squares = sum(({ weight }) => weight * weight);
  const reached = sum(({ weight, level }) => weight * level);
  return 50 + (10 * reached) / Math.sqrt((1 - RHO) * squares + RHO * weights * weights);
}
