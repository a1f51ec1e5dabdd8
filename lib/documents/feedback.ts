import { type ClientFeedback, FEEDBACK_QUESTIONS } from '../papers';
import type { Text } from '../text';

/** What a client has said about a session, in one line. */
export const feedbackText = (answer: ClientFeedback['answers'][number], text: Text): string =>
  [
    ...FEEDBACK_QUESTIONS.flatMap((question) => {
      const value = answer[question];
      return value === null ? [] : [text(`feedback_short_${question}`, value)];
    }),
    answer.words,
  ]
    .filter(Boolean)
    .join(', ');
