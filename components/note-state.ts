import { useRef, useState } from 'preact/hooks';
import type { Problem, Reply, SessionView } from '@/lib/messaging';
import type { Kind } from '@/lib/notes';
import { useText } from './text';

/** A quick note as it is being written. */
export interface NoteState {
  readonly value: string;
  readonly kind: Kind;
  /** Why it could not be saved or kept; gone once something else is typed. */
  readonly problem: Problem | null;
  /** What has become of the last one. */
  readonly status: string;
  type(value: string): void;
  /** Says what kind of note it is to be. */
  choose(kind: Kind): void;
  /** Begins another note, with this text if there is one; the field gets the focus. */
  begin(kind: Kind, text?: string): void;
  save(): void;
}

/**
 * The state of the quick note, for whoever stays drawn while the field comes and goes: folded, masked, in the
 * session or in its summary. What is typed is kept as a draft at every stroke. A note that could not be saved
 * comes back in front of what was typed since, with the reason, so that no word is lost.
 * @param session the open session with the draft that was kept for it, or null while there is none to see
 */
export function useNote(
  session: Pick<SessionView, 'id' | 'draft'> | null,
  onDraft: (text: string, kind: Kind) => Promise<Reply>,
  onSave: (text: string, kind: Kind) => Promise<Reply>,
): NoteState {
  const text = useText();
  const [, redraw] = useState({});
  const note = useRef({
    of: '',
    value: '',
    kind: 'note' as Kind,
    problem: null as Problem | null,
    status: '',
  });
  if (session && note.current.of !== session.id) {
    const { text: value, kind } = session.draft;
    note.current = { of: session.id, value, kind, problem: null, status: '' };
  }
  const put = (change: Partial<typeof note.current>) => {
    Object.assign(note.current, change);
    redraw({});
  };
  const keep = async () => {
    const { value, kind } = note.current;
    const reply = await onDraft(value, kind);
    if (!reply.ok && note.current.value === value) put({ problem: reply.problem });
  };
  const choose = (kind: Kind) => {
    put({ kind });
    if (note.current.value !== '') void keep();
  };
  const save = async () => {
    const { value: saving, kind } = note.current;
    if (saving.trim() === '') return;
    put({ value: '', kind: 'note', problem: null, status: text('note_saving') });
    const reply = await onSave(saving, kind);
    if (reply.ok) {
      put({
        status: reply.removed ? text.count('note_removed', reply.removed) : text('note_saved'),
      });
      return;
    }
    const rest = note.current.value;
    put({
      value: rest ? `${saving}\n${rest}` : saving,
      kind,
      problem: reply.problem,
      status: '',
    });
    void keep();
  };
  return {
    ...note.current,
    type(value) {
      put({ value, problem: null, status: '' });
      void keep();
    },
    choose,
    begin(kind, written = '') {
      // What is half typed is something else: it is saved as what it was.
      if (note.current.value.trim() !== '') void save();
      if (written !== '') put({ value: written });
      choose(kind);
      document.querySelector<HTMLElement>('[data-note]')?.focus();
    },
    save: () => void save(),
  };
}
