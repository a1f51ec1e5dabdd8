import type { CallState, FromPanel } from '../messaging';
import type { Signal } from '../sensor';
import { pressablesIn } from './clear';
import { dragHandles } from './drag';
import { type FrameParts, type PanelFrame, panelFrame } from './frame';
import { keepHome } from './home';
import { createHostElement } from './host-element';
import {
  changed,
  drawn,
  firstState,
  frameVisibility,
  type HostState,
  hostBox,
  putAside,
  toldTo,
} from './host-state';
import { guardKeyboard } from './keyboard';
import { edgeOf, movedBy, type Placement, resizedBy, shapeIn, type Viewport } from './placement';
import { watchPointer } from './pointer';
import { openPanelWindow, type PanelWindow } from './pop-out';
import { afterPanelState, afterSignal, type Guard, masksOn } from './share-guard';
import { watchSight } from './sight';
import { important } from './styles';

export interface OverlayParts extends Omit<FrameParts, 'token'> {
  readonly window: Window & typeof globalThis;
  readonly placement: Placement;
  /** The direction of the panel's language. */
  readonly direction: 'ltr' | 'rtl';
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
  /** Called with what the guard is to do with a share of another tab, when that has changed. */
  onGuard(guard: Guard): void;
  /** Called when every panel is to be masked, those in other places included. */
  onMask(): void;
  /** Ends the overlay: everything is taken down and nothing is left behind. */
  readonly signal: AbortSignal;
}

export interface Overlay {
  show(): void;
  hide(): void;
  /** Takes in what the page's sensor tells. A share masks before anything of it can be seen. */
  sense(signal: Signal): void;
  /** Says how the call stands and since when (epoch milliseconds), as far as the page shows it. */
  tellCall(call: CallState, since: number | null, connected: boolean): void;
}

/** A panel's page answers its host as soon as it is loaded. Milliseconds. */
const SILENCE = 10_000;
/** How often the panel's page is asked whether it is there. Milliseconds. */
const ASK_EVERY = 3_000;

/**
 * Hosts the panel's frame in a page that is not ours. What the host draws and tells follows from
 * its state alone (`host-state.ts`); this holds the state and carries out what changes in it.
 */
export function createOverlay(parts: OverlayParts): Overlay {
  const { window: view, signal } = parts;
  const { document } = view;
  let state = firstState(parts.placement, parts.direction);
  let popOut: PanelWindow | null = null;
  let lastFocus: Element | null = null;

  const frame = panelFrame(
    document,
    // A page that moves itself into a window of its own takes the frame along.
    { ...parts, token: () => parts.token(frame.element.ownerDocument !== document) },
    (message) => receive(message, frame),
    () => {
      silence.begin();
      // A page that was loaded anew says by itself when it needs the row.
      if (state.row) sight.moves();
      happened({ row: false });
      greet(frame);
    },
    () => {
      silence.end();
      happened({ silent: false });
    },
  );
  const element = createHostElement(document, frame.element);
  const { host, grip, corner } = element;
  const silence = timer(view, SILENCE, () => happened({ silent: true }));
  const home = keepHome({
    view,
    host,
    framesMove: parts.framesMove,
    signal,
    isWanted: () => state.shown && !state.out,
    isTampered: element.isTampered,
    dress: element.dress,
    onMount() {
      if (frame.element.src !== parts.panelUrl) frame.load();
    },
    onContested: (contested) => happened({ contested }),
  });

  const sight = watchSight({
    view,
    element: host,
    signal,
    expected: () => hostBox(state, viewport()),
  });

  const viewport = (): Viewport => ({
    // A page that has moved itself into another window has no root element here.
    width: document.querySelector(':root')?.clientWidth || view.innerWidth,
    height: view.innerHeight,
  });
  const shapeNow = () => shapeIn(state.placement, viewport());
  const draw = () => element.draw(drawn(state, viewport()));
  const surfaceOf = (to: PanelFrame) => (to === frame ? 'overlay' : 'popOut');
  const frames = () => (popOut ? [frame, popOut.frame] : [frame]);

  /** What each frame was told last. */
  const told = new WeakMap<PanelFrame, readonly string[]>();
  /** Tells a page that has just been loaded everything. */
  const greet = (to: PanelFrame) => {
    const messages = toldTo(surfaceOf(to), state, viewport());
    for (const message of messages) to.tell(message);
    told.set(
      to,
      messages.map((message) => JSON.stringify(message)),
    );
    if (state.veil === 'untilMasked') to.tell({ type: 'mask' });
  };
  /** Tells what differs from what was told. */
  const tellChanges = () => {
    for (const to of frames()) {
      const before = told.get(to) ?? [];
      const messages = toldTo(surfaceOf(to), state, viewport());
      for (const message of messages)
        if (!before.includes(JSON.stringify(message))) to.tell(message);
      told.set(
        to,
        messages.map((message) => JSON.stringify(message)),
      );
    }
  };
  /** Takes in what has changed, and carries out what follows from it. */
  const happened = (values: Partial<HostState>) => {
    if (signal.aborted) return;
    const before = state;
    state = changed(before, values);
    if (state === before) return;
    draw();
    if (popOut) important(popOut.frame.element, { visibility: frameVisibility(state) });
    tellChanges();
    if (state.guard !== before.guard) parts.onGuard(state.guard);
  };
  const pressables = () => pressablesIn(document, viewport());
  const put = (placement: Placement) => {
    sight.moves();
    happened({ placement, pressables: pressables() });
    parts.savePlacement(placement);
  };

  /** A page that keeps moving or restyling the host has it as it wants for a while. */
  const isCovered = () => sight.isUnclear() || !home.isAtHome() || element.isTampered();
  /** Waits until the pointer moves in the page, which is then beside the frame. */
  const untilLeft = ({ target }: Event) => {
    if (target === host) return;
    document.removeEventListener('pointermove', untilLeft, true);
    frame.tell({ type: 'pointerLeft' });
  };
  const giveFocusBack = () => {
    frame.element.blur();
    view.focus();
    if (lastFocus instanceof view.HTMLElement && lastFocus.isConnected)
      lastFocus.focus({ preventScroll: true });
  };

  const keyboard = guardKeyboard(view, signal);
  const pointer = watchPointer(view, signal);

  const receive = (message: FromPanel, from: PanelFrame) => {
    const { placement } = state;
    switch (message.type) {
      case 'shape':
        return put({ ...placement, shape: message.shape });
      case 'row':
        if (from !== frame) return;
        sight.moves();
        return happened({ row: message.open });
      case 'dock':
        return put({ ...placement, dock: message.dock });
      case 'move':
        return put(
          movedBy(placement, hostBox(state, viewport()), message.dx, message.dy, shapeNow()),
        );
      case 'resize':
        return put(resizedBy(placement, hostBox(state, viewport()), message.dw, message.dh));
      case 'look': {
        const unclear = from === frame ? isCovered : popOut?.isCovered;
        const covered = looked(unclear) || (from === frame && pointer.isStill(message.cameAt));
        return from.tell({ type: 'covered', covered });
      }
      case 'hovered': {
        const options = { capture: true, passive: true, signal };
        return document.addEventListener('pointermove', untilLeft, options);
      }
      case 'takeFocus':
        return from.element.focus();
      case 'giveFocusBack':
        return giveFocusBack();
      case 'keyboardLost':
        return keyboard.lost(from, message.typedAgo);
      case 'popOut':
        return void openPopOut();
      case 'comeBack':
        return popOut?.window.close();
      case 'state':
        if (message.masked !== state.masked) sight.moves();
        happened(afterPanelState(state, message));
        return parts.onBusy(message.busy);
    }
  };

  const openPopOut = async () => {
    popOut = await openPanelWindow(view, state.placement, {
      ...parts,
      token: () => parts.token(true),
      receive,
      greet,
      onClose(closed) {
        if (popOut !== closed) return;
        popOut = null;
        happened({ out: false });
        home.mount();
      },
    });
    if (!popOut) return parts.openWindow();
    happened({ out: true });
    frame.close();
    host.remove();
  };

  dragHandles({
    grip,
    corner,
    frame: frame.element,
    signal,
    placement: () => putAside(state, viewport()),
    box: () => hostBox(state, viewport()),
    shape: shapeNow,
    edge: () => edgeOf(state.placement, false, viewport()),
    onMove(placement) {
      sight.moves();
      happened({ placement });
    },
    onEnd: () => parts.savePlacement(state.placement),
  });

  const onFullscreen = () => {
    home.mount();
    // What fills the screen may hold the host and not show it, as one with a shadow tree does.
    const full = document.fullscreenElement;
    if (full === null || full === document.documentElement) return;
    const unseen = !full.contains(host) || host.getClientRects().length === 0;
    happened({ unseen });
  };
  document.addEventListener('fullscreenchange', onFullscreen, { signal });
  const onResize = () => {
    if (state.shown) happened({ pressables: pressables() });
    draw();
    // A bar may have no room any more, or have room again.
    tellChanges();
  };
  view.addEventListener('resize', onResize, { signal });
  for (const [type, printing] of [
    ['beforeprint', true],
    ['afterprint', false],
  ] as const)
    view.addEventListener(type, () => happened({ printing }), { signal, capture: true });
  const onFocusOut = ({ target }: Event) => {
    if (target !== host) lastFocus = target as Element;
  };
  document.addEventListener('focusout', onFocusOut, { signal, capture: true });
  const asking = view.setInterval(() => {
    if (state.shown) for (const each of frames()) each.check();
  }, ASK_EVERY);
  signal.addEventListener('abort', () => {
    view.clearInterval(asking);
    silence.end();
    frame.close();
    popOut?.window.close();
    host.remove();
  });
  draw();

  return {
    show() {
      happened({ shown: true, pressables: pressables() });
      home.mount();
    },
    hide() {
      happened({ shown: false });
      silence.end();
      frame.close();
      host.remove();
    },
    sense(sensed) {
      const { guard, shown } = state;
      happened(afterSignal(state, sensed));
      if (!masksOn(guard, sensed)) return;
      parts.onMask();
      if (shown) for (const each of frames()) each.tell({ type: 'mask' });
    },
    tellCall(call, callSince, connected) {
      const { placement } = state;
      // A call has other buttons than its lobby. An open panel stays where it is looked at.
      const folded = placement.shape === 'strip' || placement.shape === 'dot';
      const anew = call !== state.call && folded;
      if (anew) sight.moves();
      happened({ call, callSince, connected, ...(anew ? { pressables: pressables() } : {}) });
    },
  };
}

/** What can't be looked at may be covered. */
function looked(isOver: () => boolean = () => true): boolean {
  try {
    return isOver();
  } catch {
    return true;
  }
}

/** Calls back once, so many milliseconds after the last `begin`, unless it is ended before. */
function timer(view: Window, ms: number, run: () => void) {
  let id: number | undefined;
  return {
    begin() {
      view.clearTimeout(id);
      id = view.setTimeout(run, ms);
    },
    end: () => view.clearTimeout(id),
  };
}
