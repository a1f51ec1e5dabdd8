import type { PracticeView, SessionView } from '@/lib/messaging';
import type { Timeline } from '@/lib/session';
import type { Fields } from '../hooks/use-fields';
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
  readonly fields: Fields;
  /** Shows another page, or with null the legs, prompt and notes. */
  onPage(page: PanelPage | null): void;
}
