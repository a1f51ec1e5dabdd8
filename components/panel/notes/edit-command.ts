import type { PanelCommand, SessionView } from '@/lib/messaging';
import type { Editing } from '../../shared/session/NoteList';

/**
 * An edit as a command. Whether a plan is chosen comes from the note, because the editor doesn't
 * change it.
 */
export function editCommand(
  { noteId, text, base, plan }: Editing,
  view: SessionView,
  otherId: string,
): PanelCommand {
  const chosen = view.notes.find(({ id }) => id === noteId)?.plan?.chosen ?? plan?.chosen ?? false;
  return { type: 'editNote', noteId, base, otherId, text, plan: plan && { ...plan, chosen } };
}
