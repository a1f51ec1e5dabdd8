import type { Query } from '../search';
import type { Change } from '../store';
import { RingChangedError, type SessionRecord, spanOf, type Vault } from '../vault';
import { type Head, headOf } from './head';
import { type Hits, type PackedText, TextIndex, textsOf } from './text-index';

/** The tables that a session is read from. */
const OF_SESSIONS = ['sessions', 'events', 'lines', 'papers'] as const;

/** The version of what a pack holds. A pack of another version is made anew. */
const FORMAT = 7;

/** The heads of a span's sessions. Sessions that can't be opened are named. */
interface PackedHeads {
  readonly format: typeof FORMAT;
  readonly heads: readonly Head[];
  readonly unreadable: readonly string[];
}

interface PackedTexts {
  readonly format: typeof FORMAT;
  readonly texts: readonly PackedText[];
}

/** What the librarian says about its work. */
export type News =
  /** Heads that were made anew, sessions that can't be opened, and sessions that are gone. */
  | {
      readonly type: 'heads';
      readonly heads: readonly Head[];
      readonly unreadable: readonly string[];
      readonly gone: readonly string[];
    }
  /** How many of the sessions have been gone through; the same numbers once all have. */
  | { readonly type: 'read'; readonly done: number; readonly all: number };

/** What a query has found, and whether all sessions have been gone through. */
export interface Found extends Hits {
  readonly complete: boolean;
}

export interface LibrarianParts {
  readonly vault: Vault;
  /** Shared by all pages of the desk, so that one at a time makes packs. */
  readonly locks: Pick<LockManager, 'request'>;
  tell(news: News): void;
  onError(error: unknown): void;
}

/** The heads in a pack, or null if it has to be made anew. */
export function readHeads(pack: unknown): PackedHeads | null {
  const read = pack as PackedHeads | null;
  return read?.format === FORMAT && Array.isArray(read.heads) ? read : null;
}

function readTexts(pack: unknown): readonly PackedText[] | null {
  const read = pack as PackedTexts | null;
  return read?.format === FORMAT && Array.isArray(read.texts) ? read.texts : null;
}

/** What the packs of a span say of one session. */
interface Entry {
  readonly head: Head;
  readonly record: PackedText;
  readonly private: PackedText;
}

const entryOf = (session: SessionRecord): Entry => ({
  head: headOf(session),
  ...textsOf(session),
});

/** A span as its packs hold it. */
interface Shelf {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly unreadable: readonly string[];
}

/**
 * Keeps the packs in step with the sessions, and finds words in them. It goes through a span at a
 * time, the newest first, and can be stopped anywhere: what it has done is kept.
 */
export class Librarian {
  readonly #parts: LibrarianParts;
  readonly #index = new TextIndex();
  #complete = false;
  #working = false;
  #stopped = false;
  /** The sessions that have changed since they were read. */
  #due: Set<string> | 'any' = 'any';

  constructor(parts: LibrarianParts) {
    this.#parts = parts;
  }

  /** Goes through all sessions once, and then through those that change. Returns how to stop. */
  start(): () => void {
    const unwatch = this.#parts.vault.watch(({ tables, ids }: Change) => {
      if (OF_SESSIONS.some((table) => tables.has(table))) this.#changed(ids);
    });
    this.#changed('any');
    return () => {
      this.#stopped = true;
      unwatch();
    };
  }

  /** @param most sessions whose notes are given */
  search(query: Query, most: number): Found {
    return { ...this.#index.search(query, most), complete: this.#complete };
  }

  #changed(ids: readonly string[] | 'any'): void {
    const due = this.#due;
    this.#due = due === 'any' || ids === 'any' ? 'any' : new Set([...due, ...ids]);
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (!this.#stopped && (this.#due === 'any' || this.#due.size > 0)) {
        const due = this.#due;
        this.#due = new Set();
        if (due === 'any') await this.#readAll();
        else await this.#readAgain([...due]);
      }
    } catch (error) {
      // With other keys, somebody makes another librarian.
      if (!(error instanceof RingChangedError) && !this.#stopped) this.#parts.onError(error);
      this.#due = 'any';
    } finally {
      this.#working = false;
    }
  }

  async #readAll(): Promise<void> {
    this.#complete = false;
    const spans = await this.#parts.vault.sessionSpans();
    const all = spans.reduce((sum, { ids }) => sum + ids.length, 0);
    const there = new Set(spans.flatMap(({ ids }) => ids));
    for (const id of this.#index.ids()) if (!there.has(id)) this.#index.remove(id);
    let done = 0;
    for (const { span, ids } of spans) {
      if (this.#stopped) return;
      await this.#alone(() => this.#readSpan(span, ids));
      done += ids.length;
      this.#parts.tell({ type: 'read', done, all });
    }
    if (all === 0) this.#parts.tell({ type: 'read', done, all });
    this.#complete = true;
  }

  async #readSpan(span: number, ids: readonly string[]): Promise<void> {
    const { vault, tell } = this.#parts;
    const marks = await vault.stale(ids);
    const shelf = await this.#shelf(span);
    const packed = new Set([...(shelf?.entries.keys() ?? []), ...(shelf?.unreadable ?? [])]);
    const wanted = ids.filter((id) => !packed.has(id) || marks.has(id));
    const read = await vault.sessionsWith(wanted);
    const gone = [...packed].filter((id) => !ids.includes(id));
    const next = mended(shelf, read, gone);
    this.#learn([...next.entries.values()]);
    if (read.size + gone.length === 0) return;
    const heads = [...read.values()].flatMap((session) => (session ? [headOf(session)] : []));
    tell({ type: 'heads', heads, unreadable: unreadableOf(read), gone });
    if (gone.length > 0 || [...read.values()].some(isOver)) await this.#put(span, next, marks);
  }

  /** Reads sessions that have changed. */
  async #readAgain(ids: readonly string[]): Promise<void> {
    const { vault } = this.#parts;
    await this.#alone(async () => {
      const marks = await vault.stale(ids);
      const read = await vault.sessionsWith(ids);
      for (const id of ids) if (!read.has(id)) this.#index.remove(id);
      const spans = new Map<number, Map<string, SessionRecord>>();
      for (const [id, session] of read) {
        if (!session) continue;
        this.#learn([entryOf(session)]);
        if (!isOver(session)) continue;
        const span = spanOf(headOf(session).startedAt);
        spans.set(span, (spans.get(span) ?? new Map()).set(id, session));
      }
      for (const [span, sessions] of spans) {
        const shelf = await this.#shelf(span);
        // Another session of the span would be missing in what is made from these alone.
        if (!shelf) this.#due = 'any';
        else await this.#put(span, mended(shelf, sessions, []), marks);
      }
    });
  }

  /** The packs of a span; null unless all of them are there and speak of the same sessions. */
  async #shelf(span: number): Promise<Shelf | null> {
    const { vault } = this.#parts;
    const [heads, record, own] = await Promise.all([
      vault.pack('heads', span).then(readHeads),
      vault.pack('record', span).then(readTexts),
      vault.pack('private', span).then(readTexts),
    ]);
    if (!heads || !record || !own) return null;
    const byId = (texts: readonly PackedText[]) => new Map(texts.map((one) => [one.id, one]));
    const [records, privates] = [byId(record), byId(own)];
    const entries = new Map<string, Entry>();
    for (const head of heads.heads) {
      const [ofRecord, ofPrivate] = [records.get(head.id), privates.get(head.id)];
      if (!ofRecord || !ofPrivate) return null;
      entries.set(head.id, { head, record: ofRecord, private: ofPrivate });
    }
    return { entries, unreadable: heads.unreadable };
  }

  async #put(span: number, shelf: Shelf, marks: ReadonlyMap<string, string>): Promise<void> {
    const over = [...shelf.entries.values()].filter(({ head }) => head.closed);
    const ids = [...over.map(({ head }) => head.id), ...shelf.unreadable];
    const format = FORMAT;
    const pack = {
      heads: { format, heads: over.map(({ head }) => head), unreadable: shelf.unreadable },
      record: { format, texts: over.map(({ record }) => record) },
      private: { format, texts: over.map((entry) => entry.private) },
    };
    const seen = new Map([...marks].filter(([id]) => ids.includes(id)));
    try {
      // False when a session was erased meanwhile.
      if (!(await this.#parts.vault.putPack(span, ids, pack, seen))) this.#due = 'any';
    } catch (error) {
      // Without room on the disk, packs are made again the next time, and all else goes on.
      if (error instanceof RingChangedError) throw error;
    }
  }

  #learn(entries: readonly Entry[]): void {
    for (const { head, record, private: own } of entries)
      this.#index.put({ record, private: own }, head.clientId);
  }

  /** Two librarians that make the same pack could put an older one over a newer one. */
  async #alone(run: () => Promise<void>): Promise<void> {
    await this.#parts.locks.request('packs', run);
  }
}

const isOver = (session: SessionRecord | null): boolean =>
  session === null || session.events.some(({ type }) => type === 'closed');

const unreadableOf = (read: ReadonlyMap<string, SessionRecord | null>): readonly string[] =>
  [...read].flatMap(([id, session]) => (session ? [] : [id]));

/** A shelf with sessions as they were read, and without those that are gone. */
function mended(
  shelf: Shelf | null,
  read: ReadonlyMap<string, SessionRecord | null>,
  gone: readonly string[],
): Shelf {
  const out = new Set([...gone, ...read.keys()]);
  const entries = new Map([...(shelf?.entries ?? [])].filter(([id]) => !out.has(id)));
  for (const [id, session] of read) if (session) entries.set(id, entryOf(session));
  return {
    entries,
    unreadable: [...(shelf?.unreadable ?? []).filter((id) => !out.has(id)), ...unreadableOf(read)],
  };
}
