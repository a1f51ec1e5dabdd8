import { CHANNEL_OFFER, readFromPanel, type ToPanel } from '../messaging';
import { type Box, boxOf, movedBy, type Placement, resizedBy } from './placement';

export interface OverlayParts {
  readonly window: Window & typeof globalThis;
  /** Address of the panel page, and its origin. */
  readonly panelUrl: string;
  readonly panelOrigin: string;
  /** The frame's title for assistive technology. */
  readonly title: string;
  /** A fresh one-time token for the frame. */
  token(): Promise<string>;
  readonly placement: Placement;
  savePlacement(placement: Placement): void;
  /** Called when a session opens or closes in the panel. */
  onBusy(busy: boolean): void;
  /** Ends the overlay: everything is taken down and nothing is left behind. */
  readonly signal: AbortSignal;
}

export interface Overlay {
  show(): void;
  hide(): void;
}

/** Marks the host, so that a newer copy of this script can find one that was left behind. */
export const HOST_ATTRIBUTE = 'data-perch-host';
/** Tells the script behind an old host to take itself down, if its extension is gone. */
export const RETIRE_EVENT = 'perch-retire';

const GRIP = 30;
const STRIP_GRIP = 26;
/** Room at the end of the panel's title bar for its buttons. */
const TITLE_BUTTONS = 156;
const CORNER = 16;
/** A page that keeps removing or hiding the host is answered at once so many times in a row, then slowly. */
const EAGER_MOUNTS = 20;
const PATIENCE = 1_000;

const important = (element: HTMLElement, styles: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(styles))
    element.style.setProperty(name, value, 'important');
};

/** Attributes by which a page could hide or restyle the host. */
const UNWANTED = ['hidden', 'inert', 'aria-hidden', 'class', 'id', 'popover', 'slot'];

/**
 * Hosts the panel frame in a page that is not ours. One element, a child of `<html>` (a page's dialog may
 * hide every child of `<body>` from assistive technology), with a closed shadow root: page styles can't
 * reach in, and every style on the element itself is inline and important, so none can override it.
 * The page can remove it; it comes back. No text is ever put in it but the frame's title.
 */
export function createOverlay(parts: OverlayParts): Overlay {
  const { window: view, signal } = parts;
  const { document } = view;
  let placement = parts.placement;
  let masked = false;
  let shown = false;
  let mounts = 0;
  let channel: MessagePort | null = null;
  let lastFocus: Element | null = null;
  let drawn = '';

  const host = document.createElement('div');
  host.setAttribute(HOST_ATTRIBUTE, '');
  const root = host.attachShadow({ mode: 'closed' });
  const frame = document.createElement('iframe');
  frame.title = parts.title;
  frame.allow = 'clipboard-write';
  const grip = document.createElement('div');
  const corner = document.createElement('div');
  root.append(frame, grip, corner);
  // Page styles do not reach in here; these are plain.
  important(frame, {
    display: 'block',
    width: '100%',
    height: '100%',
    border: '0',
    'color-scheme': 'light dark',
  });
  important(grip, {
    position: 'absolute',
    left: '0',
    top: '0',
    cursor: 'grab',
    'touch-action': 'none',
  });
  important(corner, {
    position: 'absolute',
    bottom: '0',
    width: `${CORNER}px`,
    height: `${CORNER}px`,
    'touch-action': 'none',
  });

  const box = (): Box =>
    boxOf(placement, masked, {
      width: document.documentElement.clientWidth || view.innerWidth,
      height: view.innerHeight,
    });

  /** What never changes. `all` first: it undoes whatever page rules, inherited values included, say. */
  const dress = () => {
    important(host, {
      all: 'initial',
      position: 'fixed',
      'z-index': '2147483647',
      'box-shadow':
        '0 0 0 1px light-dark(rgb(0 0 0 / .14), rgb(255 255 255 / .18)), 0 1px 3px rgb(0 0 0 / .2), 0 10px 30px rgb(0 0 0 / .3)',
      'background-color': 'light-dark(#fbfaf7, #1d1e1d)',
      'color-scheme': 'light dark',
      isolation: 'isolate',
    });
    for (const name of UNWANTED) host.removeAttribute(name);
    draw();
  };

  const draw = () => {
    const { x, y, width, height } = box();
    const open = !placement.folded && !masked;
    const right = placement.dock === 'right';
    const radius = masked ? '17px' : '12px';
    important(host, {
      display: shown ? 'block' : 'none',
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
      'border-radius': radius,
    });
    important(frame, { 'border-radius': radius });
    important(grip, {
      display: masked ? 'none' : 'block',
      width: `${open ? Math.max(GRIP, width - TITLE_BUTTONS) : STRIP_GRIP}px`,
      height: `${open ? GRIP : height}px`,
    });
    important(corner, {
      display: open ? 'block' : 'none',
      left: right ? '0' : 'auto',
      right: right ? 'auto' : '0',
      cursor: right ? 'nesw-resize' : 'nwse-resize',
    });
    drawn = host.style.cssText;
  };
  const tampered = () =>
    host.style.cssText !== drawn || UNWANTED.some((name) => host.hasAttribute(name));

  const tell = (message: ToPanel) => channel?.postMessage(message);
  const tellLayout = () => tell({ type: 'layout', folded: placement.folded, dock: placement.dock });
  const put = (next: Placement) => {
    placement = next;
    draw();
    tellLayout();
    parts.savePlacement(placement);
  };

  const receive = (raw: unknown) => {
    const message = readFromPanel(raw);
    switch (message?.type) {
      case 'askToken':
        void parts.token().then((token) => tell({ type: 'token', token }));
        break;
      case 'fold':
        put({ ...placement, folded: message.folded });
        break;
      case 'dock':
        put({ ...placement, dock: message.dock });
        break;
      case 'move':
        put(movedBy(placement, box(), message.dx, message.dy));
        break;
      case 'resize':
        put(resizedBy(placement, message.dw, message.dh));
        break;
      case 'leave':
        leave();
        break;
      case 'standing':
        masked = message.masked;
        draw();
        parts.onBusy(message.busy);
        break;
    }
  };

  const leave = () => {
    frame.blur();
    view.focus();
    if (lastFocus instanceof view.HTMLElement && lastFocus.isConnected)
      lastFocus.focus({ preventScroll: true });
  };

  // Each load of the frame gets a channel of its own; what came before belongs to a page that is gone.
  const offerChannel = () => {
    channel?.close();
    const { port1, port2 } = new MessageChannel();
    channel = port1;
    port1.onmessage = ({ data }) => receive(data);
    frame.contentWindow?.postMessage(CHANNEL_OFFER, parts.panelOrigin, [port2]);
    tellLayout();
  };

  const mount = () => {
    if (signal.aborted || !shown) return;
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
    if (frame.src !== parts.panelUrl) frame.src = parts.panelUrl;
    dress();
  };
  const remount = () => {
    if (signal.aborted || !shown || host.parentNode === document.documentElement) return;
    mounts += 1;
    if (mounts <= EAGER_MOUNTS) mount();
    else view.setTimeout(mount, PATIENCE);
  };

  const watcher = new MutationObserver(() => {
    watch();
    remount();
    if (!tampered()) return;
    dressings += 1;
    if (dressings <= EAGER_MOUNTS) dress();
    else if (!waiting) {
      waiting = true;
      view.setTimeout(dressLater, PATIENCE);
    }
  });
  let dressings = 0;
  let waiting = false;
  const dressLater = () => {
    waiting = false;
    if (!signal.aborted) dress();
  };
  let watched: Element | null = null;
  const watch = () => {
    if (watched === document.documentElement) return;
    watched = document.documentElement;
    watcher.disconnect();
    watcher.observe(document, { childList: true });
    if (watched) watcher.observe(watched, { childList: true });
    watcher.observe(host, { attributes: true });
  };

  drag(
    grip,
    signal,
    frame,
    () => {
      const from = placement;
      const fromBox = box();
      return (dx, dy) => {
        placement = movedBy(from, fromBox, dx, dy);
        draw();
      };
    },
    () => put(placement),
  );
  drag(
    corner,
    signal,
    frame,
    () => {
      const from = placement;
      const side = from.dock === 'right' ? -1 : 1;
      // A panel docked at the top grows on both sides, so the corner follows at half the pace.
      const pace = from.dock === 'top' ? 2 : 1;
      return (dx, dy) => {
        placement = resizedBy(from, dx * side * pace, dy);
        draw();
      };
    },
    () => put(placement),
  );

  frame.addEventListener('load', offerChannel, { signal });
  view.addEventListener('resize', draw, { signal });
  document.addEventListener(
    'focusout',
    ({ target }) => {
      if (target !== host) lastFocus = target as Element;
    },
    { signal, capture: true },
  );
  const calm = view.setInterval(() => {
    mounts = 0;
    dressings = 0;
  }, 10_000);
  signal.addEventListener('abort', () => {
    view.clearInterval(calm);
    watcher.disconnect();
    channel?.close();
    host.remove();
  });

  return {
    show() {
      if (signal.aborted) return;
      shown = true;
      watch();
      mount();
    },
    hide() {
      shown = false;
      channel?.close();
      channel = null;
      host.remove();
    },
  };
}

/**
 * Follows a pointer from a handle in the page. Screen coordinates, because the handle itself moves; the
 * frame lets the pointer through meanwhile.
 */
function drag(
  handle: HTMLElement,
  signal: AbortSignal,
  frame: HTMLElement,
  begin: () => (dx: number, dy: number) => void,
  end: () => void,
): void {
  let follow: ((dx: number, dy: number) => void) | null = null;
  let from = { x: 0, y: 0 };
  let moved = false;
  handle.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      frame.style.setProperty('pointer-events', 'none', 'important');
      from = { x: event.screenX, y: event.screenY };
      moved = false;
      follow = begin();
    },
    { signal },
  );
  handle.addEventListener(
    'pointermove',
    (event) => {
      if (!follow) return;
      const dx = event.screenX - from.x;
      const dy = event.screenY - from.y;
      moved ||= Math.abs(dx) + Math.abs(dy) > 2;
      if (moved) follow(dx, dy);
    },
    { signal },
  );
  const stop = () => {
    if (!follow) return;
    follow = null;
    frame.style.removeProperty('pointer-events');
    if (moved) end();
  };
  handle.addEventListener('pointerup', stop, { signal });
  handle.addEventListener('pointercancel', stop, { signal });
}
