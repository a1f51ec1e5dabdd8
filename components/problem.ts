import type { Problem } from '@/lib/messaging';
import { LONGEST_LINE } from '@/lib/notes';
import { LONGEST_SESSION, SHORTEST_SESSION } from '@/lib/session';
import type { Text } from '@/lib/text';

/** A problem in the user's words: what is wrong, and what to do. */
export function problemText(text: Text, problem: Problem | 'endUnreadable' | 'openFailed'): string {
  switch (problem) {
    case 'lengthTooShort':
    case 'lengthTooLong':
    case 'lengthNotWhole':
      return text('problem_length', SHORTEST_SESSION, LONGEST_SESSION);
    case 'endTooFar':
      return text('problem_endTooFar', LONGEST_SESSION / 60);
    case 'tooLong':
      return text('problem_tooLong', LONGEST_LINE.toLocaleString(text.locale));
    default:
      return text(`problem_${problem}`);
  }
}
