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

/** A document: a tab's own, or that of an extension frame in it. */
export interface Doc {
  /**
   * Runs a function in the document's page world. It can use its arguments and the document,
   * nothing else.
   */
  evaluate<A extends readonly Json[], R>(
    run: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
  /** Runs source text there; its value travels as JSON. */
  evaluateSource(source: string): Promise<unknown>;
  /** Where the document's top left corner is in its tab, in pixels. */
  origin(): Promise<Point>;
  /** Real key input, while the focus is in this document. */
  type(text: string): Promise<void>;
  /**
   * A key or chord, such as `Enter`, `Shift+Enter`, `Control+k`, while the focus is in this
   * document.
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
   * The extension's frame that shows this page, such as `panel.html`. Waits until it is there.
   * @param inside part of the address of the inner frame that it is in, if it is in one
   */
  frame(page: string, inside?: string): Promise<Doc>;
  /** A frame of the page itself, by part of its address. Waits until it is there. */
  inner(address: string): Promise<Doc>;
  /** How many frames show this page of the extension. */
  frames(page: string): Promise<number>;
  /** The visible text of each frame that shows this page of the extension. */
  frameTexts(page: string): Promise<readonly string[]>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  activate(): Promise<void>;
  close(): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Moves the real mouse to a place, in the tab's pixels, from right beside it. */
  hover(at: Point): Promise<void>;
  click(at: Point): Promise<void>;
  drag(from: Point, to: Point): Promise<void>;
  screenshot(file: string): Promise<void>;
}

export interface TestBrowser {
  readonly name: BrowserName;
  readonly profile: string;
  /** The folder that downloads go to, without asking. */
  readonly downloads: string;
  open(url: string): Promise<Tab>;
  /** Opens a page in a private window of its own. */
  openPrivate(url: string): Promise<Tab>;
  /** The tab that the extension opens by itself after it was installed. */
  welcome(): Promise<Tab>;
  /**
   * A tab, window or side panel that is open and whose address begins so.
   * @throws in Firefox for its sidebar, which it does not tell of
   */
  opened(address: string): Promise<Tab>;
  /** The panel in a window of its own that a call has opened, once it is there. */
  popOut(): Promise<Doc>;
  /** Address of a page of the extension. */
  page(path: string): string;
  /** Ends the background worker (or event page), as the browser does when it likes. */
  killWorker(): Promise<void>;
  /**
   * Kills the process that the background and the extension's pages run in, without warning. A tab
   * that had one of them in it has to be asked for anew, by `opened`.
   */
  crashExtension(): Promise<void>;
  /** Runs a function in the background. */
  background<A extends readonly Json[], R>(
    run: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
  /**
   * Does what asks for leave to run on sites, and has the browser agree: Firefox by its question,
   * Chromium, whose question no driver can answer, by its page of extensions, where a person may
   * have let the site before.
   */
  agree(patterns: readonly string[], ask: () => Promise<void>): Promise<void>;
  /**
   * Presses Allow in the browser's question for a permission, once it is there.
   * @throws in Chromium, whose dialog is out of every driver's reach.
   */
  allowPermission(): Promise<void>;
  /**
   * Gives a tab a pretend security key that agrees to everything.
   * @throws in Firefox, which offers none to pages of an extension.
   */
  addSecurityKey(tab: Tab): Promise<void>;
  /**
   * Presses the keys of a command, such as `lock`, while a tab has the focus. Chromium takes no
   * injected key for a command, so there its event is fired. Resolves with when that was, in epoch
   * milliseconds.
   */
  pressCommand(tab: Tab, command: string): Promise<number>;
  /**
   * Ends every share of a screen by the browser's own means.
   * @throws in Chromium, whose bar is out of every driver's reach
   */
  endSharing(): Promise<void>;
  /**
   * Makes the device idle for so many minutes, 0 when its person is back, or locks its screen.
   * @throws for `locked` in Firefox, which does not tell
   */
  leaveDevice(state: { readonly idleMinutes: number } | 'locked'): Promise<void>;
  /** Stops the background's clock at an instant, until it is ended. */
  holdClock(instant: number): Promise<void>;
  /**
   * Opens or closes Firefox's sidebar with Perch in it, as the browser's own menu does. Resolves
   * with whether it is open.
   * @throws in Chromium
   */
  toggleSidebar(): Promise<boolean>;
  /** Presses the toolbar button in a tab. */
  pressToolbarButton(tab: Tab): Promise<void>;
  /** Replaces the extension by a new copy of itself, as an update does. */
  updateExtension(): Promise<void>;
  /**
   * Loads another extension beside Perch, from a folder, and gives the address of its pages,
   * without a slash at the end.
   */
  loadOther(folder: string): Promise<string>;
  /**
   * Bytes of a tab, by the browser's own account. `page` is the JavaScript memory of its page
   * alone, once garbage is collected, and `beside` all else that is accounted to the tab in that
   * process: what an extension has there, and what belongs to both, such as strings and code in
   * Firefox. `process` is the whole of the process where an extension's frames are in it, as in
   * Firefox.
   *
   * @throws in Chromium, of a page that is not cross-origin-isolated
   */
  memoryOf(tab: Tab): Promise<{
    readonly page: number;
    readonly beside: number;
    readonly process: number | null;
  }>;
  /** Removes Perch with all that it kept, and closes every page. */
  uninstall(): Promise<void>;
  /** Installs Perch again after `uninstall`. Resolves once its first page is open. */
  install(): Promise<void>;
  /** Kills the browser's processes without warning. */
  kill(): Promise<void>;
  /** Resolves when the browser has ended, by itself or by its person. */
  exited(): Promise<void>;
  /** Closes the browser as its person does, and keeps the profile. */
  quit(): Promise<void>;
  /** Starts the browser again on the same profile, after `kill` or `quit`. */
  relaunch(): Promise<void>;
  close(): Promise<void>;
}

/** A page of the extension in which nothing runs, and which may do what its other pages may. */
export const EMPTY_PAGE = 'icon/128.png';

export type BrowserName = 'chromium' | 'firefox';

/** How a browser is launched: where it finds call pages. */
export interface Network {
  readonly proxyPort: number;
  /** SHA-256 of the server certificate's public key, base64. */
  readonly certificate: string;
}

export interface LaunchOptions {
  readonly network: Network;
  readonly headless?: boolean;
  /** Gives it a screen that can be shared, where it would have none without windows to be seen. */
  readonly screen?: boolean;
  /** Takes away windows that stay on top, as in a browser that has none. */
  readonly nothingOnTop?: boolean;
  /** How many bytes the browser lets extensions and sites store. */
  readonly quota?: number;
  /** A folder for the profile; without one a new folder is made, and removed at the end. */
  readonly profile?: string;
}

const PATIENCE = 15_000;
/**
 * Milliseconds between two looks after so many of waiting: what is there soon is seen soon, a long
 * wait is found to have ended within a tenth of itself, and takes little from others.
 */
const pauseAfter = (waited: number): number =>
  waited < 10 ? 10 : waited < 30 ? 20 : Math.min(400, Math.max(40, waited / 10));

/**
 * Waits until `get` gives something; errors count as "not yet". Fails with what it saw last.
 * @param patience how long to wait, in milliseconds
 * @param pause milliseconds between two looks, for looks that cost much; without it they begin
 *   close together
 */
export async function until<T>(
  get: () => Promise<T | null | undefined | false | ''>,
  what: string,
  patience: number = PATIENCE,
  pause?: number,
): Promise<T> {
  const start = Date.now();
  let last: unknown;
  for (;;) {
    try {
      const value = await get();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    const waited = Date.now() - start;
    if (waited > patience)
      throw new Error(`waited ${patience} ms for ${what}; last: ${String(last)}`);
    await new Promise((wake) => {
      setTimeout(wake, pause ?? pauseAfter(waited));
    });
  }
}

/**
 * Where the overlay is in its page. The host itself has no accessible name: the frame in it has.
 */
export async function hostOrigin(around: Doc): Promise<Point> {
  const { x, y } = await around.origin();
  const host = await around.evaluate(hostBox);
  return { x: x + host.x, y: y + host.y };
}
