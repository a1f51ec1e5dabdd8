/** Elements that show no children: nothing can be put into them when they fill the screen. */
const CHILDLESS = /^(audio|canvas|embed|iframe|img|input|object|picture|select|textarea|video)$/i;

/**
 * How often in a row a page that removes or restyles the host is answered at once. After that the
 * host answers more and more slowly, so that the two don't keep the page busy.
 */
const EAGER = 20;
/** How long the first slow answer takes, and the slowest, in milliseconds. */
const PATIENCE = 1_000;
const LONGEST_PATIENCE = 60_000;
/** For how long nothing must have happened until it counts as over, in milliseconds. */
const CALM = 5_000;

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
  const answerRemoval = patiently(view, () => mount(), tell);
  const answerTampering = patiently(
    view,
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
    answerRemoval.forget();
    answerTampering.forget();
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

/**
 * Runs something at once a number of times in a row, and then after longer and longer pauses, until
 * it wasn't needed for a while.
 */
function patiently(view: Window, run: () => void, changed: () => void) {
  let count = 0;
  let pause = PATIENCE;
  let lastAt = 0;
  let waiting = false;
  const isLasting = () => count > EAGER;
  return {
    isLasting,
    now() {
      count += 1;
      lastAt = view.performance.now();
      if (!isLasting()) return run();
      if (waiting) return;
      waiting = true;
      changed();
      view.setTimeout(() => {
        waiting = false;
        run();
      }, pause);
      pause = Math.min(pause * 2, LONGEST_PATIENCE);
    },
    forget() {
      if (waiting || view.performance.now() - lastAt < CALM) return;
      const wasLasting = isLasting();
      count = 0;
      pause = PATIENCE;
      if (wasLasting) changed();
    },
  };
}
