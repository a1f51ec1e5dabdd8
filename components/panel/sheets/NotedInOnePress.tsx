import { useState } from 'preact/hooks';
import type { Kind } from '@/lib/notes';
import { useText } from '../../shared/text';
import type { NoteState } from '../hooks/use-note';

/** Things that are noted in one press, without typing. The note can be edited as any other. */
export function NotedInOnePress<T extends string>({
  name,
  kind,
  note,
  options,
  label,
  onPicked = () => {},
}: {
  /** Names the group. */
  name: string;
  /** The kind that the notes are of. */
  kind: Kind;
  note: NoteState;
  options: readonly T[];
  label(option: T): string;
  /** Called after an option was noted. */
  onPicked?(option: T): void;
}) {
  const text = useText();
  const [noted, setNoted] = useState('');
  return (
    <div class="one-press" role="group" aria-label={name}>
      <span class="sheet-name" aria-hidden="true">
        {name}
      </span>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          class="chip"
          title={text('onePress_hint')}
          onClick={async () => {
            if (!(await note.add(kind, label(option)))) return;
            setNoted(text('onePress_done', label(option)));
            onPicked(option);
          }}
        >
          {label(option)}
        </button>
      ))}
      <span class="unseen" role="status">
        {noted}
      </span>
    </div>
  );
}
