import * as v from 'valibot';
import { exerciseShape, LONGEST_NOTE } from '../notes';
import type { TypeOf } from '../session';
import { both, united } from './united';

/**
 * What a client takes along from a session, beside the notes that are marked for them. It's written
 * for the client, and belongs to the record.
 */
export const handoutShape = v.strictObject({
  /** As they were given: a change of the library doesn't change them. */
  exercises: v.array(exerciseShape),
  /** A few words to the client. */
  words: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
});
export type Handout = TypeOf<typeof handoutShape>;

export const NO_HANDOUT: Handout = { exercises: [], words: '' };

export const hasContent = ({ exercises, words }: Handout): boolean =>
  exercises.length > 0 || words !== '';

/** Two handouts in one, with the words of both as far as there is room. */
export const mergedHandouts = (mine: Handout, other: Handout): Handout => ({
  exercises: united(mine.exercises, other.exercises),
  words: both(mine.words, other.words).slice(0, LONGEST_NOTE),
});
