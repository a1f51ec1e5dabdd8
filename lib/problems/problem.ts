import type { Problem } from '../messaging';
import {
  type FormatProblem,
  LONGEST_LONG,
  LONGEST_NOTE,
  LONGEST_SHORT,
  MOST_SHORTHANDS,
  type ShorthandProblem,
} from '../notes';
import { type LegNameProblem, LONGEST_CODE, LONGEST_NAME, type PresetProblem } from '../practice';
import { LONGEST_PROMPT, MOST_OWN, type PromptProblem } from '../prompts';
import { LONGEST_SESSION, SHORTEST_SESSION } from '../session';
import type { Text } from '../text';
import type { LockProblem, LockReply } from '../vault';

/** A problem in the user's words: what is wrong and what to do. */
export function problemText(
  text: Text,
  problem:
    | Problem
    | PromptProblem
    | PresetProblem
    | LegNameProblem
    | ShorthandProblem
    | FormatProblem
    | 'endUnreadable'
    | 'timeUnreadable'
    | 'interruptionBackwards'
    | 'openFailed'
    | 'reasonMissing',
): string {
  switch (problem) {
    case 'lengthTooShort':
    case 'lengthTooLong':
    case 'lengthNotWhole':
      return text('problem_length', SHORTEST_SESSION, LONGEST_SESSION);
    case 'endTooFar':
      return text('problem_endTooFar', LONGEST_SESSION / 60);
    case 'tooLong':
      return text('problem_tooLong', LONGEST_NOTE.toLocaleString(text.locale));
    case 'beganNotWhole':
    case 'beganTooLongAgo':
      return text('problem_began', LONGEST_SESSION);
    case 'codeTooLong':
      return text('problem_codeTooLong', LONGEST_CODE);
    case 'promptTooLong':
      return text('problem_promptTooLong', LONGEST_PROMPT);
    case 'promptsTooMany':
      return text('problem_promptsTooMany', MOST_OWN);
    case 'legNameTooLong':
    case 'presetNameTooLong':
      return text('problem_presetNameTooLong', LONGEST_NAME);
    case 'shortTooLong':
      return text('problem_shortTooLong', LONGEST_SHORT);
    case 'longTooLong':
      return text('problem_longTooLong', LONGEST_LONG);
    case 'shorthandsTooMany':
      return text('problem_shorthandsTooMany', MOST_SHORTHANDS);
    default:
      return text(`problem_${problem}`);
  }
}

/** Most characters of a passphrase, for the message. `lib/vault` enforces the limit. */
const LONGEST_PASSPHRASE = 1_000;

/** Why a passphrase was refused, in the user's words. */
export const lockProblemText = (text: Text, problem: LockProblem): string =>
  problem === 'passphraseTooLong'
    ? text('problem_passphraseTooLong', LONGEST_PASSPHRASE)
    : text(`problem_${problem}`);

/** Why the lock refused, and how long the next try has to wait, in the user's words. */
export const lockReplyText = (
  text: Text,
  { problem, waitMs = 0 }: Extract<LockReply, { readonly ok: false }>,
): string =>
  lockProblemText(text, problem) +
  (waitMs > 0 ? ` ${text.count('lock_wait', Math.ceil(waitMs / 1_000))}` : '');
