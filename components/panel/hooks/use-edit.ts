import { useMemo, useRef, useState } from 'preact/hooks';
import type { SessionView } from '@/lib/messaging';
import { useClock } from '../../shared/clock';
import type { Editing } from '../../shared/session/NoteList';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';
import { editCommand } from '../notes/edit-command';

/** A note that is being edited, for whoever stays drawn while its editor comes and goes. */
export interface EditState {
  /** The edit that is open, of a note that is there. */
  readonly editing: Editing | null;
  /** Opens another edit, goes on with this one, or with null gives it up. */
  set(next: Editing | null): void;
  /** Saves the edit that is open. Resolves with whether there is nothing left to save. */
  save(): Promise<boolean>;
}

/**
 * The state of the edit. What is typed is kept at every stroke, and goes on in the next panel. An
 * edit whose note was deleted in another window becomes a note of its own.
 * @param view the session, or null while there is none to see
 * @param hidden whether a session may be out of sight: then an edit is kept, and given up otherwise
 */
export function useEdit(view: SessionView | null, locked: boolean, hidden: boolean): EditState {
  const { act, send, newId } = usePanel();
  const clock = useClock();
  const [edit, setEdit] = useState<Editing | null>(null);
  const editing = view?.lines.some(({ id }) => id === edit?.lineId) ? edit : null;
  /** Keeps what is typed in an edit; with the text that it began with, nothing. */
  const keep = ({ lineId, base }: Editing, text: string) =>
    void send({ type: 'draftEdit', lineId, base, text });
  const set = (next: Editing | null) => {
    const isOther = next !== null && next.lineId !== edit?.lineId;
    // Another note is to be edited: the edit that is open counts as meant.
    if (isOther && edit && view && edit.text !== edit.base)
      void act(editCommand(edit, view, newId()));
    if (next && !isOther && next.text !== edit?.text) keep(next, next.text);
    if (!next && edit && edit.text !== edit.base) keep(edit, edit.base);
    setEdit(next);
  };
  const keepAsNote = ({ text, base, compartment }: Editing) => {
    if (text.trim() !== '' && text !== base)
      void act({
        type: 'addNote',
        lineId: newId(),
        text,
        kind: 'note',
        compartment,
        speaker: '',
        typed: false,
        chosen: false,
        at: clock.now(),
      });
    set(null);
  };
  /** The session that the edit belongs to, and whether that was locked then. */
  const editOf = useRef('');
  const now = useMemo(() => ({ view, hidden, locked, edit }), [view, hidden, locked, edit]);
  useChange(now, () => {
    if (!view) {
      // Over, and not only out of sight: what was not saved has become a note of that session.
      if (!hidden) setEdit(null);
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

/** What was not saved, in a panel before this one, say. */
function editLeftIn({ resumed, lines }: SessionView): Editing | null {
  const left = resumed?.edit;
  const line = lines.find(({ id }) => id === left?.lineId);
  return left && line ? { ...left, plan: line.plan, compartment: line.compartment } : null;
}
