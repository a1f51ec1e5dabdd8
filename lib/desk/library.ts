import { effect, type ReadonlySignal, signal } from '@preact/signals';
import {
  type Found,
  type Head,
  headOf,
  type LibrarianAtWork,
  type News,
  NO_HITS,
  readHeads,
  type StartLibrarian,
  withHeads,
} from '../library';
import { type Calendar, type PaperBodies, type PaperKind, PRACTICE } from '../papers';
import { type Card, type Client, EMPTY_CARD, type Settings } from '../practice';
import type { Query } from '../search';
import type { Change } from '../store';
import type { Text } from '../text';
import type { LogEntry, SessionRecord, Vault } from '../vault';
import type { DeskVault, OpenVault } from './desk-vault';

/** How far something is that reads sessions. */
export interface Reading {
  readonly done: number;
  readonly all: number;
}

/** What the desk has read. A session that can't be opened is counted, and the others are shown. */
export interface Library {
  /** Newest first. */
  readonly heads: readonly Head[];
  /** The session that runs or whose summary is open; of several, the one that began last. */
  readonly running: SessionRecord | null;
  /** How many sessions have been read; null once all have. */
  readonly reading: Reading | null;
  readonly unreadable: number;
  /** How often papers were written since it was opened. A page that shows one reads it again. */
  readonly paperWrites: number;
  readonly unreadableClients: number;
  /** By code. */
  readonly clients: readonly Client[];
  readonly settings: Settings;
  /** The appointments that were read from a file; null for none. */
  readonly calendar: Calendar | null;
  /** What was done with whole files, the last first. */
  readonly log: readonly LogEntry[];
}

type PracticePart = Pick<
  Library,
  'clients' | 'unreadableClients' | 'settings' | 'log' | 'calendar'
>;

/** The library, and what is read of it when it is asked for. */
export interface LibraryParts {
  /**
   * Null while it is read for the first time, and while the notes are locked: nothing of them stays
   * in memory then.
   */
  readonly library: ReadonlySignal<Library | null>;
  /**
   * How many of the sessions a search has gone through; null once it has all. A search that has
   * stopped finds nothing new until the desk is opened again.
   */
  readonly searched: ReadonlySignal<Reading | 'stopped' | null>;
  /**
   * What a query finds, the newest first. Nothing while the notes are locked; not complete before
   * all sessions have been gone through.
   * @param most sessions whose notes are given
   */
  search(query: Query, most: number): Promise<Found>;
  /**
   * A paper of a session or a client; null for none, and while the notes are locked.
   */
  readPaper: ReadPaper;
  /** All papers of a kind, with whose they are; none while the notes are locked. */
  readPapers: ReadPapers;
  /** What was said in a session for the client's card; all empty while the notes are locked. */
  readCard(sessionId: string): Promise<Card>;
  /** The ids of a client's sessions, or of all for null, the newest first. */
  idsOf(clientId: string | null): Promise<readonly string[]>;
  /**
   * Whole sessions in the order of their ids, without those that are gone, can't be opened, or are
   * locked.
   */
  read(ids: readonly string[]): Promise<readonly SessionRecord[]>;
}

type ReadPapers = <Kind extends PaperKind>(
  kind: Kind,
  of?: readonly string[],
) => Promise<readonly (readonly [of: string, paper: PaperBodies[Kind]])[]>;

type ReadPaper = <Kind extends PaperKind>(
  kind: Kind,
  of: string,
) => Promise<PaperBodies[Kind] | null>;

/** How many sessions are read together. */
const BATCH = 200;

const NOTHING_FOUND: Found = { ...NO_HITS, complete: false };

/** The library of the vault that is open, kept up to date. */
export function createLibrary(
  desk: DeskVault,
  text: Text,
  startLibrarian: StartLibrarian,
): LibraryParts {
  const library = signal<Library | null>(null);
  const searched = signal<Reading | 'stopped' | null>({ done: 0, all: 0 });
  let librarian: LibrarianAtWork | null = null;
  effect(() => {
    if (desk.lockState.value === 'locked') library.value = null;
  });
  effect(() => {
    const open: OpenVault | null = desk.opened.value;
    if (!open) return;
    const { vault, ring } = open;
    const onError = (error: unknown) => desk.fail(error);
    searched.value = { done: 0, all: 0 };
    const following = followPractice(
      vault,
      text.locale,
      (next) => {
        library.value = next;
        // It reads all of the practice, which must not keep the first page waiting.
        librarian ??= startLibrarian({
          vault,
          ring,
          tell,
          onError: () => {
            searched.value = 'stopped';
          },
        });
      },
      onError,
    );
    const tell = (news: News) => {
      following.tell(news);
      if (news.type !== 'read') return;
      const { done, all } = news;
      searched.value = done < all ? { done, all } : null;
    };
    return () => {
      librarian?.stop();
      librarian = null;
      following.stop();
    };
  });
  return {
    library,
    searched,
    search: async (query, most) => librarian?.search(query, most) ?? NOTHING_FOUND,
    idsOf: async (clientId) => (await desk.opened.value?.vault.sessionIds(clientId)) ?? [],
    readCard: async (id) => (await desk.opened.value?.vault.card(id)) ?? EMPTY_CARD,
    readPaper: async (kind, of) => (await desk.opened.value?.vault.paper(kind, of)) ?? null,
    readPapers: async (kind, of) => (await desk.opened.value?.vault.papersOf(kind, of)) ?? [],
    async read(ids) {
      const found: SessionRecord[] = [];
      for (let from = 0; from < ids.length; from += BATCH) {
        const batch = ids.slice(from, from + BATCH);
        const read = await desk.opened.value?.vault.sessionsWith(batch);
        found.push(...batch.flatMap((id) => read?.get(id) ?? []));
      }
      return found;
    },
  };
}

/** Sessions that no pack holds yet, and that a page reads itself; a librarian reads the others. */
const MOST_STALE = 50;

/**
 * Reads everything once, and after each write only the sessions and the parts that it changed.
 * Changes that come while it reads are read together.
 */
export function followPractice(
  vault: Vault,
  locale: string,
  onRead: (library: Library) => void,
  onError: (error: unknown) => void,
): { readonly tell: (news: News) => void; readonly stop: () => void } {
  let heads: readonly Head[] = [];
  const unreadable = new Set<string>();
  const open = new Map<string, SessionRecord>();
  /** Sessions that this page has read itself. What it knows of them is never older. */
  const own = new Set<string>();
  let practice: PracticePart | null = null;
  let reading: Library['reading'] = null;
  let opened = false;
  let paperWrites = 0;
  /** What has to be read. */
  let due: Due = EVERYTHING();
  let working = false;
  let stopped = false;

  const take = (changed: readonly Head[], broken: readonly string[], gone: readonly string[]) => {
    for (const { id } of changed) unreadable.delete(id);
    for (const id of gone) unreadable.delete(id);
    for (const id of broken) unreadable.add(id);
    heads = withHeads(heads, changed, new Set([...gone, ...broken]));
  };

  const readSessions = async (ids: readonly string[]) => {
    const read = await vault.sessionsWith(ids);
    const changed: Head[] = [];
    for (const id of ids) {
      own.add(id);
      open.delete(id);
      const session = read.get(id);
      if (!session) continue;
      const head = headOf(session);
      changed.push(head);
      if (!head.closed) open.set(id, session);
    }
    const broken = ids.filter((id) => read.get(id) === null);
    take(
      changed,
      broken,
      ids.filter((id) => !read.has(id)),
    );
  };

  /** What the packs hold, and the sessions that they don't hold yet. */
  const readPacks = async () => {
    const spans = await vault.packedSpans();
    const packs = await Promise.all(spans.map((span) => vault.pack('heads', span)));
    const read = packs.flatMap((pack) => readHeads(pack) ?? []);
    take(
      read.flatMap((pack) => pack.heads),
      read.flatMap((pack) => pack.unreadable),
      [],
    );
  };

  const readStale = async (
    stale: ReadonlyMap<string, string>,
    openIds: readonly string[],
  ): Promise<void> => {
    const ids = [...new Set([...openIds, ...stale.keys()])];
    if (ids.length <= MOST_STALE) return readSessions(ids);
    const wanted = new Set(ids);
    const newest = (await vault.sessionIds()).filter((id) => wanted.has(id)).slice(0, MOST_STALE);
    await readSessions([...new Set([...openIds, ...newest])]);
  };

  /** Drops the sessions that are gone, after a change that named none. */
  const dropGone = async () => {
    const there = new Set(await vault.sessionIds());
    const known = [...heads.map(({ id }) => id), ...unreadable];
    const gone = known.filter((id) => !there.has(id));
    for (const id of gone) open.delete(id);
    take([], [], gone);
  };

  const readAny = async () => {
    // What a librarian packs from now on is in the packs, or among these.
    const [stale, openIds] = await Promise.all([vault.stale(), vault.openIds()]);
    own.clear();
    if (opened) await dropGone();
    else await readPacks();
    await readStale(stale, openIds);
    const all = await vault.countSessions();
    const done = heads.length + unreadable.size;
    reading = done < all ? { done, all } : null;
    opened = true;
  };

  const show = () => {
    if (stopped || !practice || !opened) return;
    const running = [...open.values()].sort((a, b) => startOf(b) - startOf(a))[0] ?? null;
    onRead({ heads, running, reading, unreadable: unreadable.size, paperWrites, ...practice });
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
          now.sessions === 'any' ? readAny() : readSessions([...now.sessions]),
        ]);
        practice = read;
        show();
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
    if (change.tables.has('papers')) paperWrites += 1;
    due = together(due, change);
    void work();
  });
  void work();
  return {
    tell(news) {
      if (news.type === 'read') {
        if (!reading) return;
        reading = news.done < news.all ? { done: news.done, all: news.all } : null;
        // Another page's librarian may have packed some, of which this one's says nothing.
        if (!reading && heads.length + unreadable.size < news.all) {
          void readPacks().then(show, onError);
          return;
        }
      } else {
        const older = (id: string) => !own.has(id);
        take(
          news.heads.filter(({ id }) => older(id)),
          news.unreadable.filter(older),
          news.gone.filter(older),
        );
      }
      show();
    },
    stop() {
      stopped = true;
      unwatch();
    },
  };
}

const startOf = ({ events }: SessionRecord) => events[0]?.at ?? 0;

interface Due {
  readonly sessions: Set<string> | 'any';
  readonly practice: boolean;
}

const EVERYTHING = (): Due => ({ sessions: 'any', practice: true });
const NOTHING = (): Due => ({ sessions: new Set(), practice: false });

const isDue = ({ sessions, practice }: Due) => practice || sessions === 'any' || sessions.size > 0;

const together = (due: Due, { ids, tables }: Change): Due => ({
  sessions: due.sessions === 'any' || ids === 'any' ? 'any' : new Set([...due.sessions, ...ids]),
  practice:
    due.practice ||
    (['clients', 'settings', 'log', 'papers'] as const).some((table) => tables.has(table)),
});

async function readPractice(vault: Vault, locale: string): Promise<PracticePart> {
  const clients = await vault.clients();
  return {
    clients: clients.toSorted((a, b) => a.code.localeCompare(b.code, locale, { numeric: true })),
    unreadableClients: (await vault.countClients()) - clients.length,
    settings: await vault.settings(),
    log: await vault.log(),
    calendar: await vault.paper('calendar', PRACTICE),
  };
}
