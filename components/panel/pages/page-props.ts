import type { PracticeView, SessionView } from '@/lib/messaging';
import type { Timeline } from '@/lib/session';
import type { NoteState } from '../hooks/use-note';
import type { PanelPage } from './pages';

export interface PageProps {
  readonly view: SessionView;
  readonly practice: PracticeView;
  readonly session: Timeline;
  readonly locked: boolean;
  readonly note: NoteState;
  /** Shows another page, or with null the legs, prompt and notes. */
  onPage(page: PanelPage | null): void;
}
