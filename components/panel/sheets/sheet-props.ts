import type { SessionView } from '@/lib/messaging';
import type { Profile, Timeline } from '@/lib/session';
import type { Editing } from '../../shared/session/NoteList';
import type { NoteState } from '../hooks/use-note';
import type { PanelPage } from '../pages/pages';

/** What a leg's sheet gets. */
export interface SheetProps {
  readonly view: SessionView;
  readonly session: Timeline;
  readonly note: NoteState;
  readonly profile: Profile;
  /** Whether there is room for one line below a bar only. */
  readonly bar: boolean;
  /** Whether prompts and situations are hidden. */
  readonly quiet: boolean;
  /** Whether a grounding exercise is offered in Closing. */
  readonly grounding: boolean;
  readonly onPage: (page: PanelPage) => void;
  /** Opens a note for editing. */
  readonly onEditing: (editing: Editing) => void;
}
