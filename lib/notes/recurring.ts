/** Something that is in one or more of several sessions. */
export interface Recurring {
  /** As the first of the sessions has it. */
  readonly words: string;
  /** Which of the sessions have it: their places in the list, in its order. */
  readonly sessions: readonly number[];
}

/**
 * What several sessions have, such as their themes: each once, in the order in which it comes up.
 * Words that differ by case or spaces alone are the same.
 * @param sessions the words of each session
 */
export function recurringIn(sessions: readonly (readonly string[])[]): readonly Recurring[] {
  const found = new Map<string, { words: string; sessions: number[] }>();
  for (const [place, words] of sessions.entries())
    for (const one of words) {
      const known = found.get(keyOf(one));
      if (!known) found.set(keyOf(one), { words: one, sessions: [place] });
      else if (!known.sessions.includes(place)) known.sessions.push(place);
    }
  return [...found.values()];
}

/** Whether two texts have the same words, whatever their case and spaces. */
export const hasSameWords = (a: string, b: string): boolean => keyOf(a) === keyOf(b);

const keyOf = (words: string): string =>
  words.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
