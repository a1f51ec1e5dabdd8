/**
 * How many guesses an attacker who knows how people choose passphrases would need, as a power of
 * ten.
 */
export async function guessesFor(passphrase: string): Promise<number> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  // More than a hundred characters take long to check and change nothing.
  const { guessesLog10 } = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(
    passphrase.slice(0, 100),
  );
  return guessesLog10;
}

/** How long guessing takes, in steps that are easy to tell apart. */
export const STRENGTHS = ['minutes', 'days', 'months', 'years', 'centuries'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** What an attacker with several strong machines can try at `COST` per guess. */
const GUESSES_A_SECOND = 10_000;

/** How long it takes on average to find a passphrase that needs 10^`log10` guesses. */
export function strengthOf(log10: number): Strength {
  const seconds = 10 ** log10 / 2 / GUESSES_A_SECOND;
  const day = 86_400;
  if (seconds < day) return 'minutes';
  if (seconds < 60 * day) return 'days';
  if (seconds < 730 * day) return 'months';
  return seconds < 36_500 * day ? 'years' : 'centuries';
}
