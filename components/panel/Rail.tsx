import { useRef, useState } from 'preact/hooks';
import type { FromPanel } from '@/lib/messaging';
import type { MessageKey } from '@/lib/text';
import type { IconName } from '../shared/controls/Icon';
import { IconButton } from '../shared/controls/IconButton';
import { Popup } from '../shared/controls/Popup';
import { useText } from '../shared/text';
import { useMedia } from '../shared/use-media';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';
import { SystemLinks } from './SystemLinks';

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

/**
 * What belongs to the panel and not to the session: the menu, mask, place and fold. The host's drag
 * handle lies beside it.
 */
export function Rail({ bar, ...props }: PanelFrameProps & { readonly bar: boolean }) {
  const text = useText();
  const { beside, focusable, onLayout, send } = usePanel();
  const { session, layout, page, onPage } = props;
  const running = session?.phase === 'running';
  const [menu, setMenu] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  // Folding is at the upper corner, where the rail of a wide bar begins and every other one ends.
  const upright = useMedia('(min-width: 861px)') && bar;
  const inOverlay = layout.surface === 'overlay';
  const buttons = [
    running ? (
      <IconButton
        key="session"
        icon="menu"
        label={text('page_menu')}
        aria-expanded={page === 'menu'}
        onClick={() => onPage(page === 'menu' ? null : 'menu')}
      />
    ) : (
      <IconButton
        key="menu"
        icon="menu"
        ref={menuButton}
        label={text('menu')}
        aria-expanded={menu}
        onClick={() => setMenu(!menu)}
      />
    ),
    <IconButton
      key="mask"
      icon="mask"
      label={text('mask_panel')}
      onClick={() => void send({ type: 'mask', masked: true })}
    />,
    inOverlay && bar && (
      <IconButton key="beside" icon="dockRight" label={text('bar_more')} onClick={beside} />
    ),
    inOverlay && !bar && <Place key="place" {...props} running={running} />,
    inOverlay ? (
      <IconButton
        key="fold"
        icon="fold"
        ref={focusable.first}
        label={text('fold')}
        onClick={() => onLayout({ type: 'shape', shape: 'strip' })}
      />
    ) : (
      <button
        key="back"
        type="button"
        class="link"
        ref={focusable.first}
        onClick={() => onLayout({ type: 'comeBack' })}
      >
        {text('come_back')}
      </button>
    ),
  ];
  return (
    <div class={inOverlay ? 'rail' : 'rail rail-own'}>
      <span class="rail-grip" aria-hidden="true" />
      {upright ? buttons.toReversed() : buttons}
      {menu && !running && (
        <Popup label={text('menu')} opener={menuButton} onClose={() => setMenu(false)}>
          <SystemLinks {...props} />
        </Popup>
      )}
    </div>
  );
}

/** Buttons to dock, move and resize the panel, and for its other places. */
function Place({
  sidePanel,
  onSidePanel,
  layout,
  running,
}: Pick<PanelFrameProps, 'sidePanel' | 'onSidePanel' | 'layout'> & { running: boolean }) {
  const text = useText();
  const { onLayout } = usePanel();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  // The panel of a strip at the top is at the right.
  const at = layout.dock === 'top' ? 'right' : layout.dock;
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
      <IconButton
        icon={at === 'free' ? 'place' : ICONS[at]}
        ref={opener}
        label={text('place')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Popup label={text('place')} opener={opener} onClose={() => setOpen(false)}>
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
        </Popup>
      )}
    </>
  );
}

const ICONS = { left: 'dockLeft', right: 'dockRight' } as const;
