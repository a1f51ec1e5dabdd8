import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../messaging';
import type { EpochMs } from '../session';
import { NewerDatabaseError, type Store, UpgradeError } from '../store';
import {
  type Derive,
  DocumentFinalError,
  EmptiedError,
  isResealed,
  KeyMissingError,
  type KeyRing,
  keepTally,
  Lock,
  LockForgedError,
  type LockState,
  LockUnreadableError,
  NoSuchSessionError,
  OpenError,
  type PasskeySlot,
  type ResealProgress,
  RingChangedError,
  type RootKeeper,
  reseal,
  SessionOpenError,
  type Tally,
  type TallyKeeper,
  UnderHoldError,
  type Vault,
  vaultOf,
} from '../vault';

/** Why the desk can't show anything. */
export type DeskFailure =
  | 'keyMissing'
  /** This page has another database than the rest of Perch, as in a container of Firefox. */
  | 'apart'
  /** There were sessions, and the database is empty now. */
  | 'emptied'
  | 'lockUnreadable'
  /** Somebody has exchanged the lock's public keys. */
  | 'lockForged'
  | 'upgradeFailed'
  | 'newerDatabase'
  | 'openFailed';

/** A vault that is open, and its keys. */
export interface OpenVault {
  readonly vault: Vault;
  readonly ring: KeyRing;
}

export interface DeskVaultParts {
  openStore(): Promise<Store>;
  /** Whether the database was made by a newer Perch, and is only read. */
  isNewer(): Promise<boolean>;
  /**
   * Has the background open its own database, and says whether it could; null where this page has
   * the same one for certain.
   */
  readonly openElsewhere: (() => Promise<boolean>) | null;
  readonly root: RootKeeper;
  readonly tally: TallyKeeper;
  /** Removes the database, which can't be opened. */
  removeStore(): Promise<void>;
  readonly derive: Derive;
  now(): EpochMs;
  /** Among pages of the desk, so that one of them does what only one may do. */
  readonly locks: Pick<LockManager, 'request'>;
}

/** The vault as the desk has it open. It is opened again whenever its lock changes. */
export interface DeskVault {
  /** Null while the vault is locked, or being opened. */
  readonly opened: ReadonlySignal<OpenVault | null>;
  /** Null until the vault has been opened once. */
  readonly lockState: ReadonlySignal<LockState | null>;
  readonly passkeys: ReadonlySignal<readonly PasskeySlot[]>;
  readonly failure: ReadonlySignal<DeskFailure | null>;
  /** What a database that was emptied held before. */
  readonly emptied: ReadonlySignal<Tally | null>;
  readonly newer: ReadonlySignal<boolean>;
  /** How far older notes are sealed under a new passphrase; null when there is nothing to do. */
  readonly resealing: ReadonlySignal<ResealProgress | null>;
  /** How many records could not be sealed anew. */
  readonly leftOver: ReadonlySignal<number>;
  /** Whether all records from before the passphrase are sealed under it. True without one. */
  readonly sealed: ReadonlySignal<boolean>;
  /** Opens the vault with the keys that there are now. */
  open(): Promise<void>;
  /** Puts a forged lock right, and opens the vault with it. */
  mendLock(): Promise<void>;
  /**
   * Leaves behind a database that was emptied or can't be opened: forgets that it held sessions, or
   * removes it. The page has to be loaded again after it.
   */
  startAnew(): Promise<void>;
  /** Says that something could not be read. */
  fail(error: unknown): void;
  store(): Promise<Store>;
  lock(): Promise<Lock>;
  /** Reads the passkeys that can unlock again, after one was added or removed. */
  readPasskeys(): Promise<void>;
  /**
   * Writes something, after every write before it, so that the last state of a text wins. Resolves
   * with why it could not be written, or null.
   */
  written(write: (vault: Vault) => Promise<unknown>): Promise<Problem | null>;
  /** Aborted when the notes are locked: whatever works with the keys must stop. */
  unlocked(): AbortSignal;
}

export function createDeskVault(parts: DeskVaultParts): DeskVault {
  const opened = signal<OpenVault | null>(null);
  const lockState = signal<LockState | null>(null);
  const passkeys = signal<readonly PasskeySlot[]>([]);
  const failure = signal<DeskFailure | null>(null);
  const emptied = signal<Tally | null>(null);
  const newer = signal(false);
  const resealing = signal<ResealProgress | null>(null);
  const leftOver = signal(0);
  const sealed = signal(true);

  const { root, derive, now, tally } = parts;
  const opening = parts
    .openStore()
    .then((store) => ({ store, lock: new Lock({ store, root, derive, now, tally }) }));
  // Everybody who awaits it is told of the failure.
  opening.catch(() => {});

  /** How often the vault has been opened. An older opening that ends later is given up. */
  let openings = 0;
  let counted = false;
  let reading: Promise<void> = Promise.resolve();
  let writing: Promise<unknown> = Promise.resolve();
  let unlocked = new AbortController();

  effect(() => {
    if (lockState.value !== 'locked') return;
    unlocked.abort();
    unlocked = new AbortController();
  });

  const fail = (error: unknown): void => {
    // The page that changed the lock has told of it, and the vault is opened again.
    if (error instanceof RingChangedError) return;
    if (error instanceof EmptiedError) emptied.value = error.tally;
    failure.value = failureOf(error);
  };

  const resealOnce = (store: Store, { vault, ring }: OpenVault) =>
    parts.locks.request('reseal', async () => {
      if (opened.value?.vault !== vault || newer.value) return;
      const { signal } = unlocked;
      leftOver.value = await reseal(
        store,
        ring,
        now,
        (progress) => {
          resealing.value = progress;
        },
        signal,
      )
        .then(async (left) => {
          const isSealed = await isResealed(store);
          if (opened.value?.vault === vault) sealed.value = isSealed;
          return left;
        })
        .catch((error: unknown) => {
          // It goes on once the notes are unlocked.
          if (!signal.aborted) fail(error);
          return 0;
        });
      resealing.value = null;
    });

  const hasKeys = async ({ keys, locks }: Store) =>
    (await keys.count()) + (await locks.count()) > 0;
  /** The background makes keys in its own database, where they are found if it is the same. */
  const isApart = async (store: Store) => {
    if (!parts.openElsewhere || (await hasKeys(store))) return false;
    // A database that can't be opened there either says itself what is wrong with it.
    return (await parts.openElsewhere()) && !(await hasKeys(store));
  };

  const openNow = async (): Promise<void> => {
    opened.value = null;
    openings += 1;
    const mine = openings;
    const { store, lock } = await opening;
    newer.value = await parts.isNewer();
    if (await isApart(store)) throw new ApartError();
    const ring = await lock.ring();
    if (!counted) keepTally(store, tally, now);
    counted = true;
    const vault = vaultOf(store, ring);
    const known = await lock.passkeys();
    const isSealed = await isResealed(store);
    // Nothing is awaited from here on: a lock in between would leave keys in a locked desk.
    if (mine !== openings) return;
    passkeys.value = known;
    sealed.value = isSealed;
    // Before those who wait for the lock's state are told.
    opened.value = vault.locked ? null : { vault, ring };
    lockState.value = vault.lockState;
    // One page seals anew. When it is closed, another goes on where it was.
    if (opened.value) void resealOnce(store, opened.value);
  };

  const vault: DeskVault = {
    opened,
    lockState,
    passkeys,
    failure,
    emptied,
    newer,
    resealing,
    leftOver,
    sealed,
    async startAnew() {
      if (failure.value === 'emptied') await tally.write(null);
      else await parts.removeStore();
    },
    async mendLock() {
      await (await opening).lock.mend();
      failure.value = null;
      await vault.open();
    },
    open() {
      reading = openNow();
      return reading;
    },
    fail,
    store: async () => (await opening).store,
    lock: async () => (await opening).lock,
    async readPasskeys() {
      passkeys.value = await (await opening).lock.passkeys();
    },
    written(write) {
      const result = writing.then(async (): Promise<Problem | null> => {
        for (;;) {
          await reading.catch(() => {});
          if (!opened.value) return lockState.value === 'locked' ? 'lockedNow' : 'storageFailed';
          try {
            await write(opened.value.vault);
            return null;
          } catch (error) {
            if (error instanceof OpenError) return 'unreadable';
            if (error instanceof SessionOpenError) return 'sessionOpen';
            if (error instanceof UnderHoldError) return 'underHold';
            if (error instanceof DocumentFinalError) return 'documentFinal';
            if (error instanceof NoSuchSessionError) return 'noSession';
            if (newer.value) return 'newerDatabase';
            if (!(error instanceof RingChangedError)) return 'storageFailed';
            await vault.open();
          }
        }
      });
      writing = result.catch(() => {});
      return result;
    },
    unlocked: () => unlocked.signal,
  };
  return vault;
}

/** This page's database is not the background's. Nothing was written to it. */
class ApartError extends Error {
  override readonly name = 'ApartError';
  constructor() {
    super('this page has a database of its own');
  }
}

function failureOf(error: unknown): DeskFailure {
  if (error instanceof ApartError) return 'apart';
  if (error instanceof KeyMissingError) return 'keyMissing';
  if (error instanceof EmptiedError) return 'emptied';
  if (error instanceof LockForgedError) return 'lockForged';
  if (error instanceof LockUnreadableError) return 'lockUnreadable';
  if (error instanceof UpgradeError) return 'upgradeFailed';
  return error instanceof NewerDatabaseError ? 'newerDatabase' : 'openFailed';
}
