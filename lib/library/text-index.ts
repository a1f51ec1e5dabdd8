import type { Kind, Note } from '../notes';
import type { LegId } from '../session';
import type { SessionRecord } from '../vault';

/** The words of a session's notes in one compartment, in their order. */
export interface PackedText {
  readonly id: string;
  readonly startedAt: number;
  readonly notes: readonly (readonly [kind: Kind, leg: LegId | null, text: string])[];
}

/** The words of a session as packs hold them, without those of deleted notes. */
export function textsOf(session: SessionRecord): Record<'record' | 'private', PackedText> {
  const startedAt = session.events[0]?.at ?? 0;
  const of = (compartment: Note['compartment']): PackedText => ({
    id: session.id,
    startedAt,
    notes: session.notes
      .filter((note) => !note.deleted && note.compartment === compartment)
      .map(({ kind, leg, text }) => [kind, leg, text] as const),
  });
  return { record: of('record'), private: of('private') };
}

/** Lower case without accents, for comparison. */
export function folded(text: string): string {
  // Most text is plain, and this loop runs over all of a practice.
  const plain = /^[\x20-\x7e\n]*$/.test(text)
    ? text
    : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.toLowerCase();
}

interface Entry {
  readonly id: string;
  readonly startedAt: number;
  readonly text: string;
}

/**
 * Finds sessions by the words of their notes. A query is a list of words, each of which has to
 * stand somewhere in the session, in any script, as a word or as a part of one.
 */
export class TextIndex {
  readonly #entries = new Map<string, Entry>();
  #sorted: readonly Entry[] | null = null;
  /** What was found last, so that a query that goes on from it looks only there. */
  #last: { readonly words: readonly string[]; readonly found: readonly Entry[] } | null = null;

  get size(): number {
    return this.#entries.size;
  }

  ids(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Adds a session or changes it. `more` are words that stand in no note, such as legs' names. */
  put(texts: Readonly<Record<'record' | 'private', PackedText>>, more: readonly string[]): void {
    const { id, startedAt } = texts.record;
    const words = [texts.record, texts.private].flatMap(({ notes }) =>
      notes.map(([, , text]) => text),
    );
    this.#entries.set(id, { id, startedAt, text: folded([...words, ...more].join('\n')) });
    this.#forget();
  }

  remove(id: string): void {
    if (this.#entries.delete(id)) this.#forget();
  }

  /** The ids of the sessions that hold every word of a query, the newest first. */
  search(query: string): readonly string[] {
    const words = folded(query).split(/\s+/).filter(Boolean);
    const last = this.#last;
    const goesOn = last?.words.every((before) => words.some((word) => word.includes(before)));
    const from = (goesOn ? last?.found : null) ?? this.#newestFirst();
    const found = from.filter(({ text }) => words.every((word) => text.includes(word)));
    this.#last = { words, found };
    return found.map(({ id }) => id);
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
