import { useRef, useState } from 'preact/hooks';
import { IconButton } from '../shared/controls/IconButton';
import { Popup } from '../shared/controls/Popup';
import { useText } from '../shared/text';
import { useMedia } from '../shared/use-media';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';
import { type PlaceProps, PlaceRows } from './PlaceRows';
import { SystemLinks } from './SystemLinks';

/**
 * What belongs to the panel and not to the session: the menu, mask, place and fold. The host's drag
 * handle lies beside it.
 */
export function Rail({ bar, ...props }: PanelFrameProps & { readonly bar: boolean }) {
  const text = useText();
  const { aside, back, beside, focusable, onLayout, send, stay } = usePanel();
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
        onClick={() => {
          if (bar) aside('menu');
          else if (menu) back('menu');
          setMenu(!menu);
        }}
      />
    ),
    <IconButton
      key="mask"
      icon="mask"
      label={text('mask_panel')}
      onClick={() => void send({ type: 'mask', masked: true })}
    />,
    inOverlay &&
      (bar ? (
        <IconButton key="beside" icon="dockRight" label={text('bar_more')} onClick={beside} />
      ) : (
        <Place key="place" {...props} ended={session?.phase === 'ended'} />
      )),
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
      {menu && !running && !bar && (
        <Popup
          label={text('menu')}
          opener={menuButton}
          onClose={(by) => {
            setMenu(false);
            if (by === 'escape') back('menu');
            else stay();
          }}
        >
          <SystemLinks {...props} />
        </Popup>
      )}
    </div>
  );
}

/** The button for the panel's places and sizes, and what it opens. */
function Place({ layout, ...props }: PlaceProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        icon={ICONS[layout.dock]}
        ref={opener}
        label={text('place')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Popup label={text('place')} opener={opener} onClose={() => setOpen(false)}>
          <PlaceRows {...props} layout={layout} />
        </Popup>
      )}
    </>
  );
}

/** The panel of a strip at the top is at the right. */
const ICONS = { left: 'dockLeft', right: 'dockRight', top: 'dockRight', free: 'place' } as const;
