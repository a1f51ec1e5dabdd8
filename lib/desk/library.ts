import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Client, Settings } from '../practice';
import type { Change } from '../store';
import { type LogEntry, OpenError, type SessionRecord, type Vault } from '../vault';
import type { DeskVault } from './desk-vault';

/** What the desk has read. A session that can't be opened is counted, and the others are shown. */
export interface Library {
  /** Newest first. */
  readonly sessions: readonly SessionRecord[];
  readonly unreadable: number;
  readonly unreadableClients: number;
  /** By code. */
  readonly clients: readonly Client[];
  readonly settings: Settings;
  /** What was done with whole files, the last first. */
  readonly log: readonly LogEntry[];
}

type PracticePart = Pick<Library, 'clients' | 'unreadableClients' | 'settings' | 'log'>;

/**
 * The library of the vault that is open, kept up to date. Null while it is being read for the first
 * time, and while the notes are locked: nothing of them stays in memory then.
 * @param locale the BCP 47 tag that codes are sorted by
 */
export function createLibrary(desk: DeskVault, locale: string): ReadonlySignal<Library | null> {
  const library = signal<Library | null>(null);
  effect(() => {
    if (desk.lockState.value === 'locked') library.value = null;
  });
  effect(() => {
    const open = desk.opened.value;
    if (!open) return;
    return followPractice(
      open.vault,
      locale,
      (next) => {
        library.value = next;
      },
      (error) => desk.fail(error),
    );
  });
  return library;
}

/**
 * Reads everything once, and after each write only the sessions and the parts that it changed.
 * Changes that come while it reads are read together. Returns how to stop.
 */
export function followPractice(
  vault: Vault,
  locale: string,
  onRead: (library: Library) => void,
  onError: (error: unknown) => void,
): () => void {
  /** Null for a session that can't be opened. */
  const sessions = new Map<string, SessionRecord | null>();
  let practice: PracticePart | null = null;
  /** What has to be read. */
  let due: { sessions: Set<string> | 'any'; practice: boolean } = EVERYTHING();
  let working = false;
  let stopped = false;

  const readSessions = async (wanted: Set<string> | 'any') => {
    const ids = wanted === 'any' ? await vault.sessionIds() : [...wanted];
    if (wanted === 'any')
      for (const id of sessions.keys()) if (!ids.includes(id)) sessions.delete(id);
    for (const id of ids) {
      const read = await vault.session(id).catch((error: unknown) => {
        if (error instanceof OpenError) return 'unreadable' as const;
        throw error;
      });
      if (read === null) sessions.delete(id);
      else sessions.set(id, read === 'unreadable' ? null : read);
    }
  };

  const work = async () => {
    if (working) return;
    working = true;
    try {
      while (!stopped && isDue(due)) {
        const now = due;
        due = NOTHING();
        const [read] = await Promise.all([
          now.practice ? readPractice(vault, locale) : practice,
          readSessions(now.sessions),
        ]);
        practice = read;
        if (!stopped && practice) onRead({ ...shown(sessions), ...practice });
      }
    } catch (error) {
      // What was taken has not been read, so that the next change reads everything.
      due = EVERYTHING();
      if (!stopped) onError(error);
    } finally {
      working = false;
    }
  };

  const unwatch = vault.watch((change) => {
    due = together(due, change);
    void work();
  });
  void work();
  return () => {
    stopped = true;
    unwatch();
  };
}

interface Due {
  readonly sessions: Set<string> | 'any';
  readonly practice: boolean;
}

const EVERYTHING = (): Due => ({ sessions: 'any', practice: true });
const NOTHING = (): Due => ({ sessions: new Set(), practice: false });

const isDue = ({ sessions, practice }: Due) => practice || sessions === 'any' || sessions.size > 0;

const together = (due: Due, { sessions, tables }: Change): Due => ({
  sessions:
    due.sessions === 'any' || sessions === 'any' ? 'any' : new Set([...due.sessions, ...sessions]),
  practice:
    due.practice || (['clients', 'settings', 'log'] as const).some((table) => tables.has(table)),
});

function shown(
  read: ReadonlyMap<string, SessionRecord | null>,
): Pick<Library, 'sessions' | 'unreadable'> {
  const sessions = [...read.values()].filter((session) => session !== null);
  const startOf = ({ events }: SessionRecord) => events[0]?.at ?? 0;
  return {
    sessions: sessions.sort((a, b) => startOf(b) - startOf(a) || (a.id < b.id ? 1 : -1)),
    unreadable: read.size - sessions.length,
  };
}

async function readPractice(vault: Vault, locale: string): Promise<PracticePart> {
  const clients = await vault.clients();
  return {
    clients: clients.toSorted((a, b) => a.code.localeCompare(b.code, locale, { numeric: true })),
    unreadableClients: (await vault.countClients()) - clients.length,
    settings: await vault.settings(),
    log: await vault.log(),
  };
}
