import * as v from 'valibot';
import { instant, type TypeOf } from '../session';
import { united } from './united';

/** Most UTF-16 units of one line about a client. */
export const LONGEST_LINE = 2_000;
const line = v.pipe(v.string(), v.maxLength(LONGEST_LINE));

/** What became of something that a client had chosen to try. */
export const PLAN_ANSWERS = ['done', 'partly', 'not', 'notAsked'] as const;
export type PlanAnswer = (typeof PLAN_ANSWERS)[number];

/**
 * What clients said of their plans, by the plan's note. `done` of a note that was left open says
 * that it is open no longer.
 */
export const clientPlansShape = v.strictObject({
  answers: v.record(v.string(), v.strictObject({ answer: v.picklist(PLAN_ANSWERS), at: instant })),
});
export type ClientPlans = TypeOf<typeof clientPlansShape>;

export const NO_PLANS: ClientPlans = { answers: {} };

/** The plans with another answer; null for none. */
export function answered(
  { answers }: ClientPlans,
  noteId: string,
  answer: PlanAnswer | null,
  at: number,
): ClientPlans {
  const { [noteId]: _, ...others } = answers;
  return { answers: answer === null ? others : { ...others, [noteId]: { answer, at } } };
}

/** What a practitioner expects to come up with a client. It is private. */
export const clientAheadShape = v.strictObject({
  lines: v.array(v.strictObject({ id: v.string(), at: instant, text: line })),
  /** The newest session for which a hint about the same topic was answered; absent for none. */
  hintFor: v.optional(v.string()),
});
export type ClientAhead = TypeOf<typeof clientAheadShape>;

export const NOTHING_AHEAD: ClientAhead = { lines: [] };

/** What might come up, with another line. */
export const withLine = (
  before: ClientAhead | null,
  line: ClientAhead['lines'][number],
): ClientAhead => ({ ...before, lines: [...(before ?? NOTHING_AHEAD).lines, line] });

/** Where a goal stands. */
export const GOAL_STATES = ['open', 'reached', 'letGo'] as const;
export type GoalState = (typeof GOAL_STATES)[number];

/** What a client works towards, in their words. */
export const clientGoalsShape = v.strictObject({
  goals: v.array(
    v.strictObject({
      id: v.string(),
      /** When it was written down. */
      at: instant,
      text: line,
      state: v.picklist(GOAL_STATES),
      /** When its state changed last. */
      changedAt: instant,
    }),
  ),
});
export type ClientGoals = TypeOf<typeof clientGoalsShape>;

export const NO_GOALS: ClientGoals = { goals: [] };

export const mergedPlans = (mine: ClientPlans, other: ClientPlans): ClientPlans => ({
  answers: { ...other.answers, ...mine.answers },
});

export const mergedAhead = (mine: ClientAhead, other: ClientAhead): ClientAhead => ({
  ...other,
  ...mine,
  lines: united(mine.lines, other.lines),
});

export const mergedGoals = (mine: ClientGoals, other: ClientGoals): ClientGoals => ({
  goals: united(mine.goals, other.goals),
});
