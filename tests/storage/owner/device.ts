import { afterEach, beforeEach } from 'vitest';
import type {
  ConnectedPanel,
  PanelCommand,
  Press,
  Reply,
  SessionView,
  Snapshot,
} from '@/lib/messaging';
import { type Memory, Owner } from '@/lib/owner';
import { LEGS } from '@/lib/session';
import type { Store } from '@/lib/store';
import { deviceKeyRing, type KeyRing, Lock, type Vault, vaultOf } from '@/lib/vault';
import { cheap } from '../cheap-derive.ts';
import { storeCalled, storesForEachTest } from '../stores.ts';

export const NINE = new Date(2026, 10, 23, 9, 0).getTime();
export const MEETING = { site: 'meet', room: 'abc-defg-hij' };

/** The device that a test runs on, as it was left: each test has another. */
export const device = {
  name: '',
  now: NINE,
  memory: null as Memory | null,
  masked: false,
  maskFails: false,
  lowOnSpace: false,
  tabs: new Set<number>(),
  /** The tabs that were asked to come to the front, one after the other. */
  broughtUp: [] as number[],
  /** The addresses that the desk was opened at, one after the other; null for where it begins. */
  desks: [] as (string | null)[],
  /** How often a session was over and its summary closed. */
  ended: 0,
  /** The notices that were shown, in minutes. */
  notices: [] as number[],
  /** How often somebody did something. */
  used: 0,
  /** When the owner wants to be woken for the next one. */
  wakeAt: null as number | null,
  /** The keys of a device with a passphrase; null while it has none. */
  keys: null as (() => Promise<KeyRing>) | null,
};
/** What the backgrounds of a test have begun, so that it can be ended. */
const owners: Owner[] = [];
const watches: (() => void)[] = [];

/** A vault whose watches end with the test. */
function watchedVault(...given: Parameters<typeof vaultOf>): Vault {
  const vault = vaultOf(...given);
  return {
    ...vault,
    watch(onChange) {
      const end = vault.watch(onChange);
      watches.push(end);
      return end;
    },
  };
}

/** Waits until no background does anything more. */
async function allAtRest(): Promise<void> {
  // What a watch has set off goes on after the watch has ended, and may begin another one.
  for (let round = 0; round < 2; round += 1) {
    for (const end of watches.splice(0)) end();
    await Promise.all(owners.map((owner) => owner.busy()));
  }
  owners.length = 0;
  for (const end of watches.splice(0)) end();
}

/** A new device before each test of a file; what a test has opened is closed after it. */
export function deviceForEachTest(): void {
  storesForEachTest();
  beforeEach(() => {
    Object.assign(device, {
      name: `owner-${crypto.randomUUID()}`,
      now: NINE,
      memory: null,
      masked: false,
      maskFails: false,
      lowOnSpace: false,
      tabs: new Set([1, 2]),
      ended: 0,
      notices: [],
      broughtUp: [],
      desks: [],
      used: 0,
      wakeAt: null,
      keys: null,
    });
  });
  // Of two such hooks, the later one runs first: the stores are closed after this.
  afterEach(allAtRest);
}

/** What is stored on the device, as any page of the extension could open it. */
export async function storedVault(): Promise<Vault> {
  const store = storeCalled(device.name);
  return vaultOf(store, await deviceKeyRing(store, () => device.now));
}

/** Gives the device a passphrase, with which it is unlocked at first. */
export async function lockedDevice(): Promise<{ lock(): void; unlock(): void }> {
  const kept = { root: null as string | null };
  const keys = new Lock({
    store: storeCalled(device.name),
    root: {
      read: async () => kept.root,
      write: async (root) => {
        kept.root = root;
      },
    },
    derive: cheap,
    now: () => device.now,
  });
  const set = await keys.set('five words');
  if (!set.ok) throw new Error(set.problem);
  device.keys = () => keys.ring();
  const { root } = kept;
  return {
    lock() {
      kept.root = null;
    },
    unlock() {
      kept.root = root;
    },
  };
}

/** A background as it is after a start: with what is stored, and nothing in memory. */
export function background(forgetful = false, prepare: (store: Store) => void = () => {}): Owner {
  const store = storeCalled(device.name);
  prepare(store);
  let vault: Promise<Vault> | null = null;
  const owner = new Owner({
    vault: () => {
      vault ??= (device.keys?.() ?? deviceKeyRing(store, () => device.now)).then((keys) =>
        watchedVault(store, keys),
      );
      return vault;
    },
    letGo: () => {
      if (device.keys) vault = null;
    },
    lock: async () => {},
    used: () => {
      device.used += 1;
    },
    now: () => device.now,
    newId: () => crypto.randomUUID(),
    memory: {
      read: async () => device.memory,
      write: async (next) => {
        device.memory = next;
      },
    },
    mask: {
      read: async () => {
        if (device.maskFails) throw new Error('no storage');
        return device.masked;
      },
      write: async (next) => {
        if (device.maskFails) throw new Error('no room');
        device.masked = next;
      },
    },
    tabs: {
      exists: async (tabId) => device.tabs.has(tabId),
      show: async (tabId) => {
        device.broughtUp.push(tabId);
        throw new Error('the tab has just closed');
      },
    },
    openDesk: async (at) => {
      device.desks.push(at ?? null);
    },
    wakeAt: (at) => {
      device.wakeAt = at;
    },
    notify: async (minutes) => {
      device.notices.push(minutes);
    },
    freeBytes: async () => Number.POSITIVE_INFINITY,
    lowOnSpace: async () => device.lowOnSpace,
    forgetful,
    ended: () => {
      device.ended += 1;
    },
  });
  owners.push(owner);
  return owner;
}

export const id = () => crypto.randomUUID();

/** A panel in a tab, with the last snapshot that it was shown. */
export async function panel(owner: Owner, tabId = 1, more: Partial<ConnectedPanel> = {}) {
  const connected: ConnectedPanel = {
    id: id(),
    tabId,
    meeting: MEETING,
    kind: 'frame',
    fresh: true,
    ...more,
  };
  const seen: Snapshot[] = [];
  const presses: Press[] = [];
  const leave = owner.join(connected, {
    show: (snapshot) => seen.push(snapshot),
    press: (press) => presses.push(press),
  });
  await owner.busy();
  return {
    connected,
    seen,
    presses,
    leave,
    send: (command: PanelCommand): Promise<Reply> => owner.command(connected, command),
    last: () => seen.at(-1),
    view: (): SessionView => {
      const snapshot = seen.at(-1);
      if (!snapshot || snapshot.masked || !snapshot.session) throw new Error('no session is shown');
      return snapshot.session;
    },
    /** What it was told to go on with. */
    resumed: () => {
      const told = seen.flatMap((one) => (one.masked ? [] : (one.session?.resumed ?? [])));
      const last = told.at(-1);
      if (!last) throw new Error('it was told nothing to go on with');
      return last;
    },
  };
}

/**
 * What is kept of what is half typed in a panel: what it is told when another worker lets it in
 * again.
 */
export const keptOf = async ({ connected }: { readonly connected: ConnectedPanel }) =>
  (await panel(background(), connected.tabId ?? 1, { id: connected.id, fresh: false })).resumed();

export const start = (): PanelCommand => ({
  type: 'start',
  sessionId: id(),
  request: {
    minutes: 50,
    ends: { by: 'length' },
    beganMinutesAgo: 0,
    preset: 'clientLed',
    order: [...LEGS],
    surplus: 'exploration',
  },
  client: { by: 'later' },
  confirmed: true,
});
export const note = (text: string): PanelCommand => ({
  type: 'addNote',
  noteId: id(),
  text,
  kind: 'note',
  compartment: 'record',
  speaker: '',
  typed: true,
  at: device.now,
});
export const draft = (text: string): PanelCommand => ({
  type: 'draft',
  text,
  kind: 'note',
  compartment: 'record',
  speaker: '',
});
