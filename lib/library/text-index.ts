import { type Kind, type Note, notesFor } from '../notes';
import { folded, type Query, wordsOf } from '../search';
import type { EpochMs, LegId } from '../session';
import type { SessionRecord } from '../vault';

/** A note as packs hold it. */
export type PackedNote = readonly [
  kind: Kind,
  leg: LegId | null,
  text: string,
  intoMs: number,
  noteId: string,
];

/** The words of a session's notes in one compartment, in their order. */
export interface PackedText {
  readonly id: string;
  readonly startedAt: EpochMs;
  readonly notes: readonly PackedNote[];
}

/** The words of a session as packs hold them, without those of deleted notes. */
export function textsOf(session: SessionRecord): Record<'record' | 'private', PackedText> {
  const startedAt = session.events[0]?.at ?? 0;
  const of = (compartment: Note['compartment']): PackedText => ({
    id: session.id,
    startedAt,
    notes: notesFor(compartment, session.notes).map(
      ({ kind, leg, text, intoMs, id }) => [kind, leg, text, intoMs, id] as const,
    ),
  });
  return { record: of('record'), private: of('private') };
}

export interface FoundNote {
  readonly noteId: string;
  readonly kind: Kind;
  readonly leg: LegId | null;
  readonly text: string;
  readonly intoMs: number;
  readonly isPrivate: boolean;
}

export interface FoundSession {
  readonly id: string;
  readonly clientId: string | null;
  readonly startedAt: EpochMs;
  /** Those that hold one of the words, in the order of the session. */
  readonly notes: readonly FoundNote[];
}

/** What a query finds. */
export interface Hits {
  /** The newest sessions that hold something, as many as were asked for. */
  readonly sessions: readonly FoundSession[];
  /** How many notes, sessions and clients there are in all. */
  readonly notes: number;
  readonly sessionCount: number;
  readonly clients: number;
  /** How many private notes would be found beside them. */
  readonly morePrivate: number;
}

export const NO_HITS: Hits = {
  sessions: [],
  notes: 0,
  sessionCount: 0,
  clients: 0,
  morePrivate: 0,
};

/** Notes of one compartment with their words in lower case, and all of these together. */
interface Shelved {
  readonly notes: readonly PackedNote[];
  readonly words: readonly string[];
  readonly all: string;
}

interface Entry {
  readonly id: string;
  readonly clientId: string | null;
  readonly startedAt: EpochMs;
  readonly record: Shelved;
  readonly private: Shelved;
}

const shelved = ({ notes }: PackedText): Shelved => {
  const words = notes.map(([, , text]) => folded(text));
  return { notes, words, all: words.join('\n') };
};

/**
 * Finds notes by their words. Each word of a query has to stand somewhere in the session, in any
 * script, as a word or as a part of one; the notes that hold one of them are found.
 */
export class TextIndex {
  readonly #entries = new Map<string, Entry>();
  #sorted: readonly Entry[] | null = null;
  /** What held all words last, so that a query that goes on from it looks only there. */
  #last: { readonly words: readonly string[]; readonly found: readonly Entry[] } | null = null;

  get size(): number {
    return this.#entries.size;
  }

  ids(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Adds a session or changes it. */
  put(
    texts: Readonly<Record<'record' | 'private', PackedText>>,
    clientId: string | null = null,
  ): void {
    const { id, startedAt } = texts.record;
    this.#entries.set(id, {
      id,
      clientId,
      startedAt,
      record: shelved(texts.record),
      private: shelved(texts.private),
    });
    this.#forget();
  }

  remove(id: string): void {
    if (this.#entries.delete(id)) this.#forget();
  }

  /**
   * What a query finds.
   * @param most sessions whose notes are given; the numbers are of all
   */
  search(query: Query, most: number): Hits {
    const words = wordsOf(query.words);
    const sessions: FoundSession[] = [];
    const clients = new Set<string>();
    let [notes, sessionCount, morePrivate] = [0, 0, 0];
    for (const entry of this.#holding(words)) {
      if (query.clientId !== null && entry.clientId !== query.clientId) continue;
      if (query.since !== null && entry.startedAt < query.since) continue;
      const inRecord = found(entry.record, query, words, false);
      const inPrivate = found(entry.private, query, words, true);
      const both = [...inRecord, ...inPrivate];
      const shown = query.withPrivate ? both : inRecord;
      if (!hasAll(words, query.withPrivate ? both : inRecord)) {
        if (hasAll(words, both)) morePrivate += inPrivate.length;
        continue;
      }
      if (!query.withPrivate) morePrivate += inPrivate.length;
      if (shown.length === 0) continue;
      notes += shown.length;
      sessionCount += 1;
      if (entry.clientId !== null) clients.add(entry.clientId);
      if (sessions.length >= most) continue;
      const { id, clientId, startedAt } = entry;
      const inOrder = shown.toSorted((a, b) => a.note.intoMs - b.note.intoMs);
      sessions.push({ id, clientId, startedAt, notes: inOrder.map(({ note }) => note) });
    }
    return { sessions, notes, sessionCount, clients: clients.size, morePrivate };
  }

  /** The sessions that hold every word in any of their notes, the newest first. */
  #holding(words: readonly string[]): readonly Entry[] {
    const last = this.#last;
    const goesOn = last?.words.every((before) => words.some((word) => word.includes(before)));
    const from = (goesOn ? last?.found : null) ?? this.#newestFirst();
    const holding =
      words.length === 0
        ? from
        : from.filter((entry) =>
            words.every(
              (word) => entry.record.all.includes(word) || entry.private.all.includes(word),
            ),
          );
    this.#last = { words, found: holding };
    return holding;
  }

  #newestFirst(): readonly Entry[] {
    this.#sorted ??= [...this.#entries.values()].sort(
      (a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1),
    );
    return this.#sorted;
  }

  #forget(): void {
    this.#sorted = null;
    this.#last = null;
  }
}

/** A note that was found, and its words in lower case. */
interface Hit {
  readonly note: FoundNote;
  readonly words: string;
}

function found(
  { notes, words: folds }: Shelved,
  { leg: inLeg, kind: ofKind }: Query,
  words: readonly string[],
  isPrivate: boolean,
): readonly Hit[] {
  const hits: Hit[] = [];
  for (const [n, [kind, leg, text, intoMs, noteId]] of notes.entries()) {
    if (inLeg !== null && leg !== inLeg) continue;
    if (ofKind !== null && kind !== ofKind) continue;
    const own = folds[n] ?? '';
    if (words.length > 0 && !words.some((word) => own.includes(word))) continue;
    hits.push({ note: { noteId, kind, leg, text, intoMs, isPrivate }, words: own });
  }
  return hits;
}

const hasAll = (words: readonly string[], hits: readonly Hit[]): boolean =>
  words.every((word) => hits.some((hit) => hit.words.includes(word)));
