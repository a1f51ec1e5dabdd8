import { signal } from '@preact/signals';
import { render } from 'preact';
import { LegNamesProvider } from '@/components/leg-names';
import { Popup } from '@/components/Popup';
import { TextProvider } from '@/components/text';
import { PanelClient, type Snapshot } from '@/lib/messaging';
import { browser, browserText, rootKeeper } from '@/lib/platform';
import { openStore, PRACTICE_STORE } from '@/lib/store';
import { deriveInWorker, Lock } from '@/lib/vault';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;

const snapshot = signal<Snapshot | null>(null);
const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 1_000);

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
      now={now.value}
      clock={() => Date.now()}
      onUnlock={async (passphrase) => (await opening).unlock(passphrase)}
      onLock={() => void rootKeeper.write(null)}
      onUnmask={() => void client.send({ type: 'mask', masked: false })}
      onDesk={() => void go('/desk.html')}
      onRehearse={() => void go('/rehearsal.html')}
    />
  </LegNamesProvider>
);
render(
  <TextProvider value={text}>
    <App />
  </TextProvider>,
  document.body,
);
