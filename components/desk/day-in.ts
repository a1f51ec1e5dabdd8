import type { Head } from '@/lib/library';
import { dateText, type Text } from '@/lib/text';

/** The day of what was said, where its session was; on this device where it belongs to none. */
export const dayIn = (
  heads: readonly Pick<Head, 'id' | 'utcOffset'>[],
  { at, sessionId }: { readonly at: number; readonly sessionId?: string | null | undefined },
  text: Text,
): string => dateText(at, text.locale, heads.find(({ id }) => id === sessionId)?.utcOffset);

/** The day of a result, where its session was; on this device where it belongs to none. */
export type DayOf = (said: { readonly at: number; readonly sessionId: string | null }) => string;
