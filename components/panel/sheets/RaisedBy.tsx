import type { NoteView } from '@/lib/messaging';
import { type RaisedBy as By, RAISED_BY } from '@/lib/notes';
import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';
import { usePanel } from '../context';

/**
 * Who brought up a topic or a focus: one press for what was noted last, and two for what came
 * before it.
 */
export function RaisedBy({ note, last = false }: { note: NoteView; last?: boolean }) {
  const text = useText();
  const { act } = usePanel();
  if (last)
    return (
      <div class="raised-last">
        <span class="sheet-name sheet-lead" aria-hidden="true">
          {text('raisedBy')}
        </span>
        <Choices
          small
          name={text('raisedBy_of', note.text)}
          options={RAISED_BY}
          value={note.raisedBy ?? 'client'}
          label={(by) => text(`raisedBy_${by}`)}
          onPick={(by) => void act({ type: 'markRaised', noteId: note.id, by })}
        />
      </div>
    );
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
