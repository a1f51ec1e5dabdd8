import type { NoteView } from '@/lib/messaging';
import { latestText, notesFor } from '@/lib/notes';
import type { Text } from '@/lib/text';

/** The id of the summary to read aloud among the prompts. */
export const ALOUD = 'aloud';

/**
 * A summary that is safe to read aloud, from notes of the record alone: the saved summary, else one
 * made from focus, takeaway and chosen plans. Null if there is none of these.
 */
export function readAloud(
  all: readonly Pick<NoteView, 'kind' | 'text' | 'plan' | 'compartment' | 'clientCopy'>[],
  text: Text,
): string | null {
  const notes = notesFor('aloud', all);
  const written = latestText(notes, 'summary');
  if (written !== null) return written;
  const focus = latestText(notes, 'focus');
  const takeaway = latestText(notes, 'takeaway');
  const plans = notes.filter(({ plan }) => plan?.chosen).map((line) => ended(line.text));
  const parts = [
    focus && text('readAloud_focus', ended(focus)),
    takeaway && text('readAloud_takeaway', ended(takeaway)),
    plans.length > 0 && text('readAloud_plan', list(plans, text)),
  ].filter((part) => part !== null && part !== false);
  return parts.length > 0 ? parts.join(' ') : null;
}

const ended = (words: string) => words.trim().replace(/[.;,]+$/, '');
const list = (items: readonly string[], text: Text) =>
  new Intl.ListFormat(text.language, { type: 'conjunction' }).format(items);
