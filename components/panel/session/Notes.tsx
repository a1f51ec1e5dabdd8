import { KINDS } from '@/lib/notes';
import { NoteList } from '../../shared/session/NoteList';
import { usePanel } from '../context';
import { LockedLine } from '../LockedLine';
import { editCommand } from '../notes/edit-command';
import { QuickNoteField, type QuickNoteProps } from '../notes/QuickNoteField';
import { PLAINEST } from '../sheets/kinds';
import { isMinimal, type SessionScreenProps } from './SessionScreen';

const NOBODY: readonly string[] = [];

/** The field for a note of this session. */
export function QuickNote({
  view,
  practice,
  session,
  note,
  kinds,
  locked,
  onNotes = null,
}: SessionScreenProps & Pick<QuickNoteProps, 'kinds'> & Partial<Pick<QuickNoteProps, 'onNotes'>>) {
  return (
    <QuickNoteField
      note={note}
      speakers={view.client?.speakers ?? NOBODY}
      shorthands={practice.settings.shorthands}
      kinds={kinds}
      allKinds={isMinimal(practice.settings, session) ? PLAINEST : KINDS}
      locked={locked}
      onNotes={onNotes}
    />
  );
}

/** The notes of this session, newest first. */
export function SessionNotes({ view, edit, locked }: SessionScreenProps) {
  const { act, newId, send } = usePanel();
  return (
    <>
      {locked && <LockedLine says="locked_panel" />}
      <NoteList
        notes={view.notes}
        unreadable={view.unreadable}
        locked={view.locked}
        undo={view.undo}
        editing={edit.editing}
        onEditing={edit.set}
        actions={{
          // The editor itself shows what went wrong.
          edit: (changed) => send(editCommand(changed, view, newId())),
          tag: (noteId, tags) => act({ type: 'tagNote', noteId, tags }),
          remove: (noteId) => act({ type: 'deleteNote', noteId }),
          undo: ({ noteId, changedAt }) => act({ type: 'undoNote', noteId, changedAt }),
        }}
      />
    </>
  );
}
