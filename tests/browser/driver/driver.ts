/** What a browser test may do, the same in every browser. */
import { hostBox } from '../in-page/place.ts';

/** A value that survives the way into a page and back. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The document of a tab, or of an extension frame in it. */
export interface Doc {
  /**
   * Runs a function in the document's page world. The function may use its arguments and the
   * document only.
   */
  evaluate<A extends readonly Json[], R>(
    run: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
  /** Evaluates source text in the document. The value travels as JSON. */
  evaluateSource(source: string): Promise<unknown>;
  /** The place of the document's top left corner in its tab, in pixels. */
  origin(): Promise<Point>;
  /** Types with real keys into the focused element of this document. */
  type(text: string): Promise<void>;
  /** Types as a program does, without waiting between keys. A line break is Enter. */
  typeAtOnce(text: string): Promise<void>;
  /**
   * Presses a key or chord, such as `Enter`, `Shift+Enter` or `Control+k`, while the focus is in
   * this document.
   */
  press(chord: string): Promise<void>;
  readonly tab: Tab;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Tab extends Doc {
  /**
   * Waits for the extension's frame that shows this page, such as `panel.html`.
   * @param inside part of the address of the inner frame around it, if there is one
   */
  frame(page: string, inside?: string): Promise<Doc>;
  /** Waits for a frame of the page itself, found by part of its address. */
  inner(address: string): Promise<Doc>;
  /** How many frames show this extension page. */
  frames(page: string): Promise<number>;
  /** The visible text of each frame that shows this extension page. */
  frameTexts(page: string): Promise<readonly string[]>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  activate(): Promise<void>;
  close(): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Moves the real mouse to a point (pixels in the tab) from right beside it. */
  hover(at: Point): Promise<void>;
  click(at: Point): Promise<void>;
  drag(from: Point, to: Point): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** Prints the page into a PDF file, as the browser's own command does. */
  print(file: string): Promise<void>;
  /**
   * Has the page share a screen by a function that no script can have replaced.
   * @throws in Chromium, whose driver has none
   */
  shareUnheard(): Promise<void>;
}

export interface TestBrowser {
  readonly name: BrowserName;
  readonly profile: string;
  /** The folder for downloads, which start without a question. */
  readonly downloads: string;
  open(url: string): Promise<Tab>;
  /**
   * Opens a page in a container.
   * @throws in Chromium, which has none
   */
  openInContainer(url: string): Promise<Tab>;
  /** Opens a page in a private window of its own. */
  openPrivate(url: string): Promise<Tab>;
  /** The tab that the extension opens after its installation. */
  welcome(): Promise<Tab>;
  /**
   * An open tab, window or side panel whose address begins with this.
   * @throws in Firefox for its sidebar, which Firefox doesn't report
   */
  opened(address: string): Promise<Tab>;
  /** Waits for the panel in a window on top that a call has opened. */
  popOut(): Promise<Doc>;
  /** The address of an extension page. */
  page(path: string): string;
  /** Ends the background worker or event page, as the browser may do at any time. */
  killWorker(): Promise<void>;
  /**
   * Kills the process of the background and the extension's pages without warning. A tab that
   * showed one of them has to be found again with `opened`.
   */
  crashExtension(): Promise<void>;
  background<A extends readonly Json[], R>(
    run: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
  /**
   * Runs `ask`, which requests permission for sites, and makes the browser agree: Firefox by its
   * dialog; Chromium, whose dialog no driver reaches, by allowing the sites on its extensions page
   * before.
   */
  agree(patterns: readonly string[], ask: () => Promise<void>): Promise<void>;
  /**
   * Waits for the browser's permission dialog and presses Allow.
   * @throws in Chromium, whose dialog no driver reaches
   */
  allowPermission(): Promise<void>;
  /**
   * Gives a tab a virtual security key that agrees to everything.
   * @throws in Firefox, which offers none to extension pages
   */
  addSecurityKey(tab: Tab): Promise<void>;
  /**
   * Presses the keys of a command, such as `lock`, while a tab has the focus. Chromium accepts no
   * injected key for a command, so its event is fired there. Resolves with the instant of the
   * press, in epoch milliseconds.
   */
  pressCommand(tab: Tab, command: string): Promise<number>;
  /**
   * Ends every screen share by the browser's own means.
   * @throws in Chromium, whose bar no driver reaches
   */
  endSharing(): Promise<void>;
  /**
   * Makes the device idle for so many minutes (0: in use again), or locks its screen.
   * @throws for `locked` in Firefox, which doesn't report it
   */
  leaveDevice(state: { readonly idleMinutes: number } | 'locked'): Promise<void>;
  /** Stops the background's clock at an instant until the background ends. */
  holdClock(instant: number): Promise<void>;
  /**
   * Opens or closes Perch in Firefox's sidebar, as the browser's menu does. Resolves with whether
   * the sidebar is open.
   * @throws in Chromium
   */
  toggleSidebar(): Promise<boolean>;
  pressToolbarButton(tab: Tab): Promise<void>;
  /** Replaces the extension by a new copy of itself, as an update does. */
  updateExtension(): Promise<void>;
  /**
   * Loads another extension from a folder beside Perch. Resolves with the address of its pages,
   * without a slash at the end.
   */
  loadOther(folder: string): Promise<string>;
  /**
   * A tab's memory in bytes, as the browser reports it. `page`: the page's JavaScript memory after
   * garbage collection. `beside`: everything else of the tab in that process, including the
   * extension's part and shared strings and code in Firefox. `process`: the whole process, where it
   * also holds the extension's frames, as in Firefox.
   *
   * In Chromium, of a page that isn't cross-origin-isolated, `page` is all of it.
   */
  memoryOf(tab: Tab): Promise<{
    readonly page: number;
    readonly beside: number;
    readonly process: number | null;
  }>;
  /**
   * Leaves a tab and the extension's frames in it a part of the processor time, as a slow device
   * does: with 4, a quarter. Resolves with what ends it.
   */
  slowDown(tab: Tab, factor: number): Promise<() => Promise<void>>;
  /** Removes Perch with all its data, and closes every page. */
  uninstall(): Promise<void>;
  /** Installs Perch after `uninstall`. Resolves once its first page is open. */
  install(): Promise<void>;
  /** What the consoles of pages have said since the start; in Firefox, errors alone. */
  said(): Promise<readonly string[]>;
  /** Kills the browser's processes without warning. */
  kill(): Promise<void>;
  /** Resolves when the browser has ended for any reason. */
  exited(): Promise<void>;
  /** Closes the browser as a user does, and keeps the profile. */
  quit(): Promise<void>;
  /** Starts the browser again with the same profile, after `kill` or `quit`. */
  relaunch(): Promise<void>;
  close(): Promise<void>;
}

/**
 * An extension page that runs nothing. It has the extension's APIs, but the background doesn't
 * trust it.
 */
export const EMPTY_PAGE = 'icon/128.png';

export type BrowserName = 'chromium' | 'firefox';

/** Where a browser finds call pages. */
export interface Network {
  readonly proxyPort: number;
  /** SHA-256 of the server certificate's public key, base64. */
  readonly certificate: string;
}

export interface LaunchOptions {
  readonly network: Network;
  readonly headless?: boolean;
  /** Provides a screen to share, even in a headless browser. */
  readonly screen?: boolean;
  /** Removes windows on top, as in a browser without them. */
  readonly nothingOnTop?: boolean;
  /** How many bytes the browser lets extensions and sites store. */
  readonly quota?: number;
  /** The device's time zone, which the browser hides from pages. Only Firefox can. */
  readonly hiddenZone?: string;
  /** The smallest font that the browser shows, in pixels. */
  readonly smallestFont?: number;
  /** The profile's folder. By default a new one, which is removed at the end. */
  readonly profile?: string;
}

const PATIENCE = 15_000;
/**
 * Milliseconds until the next look after waiting so long: short at first, then a tenth of the time
 * waited so far, to leave the processors to others.
 */
const pauseAfter = (waited: number): number =>
  waited < 10 ? 10 : waited < 30 ? 20 : Math.min(400, Math.max(40, waited / 10));

/**
 * Waits until `get` returns a value that isn't empty. Errors count as "not yet". A look that never
 * answers fails by name, too: after the patience, and as long again as looks within it may take.
 * @param patience milliseconds to wait before it fails with what it saw last
 * @param pause milliseconds between two looks, if a look is expensive; by default short at first
 */
export async function until<T>(
  get: () => Promise<T | null | undefined | false | ''>,
  what: string,
  patience: number = PATIENCE,
  pause?: number,
): Promise<T> {
  const start = Date.now();
  let last: unknown;
  let patient: NodeJS.Timeout | undefined;
  const unanswered = new Promise<undefined>((give) => {
    patient = setTimeout(() => give(undefined), patience + 2 * PATIENCE);
  });
  for (;;) {
    try {
      const value = await Promise.race([get(), unanswered]);
      if (value) {
        clearTimeout(patient);
        return value;
      }
      last = value;
    } catch (error) {
      last = error;
    }
    const waited = Date.now() - start;
    if (waited > patience) {
      clearTimeout(patient);
      throw new Error(`waited ${patience} ms for ${what}; last: ${String(last)}`);
    }
    await new Promise((wake) => {
      setTimeout(wake, pause ?? pauseAfter(waited));
    });
  }
}

/** The overlay's place in its page. The host has no accessible name, but its frame does. */
export async function hostOrigin(around: Doc): Promise<Point> {
  const { x, y } = await around.origin();
  const host = await around.evaluate(hostBox);
  return { x: x + host.x, y: y + host.y };
}
