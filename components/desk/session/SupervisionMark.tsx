import type { Note } from '@/lib/notes';
import { useText } from '../../shared/text';
import { Glance } from '../Glance';

/** Marks a note for supervision, or takes the mark. A note of that kind needs none. */
export function SupervisionMark({
  note,
  onMark,
}: {
  note: Note;
  onMark(note: Note, on: boolean): void;
}) {
  const text = useText();
  const { forSupervision, kind } = note;
  if (kind === 'supervision') return null;
  return (
    <button
      type="button"
      class="link"
      aria-pressed={forSupervision}
      aria-label={text('supervision_markOf', note.text)}
      onClick={() => onMark(note, !forSupervision)}
    >
      {forSupervision ? <Glance>{text('kind_supervision')}</Glance> : text('supervision_mark')}
    </button>
  );
}
