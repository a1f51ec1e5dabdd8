import * as v from 'valibot';
import { LEVELS, type Level } from '@/lib/measures';
import type { TypeOf } from '@/lib/session';
import type { Text } from '@/lib/text';
import { useUnsaved } from '../unsaved';

/** What the levels are called in the locale files. */
const CALLED = {
  '-2': 'muchLess',
  '-1': 'less',
  '0': 'expected',
  '1': 'more',
  '2': 'muchMore',
} as const;

/** What a level is called that nobody has given words of their own. */
export const levelName = (level: Level, text: Text): string => text(`level_${CALLED[level]}`);

/** A review of goals that isn't saved yet. */
const reviewEntryShape = v.strictObject({
  /** The id that the review will have, so that saving twice keeps one. */
  id: v.string(),
  /** The level of each goal that was answered, by the goal's id. */
  levels: v.record(v.string(), v.picklist(LEVELS)),
  /** When the first level was given, in epoch milliseconds. */
  beganAt: v.number(),
});
export type ReviewEntry = TypeOf<typeof reviewEntryShape>;

/** An entry with the levels of open goals alone; null where there is none of them. */
export function ofOpen(entry: ReviewEntry | null, open: readonly string[]): ReviewEntry | null {
  if (!entry) return null;
  const levels = Object.fromEntries(
    Object.entries(entry.levels).filter(([goal]) => open.includes(goal)),
  );
  return Object.keys(levels).length === 0 ? null : { ...entry, levels };
}

/** The name of the editor that holds a review which isn't saved. */
export const reviewName = (clientId: string): string => `${clientId} review`;

/** A client's review of goals that isn't saved; null for none. */
export const useReviewEntry = (clientId: string) =>
  useUnsaved<ReviewEntry | null>(
    clientId,
    reviewName(clientId),
    v.nullable(reviewEntryShape),
    null,
  );
