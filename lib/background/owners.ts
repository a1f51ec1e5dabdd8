import type { Realm } from '../messaging';
import { type Memory, Owner, type OwnerParts } from '../owner';
import type { EpochMs } from '../session';
import { freeSpace, isLow, openStore, type Store } from '../store';
import { keepTally, Lock, type LockParts, type RootKeeper, type Vault, vaultOf } from '../vault';

/** What an owner needs from the browser. */
export interface OwnerSurroundings
  extends Pick<OwnerParts, 'used' | 'now' | 'newId' | 'tabs' | 'openDesk' | 'ended'> {
  readonly storage: {
    /** Cleared when the browser ends. */
    readonly session: KeyValue;
    readonly local: KeyValue;
    /** Tells how much more the browser would store. */
    readonly manager: StorageManager;
  };
  /** Shows a neutral system notice with the minutes left. */
  notify(realm: Realm, minutes: number): Promise<void>;
  /** Has the realm's owner told of a milestone at this instant; null for never. */
  wakeAt(realm: Realm, at: EpochMs | null): void;
}

interface KeyValue {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** A rehearsal has no lock. */
export const NO_LOCK: RootKeeper = { read: async () => null, write: async () => {} };

/**
 * The session owner of a realm, on its database.
 * @param storeName the database's name
 * @param keepers what is kept apart from the database: the root key while unlocked, and the tally
 */
export function createOwner(
  realm: Realm,
  storeName: string,
  keepers: Pick<LockParts, 'root' | 'tally'>,
  around: OwnerSurroundings,
): Owner {
  const { session, local, manager } = around.storage;
  const memoryKey = `memory:${realm}`;
  const maskKey = `masked:${realm}`;
  return new Owner({
    ...openedVault(storeName, keepers, around.now),
    lock: () => keepers.root.write(null),
    used: around.used,
    now: around.now,
    newId: around.newId,
    forgetful: realm === 'rehearsal',
    ended: around.ended,
    memory: {
      read: async () => ((await session.get(memoryKey))[memoryKey] as Memory | undefined) ?? null,
      write: (memory) => session.set({ [memoryKey]: memory }),
    },
    mask: {
      read: async () => (await local.get(maskKey))[maskKey] === true,
      write: (masked) => local.set({ [maskKey]: masked }),
    },
    tabs: around.tabs,
    openDesk: around.openDesk,
    notify: (minutes) => around.notify(realm, minutes),
    wakeAt: (at) => around.wakeAt(realm, at),
    freeBytes: () => freeSpace(manager),
    lowOnSpace: () => freeSpace(manager).then(isLow, () => false),
  });
}

/** Opens a vault once, and again after it was let go or failed to open. */
function openedVault(
  storeName: string,
  keepers: Pick<LockParts, 'root' | 'tally'>,
  now: () => number,
): Pick<OwnerParts, 'vault' | 'letGo'> {
  let store: Store | null = null;
  let vault: Promise<Vault> | null = null;
  let stopCounting = () => {};
  const letGo = () => {
    stopCounting();
    store?.close();
    store = null;
    vault = null;
  };
  const open = async () => {
    store = await openStore(storeName);
    // Another context wants to upgrade or delete the database, and has to wait while this one holds
    // it.
    store.on('versionchange', letGo);
    // Passphrases are typed in extension pages, which derive their keys themselves.
    const derive = () => Promise.reject(new Error('the background is given no passphrase'));
    const ring = await new Lock({ store, ...keepers, now, derive }).ring();
    if (keepers.tally) stopCounting = keepTally(store, keepers.tally, now);
    return vaultOf(store, ring);
  };
  return {
    vault() {
      vault ??= open().catch((error: unknown) => {
        letGo();
        throw error;
      });
      return vault;
    },
    letGo,
  };
}
