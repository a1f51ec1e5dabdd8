import { type Kind, type Note, notesFor } from '../notes';
import { HEADER_FIELDS } from '../papers';
import { folded, type Query, wordsOf } from '../search';
import type { EpochMs, LegId } from '../session';
import type { SessionRecord } from '../vault';

/** What is written in a session's document beside its notes: a line of it is found as they are. */
export const WRITTEN = ['ownWords', 'addendum'] as const;
export type Written = (typeof WRITTEN)[number];

/** A note as packs hold it, or what is written in the document. */
export type PackedNote = readonly [
  kind: Kind | Written,
  leg: LegId | null,
  text: string,
  intoMs: number,
  noteId: string,
  /** Whether it is marked for supervision; left out where it isn't. */
  forSupervision?: true,
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
    notes: notesFor(compartment, session.notes).map((note): PackedNote => {
      const { kind, leg, intoMs, id, forSupervision } = note;
      const packed = [kind, leg, wholeText(note), intoMs, id] as const;
      return forSupervision ? [...packed, true] : packed;
    }),
  });
  const record = of('record');
  return {
    record: { ...record, notes: [...record.notes, ...writtenIn(session, startedAt)] },
    private: of('private'),
  };
}

/** A note's words, with when and how a plan is to be done. */
const wholeText = ({ text, plan }: Note): string => {
  const detail = [plan?.when, plan?.know].filter(Boolean).join('; ');
  return detail === '' ? text : `${text} (${detail})`;
};

/** Fields of a document's head that nothing is filled in by itself when it becomes final. */
const TYPED = ['ownPlace', 'trouble', 'planLink'] as const;

/** What somebody typed in the document, after all notes. */
function writtenIn({ document, events }: SessionRecord, startedAt: EpochMs): readonly PackedNote[] {
  if (!document) return [];
  const intoMs = (events.at(-1)?.at ?? startedAt) - startedAt;
  const line = (kind: Written, id: string, text: string): readonly PackedNote[] =>
    text.trim() === '' ? [] : [[kind, null, text, intoMs, id]];
  return [
    ...Object.entries(document.own).flatMap(([format, sections]) =>
      Object.entries(sections).flatMap(([section, words]) =>
        line('ownWords', `${format}/${section}`, words),
      ),
    ),
    ...(document.finalisedAt === null ? HEADER_FIELDS : TYPED).flatMap((field) =>
      line('ownWords', field, document.header[field] ?? ''),
    ),
    ...line('ownWords', 'late', document.lateReason),
    ...document.addenda.flatMap(({ id, text }) => line('addendum', id, text)),
  ];
}

export interface FoundNote {
  /** Of the note, or of where in the document it is written. */
  readonly noteId: string;
  readonly kind: Kind | Written;
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

/** Notes of one compartment, and their words in lower case: one note after the other. */
interface Shelved {
  readonly notes: readonly PackedNote[];
  /** All words. No word of a query goes over a line break, so none is found across two notes. */
  readonly all: string;
  /** Where each note ends in `all`. */
  readonly ends: readonly number[];
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
  let end = -1;
  const ends = words.map((own) => {
    end += own.length + 1;
    return end;
  });
  return { notes, all: words.join('\n'), ends };
};

/**
 * Finds notes by their words. Each word of a query has to stand somewhere in the session, in any
 * script, as a word or as a part of one; the notes that hold one of them are found.
 */
export class TextIndex {
  readonly #entries = new Map<string, Entry>();
  #sorted: readonly Entry[] | null = null;
  /** What held all words last, so that a query that goes on from it looks only there. */
  #last: { readonly words: readonly string[]; readonly held: readonly Held[] } | null = null;

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
    // Without words, every note holds what is looked for.
    const wanted = words.length > 0 ? words : [''];
    const sessions: FoundSession[] = [];
    const clients = new Set<string>();
    let [notes, sessionCount, morePrivate] = [0, 0, 0];
    const held = this.#holding(wanted);
    const [open, hidden] = [query.among !== 'private', query.among !== 'record'];
    for (const { entry, record: all, private: allPrivate } of held) {
      if (query.clientId !== null && entry.clientId !== query.clientId) continue;
      if (query.since !== null && entry.startedAt < query.since) continue;
      if (query.until !== null && entry.startedAt >= query.until) continue;
      const inRecord = asked(entry.record, all, query);
      const inPrivate = asked(entry.private, allPrivate, query);
      const isFound = holdsAll(open ? inRecord : inPrivate, open && hidden ? inPrivate : []);
      if (!isFound && (hidden || !holdsAll(inRecord, inPrivate))) continue;
      const secret = together(inPrivate);
      if (!hidden) morePrivate += secret.length;
      if (!isFound) continue;
      const record = open ? together(inRecord) : [];
      notes += record.length + (hidden ? secret.length : 0);
      sessionCount += 1;
      if (entry.clientId !== null) clients.add(entry.clientId);
      if (sessions.length >= most) continue;
      const { id, clientId, startedAt } = entry;
      const shown = [
        ...record.map((n) => noteAt(entry.record, n, false)),
        ...(hidden ? secret.map((n) => noteAt(entry.private, n, true)) : []),
      ];
      sessions.push({ id, clientId, startedAt, notes: shown.toSorted(inOrder) });
    }
    this.#last = { words: wanted, held };
    return { sessions, notes, sessionCount, clients: clients.size, morePrivate };
  }

  /** The sessions that hold every word, the newest first, each with where it holds them. */
  #holding(words: readonly string[]): readonly Held[] {
    const last = this.#last;
    const goesOn = last?.words.every((before) => words.some((word) => word.includes(before)));
    const held: Held[] = [];
    if (!last || !goesOn) {
      for (const entry of this.#newestFirst()) {
        const record = words.map((word) => placesOf(word, entry.record));
        const secret = words.map((word) => placesOf(word, entry.private));
        if (holdsAll(record, secret)) held.push({ entry, record, private: secret });
      }
      return held;
    }
    // The word before that each word goes on from, if there is one.
    const from = words.map((word) => {
      const same = last.words.indexOf(word);
      return same === -1 ? last.words.findIndex((before) => word.includes(before)) : same;
    });
    const goOn = (shelf: Shelved, before: HitsByWord) =>
      words.map((word, n) => {
        const places = before[from[n] ?? -1];
        const isSame = places !== undefined && word === last.words[from[n] ?? -1];
        return isSame ? places : placesOf(word, shelf, places);
      });
    for (const { entry, ...before } of last.held) {
      const record = goOn(entry.record, before.record);
      const secret = goOn(entry.private, before.private);
      if (holdsAll(record, secret)) held.push({ entry, record, private: secret });
    }
    return held;
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

/** For each word, the places of the notes that hold it, in ascending order. */
type HitsByWord = readonly (readonly number[])[];

/** A session, and where in it each word of a query is. */
interface Held {
  readonly entry: Entry;
  readonly record: HitsByWord;
  readonly private: HitsByWord;
}

const NOWHERE: readonly number[] = [];

/** Looking at few notes one by one is faster than going through all text; this many are few. */
const FEW = 1 / 4;

/**
 * The places of the notes that hold a word, in ascending order.
 * @param among the only places where it can be
 */
function placesOf(
  word: string,
  { all, ends }: Shelved,
  among?: readonly number[],
): readonly number[] {
  if (ends.length === 0) return NOWHERE;
  if (among && among.length < ends.length * FEW)
    return among.filter((n) => all.slice(n === 0 ? 0 : ends[n - 1], ends[n]).includes(word));
  const places: number[] = [];
  let n = 0;
  for (let at = all.indexOf(word); at !== -1 && n < ends.length; ) {
    while ((ends[n] ?? all.length) < at) n += 1;
    places.push(n);
    // Once is enough: the search goes on behind this note.
    at = all.indexOf(word, ends[n]);
    n += 1;
  }
  return places;
}

/** Whether each word is in one of two compartments at least. */
const holdsAll = (inOne: HitsByWord, inOther: HitsByWord): boolean =>
  inOne.every((hits, n) => hits.length + (inOther[n]?.length ?? 0) > 0);

/** Whether a note is of a kind, or marked as if it were. */
const isOf = (note: PackedNote | undefined, kind: Kind): boolean =>
  note?.[0] === kind || (kind === 'supervision' && note?.[5] === true);

/** Of the hits, those with the query's leg and kind. */
function asked({ notes }: Shelved, hits: HitsByWord, { leg, kind }: Query): HitsByWord {
  if (leg === null && kind === null) return hits;
  const isAsked = (n: number) =>
    (kind === null || isOf(notes[n], kind)) && (leg === null || notes[n]?.[1] === leg);
  return hits.map((places) => places.filter(isAsked));
}

/** The places with any of the words, in ascending order. */
const together = (hits: HitsByWord): readonly number[] => hits.reduce(merged);

/** Two ascending lists as one, without what is twice. */
function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const both: number[] = [];
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY];
    both.push(Math.min(x, y));
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return both;
}

function noteAt({ notes }: Shelved, n: number, isPrivate: boolean): FoundNote {
  const [kind, leg, text, intoMs, noteId] = notes[n] as PackedNote;
  return { noteId, kind, leg, text, intoMs, isPrivate };
}

const inOrder = (a: FoundNote, b: FoundNote) => a.intoMs - b.intoMs;
