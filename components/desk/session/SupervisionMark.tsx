import type { Note } from '@/lib/notes';
import { Icon } from '../../shared/controls/Icon';
import { useText } from '../../shared/text';
import { Glance } from '../Glance';

/** Marks a note for supervision, or takes the mark. A note of that kind needs none. */
export function SupervisionMark({
  note,
  small = false,
  onMark,
}: {
  note: Note;
  /** Whether it is a sign alone, where the note's row says that it is marked. */
  small?: boolean;
  onMark(note: Note, on: boolean): void;
}) {
  const text = useText();
  const { forSupervision, kind } = note;
  if (kind === 'supervision') return null;
  return (
    <button
      type="button"
      class={small ? 'quiet' : 'link'}
      title={small ? text('supervision_mark') : undefined}
      aria-pressed={forSupervision}
      aria-label={text('supervision_markOf', note.text)}
      onClick={() => onMark(note, !forSupervision)}
    >
      {small ? (
        <Icon name="pin" />
      ) : forSupervision ? (
        <Glance>{text('kind_supervision')}</Glance>
      ) : (
        text('supervision_mark')
      )}
    </button>
  );
}
