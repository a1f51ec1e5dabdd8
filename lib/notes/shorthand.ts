import * as v from 'valibot';
import type { TypeOf } from '../session';

/** A short form and the text that replaces it. */
export const shorthandShape = v.strictObject({ short: v.string(), long: v.string() });
export type Shorthand = TypeOf<typeof shorthandShape>;

/** Most UTF-16 units in a short form and in a long one, and most shorthands. */
export const LONGEST_SHORT = 12;
export const LONGEST_LONG = 500;
export const MOST_SHORTHANDS = 200;

/** Why a shorthand can't be used. */
export type ShorthandProblem =
  | 'shortEmpty'
  | 'shortSpaces'
  | 'shortTooLong'
  | 'shortTaken'
  | 'longEmpty'
  | 'longTooLong'
  | 'shorthandsTooMany';

/** The reason a shorthand can't be added, or null. Short forms must differ in more than case. */
export function shorthandProblem(
  { short, long }: Shorthand,
  others: readonly Shorthand[],
): ShorthandProblem | null {
  if (short === '') return 'shortEmpty';
  if (/\s/.test(short)) return 'shortSpaces';
  if (short.length > LONGEST_SHORT) return 'shortTooLong';
  if (others.some((other) => other.short.toLocaleLowerCase() === short.toLocaleLowerCase()))
    return 'shortTaken';
  if (long.trim() === '') return 'longEmpty';
  if (long.length > LONGEST_LONG) return 'longTooLong';
  return others.length >= MOST_SHORTHANDS ? 'shorthandsTooMany' : null;
}

/**
 * Expands the shorthand that ends at the caret. Returns where it begins and what replaces it, or
 * null if the word there is no shorthand. A shorthand is a whole word, typed as it was defined or
 * with a capital first letter, which the long form then gets too.
 */
export function expandedAt(
  text: string,
  caret: number,
  shorthands: readonly Shorthand[],
): { readonly from: number; readonly written: string } | null {
  const word = /\S+$/.exec(text.slice(0, caret))?.[0];
  // Inside a word, the word isn't finished yet.
  if (!word || /^\S/.test(text.slice(caret))) return null;
  for (const { short, long } of shorthands) {
    const capital = capitalised(short);
    if (word !== short && word !== capital) continue;
    const written = word === short ? long : capitalised(long);
    return { from: caret - word.length, written };
  }
  return null;
}

const capitalised = (word: string) => {
  const [first = ''] = word;
  return first.toLocaleUpperCase() + word.slice(first.length);
};
