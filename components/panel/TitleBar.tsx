import { useEffect, useRef, useState } from 'preact/hooks';
import type { FromPanel, Surface } from '@/lib/messaging';
import type { MessageKey } from '@/lib/text';
import type { IconName } from '../shared/controls/Icon';
import { IconButton } from '../shared/controls/IconButton';
import { Mark } from '../shared/session/Mark';
import { useText } from '../shared/text';
import { usePanel } from './context';

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
const DOCKS: readonly (readonly [IconName, MessageKey, FromPanel])[] = [
  ['dockLeft', 'dock_left', { type: 'dock', dock: 'left' }],
  ['dockTop', 'dock_top', { type: 'dock', dock: 'top' }],
  ['dockRight', 'dock_right', { type: 'dock', dock: 'right' }],
];

/**
 * Buttons to dock, move, resize and fold the panel, for everything that can also be dragged. The
 * host's drag handle lies over the empty part.
 */
export function TitleBar({
  surface,
  onSidePanel,
}: {
  surface: Surface;
  /** Moves the panel to the browser's side panel; null if that isn't possible from here. */
  onSidePanel: (() => void) | null;
}) {
  const text = useText();
  const { focusable, onLayout } = usePanel();
  const { first } = focusable;
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      toggle.current?.focus();
    };
    document.addEventListener('keyup', close, true);
    return () => document.removeEventListener('keyup', close, true);
  }, [open]);
  const button = ([icon, key, message]: readonly [IconName, MessageKey, FromPanel]) => (
    <IconButton icon={icon} key={key} label={text(key)} onClick={() => onLayout(message)} />
  );
  if (surface !== 'overlay')
    return (
      <div class="title-bar">
        <Mark size={18} />
        <span class="title-gap" />
        <button
          type="button"
          class="link"
          ref={first}
          onClick={() => onLayout({ type: 'comeBack' })}
        >
          {text('come_back')}
        </button>
      </div>
    );
  return (
    <>
      <div class="title-bar">
        <Mark size={18} />
        <span class="title-grip" aria-hidden="true" />
        {DOCKS.map(button)}
        <IconButton
          icon="popOut"
          label={text('pop_out')}
          onClick={() => onLayout({ type: 'popOut' })}
        />
        {onSidePanel && (
          <IconButton icon="sidePanel" label={text('side_panel')} onClick={onSidePanel} />
        )}
        <IconButton
          icon="place"
          ref={toggle}
          label={text('place')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <IconButton
          icon="fold"
          ref={first}
          label={text('fold')}
          onClick={() => onLayout({ type: 'shape', shape: 'strip' })}
        />
      </div>
      {open && (
        <div class="place" role="group" aria-label={text('place')}>
          {MOVES.map(button)}
          <span class="place-gap" />
          {SIZES.map(button)}
        </div>
      )}
    </>
  );
}
