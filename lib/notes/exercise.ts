import * as v from 'valibot';
import type { TypeOf } from '../session';

/** Most UTF-16 units of an exercise's name and of its instructions. */
export const LONGEST_EXERCISE = 120;
export const LONGEST_INSTRUCTIONS = 4_000;
/** Most exercises of a library, and of one handout, that can be added. */
export const MOST_EXERCISES = 100;

/** Something that a client can try between sessions, and how. */
export const exerciseShape = v.strictObject({
  id: v.string(),
  name: v.pipe(v.string(), v.maxLength(LONGEST_EXERCISE)),
  instructions: v.pipe(v.string(), v.maxLength(LONGEST_INSTRUCTIONS)),
});
export type Exercise = TypeOf<typeof exerciseShape>;
