import { defineBackground } from 'wxt/utils/define-background';
import {
  classify,
  type PanelServer,
  PRESSES,
  type Realm,
  type Refusal,
  readHostMessage,
  servePanel,
  type ToHost,
  Tokens,
} from '@/lib/messaging';
import { type Memory, Owner } from '@/lib/owner';
import {
  browser,
  browserText,
  grantedSites,
  injectInto,
  lastUse,
  openSidePanel,
  type Runtime,
  registerSites,
  rootKeeper,
} from '@/lib/platform';
import type { Place } from '@/lib/session';
import { BUILT_IN_PATTERNS, KNOWN_PATTERNS, siteOf } from '@/lib/sites';
import {
  isLow,
  openStore,
  PRACTICE_STORE,
  REHEARSAL_STORE,
  roomLeft,
  type Store,
} from '@/lib/store';
import { ASK_EVERY, Lock, lockDue, type RootKeeper, Vault } from '@/lib/vault';

export default defineBackground({
  type: 'module',
  main() {
    let updateWaits = false;
    const updateWhenQuiet = async () => {
      const busy = await Promise.all(Object.values(rooms).map((room) => room.busy()));
      if (updateWaits && !busy.includes(true)) browser.runtime.reload();
    };
    const rooms: Readonly<Record<Realm, Owner>> = {
      practice: createOwner('practice', PRACTICE_STORE, () => void updateWhenQuiet()),
      rehearsal: createOwner('rehearsal', REHEARSAL_STORE, () => void updateWhenQuiet()),
    };
    const origin = new URL(browser.runtime.getURL('')).origin;
    const server: PanelServer = {
      self: { id: browser.runtime.id, origin },
      isCallSite: (url) => siteOf(url) !== null || ownSites.has(hostOf(url)),
      tokens: new Tokens<{ realm: Realm; place: Place | null }>(Date.now, () =>
        crypto.randomUUID(),
      ),
      realmOf,
      room: (realm) => rooms[realm],
      elsewhere: (tabId, on) => tellHost(tabId, { type: 'elsewhere', on }, 0),
      refused: countRefusal,
    };
    keepLocked(rooms.practice);

    browser.runtime.onConnect.addListener((port) => servePanel(port, server));
    browser.runtime.onMessage.addListener((raw: unknown, from: Runtime.MessageSender) => {
      const sender = classify(from, server.self, server.isCallSite);
      const message = readHostMessage(raw);
      if (!sender || !message) {
        server.refused(sender ? 'malformed' : 'sender');
        return undefined;
      }
      if (message.type === 'token') {
        // A page of ours hosts a panel too: the rehearsal.
        const realm = sender.kind === 'page' ? realmOf(sender.url) : 'practice';
        if (sender.kind === 'frame' || sender.tabId === null) return undefined;
        const { place, away } = message;
        return Promise.resolve(
          server.tokens.issue({ tabId: sender.tabId, away, realm: { realm, place } }),
        );
      }
      if (message.type === 'openSide') {
        if (sender.kind === 'frame' && sender.tabId !== null)
          void openSidePanel(sender.tabId, panelPath(sender.tabId)).catch(() => {});
        return undefined;
      }
      if (sender.kind !== 'host') return undefined;
      const { tabId, frameId } = sender;
      if (message.type === 'mask') void rooms.practice.mask();
      if (message.type === 'openWindow' && frameId === 0) void openWindow(tabId);
      if (message.type === 'sensed' && frameId !== 0)
        tellHost(tabId, { type: 'sensed', signal: message.signal }, 0);
      if (message.type === 'attend' && frameId === 0) {
        // Where the panel is not shown, the toolbar button shows it; elsewhere it opens the popup.
        void browser.action.setPopup({
          tabId,
          popup: message.shown ? browser.runtime.getURL('/popup.html') : '',
        });
      }
      if (message.type === 'moved' && frameId === 0) rooms.practice.tabMoved(tabId, message.place);
      if (message.type === 'askInner' && frameId === 0) tellHost(tabId, { type: 'askInner' });
      if (message.type === 'innerRoom' && frameId !== 0)
        tellHost(
          tabId,
          { type: 'innerRoom', frameId, place: message.place, sign: message.sign },
          0,
        );
      return undefined;
    });

    browser.commands.onCommand.addListener((command, tab) => {
      const { practice } = rooms;
      if (command === 'mask') void practice.toggleMask();
      const press = PRESSES.find((one) => one === command);
      if (!press) return;
      void practice.press(press, tab?.id ?? null).then((taken) => {
        // A call tab in which the panel is out of sight.
        if (!taken && press === 'fold' && tab?.id !== undefined)
          tellHost(tab.id, { type: 'show' }, 0);
      });
    });
    browser.action.onClicked.addListener(({ id }) => {
      if (id !== undefined) tellHost(id, { type: 'show' }, 0);
    });
    browser.tabs.onRemoved.addListener((tabId) => {
      for (const room of Object.values(rooms)) room.tabClosed(tabId);
    });
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install')
        void browser.tabs.create({ url: browser.runtime.getURL('/desk.html#/welcome') });
    });
    // With a listener an update waits for a reload, which comes when no session is running. A background
    // that is ended meanwhile forgets this; the browser then installs the update when it likes.
    browser.runtime.onUpdateAvailable.addListener(() => {
      updateWaits = true;
      void updateWhenQuiet();
    });
    browser.permissions.onAdded.addListener(({ origins = [] }) => void sitesAdded(origins));
    browser.permissions.onRemoved.addListener(({ origins = [] }) => void sitesRemoved(origins));
    void attendSites();
    void attendOpenTabs();
  },
});

/** Hosts that a person has added, as far as they are no known site's. Filled in a moment after the start. */
let ownSites: ReadonlySet<string> = new Set();
const hostOf = (url: string): string => URL.parse(url)?.hostname ?? '';

/** Runs on the sites that a person has let Perch run on, and on no other. */
async function attendSites(): Promise<void> {
  const granted = await grantedSites(KNOWN_PATTERNS, BUILT_IN_PATTERNS);
  ownSites = new Set(
    granted.map((pattern) => pattern.slice('https://'.length).split('/')[0] ?? ''),
  );
  await registerSites(granted);
}

async function sitesAdded(origins: readonly string[]): Promise<void> {
  await attendSites();
  for (const { id } of await browser.tabs.query({ url: [...origins] }))
    if (id !== undefined) await injectInto(id);
}

async function sitesRemoved(origins: readonly string[]): Promise<void> {
  await attendSites();
  // Their scripts are still there until the pages are loaded anew, and tell where they are.
  for (const { id } of await browser.tabs.query({}))
    if (id !== undefined && origins.length > 0)
      tellHost(id, { type: 'withdrawn', origins: [...origins] });
}

const panelPath = (tabId: number) => `sidepanel.html?tab=${tabId}`;

/** A plain window with the panel, beside the call. */
async function openWindow(tabId: number): Promise<void> {
  await browser.windows.create({
    type: 'popup',
    url: browser.runtime.getURL(`/${panelPath(tabId)}` as never),
    width: 380,
    height: 720,
  });
}

const isRehearsal = (url: string) => url.startsWith(browser.runtime.getURL('rehearsal.html'));
const realmOf = (url: string): Realm => (isRehearsal(url) ? 'rehearsal' : 'practice');

function tellHost(tabId: number, message: ToHost, frameId?: number): void {
  void browser.tabs
    .sendMessage(tabId, message, frameId === undefined ? {} : { frameId })
    .catch(() => {});
}

/**
 * Puts the panel into call tabs that were open before this copy of the extension: Chrome leaves them with
 * the old copy's dead script. `storage.session` is empty exactly then, and after a browser start.
 */
async function attendOpenTabs(): Promise<void> {
  const { attended } = await browser.storage.session.get('attended');
  if (attended) return;
  await browser.storage.session.set({ attended: true });
  if (import.meta.env.FIREFOX) return;
  const granted = await grantedSites(KNOWN_PATTERNS, BUILT_IN_PATTERNS);
  const tabs = await browser.tabs.query({ url: [...BUILT_IN_PATTERNS, ...granted] });
  for (const { id } of tabs) if (id !== undefined) await injectInto(id);
}

type Counts = Partial<Record<Refusal, number>>;
let uncounted: Counts = {};
let counting = false;

/** Counts refused messages by kind, for the desk to show. However many come, one write is under way at a time. */
function countRefusal(refusal: Refusal): void {
  uncounted[refusal] = (uncounted[refusal] ?? 0) + 1;
  if (!counting) void writeCounts();
}

async function writeCounts(): Promise<void> {
  counting = true;
  while (Object.keys(uncounted).length > 0) {
    const more = Object.entries(uncounted) as [Refusal, number][];
    uncounted = {};
    const { refused = {} } = await browser.storage.session
      .get('refused')
      .catch((): Record<string, unknown> => ({}));
    const counts = { ...(refused as Counts) };
    for (const [refusal, count] of more) counts[refusal] = (counts[refusal] ?? 0) + count;
    await browser.storage.session.set({ refused: counts }).catch(() => {});
  }
  counting = false;
}

/** Nothing is locked in a rehearsal. */
const NO_LOCK: RootKeeper = { read: async () => null, write: async () => {} };

/**
 * Locks the notes after time without use, after sleep, with the device's own screen lock, and by shortcut; and tells the
 * owner when somebody has locked or unlocked.
 */
function keepLocked(owner: Owner): void {
  const lock = () => rootKeeper.write(null);
  const lookedNow = () => browser.storage.session.set({ asked: Date.now() });
  rootKeeper.watch(() => {
    // However long it was locked, it was not asleep since it was unlocked.
    void lookedNow();
    void owner.lockChanged();
  });
  browser.commands.onCommand.addListener((command) => {
    if (command === 'lock') void lock();
  });
  const ask = async () => {
    if ((await rootKeeper.read()) === null) return void (await lookedNow());
    const { asked = 0 } = await browser.storage.session.get('asked');
    const { lockAfterMinutes, lockOnSleep } = await owner.settings();
    const due = lockDue({
      now: Date.now(),
      lastAsked: asked as number,
      lastUse: await lastUse.read(),
      afterMinutes: lockAfterMinutes,
      onSleep: lockOnSleep,
      running: await owner.busy(),
    });
    await lookedNow();
    if (due) await lock();
    else if (lockAfterMinutes > 0) browser.idle.setDetectionInterval(lockAfterMinutes * 60);
  };
  browser.alarms.onAlarm.addListener(() => void ask());
  void browser.alarms.create('lock', { periodInMinutes: ASK_EVERY / 60_000 });
  // Whoever comes back after sleep is to find the notes locked.
  browser.runtime.onConnect.addListener(() => void ask());
  browser.idle.onStateChanged.addListener((state) => {
    if (state === 'active') void ask();
    void owner.settings().then(async ({ lockAfterMinutes, lockOnSleep }) => {
      if (state === 'locked' && lockOnSleep) await lock();
      if (state === 'idle' && lockAfterMinutes > 0 && !(await owner.busy())) await lock();
    });
  });
  void ask();
}

function createOwner(realm: Realm, storeName: string, ended: () => void): Owner {
  const root = realm === 'practice' ? rootKeeper : NO_LOCK;
  let store: Store | null = null;
  let vault: Promise<Vault> | null = null;
  const letGo = () => {
    store?.close();
    store = null;
    vault = null;
  };
  const openVault = async () => {
    store = await openStore(storeName);
    // Another copy of the extension wants to change or delete the database.
    store.on('versionchange', letGo);
    const lock = new Lock({
      store,
      root,
      now: () => Date.now(),
      // Passphrases are typed in pages of the extension, which derive their keys themselves.
      derive: () => Promise.reject(new Error('the background is given no passphrase')),
    });
    return new Vault(store, await lock.ring());
  };
  const memoryKey = `memory:${realm}`;
  const maskKey = `masked:${realm}`;
  return new Owner({
    vault: () => {
      vault ??= openVault().catch((error: unknown) => {
        letGo();
        throw error;
      });
      return vault;
    },
    letGo,
    lock: () => root.write(null),
    used: () => lastUse.touch(Date.now()),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    forgetful: realm === 'rehearsal',
    ended,
    memory: {
      read: async () =>
        ((await browser.storage.session.get(memoryKey))[memoryKey] as Memory) ?? null,
      write: (memory) => browser.storage.session.set({ [memoryKey]: memory }),
    },
    mask: {
      read: async () => (await browser.storage.local.get(maskKey))[maskKey] === true,
      write: (masked) => browser.storage.local.set({ [maskKey]: masked }),
    },
    tabs: {
      exists: (tabId) =>
        browser.tabs.get(tabId).then(
          () => true,
          () => false,
        ),
      show: async (tabId) => {
        const tab = await browser.tabs.update(tabId, { active: true });
        if (tab.windowId !== undefined)
          await browser.windows.update(tab.windowId, { focused: true });
      },
    },
    freeBytes: () => roomLeft(navigator.storage),
    lowOnSpace: () => roomLeft(navigator.storage).then(isLow, () => false),
    notify: async (minutes) => {
      // The permission is asked for in the desk, and may have been taken back since.
      if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
      const text = browserText();
      await browser.notifications.create(`time:${realm}`, {
        type: 'basic',
        iconUrl: browser.runtime.getURL('/icon/48.png'),
        title: text('notice_title'),
        message: minutes === 0 ? text('notice_over') : text.count('notice_left', minutes),
      });
    },
    openDesk: async () => {
      await browser.tabs.create({ url: browser.runtime.getURL('/desk.html') });
    },
  });
}
