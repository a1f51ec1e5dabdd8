import { CALM, patiently } from './patience';

/** Elements that show no children: nothing can be put into them when they fill the screen. */
const CHILDLESS = /^(audio|canvas|embed|iframe|img|input|object|picture|select|textarea|video)$/i;

/** How long a host that was removed or covered may wait for its place, in milliseconds. */
const AWAY = 4_000;
/** How long one that was restyled may wait, which shows: it takes no presses meanwhile. */
const RESTYLED = 60_000;

export interface HomeParts {
  readonly view: Window & typeof globalThis;
  readonly host: HTMLElement;
  /**
   * Whether a frame that is moved within its page stays as it is. Firefox loads it anew,
   * `moveBefore` or not.
   */
  readonly framesMove: boolean;
  readonly signal: AbortSignal;
  /** Whether the host is to be in the page now. */
  isWanted(): boolean;
  isTampered(): boolean;
  dress(): void;
  /** Called whenever the host has been put in its place. */
  onMount(): void;
  /** Called when something in the page insists on having the host otherwise, and at its end. */
  onContested(contested: boolean): void;
}

/** Keeps the host in the page, where nothing of the page is painted over it. */
export interface Home {
  /** Puts the host in its place, if it is wanted. */
  mount(): void;
  /** Whether the host is in the element that it belongs to. */
  isAtHome(): boolean;
}

/**
 * The host is a child of `<html>`, because a page's dialog may hide every child of `<body>` from
 * assistive technology, or of what fills the screen, because all else is inert then. A page can
 * remove the host and restyle it; the host comes back as it was.
 */
export function keepHome(parts: HomeParts): Home {
  const { view, host, signal } = parts;
  const { document } = view;

  const home = (): Element => {
    const full = document.fullscreenElement;
    return full && !CHILDLESS.test(full.tagName) ? full : document.documentElement;
  };
  /** At the end of its home nothing is painted over it, as far as moving loads no frame anew. */
  const isPlaced = () =>
    host.parentNode === home() && (!parts.framesMove || host.nextElementSibling === null);
  const isHeld = () => signal.aborted || !parts.isWanted();

  const mount = () => {
    if (isHeld()) return;
    if (!isPlaced()) moveInto(home(), host);
    parts.onMount();
    watch();
    parts.dress();
  };

  const tell = () => parts.onContested(answerRemoval.isLasting() || answerTampering.isLasting());
  const answerRemoval = patiently(view, AWAY, () => mount(), tell);
  const answerTampering = patiently(
    view,
    RESTYLED,
    () => {
      if (!signal.aborted) parts.dress();
    },
    tell,
  );

  let watched: readonly (Element | null)[] = [];
  const watcher = new view.MutationObserver(() => {
    watch();
    if (!isHeld() && !isPlaced()) answerRemoval.now();
    if (parts.isTampered()) answerTampering.now();
  });
  const watch = () => {
    const now = [document.documentElement, home()];
    if (watched[0] === now[0] && watched[1] === now[1]) return;
    watched = now;
    watcher.disconnect();
    watcher.observe(document, { childList: true });
    for (const each of new Set(now)) if (each) watcher.observe(each, { childList: true });
    watcher.observe(host, { attributes: true });
  };

  const calm = view.setInterval(() => {
    answerRemoval.tick();
    answerTampering.tick();
  }, CALM);
  signal.addEventListener('abort', () => {
    view.clearInterval(calm);
    watcher.disconnect();
  });

  return { mount, isAtHome: () => host.parentNode === home() };
}

/** Moved like this, the frame is not loaded anew, except in some browsers and from some places. */
function moveInto(home: Element, host: HTMLElement): void {
  try {
    if (!host.isConnected) throw new TypeError('not in the page yet');
    home.moveBefore(host, null);
  } catch {
    home.append(host);
  }
}
