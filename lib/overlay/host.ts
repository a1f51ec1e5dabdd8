import type { CallState, FromPanel } from '../messaging';
import type { Signal } from '../sensor';
import { watchCover } from './cover';
import { drag } from './drag';
import { type FrameParts, panelFrame } from './frame';
import { type Box, boxOf, movedBy, type Placement, resizedBy } from './placement';
import { openOnTop } from './pop-out';
import { important } from './styles';

export interface OverlayParts extends Omit<FrameParts, 'token'> {
  readonly window: Window & typeof globalThis;
  readonly placement: Placement;
  /**
   * Whether a frame that is moved within its page stays as it is. Firefox loads it anew,
   * `moveBefore` or not.
   */
  readonly framesMove: boolean;
  savePlacement(placement: Placement): void;
  /** A fresh one-time token for a frame here, or in a window of its own. */
  token(away: boolean): Promise<string>;
  /** Called when a session opens or closes in the panel. */
  onBusy(busy: boolean): void;
  /** Opens a plain window with the panel, where the browser has none that stays on top. */
  openWindow(): void;
  /** Called with what the guard is to do with a share of another tab, whenever that is said. */
  onGuard(guard: 'always' | 'thisTab' | 'off'): void;
  /** Called when every panel is to be masked, those in other places included. */
  onMask(): void;
  /** Ends the overlay: everything is taken down and nothing is left behind. */
  readonly signal: AbortSignal;
}

export interface Overlay {
  show(): void;
  hide(): void;
  /**
   * Takes note of what the page's sensor has told. A share masks before anything of it can be seen.
   */
  sense(signal: Signal): void;
  /** Says how the call stands, as far as the page lets on. */
  tellCall(call: CallState): void;
}

/** Marks the host, so that a newer copy of this script can find one that was left behind. */
export const HOST_ATTRIBUTE = 'data-perch-host';
/** Tells the script behind an old host to take itself down, if its extension is gone. */
export const RETIRE_EVENT = 'perch-retire';

const GRIP = 30;
const STRIP_GRIP = 26;
const DOT_GRIP = 10;
/** Room at the end of the panel's title bar for its buttons. */
const TITLE_BUTTONS = 218;
const CORNER = 16;
/**
 * A page that keeps removing or hiding the host is answered at once so many times in a row, then
 * slowly.
 */
const EAGER_MOUNTS = 20;
const PATIENCE = 1_000;
/** A panel's page answers its host as soon as it is loaded. Milliseconds. */
const SILENCE = 10_000;

/** How often what happened in a row is forgotten. Milliseconds. */
const CALM = 5_000;

/** How often the panel's page is asked whether it is there. Milliseconds. */
const ASK_EVERY = 3_000;

/** Attributes by which a page could hide or restyle the host. */
const UNWANTED = ['hidden', 'inert', 'aria-hidden', 'class', 'id', 'popover', 'slot'];

/** Elements that show no children: nothing can be put into them when they fill the screen. */
const CHILDLESS = /^(audio|canvas|embed|iframe|img|input|object|picture|select|textarea|video)$/i;

/**
 * Hosts the panel frame in a page that is not ours. One element, a child of `<html>` (a page's
 * dialog may hide every child of `<body>` from assistive technology) or of what fills the screen
 * (all else is inert then), with a closed shadow root: page styles can't reach in, and every style
 * on the element itself is inline and important, so none can override it. The page can remove it;
 * it comes back. No text is ever put in it but the frame's title.
 */
export function createOverlay(parts: OverlayParts): Overlay {
  const { window: view, signal } = parts;
  const { document } = view;
  let placement = parts.placement;
  let masked = false;
  let shown = false;
  let mounts = 0;
  let lastFocus: Element | null = null;
  let drawn = '';
  let guard: 'always' | 'thisTab' | 'off' = 'always';
  /** Out of sight until the panel says that it is masked, or until it is known what is shared. */
  let veil: 'none' | 'untilMasked' | 'untilKnown' = 'none';
  let sharing = false;
  let call: CallState = 'before';
  let unseen = false;
  /**
   * The frame does not answer: an isolated page does not let it load, say. Nothing broken is to be
   * seen then.
   */
  let blocked = false;
  let silence: number | undefined;
  /** The window that the panel is in instead of this page. */
  let out: {
    readonly window: Window;
    readonly frame: ReturnType<typeof panelFrame>;
    readonly isCovered: () => boolean;
  } | null = null;

  const host = document.createElement('div');
  host.setAttribute(HOST_ATTRIBUTE, '');
  const root = host.attachShadow({ mode: 'closed' });
  const frame = panelFrame(
    document,
    { ...parts, token: () => parts.token(false) },
    (message) => receive(message, frame),
    () => {
      view.clearTimeout(silence);
      silence = view.setTimeout(() => block(true), SILENCE);
      greet(frame);
    },
    () => block(false),
  );
  const { element } = frame;
  const grip = document.createElement('div');
  const corner = document.createElement('div');
  root.append(element, grip, corner);
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

  const small = () => masked || veil !== 'none';
  const box = (): Box =>
    boxOf(placement, small(), {
      width: document.documentElement.clientWidth || view.innerWidth,
      height: view.innerHeight,
    });

  /**
   * What never changes. `all` first: it undoes whatever page rules, inherited values included, say.
   */
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
    const { shape } = placement;
    const open = shape === 'panel' && !small();
    const right = placement.dock === 'right';
    const radius = small() ? '17px' : shape === 'dot' ? '24px' : '12px';
    important(host, {
      display: shown && !out && !blocked ? 'block' : 'none',
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
      'border-radius': radius,
    });
    important(element, {
      'border-radius': radius,
      visibility: veil === 'none' ? 'visible' : 'hidden',
    });
    important(grip, {
      display: small() ? 'none' : 'block',
      width: `${open ? Math.max(GRIP, width - TITLE_BUTTONS) : shape === 'dot' ? width : STRIP_GRIP}px`,
      height: `${open ? GRIP : shape === 'dot' ? DOT_GRIP : height}px`,
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

  const frames = () => (out ? [frame, out.frame] : [frame]);
  const greet = (to: typeof frame) => {
    const { dock } = placement;
    to.tell(
      to === frame
        ? { type: 'layout', shape: placement.shape, dock, surface: 'overlay', unseen }
        : { type: 'layout', shape: 'panel', dock, surface: 'popOut', unseen: false },
    );
    to.tell({ type: 'call', call, sharing });
    if (veil === 'untilMasked') to.tell({ type: 'mask' });
  };
  const greetAll = () => {
    for (const each of frames()) greet(each);
  };
  const put = (next: Placement) => {
    placement = next;
    draw();
    greet(frame);
    parts.savePlacement(placement);
  };

  const block = (now: boolean) => {
    view.clearTimeout(silence);
    if (now === blocked || signal.aborted) return;
    blocked = now;
    draw();
  };
  const receive = (message: FromPanel, from: typeof frame) => {
    switch (message.type) {
      case 'shape':
        put({ ...placement, shape: message.shape });
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
      case 'look':
        from.tell({
          type: 'covered',
          covered: looked(from === frame ? isCovered : out?.isCovered),
        });
        break;
      case 'hovered':
        document.addEventListener('pointermove', untilLeft, {
          capture: true,
          passive: true,
          signal,
        });
        break;
      case 'takeFocus':
        from.element.focus();
        break;
      case 'giveFocusBack':
        giveFocusBack();
        break;
      case 'popOut':
        void popOut();
        break;
      case 'comeBack':
        out?.window.close();
        break;
      case 'standing':
        if (message.guard && message.guard !== guard) {
          guard = message.guard;
          parts.onGuard(guard);
        }
        masked = message.masked;
        // A standing from before the share was noticed may still come; it does not lift the veil.
        if (masked) lift();
        draw();
        parts.onBusy(message.busy);
        break;
    }
  };

  const giveFocusBack = () => {
    element.blur();
    view.focus();
    if (lastFocus instanceof view.HTMLElement && lastFocus.isConnected)
      lastFocus.focus({ preventScroll: true });
  };

  const lower = (until: 'untilMasked' | 'untilKnown') => {
    veil = until;
    if (out) important(out.frame.element, { visibility: 'hidden' });
    draw();
    if (until === 'untilMasked') for (const each of frames()) each.tell({ type: 'mask' });
  };
  const lift = () => {
    veil = 'none';
    if (out) important(out.frame.element, { visibility: 'visible' });
    draw();
  };

  const popOut = async () => {
    const { width, height } = placement;
    const opened = await openOnTop(view, { width, height }).catch(() => null);
    if (!opened) return parts.openWindow();
    const { body } = opened.document;
    important(body, { margin: '0' });
    const moved = panelFrame(
      opened.document,
      { ...parts, token: () => parts.token(true) },
      (message) => receive(message, moved),
      () => greet(moved),
    );
    const life = new AbortController();
    out = {
      window: opened,
      frame: moved,
      isCovered: watchCover(opened as Window & typeof globalThis, moved.element, life.signal),
    };
    opened.addEventListener('pagehide', () => {
      if (out?.window !== opened) return;
      moved.close();
      life.abort();
      out = null;
      mount();
    });
    important(moved.element, { position: 'fixed', inset: '0', 'z-index': '2147483647' });
    moved.element.src = parts.panelUrl;
    body.append(moved.element);
    frame.close();
    host.remove();
  };

  const isUnderneath = watchCover(view, host, signal);
  /** A page that keeps moving or restyling the host has it as it wants for a while. */
  const isCovered = () => isUnderneath() || host.parentNode !== home() || tampered();
  /** What can't be looked at may be covered. */
  const looked = (isOver: () => boolean = () => true): boolean => {
    try {
      return isOver();
    } catch {
      return true;
    }
  };

  /** Where the host belongs: in what fills the screen, as far as that shows children. */
  const home = (): Element => {
    const full = document.fullscreenElement;
    return full && !CHILDLESS.test(full.tagName) ? full : document.documentElement;
  };
  /**
   * Where nothing else of the page is painted over it, as far as that can be had without loading
   * the frame anew.
   */
  const atHome = () =>
    host.parentNode === home() && (!parts.framesMove || host.nextElementSibling === null);
  const mount = () => {
    if (signal.aborted || !shown || out) return;
    const wanted = home();
    if (!atHome()) {
      // Moved so, the frame is not loaded anew. Not in every browser, nor from every place.
      try {
        if (!host.isConnected) throw new TypeError('not in the page yet');
        wanted.moveBefore(host, null);
      } catch {
        wanted.append(host);
      }
    }
    if (element.src !== parts.panelUrl) element.src = parts.panelUrl;
    watch();
    dress();
  };
  const remount = () => {
    if (signal.aborted || !shown || out || atHome()) return;
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
  let watched: readonly (Element | null)[] = [];
  const watch = () => {
    const now = [document.documentElement, home()];
    if (watched[0] === now[0] && watched[1] === now[1]) return;
    watched = now;
    watcher.disconnect();
    watcher.observe(document, { childList: true });
    for (const each of new Set(now)) if (each) watcher.observe(each, { childList: true });
    watcher.observe(host, { attributes: true });
  };

  drag(
    grip,
    signal,
    element,
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
    element,
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

  document.addEventListener(
    'fullscreenchange',
    () => {
      mount();
      // What fills the screen may hold the host and not show it, as an element with a shadow tree
      // does.
      const full = document.fullscreenElement;
      const hidden = full !== null && full !== document.documentElement;
      if (hidden) unseen = !full.contains(host) || host.getClientRects().length === 0;
      greetAll();
    },
    { signal },
  );
  view.addEventListener('resize', draw, { signal });
  /** Waits until the pointer moves in the page, which is then beside the frame. */
  const untilLeft = ({ target }: Event) => {
    if (target === host) return;
    document.removeEventListener('pointermove', untilLeft, true);
    frame.tell({ type: 'pointerLeft' });
  };
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
  }, CALM);
  const asking = view.setInterval(() => {
    if (shown) for (const each of frames()) each.check();
  }, ASK_EVERY);
  signal.addEventListener('abort', () => {
    view.clearInterval(calm);
    view.clearInterval(asking);
    view.clearTimeout(silence);
    watcher.disconnect();
    frame.close();
    out?.window.close();
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
      view.clearTimeout(silence);
      frame.close();
      host.remove();
    },
    sense(sensed) {
      const before = sharing;
      if (sensed.startsWith('shares')) sharing = true;
      if (sensed === 'shareEnded') sharing = false;
      const seen = sensed === 'sharesThisTab' || sensed === 'sharesMore';
      const mask =
        guard === 'always'
          ? sensed === 'share' || sensed.startsWith('shares')
          : seen && guard !== 'off';
      if (mask) {
        parts.onMask();
        if (shown) lower('untilMasked');
      }
      if (guard === 'thisTab' && sensed === 'share' && shown && !masked) lower('untilKnown');
      // Nothing is shared, or nothing that the panel is in: the choice of a person, made
      // beforehand.
      if (veil === 'untilKnown' && (sensed === 'shareFailed' || sensed === 'sharesOtherTab'))
        lift();
      if (sharing !== before) greetAll();
    },
    tellCall(next) {
      if (next === call) return;
      call = next;
      greetAll();
    },
  };
}
