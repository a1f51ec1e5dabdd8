import type { NoteView } from '@/lib/messaging';
import { type RaisedBy as By, RAISED_BY } from '@/lib/notes';
import { useText } from '../../shared/text';
import { usePanel } from '../context';

/** Who brought up a topic or a focus. */
export function RaisedBy({ note }: { note: NoteView }) {
  const text = useText();
  const { act } = usePanel();
  return (
    <select
      class="raised-by"
      aria-label={text('raisedBy_of', note.text)}
      value={note.raisedBy ?? 'client'}
      onChange={({ currentTarget }) =>
        void act({ type: 'markRaised', noteId: note.id, by: currentTarget.value as By })
      }
    >
      {RAISED_BY.map((by) => (
        <option key={by} value={by}>
          {text(`raisedBy_${by}`)}
        </option>
      ))}
    </select>
  );
}
