import { effect, type Signal, signal } from '@preact/signals';
import type { Library } from '@/components/desk/DeskNotes';
import type { Problem } from '@/lib/messaging';
import { browserText, rootKeeper } from '@/lib/platform';
import { type Client, DEFAULT_SETTINGS, newClient, type Settings } from '@/lib/practice';
import {
  isNewer,
  NewerDatabaseError,
  openStore,
  PRACTICE_STORE,
  type Store,
  UpgradeError,
} from '@/lib/store';
import {
  deriveInWorker,
  KeyMissingError,
  type KeyRing,
  Lock,
  type LockState,
  LockUnreadableError,
  OpenError,
  type PasskeySlot,
  type ResealProgress,
  RingChangedError,
  reseal,
  type SessionRecord,
  Vault,
} from '@/lib/vault';

/** What the desk shows; null while it is being read, and while the notes are locked. */
export const library = signal<Library | null>(null);
export const failure = signal<
  'keyMissing' | 'lockUnreadable' | 'upgradeFailed' | 'newerDatabase' | 'openFailed' | null
>(null);
/** Whether the database is of a newer Perch, and is only read. */
export const newer = signal(false);
export const lockState = signal<LockState | null>(null);
export const passkeys = signal<readonly PasskeySlot[]>([]);
/**
 * How far earlier notes have been sealed under a new passphrase; null when there is nothing to do.
 */
export const resealing = signal<ResealProgress | null>(null);
/** How many records could not be. */
export const leftOver = signal(0);

const now = () => Date.now();
const opening = openStore(PRACTICE_STORE).then((store) => ({
  store,
  lock: new Lock({ store, root: rootKeeper, derive: deriveInWorker, now }),
}));
// Whoever waits for it is told.
opening.catch(() => {});

/** The store, once it is of this version. */
export const theStore = async (): Promise<Store> => (await opening).store;
/** The lock of the vault. */
export const theLock = async (): Promise<Lock> => (await opening).lock;

let opened: { readonly vault: Vault; readonly ring: KeyRing } | null = null;

/** The vault and its keys; null while locked. */
export const openKeys = () => opened;

let stop: readonly (() => void)[] = [];
/** How often the vault has been opened: what was begun before the last time is given up. */
let openings = 0;

export const fail = (error: unknown): void => {
  // Whoever changed the lock has told of it, and everything is read again.
  if (error instanceof RingChangedError) return;
  failure.value =
    error instanceof KeyMissingError
      ? 'keyMissing'
      : error instanceof LockUnreadableError
        ? 'lockUnreadable'
        : error instanceof UpgradeError
          ? 'upgradeFailed'
          : error instanceof NewerDatabaseError
            ? 'newerDatabase'
            : 'openFailed';
};

/** The opening that is under way, or was last. */
let reading: Promise<void> = Promise.resolve();

/** Opens the vault with the keys there are now, and reads it again whenever it changes. */
export function openLibrary(): Promise<void> {
  reading = openNow();
  return reading;
}

async function openNow(): Promise<void> {
  for (const each of stop) each();
  stop = [];
  opened = null;
  openings += 1;
  const mine = openings;
  const { store, lock } = await opening;
  newer.value = await isNewer(PRACTICE_STORE);
  const ring = await lock.ring();
  const vault = new Vault(store, ring);
  const known = await lock.passkeys();
  if (mine !== openings) return;
  passkeys.value = known;
  // Nothing of what was read stays in memory.
  if (vault.locked) {
    library.value = null;
    removed.value = null;
  }
  // Before whoever waits for the state is told.
  if (!vault.locked) opened = { vault, ring };
  lockState.value = vault.lockState;
  if (vault.locked) return;
  const sessions = signal<Awaited<ReturnType<typeof readSessions>> | null>(null);
  const practice = signal<Awaited<ReturnType<typeof readPractice>> | null>(null);
  stop = [
    effect(() => {
      if (sessions.value && practice.value)
        library.value = { ...sessions.value, ...practice.value };
    }),
    // Apart, so that what is typed about a client does not open every note again.
    vault.watch(
      newest(() => readSessions(vault), sessions),
      fail,
    ),
    vault.watchPractice(
      newest(() => readPractice(vault), practice),
      fail,
    ),
  ];
  // One page does it, and another goes on where it was when that one is closed.
  void navigator.locks.request('reseal', async () => {
    if (opened?.vault !== vault) return;
    if (newer.value) return;
    leftOver.value = await reseal(store, ring, now, (progress) => {
      resealing.value = progress;
    }).catch((error: unknown) => {
      if (!(error instanceof RingChangedError)) fail(error);
      return 0;
    });
    resealing.value = null;
  });
}

/** Reads again at every call, and keeps what the last read gave. */
function newest<T>(read: () => Promise<T>, into: Signal<T | null>): () => void {
  let latest = 0;
  return () => {
    latest += 1;
    const asked = latest;
    read().then((result) => {
      if (asked === latest) into.value = result;
    }, fail);
  };
}

async function readSessions(vault: Vault): Promise<Pick<Library, 'sessions' | 'unreadable'>> {
  const sessions: SessionRecord[] = [];
  let unreadable = 0;
  for (const id of await vault.sessionIds()) {
    const session = await vault.session(id).catch((error: unknown) => {
      if (!(error instanceof OpenError)) throw error;
      unreadable += 1;
      return null;
    });
    if (session) sessions.push(session);
  }
  return { sessions, unreadable };
}

async function readPractice(
  vault: Vault,
): Promise<Pick<Library, 'clients' | 'unreadableClients' | 'settings' | 'log'>> {
  const { locale } = browserText();
  const clients = await vault.clients();
  return {
    clients: clients.toSorted((a, b) => a.code.localeCompare(b.code, locale, { numeric: true })),
    unreadableClients: (await vault.countClients()) - clients.length,
    settings: await vault.settings(),
    log: await vault.log(),
  };
}

let writing: Promise<unknown> = Promise.resolve();

/**
 * Writes something, and says why when that could not be done. One after the other: of what is typed
 * the last state has to stay.
 */
export function written(write: (vault: Vault) => Promise<unknown>): Promise<Problem | null> {
  const result = writing.then(async (): Promise<Problem | null> => {
    for (;;) {
      await reading.catch(() => {});
      if (!opened) return lockState.value === 'locked' ? 'lockedNow' : 'storageFailed';
      try {
        await write(opened.vault);
        return null;
      } catch (error) {
        if (error instanceof OpenError) return 'unreadable';
        if (newer.value) return 'newerDatabase';
        if (!(error instanceof RingChangedError)) return 'storageFailed';
        await openLibrary();
      }
    }
  });
  writing = result;
  return result;
}

/** What was removed last, and how to have it back; null for nothing. */
export const removed = signal<{
  readonly what: 'removed' | 'reset';
  undo(): Promise<Problem | null>;
} | null>(null);

/**
 * Fields of the settings, and of a client, that hold what a person has written or chosen one by
 * one.
 */
const listsOf = (settings: Settings) => [
  settings.presets,
  settings.shorthands,
  settings.prompts.added,
];

/**
 * Changes the settings. What is removed from a list of the person's own can be had back until the
 * next change.
 */
export async function changeSettings(
  change: (settings: Settings) => Settings,
): Promise<Problem | null> {
  let before: Settings | null = null;
  let after: Settings | null = null;
  const problem = await written((vault) =>
    vault.changeSettings((settings) => {
      before = settings;
      after = change(settings);
      return after;
    }),
  );
  const [was, is] = [before, after] as readonly (Settings | null)[];
  const fewer =
    was && is && listsOf(was).some((list, n) => list.length > (listsOf(is)[n]?.length ?? 0));
  removed.value =
    problem === null && fewer
      ? {
          what: 'removed',
          undo: () =>
            changeSettings((settings) => ({
              ...settings,
              presets: was.presets,
              shorthands: was.shorthands,
              prompts: { ...settings.prompts, added: was.prompts.added },
            })),
        }
      : null;
  return problem;
}

/** Puts every setting back to what it was at first. Nothing but settings is touched. */
export async function resetSettings(): Promise<void> {
  let before: Settings | null = null;
  const problem = await written((vault) =>
    vault.changeSettings((settings) => {
      before = settings;
      return DEFAULT_SETTINGS;
    }),
  );
  const was = before as Settings | null;
  if (problem === null && was)
    removed.value = { what: 'reset', undo: () => changeSettings(() => was) };
}

/** Adds a client with this code, and gives its id, or the reason when that could not be written. */
export async function addClient(code: string): Promise<{ id: string } | Problem> {
  const client = newClient(crypto.randomUUID(), code, now());
  const problem = await written((vault) => vault.changeClient(client.id, () => client));
  return problem ?? { id: client.id };
}

/** Changes of clients that wait for the write before them. */
const waiting = new Map<
  string,
  { readonly changes: ((client: Client) => Client)[]; readonly done: Promise<Problem | null> }
>();

/** Changes a client. What is typed while a write is under way goes into the next one together. */
export function changeClient(
  id: string,
  change: (client: Client) => Client,
): Promise<Problem | null> {
  const before = waiting.get(id);
  if (before) {
    before.changes.push(change);
    return before.done;
  }
  const changes = [change];
  removed.value = null;
  const done = written((vault) => {
    waiting.delete(id);
    return vault.changeClient(id, (client) => {
      if (!client) throw new RangeError('there is no such client');
      const changed = changes.reduce((so, next) => next(so), client);
      const { places } = client;
      if (changed.places.length < places.length)
        removed.value = {
          what: 'removed',
          undo: () => changeClient(id, (now) => ({ ...now, places })),
        };
      return changed;
    });
  });
  waiting.set(id, { changes, done });
  return done;
}

/** Erases a client with everything that belongs to them. */
export const eraseClient = (id: string): Promise<Problem | null> =>
  written((vault) => vault.eraseClient(id, { what: 'erased', at: now() }));

/** Writes down that a client's whole file was exported. */
export const noteExport = (sessions: number, notes: number): Promise<Problem | null> =>
  written((vault) => vault.addLog({ what: 'exported', at: now(), sessions, notes }));

export const moveSession = (
  session: SessionRecord,
  clientId: string | null,
): Promise<Problem | null> =>
  written((vault) =>
    vault.append(session.id, session.events.length, [
      { type: 'clientChosen', at: now(), clientId, confirmed: true, room: null },
    ]),
  );
