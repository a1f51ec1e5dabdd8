import { type CallPages, serveCallPages } from '../pages/server.ts';
import { launchChromium } from './driver/chromium.ts';
import {
  type BrowserName,
  type LaunchOptions,
  type Tab,
  type TestBrowser,
  until,
} from './driver/driver.ts';
import { launchFirefox } from './driver/firefox.ts';
import { Screen } from './screen.ts';

/** A browser with Perch in it, and the pages it meets. */
export interface Rig {
  readonly browser: TestBrowser;
  readonly pages: CallPages;
  /** Opens a call page and gives the panel in it. */
  call(address?: string): Promise<Panel>;
  close(): Promise<void>;
}

export const MEET = 'https://meet.google.com/abc-defg-hij';
export const ZOOM = 'https://app.zoom.us/wc/98765432100/join';

/** Starts the browser that this run is for. */
export async function startRig(options: Partial<LaunchOptions> = {}): Promise<Rig> {
  const name = (process.env.PERCH_BROWSER ?? 'chromium') as BrowserName;
  const pages = await serveCallPages();
  const launch = name === 'firefox' ? launchFirefox : launchChromium;
  const browser = await launch({ network: pages, ...options }).catch(async (error: unknown) => {
    await pages.close();
    throw error;
  });
  return {
    browser,
    pages,
    call: async (address = MEET) => panelIn(await browser.open(address)),
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}

/** The panel in a tab, once it is there. */
export async function panelIn(tab: Tab): Promise<Panel> {
  return new Panel(await tab.frame('panel.html'));
}

/** The panel as a practitioner uses it. */
export class Panel extends Screen {
  get tab(): Tab {
    return this.doc.tab;
  }

  /** Waits until there is a strip or a panel, and says which. */
  there(): Promise<'strip' | 'panel'> {
    return until(async () => {
      if ((await this.all('button', 'Open panel')).length > 0) return 'strip';
      return (await this.all('button', 'Fold panel')).length > 0 ? 'panel' : null;
    }, 'strip or panel');
  }

  /** Unfolds the strip, if it is folded. */
  async unfold(): Promise<this> {
    if ((await this.there()) === 'strip') await this.press('button', 'Open panel');
    await this.see('button', 'Fold panel');
    return this;
  }

  /** Unfolds the panel and starts a session counted from now. */
  async start(length: '45 minutes' | '50 minutes' | '60 minutes' = '50 minutes'): Promise<this> {
    await this.unfold();
    await this.press('radio', length);
    await this.press('radio', 'Counted from the start');
    await this.press('button', 'Start session');
    await this.see('timer', 'Time remaining');
    return this;
  }

  async enter(leg: string): Promise<void> {
    await this.press('button', `${leg}*`);
    await this.when('button', `${leg}*`, ({ current }) => current === 'step');
  }

  /** Types a note, saves it with Enter, and waits until the list shows it as saved. */
  async note(text: string): Promise<void> {
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
    );
  }

  /** The notes in the list, newest first, each with leg, time and text. */
  async notes(): Promise<readonly string[]> {
    const items = await this.all('listitem', null, { role: 'list', name: 'Notes this session' });
    return items.map(({ text }) => text.replace(/\s+/g, ' ').trim());
  }

  /** Ends and closes the session, so that the next test starts afresh. */
  async finish(): Promise<void> {
    const running = await until(async () => {
      if ((await this.all('button', 'End session')).length > 0) return 'yes';
      return (await this.all('button', 'Close summary')).length > 0 ? 'no' : null;
    }, 'a session');
    if (running === 'yes') await this.press('button', 'End session');
    await this.press('button', 'Close summary');
    await this.see('button', 'Start session');
  }
}
