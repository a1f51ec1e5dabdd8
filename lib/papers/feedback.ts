import * as v from 'valibot';
import { between, instant, type TypeOf } from '../session';
import { LONGEST_LINE } from './client-papers';
import { united } from './united';

/** The questions that a client answers about a session, from 0 to 10. */
export const FEEDBACK_QUESTIONS = ['mattered', 'lead'] as const;
export type FeedbackQuestion = (typeof FEEDBACK_QUESTIONS)[number];

const answer = v.nullable(v.pipe(between(0, 10), v.integer()));

/** What a client has said about sessions. It belongs to the record. */
export const clientFeedbackShape = v.strictObject({
  answers: v.array(
    v.strictObject({
      id: v.string(),
      at: instant,
      /** The session that it is about; null where it was written down without one. */
      sessionId: v.optional(v.nullable(v.string()), null),
      /** Whether it was about what mattered most; null for no answer. */
      mattered: answer,
      /** How much they had the lead; null for no answer. */
      lead: answer,
      words: v.pipe(v.string(), v.maxLength(LONGEST_LINE)),
    }),
  ),
});
export type ClientFeedback = TypeOf<typeof clientFeedbackShape>;

export const NO_FEEDBACK: ClientFeedback = { answers: [] };

export const mergedFeedback = (mine: ClientFeedback, other: ClientFeedback): ClientFeedback => ({
  answers: united(mine.answers, other.answers),
});
