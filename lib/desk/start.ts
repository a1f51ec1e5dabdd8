import { signal } from '@preact/signals';
import { ageInWorker } from '../backup';
import { librarianInWorker } from '../library';
import type { HostMessage, SessionView } from '../messaging';
import { PLACEMENTS } from '../overlay';
import {
  browser,
  browserText,
  CLOCKWORK,
  grantedSites,
  lastUse,
  newPasskey,
  passkeysOffered,
  rootKeeper,
  secretOf,
  tallyKeeper,
} from '../platform';
import { endHeldBy, startTicker } from '../session';
import { isNewer, openStore, PRACTICE_STORE, removeStore } from '../store';
import { deriveInWorker } from '../vault';
import { createDesk, type Desk, type DeskBrowser } from './desk';
import type { DeviceParts } from './device';
import { madeUpPassphrase } from './made-up-passphrase';
import { createRehearsed, type RehearsedDesk } from './rehearsed';

/** How long the address of a file that is being downloaded stays, in milliseconds. */
const DOWNLOAD_TAKES = 60_000;

/** The File System Access API, which Chromium has and TypeScript does not know. */
interface Pickers {
  showSaveFilePicker?(options: {
    suggestedName: string;
    types: readonly { description: string; accept: Record<string, readonly string[]> }[];
  }): Promise<FileSystemFileHandle>;
}

/** Starts the desk in this page of the extension. `second` is the instant to draw times of. */
export function startDesk() {
  const text = browserText();
  const { now } = CLOCKWORK;
  const desk = createDesk({
    text,
    now,
    newId: () => crypto.randomUUID(),
    openStore: () => openStore(PRACTICE_STORE),
    isNewer: () => isNewer(PRACTICE_STORE),
    root: rootKeeper,
    tally: tallyKeeper,
    // A tab in a container of Firefox has databases of its own.
    openElsewhere: import.meta.env.FIREFOX
      ? async () => {
          const message: HostMessage = { type: 'openVault' };
          return (await browser.runtime.sendMessage(message).catch(() => null)) === 'open';
        }
      : null,
    removeStore: () => removeStore(PRACTICE_STORE),
    derive: deriveInWorker,
    locks: navigator.locks,
    age: ageInWorker,
    librarian: librarianInWorker,
    folder: async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('scratch', { create: true }),
    later: (run, ms) => setTimeout(run, ms),
    save,
    every: (ms, run) => void setInterval(run, ms),
    chooseFile: chooseFile(),
    makeUp: () => madeUpPassphrase((bytes) => crypto.getRandomValues(bytes)),
    passkeys: { offered: passkeysOffered, create: newPasskey, secretOf },
    device: device(),
    browser: inBrowser(),
  });
  rootKeeper.watch(desk.open);
  desk.open();
  watchDevice(desk);
  for (const use of ['pointerdown', 'keydown'] as const)
    addEventListener(use, () => lastUse.touch(now()), { passive: true });
  return { text, desk, second: tickFor(desk) };
}

/** Opens the desk at a session that was rehearsed. Nothing of it is kept. */
export const startRehearsed = (view: SessionView): RehearsedDesk =>
  createRehearsed(view, {
    text: browserText(),
    now: CLOCKWORK.now,
    newId: () => crypto.randomUUID(),
    save,
  });

/** The second to draw, in step with the end of a session that runs. */
function tickFor({ library }: Desk) {
  const second = signal(CLOCKWORK.now());
  startTicker(
    CLOCKWORK,
    () => {
      const open = library.value?.running;
      return open ? endHeldBy(open.plan, open.events) : 0;
    },
    (at) => {
      second.value = at;
    },
  );
  return second;
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TAKES);
}

function chooseFile() {
  const pickers = globalThis as Pickers;
  if (!pickers.showSaveFilePicker) return null;
  return async (suggestedName: string, description: string) =>
    (await pickers
      .showSaveFilePicker?.({
        suggestedName,
        types: [{ description, accept: { 'application/octet-stream': ['.age'] } }],
      })
      .catch(() => null)) as never;
}

function device(): DeviceParts {
  return {
    version: browser.runtime.getManifest().version,
    storage: navigator.storage,
    refusals: async () =>
      ((await browser.storage.session.get('refused')).refused ?? {}) as Record<string, number>,
    origins: async () => (await browser.permissions.getAll()).origins ?? [],
    granted: grantedSites,
    allows: (patterns) => browser.permissions.contains({ origins: [...patterns] }),
    os: async () => (await browser.runtime.getPlatformInfo()).os,
    commands: () => browser.commands.getAll(),
  };
}

/** Reads what the desk shows of the browser, and again when it is changed elsewhere. */
function watchDevice({ device: { readCommands, readSites, readStorage } }: Desk): void {
  for (const change of [browser.permissions.onAdded, browser.permissions.onRemoved])
    change.addListener(() => void readSites());
  // Key combinations are changed in another tab.
  addEventListener('focus', () => void readCommands());
  void readStorage();
  void readSites();
  void readCommands();
}

function inBrowser(): DeskBrowser {
  return {
    rehearsal: browser.runtime.getURL('/rehearsal.html'),
    tellsScreenLock: !import.meta.env.FIREFOX,
    tellsShares: import.meta.env.FIREFOX,
    allowSite: (patterns) => browser.permissions.request({ origins: [...patterns] }),
    withdrawSite: async (patterns) => {
      await browser.permissions.remove({ origins: [...patterns] });
    },
    async allowNotices(on) {
      const needed = { permissions: ['notifications' as const] };
      if (on) return browser.permissions.request(needed);
      await browser.permissions.remove(needed);
      return false;
    },
    openOutside: () => void browser.runtime.sendMessage({ type: 'openDesk' } satisfies HostMessage),
    showCall: async () =>
      (await browser.runtime.sendMessage({ type: 'showCall' } satisfies HostMessage)) === 'there',
    loadSettings() {
      location.hash = '#/settings/backup';
      location.reload();
    },
    changeKeys() {
      if (!import.meta.env.FIREFOX)
        return void browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
      const commands = browser.commands as unknown as { openShortcutSettings(): Promise<void> };
      void commands.openShortcutSettings();
    },
    async resetPlacements() {
      const kept = Object.entries(await browser.storage.local.get(null)).filter(([key]) =>
        key.startsWith(PLACEMENTS),
      );
      await browser.storage.local.remove(kept.map(([key]) => key));
      return () => browser.storage.local.set(Object.fromEntries(kept));
    },
  };
}
