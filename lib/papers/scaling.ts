import * as v from 'valibot';
import { type Attained, attainment, LEVELS, type Level, WEIGHTS } from '../measures';
import { between, instant, type TypeOf } from '../session';
import { LONGEST_LINE } from './client-papers';
import { united } from './united';

/** The levels as keys. */
export const LEVEL_KEYS = ['-2', '-1', '0', '1', '2'] as const;
export type LevelKey = (typeof LEVEL_KEYS)[number];

const weight = v.pipe(between(WEIGHTS.min, WEIGHTS.max), v.integer());

/** How far a client's goals have got: what each level means, and reviews. */
export const clientScalingShape = v.strictObject({
  /** By the goal's id. */
  goals: v.record(
    v.string(),
    v.strictObject({
      weight,
      /** What each level means, in the client's words; one without words isn't here. */
      levels: v.record(v.picklist(LEVEL_KEYS), v.pipe(v.string(), v.maxLength(LONGEST_LINE))),
    }),
  ),
  reviews: v.array(
    v.strictObject({
      id: v.string(),
      at: instant,
      /** How far each goal had got, by its id. */
      levels: v.record(v.string(), v.picklist(LEVELS)),
      /** What each goal weighed then; absent in reviews from before that was kept. */
      weights: v.optional(v.record(v.string(), weight)),
      /** Whether a goal that was open then has no level in it. */
      partial: v.optional(v.boolean()),
      /** The session that it was in or after; null or absent for none. */
      sessionId: v.optional(v.nullable(v.string())),
    }),
  ),
});
export type ClientScaling = TypeOf<typeof clientScalingShape>;

export const NO_SCALING: ClientScaling = { goals: {}, reviews: [] };

/** A review, and its T score; null when it holds no goal, or not every goal that was open. */
export interface Review {
  readonly id: string;
  readonly at: number;
  readonly levels: Readonly<Record<string, Level>>;
  readonly sessionId?: string | null | undefined;
  readonly score: number | null;
}

/**
 * The reviews with their scores, the earliest first, by what goals weighed then. A goal without a
 * weight weighs 1.
 */
export const reviewsOf = ({ goals, reviews }: ClientScaling): readonly Review[] =>
  reviews
    .toSorted((a, b) => a.at - b.at)
    .map((review) => ({
      ...review,
      score: review.partial
        ? null
        : attainment(
            Object.entries(review.levels).map(
              ([id, level]): Attained => ({
                level,
                weight: review.weights?.[id] ?? goals[id]?.weight ?? 1,
              }),
            ),
          ),
    }));

/** Two wordings of a level in one. */
const both = (mine: string | undefined, other: string): string => {
  if (!mine || mine === other) return other;
  const joined = `${mine} / ${other}`;
  return mine.includes(other) || joined.length > LONGEST_LINE ? mine : joined;
};

type Scaled = ClientScaling['goals'][string];

const mergedGoal = (mine: Scaled | undefined, other: Scaled): Scaled => ({
  weight: mine?.weight ?? other.weight,
  levels: {
    ...mine?.levels,
    ...Object.fromEntries(
      LEVEL_KEYS.flatMap((key) => {
        const words = other.levels[key];
        return words === undefined ? [] : [[key, both(mine?.levels[key], words)]];
      }),
    ),
  },
});

/** Both versions in one, with the words of both. */
export const mergedScaling = (mine: ClientScaling, other: ClientScaling): ClientScaling => ({
  goals: {
    ...mine.goals,
    ...Object.fromEntries(
      Object.entries(other.goals).map(([id, goal]) => [id, mergedGoal(mine.goals[id], goal)]),
    ),
  },
  reviews: united(mine.reviews, other.reviews),
});
