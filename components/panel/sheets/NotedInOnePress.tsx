import type { ComponentChildren } from 'preact';
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
  isOn,
  onPicked = () => {},
  children,
}: {
  /** Names the group. */
  name: string;
  /** The kind that the notes are of. */
  kind: Kind;
  note: NoteState;
  options: readonly T[];
  label(option: T): string;
  /** Whether it is noted, so that a press does nothing; missing where it can be noted again. */
  isOn?(option: T): boolean;
  /** Called after an option was noted, with the note's id. */
  onPicked?(noteId: string): void;
  /** Further buttons. */
  children?: ComponentChildren;
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
          aria-pressed={isOn?.(option)}
          onClick={async () => {
            if (isOn?.(option)) return;
            const noteId = await note.add(kind, label(option));
            if (noteId === null) return;
            setNoted(text('onePress_done', label(option)));
            onPicked(noteId);
          }}
        >
          {label(option)}
        </button>
      ))}
      {children}
      <span class="unseen" role="status">
        {noted}
      </span>
    </div>
  );
}
