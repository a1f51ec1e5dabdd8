import type { FromPanel } from '@/lib/messaging';
import type { Layout } from '@/lib/panel';
import type { MessageKey } from '@/lib/text';
import type { IconName } from '../shared/controls/Icon';
import { IconButton } from '../shared/controls/IconButton';
import { useText } from '../shared/text';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';

const STEP = 24;

const MOVES: readonly (readonly [IconName, MessageKey, FromPanel])[] = [
  ['left', 'place_left', { type: 'move', dx: -STEP, dy: 0 }],
  ['right', 'place_right', { type: 'move', dx: STEP, dy: 0 }],
  ['up', 'place_up', { type: 'move', dx: 0, dy: -STEP }],
  ['down', 'place_down', { type: 'move', dx: 0, dy: STEP }],
];
const SIZES: readonly (readonly [IconName, MessageKey, FromPanel])[] = [
  ['narrower', 'place_narrower', { type: 'resize', dw: -STEP, dh: 0 }],
  ['wider', 'place_wider', { type: 'resize', dw: STEP, dh: 0 }],
  ['shorter', 'place_shorter', { type: 'resize', dw: 0, dh: -STEP }],
  ['taller', 'place_taller', { type: 'resize', dw: 0, dh: STEP }],
];
const DOCKS = ['left', 'top', 'right'] as const;

export interface PlaceProps extends Pick<PanelFrameProps, 'sidePanel' | 'onSidePanel' | 'layout'> {
  /** Whether a session runs. */
  readonly running: boolean;
}

/** Where the whole panel stands: that of a strip at the top is at the right. */
export const sideOf = ({ dock }: Layout) => (dock === 'top' ? 'right' : dock);

/** Buttons to dock, move and resize the panel, and for its other places. */
export function PlaceRows({ sidePanel, onSidePanel, layout, running }: PlaceProps) {
  const text = useText();
  const { onLayout } = usePanel();
  const at = sideOf(layout);
  const button = ([icon, key, message]: readonly [IconName, MessageKey, FromPanel]) => (
    <IconButton icon={icon} key={key} label={text(key)} onClick={() => onLayout(message)} />
  );
  const row = (key: MessageKey, run: () => void) => (
    <button type="button" class="row" onClick={run}>
      {text(key)}
    </button>
  );
  return (
    <>
      <div class="docks">
        {DOCKS.map((dock) => (
          <button
            key={dock}
            type="button"
            class="dock"
            aria-label={text(`dock_${dock}`)}
            aria-pressed={dock === at}
            onClick={() => {
              onLayout({ type: 'dock', dock });
              // Under the camera is room for the bar of a session, or for the strip.
              if (dock === 'top') onLayout({ type: 'shape', shape: running ? 'bar' : 'strip' });
            }}
          >
            <i class={`dock-picture dock-picture-${dock}`} aria-hidden="true" />
            <span aria-hidden="true">{text(`dockShort_${dock}`)}</span>
          </button>
        ))}
      </div>
      <p class="place-row">
        <span>{text('place_move')}</span>
        {MOVES.map(button)}
      </p>
      <p class="place-row">
        <span>{text('place_size')}</span>
        {SIZES.map(button)}
      </p>
      <hr />
      {row('fold_dot', () => onLayout({ type: 'shape', shape: 'dot' }))}
      {row('pop_out', () => onLayout({ type: 'popOut' }))}
      {sidePanel && row('side_panel', onSidePanel)}
    </>
  );
}
