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

/** The fields that aren't notes, by their names. */
export type Fields = (field: DraftField) => FieldState;

type Words = Readonly<Partial<Record<DraftField, string>>>;

/**
 * The texts of the fields that aren't notes. They survive folding and masking, and they are kept as
 * drafts, so that the next panel resumes them. Locking the notes empties them: they have become
 * notes, or come back when the notes are unlocked.
 * @param view the open session, or null if none is visible
 */
export function useFields(
  view: Pick<SessionView, 'id' | 'resumed'> | null,
  locked: boolean,
): Fields {
  const { send } = usePanel();
  const [, draw] = useState<Words>({});
  /** What is true before the next drawing, too. */
  const latest = useRef<{ readonly of: string; readonly words: Words }>({ of: '', words: {} });
  const of = view ? `${view.id} ${locked}` : locked ? '' : latest.current.of;
  if (latest.current.of !== of) latest.current = { of, words: view?.resumed?.fields ?? {} };
  const put = (field: DraftField, next: string) => {
    latest.current = { of, words: { ...latest.current.words, [field]: next } };
    draw(latest.current.words);
  };
  return (field) => ({
    words: latest.current.words[field] ?? '',
    empty: () => put(field, ''),
    set(next) {
      put(field, next);
      void send({ type: 'draftField', field, text: next });
    },
  });
}
