import { useState } from 'preact/hooks';
import { planText } from '@/lib/documents';
import type { Note } from '@/lib/notes';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { Tick } from '../../shared/controls/Tick';
import { useText } from '../../shared/text';

/** The notes of a record, each of which can be marked for the client's copy while it's a draft. */
export function ForClient({
  notes,
  readOnly,
  onMark,
}: {
  notes: readonly Note[];
  readOnly: boolean;
  onMark(note: Note, on: boolean): void;
}) {
  const text = useText();
  // The page may be shown to the client, so nothing else is in it before somebody chooses.
  const [isOpen, setOpen] = useState(false);
  if (notes.length === 0) return null;
  if (readOnly) return <p class="dim">{text('output_chooseNot')}</p>;
  return (
    <PrivateForm>
      <details
        class="fold"
        open={isOpen}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>{text('output_choose')}</summary>
        <ul class="for-client">
          {(isOpen ? notes : []).map((note) => (
            <li key={note.id}>
              <Tick
                on={note.clientCopy}
                label={planText(note, text)}
                onChange={(on) => onMark(note, on)}
              />
            </li>
          ))}
        </ul>
      </details>
    </PrivateForm>
  );
}
