import type { FromPanel } from '@/lib/messaging';
import type { MessageKey } from '@/lib/text';
import { IconButton } from '../shared/controls/IconButton';
import { useText } from '../shared/text';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';

const STEP = 24;

/** Each with its icon, and how far it goes to the right and down. */
const MOVES = [
  ['left', -STEP, 0],
  ['right', STEP, 0],
  ['up', 0, -STEP],
  ['down', 0, STEP],
] as const;
/** Each with its icon, and how much wider and taller it makes the panel. */
const SIZES = [
  ['narrower', -STEP, 0],
  ['wider', STEP, 0],
  ['shorter', 0, -STEP],
  ['taller', 0, STEP],
] as const;
const DOCKS = ['left', 'top', 'right'] as const;

export interface PlaceProps extends Pick<PanelFrameProps, 'sidePanel' | 'onSidePanel' | 'layout'> {
  /** Whether a session has ended. */
  readonly ended: boolean;
}

/** Buttons to dock, move and resize the panel, and for its other places. */
export function PlaceRows({ sidePanel, onSidePanel, layout, ended }: PlaceProps) {
  const text = useText();
  const { onLayout } = usePanel();
  // The panel of a strip at the top is at the right.
  const at = layout.dock === 'top' ? 'right' : layout.dock;
  const button = (icon: (typeof MOVES | typeof SIZES)[number][0], message: FromPanel) => (
    <IconButton
      icon={icon}
      key={icon}
      label={text(`place_${icon}`)}
      onClick={() => onLayout(message)}
    />
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
            data-present={dock === at ? '' : undefined}
            onClick={() => {
              onLayout({ type: 'dock', dock });
              // Under the camera is room for a bar, and after a session for the strip.
              if (dock === 'top') onLayout({ type: 'shape', shape: ended ? 'strip' : 'bar' });
            }}
          >
            <i class={`dock-picture dock-picture-${dock}`} aria-hidden="true" />
            <span aria-hidden="true">{text(`dockShort_${dock}`)}</span>
          </button>
        ))}
      </div>
      <p class="place-row">
        <span>{text('place_move')}</span>
        {MOVES.map(([icon, dx, dy]) => button(icon, { type: 'move', dx, dy }))}
      </p>
      <p class="place-row">
        <span>{text('place_size')}</span>
        {SIZES.map(([icon, dw, dh]) => button(icon, { type: 'resize', dw, dh }))}
      </p>
      <hr />
      {row('fold_dot', () => onLayout({ type: 'shape', shape: 'dot' }))}
      {row('pop_out', () => onLayout({ type: 'popOut' }))}
      {sidePanel && row('side_panel', onSidePanel)}
    </>
  );
}
