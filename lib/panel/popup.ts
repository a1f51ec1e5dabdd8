import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem, Snapshot } from '../messaging';
import {
  browser,
  browserText,
  CLOCKWORK,
  grantedSites,
  openSidePanel,
  rootKeeper,
  sidePanelOffered,
} from '../platform';
import { endHeldBy, startTicker } from '../session';
import { accessTo, BUILT_IN_PATTERNS, KNOWN_PATTERNS, type SiteState } from '../sites';
import { openStore, PRACTICE_STORE } from '../store';
import type { Text } from '../text';
import { deriveInWorker, Lock, type LockReply } from '../vault';
import { pageClient } from './page-client';

/** What the toolbar's popup shows, and what can be done in it. */
export interface StartedPopup {
  readonly text: Text;
  readonly snapshot: ReadonlySignal<Snapshot | null>;
  readonly second: ReadonlySignal<number>;
  /** The site of the tab in front; null where Perch can't run. */
  readonly site: ReadonlySignal<SiteState | null>;
  unlock(passphrase: string): Promise<LockReply>;
  lock(): void;
  mask(): void;
  unmask(): void;
  /** Goes to the tab of the session, and closes the popup; or says why it can't. */
  goToCall(): void;
  /** Why the call can't be gone to; null if nobody has tried. */
  readonly wrong: ReadonlySignal<Problem | null>;
  /** Opens a page of the extension in a new tab, and closes the popup. */
  open(page: '/desk.html' | '/desk.html#/help' | '/rehearsal.html'): void;
  /** Asks the browser to let Perch run on the site, or to stop that. */
  allow(patterns: readonly string[]): void;
  withdraw(patterns: readonly string[]): void;
  /** Null where the browser has no panel of its own. */
  readonly openBeside: (() => void) | null;
}

/** Starts the toolbar's popup. */
export function startPopup(): StartedPopup {
  const snapshot = signal<Snapshot | null>(null);
  const wrong = signal<Problem | null>(null);
  const second = signal(CLOCKWORK.now());
  const site = signal<SiteState | null>(null);
  let tabId: number | undefined;

  // The tab's address is told to a popup that was opened on it.
  const readTab = async () => {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    tabId = tab?.id;
    const found = accessTo(tab?.url ?? '');
    const origins = [...(found?.patterns ?? [])];
    // A permission for all sites doesn't say that Perch is used on this one.
    const used = [...BUILT_IN_PATTERNS, ...(await grantedSites(KNOWN_PATTERNS, BUILT_IN_PATTERNS))];
    site.value = found && {
      ...found,
      allowed:
        origins.every((pattern) => used.includes(pattern)) &&
        (await browser.permissions.contains({ origins })),
    };
  };
  void readTab();

  const opening = openStore(PRACTICE_STORE).then(
    (store) => new Lock({ store, root: rootKeeper, derive: deriveInWorker, now: CLOCKWORK.now }),
  );
  const client = pageClient((next) => {
    snapshot.value = next;
  });
  startTicker(
    CLOCKWORK,
    () => {
      const session = snapshot.value?.masked === false ? snapshot.value.session : null;
      return session ? endHeldBy(session.plan, session.events) : 0;
    },
    (at) => {
      second.value = at;
    },
  );

  // Nothing is awaited before the browser is asked, because it asks only while a press is handled.
  const asked = (change: Promise<boolean>) => void change.then(readTab, readTab);
  return {
    text: browserText(),
    snapshot,
    second,
    site,
    unlock: async (passphrase) => (await opening).unlock(passphrase),
    lock: () => void rootKeeper.write(null),
    mask: () => void client.send({ type: 'mask', masked: true }),
    unmask: () => void client.send({ type: 'mask', masked: false }),
    wrong,
    goToCall: () =>
      void client.send({ type: 'showTab' }).then((reply) => {
        if (reply.ok) window.close();
        else wrong.value = reply.problem;
      }),
    open: (page) =>
      void browser.tabs.create({ url: browser.runtime.getURL(page) }).then(() => window.close()),
    allow: (patterns) => asked(browser.permissions.request({ origins: [...patterns] })),
    withdraw: (patterns) => asked(browser.permissions.remove({ origins: [...patterns] })),
    openBeside: sidePanelOffered()
      ? () => {
          if (tabId !== undefined)
            void openSidePanel(tabId, `sidepanel.html?tab=${tabId}`).then(() => window.close());
        }
      : null,
  };
}
