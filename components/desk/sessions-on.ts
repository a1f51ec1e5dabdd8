import type { Head } from '@/lib/library';

type Begun = Pick<Head, 'startedAt' | 'utcOffset'>;

/** Whether the numbers that were typed stand in the day on which a session began, where it was. */
function mayBeOn({ startedAt, utcOffset }: Begun, numbers: readonly string[]): boolean {
  const day = new Date(startedAt + utcOffset * 60_000);
  const parts = [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()].map(String);
  return numbers.every((number) => parts.some((part) => part.includes(number)));
}

/**
 * The newest sessions whose label holds what was typed. A label costs much more than a comparison
 * of numbers, and a practice has thousands of sessions: only those are labelled whose day may be
 * meant.
 * @param words that were typed, of which one has a digit at least; none is looked for without
 * @param most how many are wanted
 */
export function sessionsOn<One extends Begun>(
  heads: readonly One[],
  words: readonly string[],
  holds: (head: One) => boolean,
  most: number,
): readonly One[] {
  const numbers = words.flatMap((word) => word.match(/\d+/g) ?? []);
  if (numbers.length === 0) return [];
  const found: One[] = [];
  let labelled = 0;
  for (const head of heads) {
    if (!mayBeOn(head, numbers)) continue;
    labelled += 1;
    if (holds(head)) found.push(head);
    if (found.length === most || labelled === MOST_LABELLED) break;
  }
  return found;
}

/** Labels that are made for one query, so that no key waits for them. */
const MOST_LABELLED = 500;
