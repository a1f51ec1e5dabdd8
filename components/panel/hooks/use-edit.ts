import { useMemo, useRef, useState } from 'preact/hooks';
import type { SessionView } from '@/lib/messaging';
import { samePlan } from '@/lib/notes';
import { useClock } from '../../shared/clock';
import type { Editing } from '../../shared/session/NoteList';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';
import { editCommand } from '../notes/edit-command';

/** The note being edited. The state survives while its editor is not drawn. */
export interface EditState {
  /** The open edit, if its note exists. */
  readonly editing: Editing | null;
  /** Opens another edit, updates this one, or with null drops it. */
  set(next: Editing | null): void;
  /** Saves the open edit. Resolves with true if nothing remains to be saved. */
  save(): Promise<boolean>;
}

/**
 * The state of the edit. Typing is kept as a draft, which the next panel resumes. If another window
 * deletes the note, the edit becomes a note of its own.
 * @param view the session, or null if none is visible
 * @param hidden whether a session may exist out of sight; if not, the edit is dropped
 */
export function useEdit(view: SessionView | null, locked: boolean, hidden: boolean): EditState {
  const { act, send, newId } = usePanel();
  const clock = useClock();
  const [edit, setEdit] = useState<Editing | null>(null);
  const editing = view?.notes.some(({ id }) => id === edit?.noteId) ? edit : null;
  /** Keeps an edit. If it is the note as it was, nothing is kept. */
  const keep = ({ noteId, base, text, plan }: Editing) =>
    void send({ type: 'draftEdit', noteId, base, text, plan });
  const set = (next: Editing | null) => {
    const isOther = next !== null && next.noteId !== edit?.noteId;
    // Opening another edit saves the one before it.
    if (isOther && edit && view && changed(edit, view)) void act(editCommand(edit, view, newId()));
    if (next && !isOther && (next.text !== edit?.text || !sameDetails(next, edit))) keep(next);
    if (!next && edit && (view ? changed(edit, view) : edit.text !== edit.base))
      keep({ ...edit, text: edit.base, plan: null });
    setEdit(next);
  };
  const keepAsNote = ({ text, base, compartment }: Editing) => {
    if (text.trim() !== '' && text !== base)
      void act({
        type: 'addNote',
        noteId: newId(),
        text,
        kind: 'note',
        compartment,
        speaker: '',
        typed: false,
        at: clock.now(),
      });
    set(null);
  };
  /** The session the edit belongs to, and whether that session was locked then. */
  const editOf = useRef('');
  const now = useMemo(() => ({ view, hidden, locked, edit }), [view, hidden, locked, edit]);
  useChange(now, () => {
    if (!view) {
      // The session is over, or locked away: the unsaved edit has become a note of that session.
      if (!hidden || locked) setEdit(null);
      return;
    }
    const of = `${view.id} ${locked}`;
    if (editOf.current !== of) {
      editOf.current = of;
      setEdit(editLeftIn(view));
    } else if (edit && !editing) keepAsNote(edit);
  });
  return {
    editing,
    set,
    async save() {
      if (!editing || !view) return true;
      const { ok } = await act(editCommand(editing, view, newId()));
      if (ok) set(null);
      return ok;
    },
  };
}

/** Whether an edit changes its note. */
function changed(edit: Editing, { notes }: SessionView): boolean {
  const note = notes.find(({ id }) => id === edit.noteId);
  return edit.text !== edit.base || !samePlan(edit.plan, note?.plan ?? null);
}

const sameDetails = (a: Editing, b: Editing | null): boolean => samePlan(a.plan, b?.plan ?? null);

/** An unsaved edit that an earlier panel left. */
function editLeftIn({ resumed, notes }: SessionView): Editing | null {
  const left = resumed?.edit;
  const line = notes.find(({ id }) => id === left?.noteId);
  return left && line
    ? { ...left, plan: left.plan ?? line.plan, compartment: line.compartment }
    : null;
}
