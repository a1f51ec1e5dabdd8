import { signal } from '@preact/signals';
import { render } from 'preact';
import { Popup } from '@/components/popup/Popup';
import { ClockProvider } from '@/components/shared/clock';
import { LegNamesProvider } from '@/components/shared/leg-names';
import type { SiteState } from '@/components/shared/site-name';
import { TextProvider } from '@/components/shared/text';
import { PanelClient, type Snapshot } from '@/lib/messaging';
import {
  browser,
  browserText,
  CLOCKWORK,
  openSidePanel,
  rootKeeper,
  sidePanelOffered,
} from '@/lib/platform';
import { endHeldBy, startTicker } from '@/lib/session';
import { accessTo } from '@/lib/sites';
import { openStore, PRACTICE_STORE } from '@/lib/store';
import { deriveInWorker, Lock } from '@/lib/vault';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;

const snapshot = signal<Snapshot | null>(null);
const second = signal(CLOCKWORK.now());
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

const site = signal<SiteState | null>(null);
/** The tab in front, whose address is told because the popup was opened on it. */
let tabId: number | undefined;
async function lookAtTab(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  tabId = tab?.id;
  const found = accessTo(tab?.url ?? '');
  const origins = [...(found?.patterns ?? [])];
  site.value = found && {
    ...found,
    allowed: await browser.permissions.contains({ origins }),
  };
}
void lookAtTab();
// Not awaited before: the browser asks only while a press is being handled. It may close this popup
// to ask.
const ask = (change: Promise<boolean>) => void change.then(lookAtTab, lookAtTab);

const opening = openStore(PRACTICE_STORE).then(
  (store) => new Lock({ store, root: rootKeeper, derive: deriveInWorker, now: () => Date.now() }),
);

const client = new PanelClient({
  connect: (name) => browser.runtime.connect({ name }),
  token: async () => null,
  panel: crypto.randomUUID(),
  tab: null,
  onSnapshot: (next) => {
    snapshot.value = next;
  },
  onPress: () => {},
  onConnection: () => {},
  later: (run, ms) => void setTimeout(run, ms),
});

const go = async (page: '/desk.html' | '/rehearsal.html') => {
  await browser.tabs.create({ url: browser.runtime.getURL(page) });
  window.close();
};

const App = () => (
  <LegNamesProvider
    value={
      snapshot.value && !snapshot.value.masked ? snapshot.value.practice.settings.legNames : {}
    }
  >
    <Popup
      snapshot={snapshot.value}
      onUnlock={async (passphrase) => (await opening).unlock(passphrase)}
      onLock={() => void rootKeeper.write(null)}
      onUnmask={() => void client.send({ type: 'mask', masked: false })}
      onDesk={() => void go('/desk.html')}
      onRehearse={() => void go('/rehearsal.html')}
      site={site.value}
      onUse={({ patterns }) => ask(browser.permissions.request({ origins: [...patterns] }))}
      onStop={({ patterns }) => ask(browser.permissions.remove({ origins: [...patterns] }))}
      onSide={
        sidePanelOffered()
          ? () => {
              if (tabId !== undefined)
                void openSidePanel(tabId, `sidepanel.html?tab=${tabId}`).then(() => window.close());
            }
          : null
      }
    />
  </LegNamesProvider>
);
render(
  <TextProvider value={text}>
    <ClockProvider value={{ second, now: CLOCKWORK.now }}>
      <App />
    </ClockProvider>
  </TextProvider>,
  document.body,
);
