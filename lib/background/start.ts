import {
  type PanelServer,
  PRESSES,
  type Realm,
  servePanel,
  type ToHost,
  Tokens,
} from '../messaging';
import type { Owner } from '../owner';
import {
  browser,
  browserText,
  grantedSites,
  injectInto,
  lastUse,
  loadOverlay,
  openSidePanel,
  type Runtime,
  registeredSites,
  registerSites,
  rootKeeper,
  tallyKeeper,
} from '../platform';
import type { Meeting } from '../session';
import { BUILT_IN_PATTERNS, KNOWN_PATTERNS, siteOf } from '../sites';
import { PRACTICE_STORE, REHEARSAL_STORE } from '../store';
import { ASK_EVERY_MINUTES, keepLocked } from './auto-lock';
import { hearHost } from './host-messages';
import { createOwner, NO_LOCK, type OwnerSurroundings } from './owners';
import { refusalCounter } from './refusals';
import { type KeptShares, shareTeller } from './shares';
import { attendSites } from './sites';
import { heldUpdates } from './updates';

const now = () => Date.now();
const newId = () => crypto.randomUUID();

const REALMS: readonly Realm[] = ['practice', 'rehearsal'];
const LOCK_ALARM = 'lock';
const noticeAlarm = (realm: Realm) => `notice:${realm}`;

/**
 * Starts the background: listens to panels, call pages, keys, tabs and the device. All listeners
 * are registered before this returns, because a browser that wakes the background delivers its
 * event at once.
 */
export function startBackground(): void {
  const updates = heldUpdates(
    async () =>
      (await Promise.all(Object.values(owners).map((owner) => owner.busy()))).includes(true),
    () => browser.runtime.reload(),
  );
  const around = surroundings(() => void updates.sessionOver());
  const owners: Readonly<Record<Realm, Owner>> = {
    practice: createOwner(
      'practice',
      PRACTICE_STORE,
      { root: rootKeeper, tally: tallyKeeper },
      around,
    ),
    rehearsal: createOwner('rehearsal', REHEARSAL_STORE, { root: NO_LOCK }, around),
  };
  const sites = attendSites({
    granted,
    registered: registeredSites,
    register: registerSites,
    inject: injectInto,
    tabs: tabsAt,
    tell,
  });
  listenToPages(owners, (url) => siteOf(url) !== null || sites.isAdded(url));
  listenToKeys(owners.practice);
  listenToDevice(owners.practice);
  const lookAtShares = listenToShares();
  browser.alarms.onAlarm.addListener(({ name }) => {
    for (const realm of REALMS) if (name === noticeAlarm(realm)) void owners[realm].milestone();
  });
  browser.tabs.onRemoved.addListener((tabId) => {
    for (const owner of Object.values(owners)) owner.tabClosed(tabId);
  });
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install')
      void browser.tabs.create({ url: browser.runtime.getURL('/desk.html#/welcome') });
  });
  for (const started of [browser.runtime.onStartup, browser.runtime.onInstalled])
    started.addListener(() => {
      for (const owner of Object.values(owners)) void owner.sweep();
    });
  // With a listener, the browser doesn't install an update until `reload`.
  browser.runtime.onUpdateAvailable.addListener(() => void updates.arrived());
  browser.permissions.onAdded.addListener(
    ({ origins = [] }) => void sites.added(origins).then(lookAtShares),
  );
  browser.permissions.onRemoved.addListener(({ origins = [] }) => void sites.removed(origins));
  void Promise.allSettled([sites.attend(), attendOpenTabs()]).then(lookAtShares);
}

function listenToPages(
  owners: Readonly<Record<Realm, Owner>>,
  isCallSite: (url: string) => boolean,
): void {
  const self = { id: browser.runtime.id, origin: new URL(browser.runtime.getURL('')).origin };
  const refused = refusalCounter(browser.storage.session);
  const tokens = new Tokens<{ realm: Realm; meeting: Meeting | null }>(now, newId);
  const server: PanelServer = {
    self,
    isCallSite,
    tokens,
    realmOf,
    owner: (realm) => owners[realm],
    elsewhere: (tabId, on) => tell(tabId, { type: 'elsewhere', on }, 0),
    refused,
  };
  browser.runtime.onConnect.addListener((port) => servePanel(port, server));
  browser.runtime.onMessage.addListener((raw: unknown, from: Runtime.MessageSender) =>
    hearHost(raw, from, {
      self,
      isCallSite,
      refused,
      realmOf,
      issueToken: ({ tabId, away, realm, meeting }) =>
        tokens.issue({ tabId, away, realm: { realm, meeting } }),
      mask: () => void owners.practice.maskForShare(),
      moved: (tabId, meeting) => owners.practice.tabMoved(tabId, meeting),
      setToolbarButton: (tabId, opensPopup) =>
        void browser.action.setPopup({
          tabId,
          popup: opensPopup ? browser.runtime.getURL('/popup.html') : '',
        }),
      isSessionIn: (tabId) => owners.practice.isIn(tabId),
      openSide: (tabId) => void openSidePanel(tabId, panelPath(tabId)).catch(() => {}),
      openWindow: (tabId) => void openWindow(tabId),
      loadOverlay,
      openVault: () => owners.practice.opens(),
      openDesk: () => void openDesk(),
      showCall: () => owners.practice.showCall(),
      tell,
    }),
  );
}

/**
 * Firefox says which tabs share a screen. Chromium has no such event. Returns a look at shares that
 * have begun before anybody was there to be told.
 */
function listenToShares(): () => Promise<void> {
  if (!import.meta.env.FIREFOX) return async () => {};
  const { session } = browser.storage;
  const kept: KeptShares = {
    read: async () => {
      const { sharing } = await session.get('sharing');
      return Array.isArray(sharing) ? sharing.filter(Number.isInteger) : [];
    },
    write: (sharing) => session.set({ sharing }),
  };
  const hear = shareTeller(kept, (tabId, signal) => isHeard(tabId, { type: 'sensed', signal }, 0));
  browser.tabs.onUpdated.addListener(
    (tabId, { sharingState }) => {
      if (sharingState) void hear(tabId, Boolean(sharingState.screen)).catch(() => {});
    },
    { properties: ['sharingState'] },
  );
  return async () => {
    for (const { id, sharingState } of await browser.tabs.query({}))
      if (id !== undefined && sharingState?.screen) await hear(id, true).catch(() => {});
  };
}

function listenToKeys(owner: Owner): void {
  browser.commands.onCommand.addListener((command, tab) => {
    // The key only ever masks: pressed once too often, it must not show everything.
    if (command === 'mask') void owner.mask();
    if (command === 'lock') void rootKeeper.write(null);
    const press = PRESSES.find((one) => one === command);
    if (!press) return;
    void owner.press(press, tab?.id ?? null).then((taken) => {
      // A call tab whose panel isn't shown.
      if (!taken && press === 'fold' && tab?.id !== undefined) tell(tab.id, { type: 'show' }, 0);
    });
  });
  browser.action.onClicked.addListener(({ id }) => {
    if (id !== undefined) tell(id, { type: 'show' }, 0);
  });
}

function listenToDevice(owner: Owner): void {
  const locking = keepLocked({
    now,
    isUnlocked: async () => (await rootKeeper.read()) !== null,
    lock: () => rootKeeper.write(null),
    asked: {
      read: async () => ((await browser.storage.session.get('asked')).asked as number) ?? 0,
      write: (at) => browser.storage.session.set({ asked: at }),
    },
    lastUse: lastUse.read,
    settings: () => owner.settings(),
    underway: () => owner.underway(),
    used: () => lastUse.touch(now()),
    detectIdleAfter: (minutes) => browser.idle.setDetectionInterval(minutes * 60),
    countWindows: async () => (await browser.windows.getAll()).length,
    isIdleFor: async (minutes) => (await browser.idle.queryState(minutes * 60)) !== 'active',
  });
  rootKeeper.watch(() => {
    void locking.changed();
    void owner.lockChanged();
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === LOCK_ALARM) void locking.ask();
  });
  void browser.alarms.create(LOCK_ALARM, { periodInMinutes: ASK_EVERY_MINUTES });
  // After sleep, the notes must be locked before anybody sees them.
  browser.runtime.onConnect.addListener(() => void locking.ask());
  browser.idle.onStateChanged.addListener((state) => void locking.deviceIs(state));
  browser.windows.onRemoved.addListener(() => void locking.windowClosed());
  void locking.ask();
}

function surroundings(ended: () => void): OwnerSurroundings {
  return {
    used: () => lastUse.touch(now()),
    now,
    newId,
    ended,
    storage: {
      session: browser.storage.session,
      local: browser.storage.local,
      manager: navigator.storage,
    },
    tabs: {
      exists: (tabId) =>
        browser.tabs.get(tabId).then(
          () => true,
          () => false,
        ),
      async show(tabId) {
        const tab = await browser.tabs.update(tabId, { active: true });
        if (tab.windowId !== undefined)
          await browser.windows.update(tab.windowId, { focused: true });
      },
    },
    async notify(realm, minutes) {
      // The desk asks for the permission, and the user may have taken it back since.
      if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
      const text = browserText();
      await browser.notifications.create(`time:${realm}`, {
        type: 'basic',
        iconUrl: browser.runtime.getURL('/icon/48.png'),
        title: text('notice_title'),
        message: minutes === 0 ? text('notice_over') : text.count('notice_left', minutes),
      });
    },
    wakeAt(realm, at) {
      if (at === null) void browser.alarms.clear(noticeAlarm(realm));
      else
        void browser.alarms.create(noticeAlarm(realm), {
          delayInMinutes: Math.max(0, at - now()) / 60_000,
        });
    },
    openDesk,
  };
}

async function openDesk(page?: string): Promise<void> {
  const fragment = page === undefined ? '' : `#/${page}`;
  await browser.tabs.create({ url: `${browser.runtime.getURL('/desk.html')}${fragment}` });
}

const granted = () => grantedSites(KNOWN_PATTERNS, BUILT_IN_PATTERNS);

async function tabsAt(patterns?: readonly string[]): Promise<readonly number[]> {
  const tabs = await browser.tabs.query(patterns ? { url: [...patterns] } : {});
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

function tell(tabId: number, message: ToHost, frameId?: number): void {
  void isHeard(tabId, message, frameId);
}

/** Tells a tab's hosts something. Resolves with whether there is one. */
const isHeard = (tabId: number, message: ToHost, frameId?: number): Promise<boolean> =>
  browser.tabs.sendMessage(tabId, message, frameId === undefined ? {} : { frameId }).then(
    () => true,
    // The tab has no host, or no longer.
    () => false,
  );

const realmOf = (url: string): Realm =>
  url.startsWith(browser.runtime.getURL('rehearsal.html')) ? 'rehearsal' : 'practice';

const panelPath = (tabId: number) => `sidepanel.html?tab=${tabId}`;

/** Opens a plain window with the panel, beside the call. */
async function openWindow(tabId: number): Promise<void> {
  await browser.windows.create({
    type: 'popup',
    url: browser.runtime.getURL(`/${panelPath(tabId)}` as never),
    width: 380,
    height: 720,
  });
}

/**
 * Puts the panel into call tabs that were open before this copy of the extension started, because
 * Chromium leaves the old copy's dead script in them. `storage.session` is empty exactly then, and
 * after a start of the browser.
 */
async function attendOpenTabs(): Promise<void> {
  const { attended } = await browser.storage.session.get('attended');
  if (attended) return;
  await browser.storage.session.set({ attended: true });
  if (import.meta.env.FIREFOX) return;
  for (const tabId of await tabsAt([...BUILT_IN_PATTERNS, ...(await granted())]))
    await injectInto(tabId);
}
