import { useRef, useState } from 'preact/hooks';
import type { Problem, Reply } from '@/lib/messaging';
import { useText } from './text';

/** A quick note as it is being written. */
export interface NoteState {
  readonly value: string;
  /** Why it could not be saved or kept; gone once something else is typed. */
  readonly problem: Problem | null;
  /** What has become of the last one. */
  readonly status: string;
  type(value: string): void;
  save(): void;
}

/**
 * The state of the quick note, for whoever stays drawn while the field comes and goes: folded, masked, in the
 * session or in its summary. What is typed is kept as a draft at every stroke. A note that could not be saved
 * comes back in front of what was typed since, with the reason, so that no word is lost.
 * @param session the open session with the draft that was kept for it, or null while there is none to see
 */
export function useNote(
  session: { readonly id: string; readonly draft: string } | null,
  onDraft: (text: string) => Promise<Reply>,
  onSave: (text: string) => Promise<Reply>,
): NoteState {
  const text = useText();
  const [, redraw] = useState({});
  const note = useRef({ of: '', value: '', problem: null as Problem | null, status: '' });
  if (session && note.current.of !== session.id)
    note.current = { of: session.id, value: session.draft, problem: null, status: '' };
  const put = (change: Partial<typeof note.current>) => {
    Object.assign(note.current, change);
    redraw({});
  };
  const keep = async (value: string) => {
    const reply = await onDraft(value);
    if (!reply.ok && note.current.value === value) put({ problem: reply.problem });
  };
  return {
    ...note.current,
    type(value) {
      put({ value, problem: null, status: '' });
      void keep(value);
    },
    async save() {
      const saving = note.current.value;
      if (saving.trim() === '') return;
      put({ value: '', problem: null, status: text('note_saving') });
      const reply = await onSave(saving);
      if (reply.ok) {
        put({
          status: reply.removed ? text.count('note_removed', reply.removed) : text('note_saved'),
        });
        return;
      }
      const rest = note.current.value;
      const value = rest ? `${saving}\n${rest}` : saving;
      put({ value, problem: reply.problem, status: '' });
      void onDraft(value);
    },
  };
}
