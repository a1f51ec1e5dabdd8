import { effect, type Signal, signal } from '@preact/signals';
import type { Library } from '@/components/DeskNotes';
import type { Problem } from '@/lib/messaging';
import { browserText, rootKeeper } from '@/lib/platform';
import { type Client, newClient, type Settings } from '@/lib/practice';
import { PRACTICE_STORE, Store } from '@/lib/store';
import {
  deriveInWorker,
  KeyMissingError,
  Lock,
  type LockState,
  LockUnreadableError,
  OpenError,
  type OpenSession,
  type PasskeySlot,
  type ResealProgress,
  RingChangedError,
  reseal,
  Vault,
} from '@/lib/vault';

/** What the desk shows; null while it is being read, and while the notes are locked. */
export const library = signal<Library | null>(null);
export const failure = signal<'keyMissing' | 'lockUnreadable' | 'openFailed' | null>(null);
export const lockState = signal<LockState | null>(null);
export const passkeys = signal<readonly PasskeySlot[]>([]);
/** How far earlier notes have been sealed under a new passphrase; null when there is nothing to do. */
export const resealing = signal<ResealProgress | null>(null);
/** How many records could not be. */
export const leftOver = signal(0);

const now = () => Date.now();
const store = new Store(PRACTICE_STORE);
export const lock = new Lock({ store, root: rootKeeper, derive: deriveInWorker, now });

let opened: Vault | null = null;
let stop: readonly (() => void)[] = [];

export const fail = (error: unknown): void => {
  // Whoever changed the lock has told of it, and everything is read again.
  if (error instanceof RingChangedError) return;
  failure.value =
    error instanceof KeyMissingError
      ? 'keyMissing'
      : error instanceof LockUnreadableError
        ? 'lockUnreadable'
        : 'openFailed';
};

/** Opens the vault with the keys there are now, and reads it again whenever it changes. */
export async function openLibrary(): Promise<void> {
  for (const each of stop) each();
  stop = [];
  opened = null;
  const ring = await lock.ring();
  const vault = new Vault(store, ring);
  passkeys.value = await lock.passkeys();
  // Nothing of what was read stays in memory.
  if (vault.locked) library.value = null;
  lockState.value = vault.lockState;
  if (vault.locked) return;
  opened = vault;
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
    if (opened !== vault) return;
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
  const sessions: OpenSession[] = [];
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
): Promise<Pick<Library, 'clients' | 'unreadableClients' | 'settings'>> {
  const { locale } = browserText();
  const clients = await vault.clients();
  return {
    clients: clients.toSorted((a, b) => a.code.localeCompare(b.code, locale, { numeric: true })),
    unreadableClients: (await vault.countClients()) - clients.length,
    settings: await vault.settings(),
  };
}

let writing: Promise<unknown> = Promise.resolve();

/**
 * Writes something, and says why when that could not be done. One after the other: of what is typed the last
 * state has to stay.
 */
export function written(write: (vault: Vault) => Promise<unknown>): Promise<Problem | null> {
  const result = writing.then(async (): Promise<Problem | null> => {
    for (;;) {
      if (!opened) return lockState.value === 'locked' ? 'lockedNow' : 'storageFailed';
      try {
        await write(opened);
        return null;
      } catch (error) {
        if (error instanceof OpenError) return 'unreadable';
        if (!(error instanceof RingChangedError)) return 'storageFailed';
        await openLibrary();
      }
    }
  });
  writing = result;
  return result;
}

export const changeSettings = (change: (settings: Settings) => Settings): Promise<Problem | null> =>
  written((vault) => vault.changeSettings(change));

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
  const done = written((vault) => {
    waiting.delete(id);
    return vault.changeClient(id, (client) => {
      if (!client) throw new RangeError('there is no such client');
      return changes.reduce((changed, next) => next(changed), client);
    });
  });
  waiting.set(id, { changes, done });
  return done;
}

export const moveSession = (
  session: OpenSession,
  clientId: string | null,
): Promise<Problem | null> =>
  written((vault) =>
    vault.append(session.id, session.events.length, [
      { type: 'clientChosen', at: now(), clientId, confirmed: true, room: null },
    ]),
  );
