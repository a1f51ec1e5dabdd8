import { notesFor } from '@/lib/notes';
import { useText } from '../../shared/text';
import type { SheetProps } from './sheet-props';

/**
 * Marks a pattern between the two people who spoke last, in the order in which they did. It is
 * offered where the last two speakers that the record has differ.
 */
export function PatternMark({ view, note }: Pick<SheetProps, 'view' | 'note'>) {
  const text = useText();
  const spoke = notesFor('record', view.notes).filter(({ speaker }) => speaker !== '');
  const [before, after] = spoke.slice(-2);
  if (!before || !after || before.speaker === after.speaker) return null;
  const words = text('pattern_between', before.speaker, after.speaker);
  const marked = view.notes.at(-1)?.text === words;
  return (
    <button
      type="button"
      class="chip"
      title={text('pattern_hint')}
      aria-pressed={marked}
      onClick={() => {
        if (!marked) void note.add('observed', words);
      }}
    >
      {words}
    </button>
  );
}
