import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { type CallPages, serveCallPages } from '../pages/server.ts';
import { launchChromium } from './driver/chromium.ts';
import {
  type BrowserName,
  EMPTY_PAGE,
  type LaunchOptions,
  type Tab,
  type TestBrowser,
  until,
} from './driver/driver.ts';
import { launchFirefox } from './driver/firefox.ts';
import { Screen, type Which } from './screen.ts';

/** A browser with Perch, and the pages it visits. */
export interface Rig {
  readonly browser: TestBrowser;
  readonly pages: CallPages;
  /** Opens a call page and returns the panel in it. */
  call(address?: string): Promise<Panel>;
  /** Opens a page of the desk, such as `notes`, in a tab of its own. */
  desk(page?: string): Promise<Screen>;
  /** Opens the desk's notes, and looks for words that have to be in a note. */
  found(words: string, withPrivate?: boolean): Promise<Screen>;
  /** Opens the page of the newest session. */
  newest(): Promise<Screen>;
  close(): Promise<void>;
}

export const MEET = 'https://meet.google.com/abc-defg-hij';
export const ZOOM = 'https://app.zoom.us/wc/98765432100/join';

/** The browser of this run. */
export const BROWSER = (process.env.PERCH_BROWSER ?? 'chromium') as BrowserName;

/**
 * Skips a test in one browser.
 * @param reason the date of the last check, and what the browser lacks
 */
export const notIn = (
  browser: BrowserName,
  { skip }: TestContext,
  reason: `${number}-${number}-${number}: ${string}`,
): void => skip(BROWSER === browser, reason);

interface Started {
  readonly browser: TestBrowser;
  readonly pages: CallPages;
}

/**
 * The browser that is shared by all files that don't test its profile or its start. It ends with
 * this process.
 */
let shared: Started | null = null;

async function launch(options: Partial<LaunchOptions>): Promise<Started> {
  const pages = await serveCallPages();
  const start = BROWSER === 'firefox' ? launchFirefox : launchChromium;
  const browser = await start({ network: pages, ...options }).catch(async (error: unknown) => {
    await pages.close();
    throw error;
  });
  return { browser, pages };
}

/** The shared browser with a fresh installation of Perch. */
async function sharedBrowser(): Promise<Started> {
  const before = shared;
  // If it fails to start properly, no other file must use it.
  shared = null;
  if (before) {
    // A test file finds no download of the file before it.
    const { downloads } = before.browser;
    for (const name of readdirSync(downloads))
      rmSync(path.join(downloads, name), { recursive: true });
    await before.browser.install();
  }
  shared = before ?? (await launch({}));
  return shared;
}

/**
 * Gives a file a browser of this run's kind with a fresh installation of Perch. By default it is
 * the shared one, because a start takes longer than most tests.
 * @param options `welcome` keeps the page of the first run open, which follows everything that is
 * saved; `own` asks for an unused browser
 */
export async function startRig({
  welcome = false,
  own = false,
  ...options
}: Partial<LaunchOptions> & {
  readonly welcome?: boolean;
  readonly own?: boolean;
} = {}): Promise<Rig> {
  const apart = own || Object.keys(options).length > 0;
  const { browser, pages } = apart ? await launch(options) : await sharedBrowser();
  if (!welcome) await (await browser.welcome()).goto(browser.page(EMPTY_PAGE));
  const desk = async (page = 'today') => {
    const tab = await browser.open(`${browser.page('desk.html')}#/${page}`);
    await tab.resize(1_100, 1_000);
    return new Screen(tab);
  };
  return {
    browser,
    pages,
    call: async (address = MEET) => panelIn(await browser.open(address)),
    desk,
    async found(words, withPrivate = false) {
      const notes = await desk('notes');
      await notes.fill('searchbox', 'Search notes', words);
      if (withPrivate) await notes.press('radio', 'With private');
      await notes.when('list', 'Found notes', ({ text }) => text.includes(words));
      return notes;
    },
    async newest() {
      const notes = await desk('notes');
      await notes.press('link', '*', { within: { role: 'list', name: 'Sessions' } });
      await notes.see('navigation', 'Outputs');
      return notes;
    },
    async close() {
      if (!apart)
        try {
          return await browser.uninstall();
        } catch {
          shared = null;
        }
      await browser.close();
      await pages.close();
    },
  };
}

export async function unlock(screen: Screen, passphrase: string): Promise<void> {
  await screen.fill('textbox', 'Passphrase', passphrase);
  await screen.press('button', 'Unlock');
}

/** Sets the first passphrase in the desk's settings. */
export async function setPassphrase(settings: Screen, passphrase: string): Promise<void> {
  await settings.press('button', 'Choose a passphrase');
  await settings.fill('textbox', 'New passphrase', passphrase);
  await settings.fill('textbox', 'New passphrase again', passphrase);
  await settings.press('button', 'Set passphrase');
  await settings.see('button', 'Lock');
}

/**
 * One call tab for all tests of a file, because a new tab is expensive. Each test finds no session
 * in it.
 * @param page `loaded anew` for tests that change the page, `as left` for others
 */
export function sharedCall(rig: () => Rig, page: 'as left' | 'loaded anew' = 'as left') {
  let panel: Panel | null = null;
  return {
    /** The panel that was entered last. */
    get panel() {
      return panel;
    },
    async enter(address = MEET): Promise<Panel> {
      if (panel) await panel.tab.activate();
      if (panel && page === 'loaded anew') await panel.tab.goto(address);
      panel = panel ? await panelIn(panel.tab) : await rig().call(address);
      return panel;
    },
    /** Ends a test's session. If that fails, the next test gets a new tab. */
    async leave(): Promise<void> {
      const left = panel;
      panel = null;
      if (!left) return;
      try {
        await left.tab.activate();
        // A panel that was moved may be in another frame.
        const now = await panelIn(left.tab);
        await now.whole();
        await now.finish();
        panel = now;
      } catch (error) {
        await left.tab.close();
        throw error;
      }
    },
  };
}

/** Waits for the panel in a tab. */
export async function panelIn(
  tab: Tab,
  page: 'panel.html' | 'site-panel.html' = 'panel.html',
): Promise<Panel> {
  return new Panel(await tab.frame(page));
}

/** What is one press away, behind these buttons of the panel. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  'Move and resize': [
    'Dock left',
    'Dock top',
    'Dock right',
    'Move left',
    'Move down',
    'Wider',
    'Taller',
    'Fold to a dot',
    'Pop out the panel',
    'Move to the side panel',
  ],
  'Session menu': ['Open desk', 'Help', 'Lock', 'I am about to share'],
  'Mode*': ['Client-led', 'Guided', 'Practitioner-led'],
  More: ['Keep this prompt first in this leg', 'Favourite', 'Hide this prompt'],
};
/** Kinds of notes that stand behind the likeliest ones, unless the leg calls for them. */
const FURTHER_KINDS: readonly string[] = [
  'Focus',
  'Topic',
  'Takeaway',
  'Observation',
  'Plan',
  'Risk',
  'Unfinished',
  'For supervision',
];
/** What takes the panel from where it is. */
const LEAVES =
  /^(Dock top|Fold to a dot|Pop out the panel|Move to the side panel|Open desk|Help|I am about)/;

/** The panel as a practitioner uses it. */
export class Panel extends Screen {
  /** Presses something, behind whatever button it is. What opens a bar opens the whole panel. */
  override async press(role: string, name: string, which: Which = {}): Promise<void> {
    if (role === 'radio' && (await this.#isFurtherKind(name)))
      await super.press('button', 'More kinds');
    if (name === 'Open panel') {
      await super.press(role, name, which);
      await this.see('button', 'Fold panel');
      return this.beside();
    }
    const [behind] = Object.entries(BEHIND).find(([, names]) => names.includes(name)) ?? [];
    if (!behind) return super.press(role, name, which);
    const opener =
      behind === 'Session menu' && (await this.all('button', behind)).length === 0
        ? 'Menu'
        : behind;
    const isOpen = async () => (await this.all('button', opener))[0]?.expanded === 'true';
    if (!(await isOpen())) await super.press('button', opener);
    await super.press(role, name, which);
    if (!LEAVES.test(name) && (await isOpen())) await super.press('button', opener);
  }

  get tab(): Tab {
    return this.doc.tab;
  }

  /**
   * A panel that was covered refuses presses for another half second. A hand that comes to it just
   * then is quicker than the panel's own look.
   */
  protected override hasRefused(): Promise<boolean> {
    return this.doc
      .evaluate(
        () =>
          document.documentElement.dataset.covered !== undefined &&
          /press not taken|not pressed/.test(document.body.innerText),
      )
      .catch(() => false);
  }

  /** Whether this is a kind of note that stands behind the likeliest ones. */
  async #isFurtherKind(name: string): Promise<boolean> {
    return FURTHER_KINDS.includes(name) && (await this.all('radio', name)).length === 0;
  }

  /** Waits for a strip or a panel, and says which it is. */
  there(): Promise<'strip' | 'panel'> {
    return until(async () => {
      if ((await this.all('button', 'Open panel')).length > 0) return 'strip';
      return (await this.all('button', 'Fold panel')).length > 0 ? 'panel' : null;
    }, 'strip or panel');
  }

  /** Unfolds the strip to the bar. */
  async openBar(): Promise<void> {
    await super.press('button', 'Open panel');
    await this.see('button', 'Open beside');
  }

  /** Opens the panel beside the call if there is a bar. */
  async beside(): Promise<void> {
    if ((await this.all('button', 'Open beside')).length === 0) return;
    await this.press('button', 'Open beside');
    await this.see('button', 'Move and resize');
  }

  /** Unfolds the strip if it is folded, and shows the whole panel. */
  async unfold(): Promise<this> {
    if ((await this.there()) === 'strip') await this.press('button', 'Open panel');
    await this.beside();
    return this;
  }

  /**
   * Shows the whole panel, even if it is masked or folded. Tries again if a new share masks it once
   * more.
   */
  async whole(): Promise<void> {
    await until(async () => {
      for (const button of ['Show panel', 'Open panel'])
        if ((await this.all('button', button)).length > 0) {
          await super.press('button', button);
          // Until the press has come back from the background, the button is there to be found and
          // soon gone. A panel that is masked again keeps it.
          await until(
            async () => (await this.all('button', button)).length === 0,
            `${button} to go`,
            2_000,
          ).catch(() => {});
        }
      return (await this.all('button', 'Fold panel')).length > 0;
    }, 'the whole panel');
    await this.beside();
  }

  /** Shows the whole panel in a session. Resolves with whether a session had to be started. */
  async inSession(): Promise<boolean> {
    await this.whole();
    if ((await this.all('timer', 'Time remaining')).length > 0) return false;
    await this.start();
    return true;
  }

  /** Unfolds the panel and starts a session that begins now. */
  async start(length: '45 minutes' | '50 minutes' | '60 minutes' = '50 minutes'): Promise<this> {
    await this.unfold();
    await this.#pick(length);
    await this.#pick('Counted from the start');
    await this.press('button', 'Start session');
    await this.see('timer', 'Time remaining');
    return this;
  }

  /** Presses a choice unless it is already made. */
  async #pick(choice: string): Promise<void> {
    if (!(await this.see('radio', choice)).checked) await this.press('radio', choice);
  }

  async enter(leg: string): Promise<void> {
    await this.press('button', `${leg}*`);
    await this.when('button', `${leg}*`, ({ current }) => current === 'step');
  }

  /** Types a note, saves it with Enter, and waits until the list shows it. */
  async note(text: string): Promise<void> {
    // Somebody who writes several notes keeps typing.
    const inFront = await this.doc.evaluate(() => document.hasFocus());
    if (!inFront || !(await this.see('textbox', 'Quick note')).focused)
      await this.press('textbox', 'Quick note');
    await this.doc.type(text);
    await this.doc.press('Enter');
    await this.noteShown(text);
  }

  /** Waits until a note is in the list, which means that it is on disk. */
  async noteShown(text: string): Promise<void> {
    await until(
      async () => (await this.notes()).some((note) => note.includes(text)),
      `the note "${text.slice(0, 40)}"`,
    ).catch(async (error: Error) => {
      const field = (await this.all('textbox', 'Quick note'))[0]?.value;
      throw new Error(`${error.message}; typed "${field}"; shown ${await this.words()}`);
    });
  }

  /** The notes in the list, newest first, each with leg, time and text. */
  async notes(): Promise<readonly string[]> {
    const items = await this.all('listitem', null, { role: 'list', name: 'Notes this session' });
    return items.map(({ text }) => text.replace(/\s+/g, ' ').trim());
  }

  /** Ends and closes the session if there is one, so that the next test starts without one. */
  async finish(): Promise<void> {
    const now = await until(async () => {
      for (const button of ['End session', 'Close summary', 'Start session'])
        if ((await this.all('button', button)).length > 0) return button;
      return null;
    }, 'a session, or the form that starts one');
    if (now === 'Start session') return;
    if (now === 'End session') await this.press('button', 'End session');
    await this.press('button', 'Close summary');
    await this.see('button', 'Start session');
  }
}
