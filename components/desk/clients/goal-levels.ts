import * as v from 'valibot';
import { LEVELS, type Level } from '@/lib/measures';
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

/** A review of goals that isn't saved: the level of each goal that was answered, by its id. */
export const useReviewDraft = (clientId: string) =>
  useUnsaved<Readonly<Record<string, Level>> | null>(
    clientId,
    `${clientId} review`,
    v.nullable(v.record(v.string(), v.picklist(LEVELS))),
    null,
  );
