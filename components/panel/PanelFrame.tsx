import type { Problem, Snapshot } from '@/lib/messaging';
import type { Cue, Timeline } from '@/lib/session';
import { useAsk } from './asks/use-asks';
import { Foot } from './Foot';
import type { RefusedPress } from './hooks/use-covered-presses';
import type { EditState } from './hooks/use-edit';
import type { Fields } from './hooks/use-fields';
import type { Later } from './hooks/use-later';
import type { LegRowState } from './hooks/use-leg-row';
import type { NoteState } from './hooks/use-note';
import type { ReasonState } from './hooks/use-reason';
import type { PanelPage } from './pages/pages';
import type { PanelProps } from './props';
import { Rail } from './Rail';
import { SessionScreen } from './session/SessionScreen';
import { StartScreen } from './start/StartScreen';
import type { Starting } from './start/use-starting';

export interface PanelFrameProps
  extends Omit<PanelProps, 'snapshot' | 'send' | 'newId' | 'onLayout' | 'press'> {
  readonly open: Extract<Snapshot, { masked: false }>;
  readonly session: Timeline | null;
  readonly locked: boolean;
  readonly cue: Cue | null;
  /** Why the last press was refused; null if it was taken. */
  readonly refused: RefusedPress | null;
  /** What is offered now, in words. */
  readonly offer: string | null;
  /** When the call ended, in epoch milliseconds, while its end is offered; else null. */
  readonly endedAt: number | null;
  onDismiss(): void;
  /** Why the last command that was pressed failed. */
  readonly failed: Problem | null;
  onStarting(): void;
  readonly page: PanelPage | null;
  /** The row below the bar with what the current leg needs; null where there is none. */
  readonly row: LegRowState | null;
  readonly later: Later;
  onPage(page: PanelPage | null): void;
  readonly note: NoteState;
  readonly edit: EditState;
  readonly reason: ReasonState;
  readonly fields: Fields;
  readonly starting: Starting;
}

/**
 * The whole panel or the bar, in the order of need: the container, then what is said and written in
 * it, then what belongs to the panel itself. The parts are the same, so that changing the size
 * keeps the text and the focus. Whatever has no room in the bar opens the panel beside.
 */
export function PanelFrame(props: PanelFrameProps) {
  const { open, session, locked, layout } = props;
  const { practice, session: view } = open;
  const ask = useAsk(props);
  const bar = layout.shape === 'bar' && session?.phase !== 'ended';
  return (
    <div class={bar ? 'panel bar' : 'panel'}>
      {view && session ? (
        <SessionScreen
          {...props}
          view={view}
          practice={practice}
          session={session}
          ask={ask}
          bar={bar}
        />
      ) : (
        <StartScreen
          bar={bar}
          later={props.later}
          ask={ask}
          offer={props.offer}
          locked={locked}
          practice={practice}
          openedAt={props.openedAt}
          starting={props.starting}
          onStarting={() => {
            props.onStarting();
            props.onDropDone();
          }}
        />
      )}
      <Rail {...props} bar={bar} />
      {!bar && <Foot {...props} />}
    </div>
  );
}
