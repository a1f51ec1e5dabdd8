import { useRef, useState } from 'preact/hooks';
import type { SessionView } from '@/lib/messaging';
import type { DraftField } from '@/lib/notes';
import { usePanel } from '../context';

/** A text that is not saved yet. */
export interface FieldState {
  readonly words: string;
  set(words: string): void;
  /** Empties the field after its text was saved. */
  empty(): void;
}

/**
 * The text of a field that isn't a note. It survives folding and masking, and it is kept as a
 * draft, so that the next panel resumes it. Locking the notes empties it, because it has become a
 * note.
 * @param view the open session, or null if none is visible
 */
export function useField(
  field: DraftField,
  view: Pick<SessionView, 'id' | 'resumed'> | null,
  locked: boolean,
): FieldState {
  const { send } = usePanel();
  const [typed, setTyped] = useState({ of: '', words: '' });
  /** What is true before the next drawing, too. */
  const latest = useRef(typed);
  const of = view ? `${view.id} ${locked}` : locked ? '' : latest.current.of;
  if (latest.current.of !== of) latest.current = { of, words: view?.resumed?.fields[field] ?? '' };
  const { words } = latest.current;
  return {
    words,
    empty() {
      latest.current = { of, words: '' };
      setTyped(latest.current);
    },
    set(next) {
      latest.current = { of, words: next };
      setTyped(latest.current);
      void send({ type: 'draftField', field, text: next });
    },
  };
}
