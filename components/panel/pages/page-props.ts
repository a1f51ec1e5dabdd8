import type { PracticeView, SessionView } from '@/lib/messaging';
import type { Timeline } from '@/lib/session';
import type { FieldState } from '../hooks/use-field';
import type { NoteState } from '../hooks/use-note';
import type { PanelFrameProps } from '../PanelFrame';
import type { PanelPage } from './pages';

export interface PageProps
  extends Pick<PanelFrameProps, 'open' | 'layout' | 'edit' | 'sidePanel' | 'onSidePanel'> {
  readonly view: SessionView;
  readonly practice: PracticeView;
  readonly session: Timeline;
  readonly locked: boolean;
  readonly note: NoteState;
  /** The reason for setting a leg aside, while it is typed. */
  readonly aside: FieldState;
  /** What the client adds to the two questions, while it is typed. */
  readonly answer: FieldState;
  /** Shows another page, or with null the legs, prompt and notes. */
  onPage(page: PanelPage | null): void;
}
