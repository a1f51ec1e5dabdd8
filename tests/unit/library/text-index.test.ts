import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextIndex, textsOf } from '@/lib/library/text-index';
import { newNote } from '@/lib/notes';
import { newDocument } from '@/lib/papers';
import { asksForAny, folded, NO_QUERY, piecesOf, type Query } from '@/lib/search';
import type { SessionRecord } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';

const DAY = 86_400_000;

interface Written {
  readonly text: string;
  readonly deleted?: boolean;
  readonly apart?: boolean;
}

/** A session of a day with these notes. */
const session = (id: string, day: number, notes: readonly Written[]): SessionRecord => ({
  id,
  plan: planAt(day * DAY),
  meeting: null,
  events: begun(day * DAY),
  notes: notes.map(({ text, deleted = false, apart = false }, index) => ({
    ...newNote({
      id: `${id}-${index}`,
      at: day * DAY,
      leg: 'opening',
      intoMs: 0,
      kind: 'note',
      text,
      compartment: apart ? 'private' : 'record',
    }),
    deleted,
  })),
  unreadable: 0,
  locked: 0,
});

const indexOf = (sessions: readonly SessionRecord[]) => {
  const index = new TextIndex();
  for (const one of sessions) index.put(textsOf(one), null);
  return index;
};
const query = (change: Partial<Query>): Query => ({ ...NO_QUERY, ...change });
/** The sessions that hold some words, private ones included. */
const ids = (index: TextIndex, words: string) =>
  index.search(query({ words, among: 'both' }), 1_000).sessions.map(({ id }) => id);

const cafe = session('cafe', 1, [{ text: 'Zoë meets a friend in the Café' }]);
const walk = session('walk', 2, [
  { text: 'A walk each day' },
  { text: 'A café, deleted', deleted: true },
  { text: 'My own doubts', apart: true },
]);

describe('a search', () => {
  test('without words finds every session, the newest first', () => {
    expect(ids(indexOf([cafe, walk]), '')).toEqual(['walk', 'cafe']);
    expect(ids(indexOf([cafe, walk]), '  ')).toEqual(['walk', 'cafe']);
  });

  test('wants every word, whatever its case and accents', () => {
    const index = indexOf([cafe, walk]);
    expect(ids(index, 'CAFE zoe')).toEqual(['cafe']);
    expect(ids(index, 'walk friend')).toEqual([]);
  });

  test('finds parts of words and private words, and no deleted words', () => {
    const index = indexOf([cafe, walk]);
    expect(ids(index, 'riend')).toEqual(['cafe']);
    expect(ids(index, 'doubts')).toEqual(['walk']);
    expect(ids(index, 'deleted')).toEqual([]);
  });

  test('finds what was changed, and no longer what was or what is gone', () => {
    const index = indexOf([cafe, walk]);
    expect(ids(index, 'friend')).toEqual(['cafe']);
    index.put(textsOf(session('cafe', 1, [{ text: 'Zoë meets a colleague' }])), null);
    expect(ids(index, 'friend')).toEqual([]);
    expect(ids(index, 'colleague')).toEqual(['cafe']);
    index.remove('cafe');
    expect(ids(index, 'colleague')).toEqual([]);
    expect(index.size).toBe(1);
  });
});

test('letters of every script are compared without accents', () => {
  expect(folded('ÉCOLE Übung Ñandú')).toBe('ecole ubung nandu');
  expect(folded('你好 Привет')).toBe('你好 привет');
});

test('what was typed on the way never changes what a query finds', () => {
  const words = fc.constantFrom('a', 'ab', 'abc', 'b', 'bc', 'c', 'é', 'd', 'e');
  const some = (least: number, most: number) =>
    fc.array(words, { minLength: least, maxLength: most }).map((all) => all.join(' '));
  const note = fc.record({ text: some(0, 4), apart: fc.boolean() });
  const asked = fc.record({
    words: some(1, 3),
    among: fc.constantFrom('record', 'private', 'both'),
  });
  const holds = (text: string, word: string) => folded(text).includes(folded(word));
  fc.assert(
    fc.property(
      fc.array(fc.array(note, { maxLength: 9 }), { maxLength: 6 }),
      fc.array(asked, { maxLength: 8 }),
      (written, queries) => {
        const sessions = written.map((notes, day) => session(`s${day}`, day, notes));
        const typed = indexOf(sessions);
        for (const one of queries) {
          const found = typed.search(query(one), 1_000);
          expect(found).toEqual(indexOf(sessions).search(query(one), 1_000));
          const all = one.words.split(' ');
          const plain = sessions.flatMap(({ id, notes }) => {
            const seen = notes.filter(
              ({ compartment }) => one.among === 'both' || compartment === one.among,
            );
            const isFound = all.every((word) => seen.some(({ text }) => holds(text, word)));
            const hits = seen.filter(({ text }) => all.some((word) => holds(text, word)));
            return isFound ? [[id, hits.map((hit) => hit.id).sort()]] : [];
          });
          expect(
            found.sessions.map(({ id, notes }) => [id, notes.map(({ noteId }) => noteId).sort()]),
          ).toEqual(plain.reverse());
          expect(found.notes).toBe(plain.reduce((sum, [, hits]) => sum + (hits?.length ?? 0), 0));
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('what is found', () => {
  const day = session('s', 3, [
    { text: 'guilt about the move' },
    { text: 'the move waits' },
    { text: 'a guilt of mine', apart: true },
  ]);
  const other = session('t', 4, [{ text: 'no guilt today' }]);
  const index = new TextIndex();
  index.put(textsOf(day), 'c1');
  index.put(textsOf(other), 'c2');
  const find = (change: Partial<Query>, most = 10) => index.search(query(change), most);

  test('is the notes with one of the words, in sessions with all of them', () => {
    expect(find({ words: 'guilt' })).toMatchObject({
      notes: 2,
      sessionCount: 2,
      clients: 2,
      morePrivate: 1,
    });
    expect(find({ words: 'guilt waits' }).sessions).toMatchObject([
      { id: 's', notes: [{ text: 'guilt about the move' }, { text: 'the move waits' }] },
    ]);
  });

  test('holds no private note unless they are asked for, and counts them', () => {
    const without = find({ words: 'mine' });
    expect(without).toMatchObject({ sessions: [], notes: 0, morePrivate: 1 });
    expect(JSON.stringify(find({ words: 'guilt' }).sessions)).not.toContain('mine');
    const withThem = find({ words: 'mine', among: 'both' });
    expect(withThem).toMatchObject({ notes: 1, morePrivate: 0 });
    expect(withThem.sessions[0]?.notes[0]).toMatchObject({ isPrivate: true, noteId: 's-2' });
  });

  test('is private alone where that is asked for', () => {
    expect(find({ words: 'guilt', among: 'private' })).toMatchObject({
      notes: 1,
      sessionCount: 1,
      morePrivate: 0,
      sessions: [{ id: 's', notes: [{ text: 'a guilt of mine', isPrivate: true }] }],
    });
    expect(find({ words: 'guilt waits', among: 'private' }).sessions).toEqual([]);
  });

  test('is of one client, a time, a leg or a kind where that is asked for', () => {
    const found = (change: Partial<Query>) =>
      find({ words: 'guilt', ...change }).sessions.map(({ id }) => id);
    expect(found({ clientId: 'c1' })).toEqual(['s']);
    expect(found({ clientId: 'nobody' })).toEqual([]);
    expect(found({ since: 4 * DAY })).toEqual(['t']);
    expect(found({ until: 4 * DAY })).toEqual(['s']);
    expect(found({ since: 3 * DAY, until: 4 * DAY + 1 })).toEqual(['t', 's']);
    expect(found({ since: 4 * DAY, until: 4 * DAY })).toEqual([]);
    expect(found({ leg: 'opening' })).toEqual(['t', 's']);
    expect(found({ leg: 'closing' })).toEqual([]);
    expect(found({ kind: 'note' })).toEqual(['t', 's']);
    expect(found({ kind: 'risk' })).toEqual([]);
    expect(found({ kind: 'supervision' })).toEqual([]);
    const marked = session('m', 9, [{ text: 'marked' }, { text: 'not' }]);
    const [first, ...others] = marked.notes;
    if (!first) throw new Error('no note');
    const taken = { ...marked, notes: [{ ...first, forSupervision: true }, ...others] };
    const found9 = indexOf([taken]).search(query({ kind: 'supervision' }), 10);
    expect(found9.sessions.map(({ notes }) => notes.map(({ text }) => text))).toEqual([['marked']]);
    expect(find({ clientId: 'c1' })).toMatchObject({ notes: 2, sessionCount: 1 });
  });

  test('is the newest of it, with the numbers of all', () => {
    const { sessions, notes, sessionCount } = find({ words: 'guilt' }, 1);
    expect(sessions.map(({ id }) => id)).toEqual(['t']);
    expect([notes, sessionCount]).toEqual([2, 2]);
  });

  test('is looked for only when something is asked', () => {
    expect(asksForAny(NO_QUERY)).toBe(false);
    expect(asksForAny(query({ words: ' ', among: 'both' }))).toBe(false);
    for (const change of [{ words: 'a' }, { clientId: 'c' }, { since: 0 }, { until: 0 }])
      expect(asksForAny(query(change))).toBe(true);
    for (const change of [{ leg: 'opening' }, { kind: 'risk' }, { among: 'private' }] as const)
      expect(asksForAny(query(change))).toBe(true);
  });
});

describe('a text in pieces', () => {
  const shown = (text: string, words: string) =>
    piecesOf(text, words)
      .map(({ text: piece, isFound }) => (isFound ? `[${piece}]` : piece))
      .join('');

  test.each([
    ['without guilt, guilty', 'guilt', 'without [guilt], [guilt]y'],
    ['in the Café', 'cafe the', 'in [the] [Café]'],
    ['in the Cafe\u0301!', 'cafe', 'in the [Cafe\u0301]!'],
    ['\u0130stanbul', 'istan', '[\u0130stan]bul'],
    ['ﬁnd it', 'fin', '[ﬁn]d it'],
    ['你好吗', '好', '你[好]吗'],
    ['aaa', 'aa', '[aaa]'],
    ['nothing', '', 'nothing'],
    ['she doesn\u2019t', "doesn't", 'she [doesn\u2019t]'],
    ['I don\'t "dare"', 'don\u2019t \u201cdare\u201d', 'I [don\'t] ["dare"]'],
  ])('%s marks %s', (text, words, marked) => {
    expect(shown(text, words)).toBe(marked);
  });

  test('is the text, letter for letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 3 }), (text, words) => {
        expect(
          piecesOf(text, words)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('what is written beside notes is found, too', () => {
  const base = session('written', 3, [{ text: 'A walk' }, { text: 'apart', apart: true }]);
  const one: SessionRecord = {
    ...base,
    notes: base.notes.map((note) =>
      note.text === 'A walk'
        ? {
            ...note,
            kind: 'plan' as const,
            plan: { when: 'on Sunday', know: 'she slept', chosen: true },
          }
        : note,
    ),
    document: {
      ...newDocument('soap'),
      own: { soap: { assessment: 'steadier than in spring', plan: ' ' } },
      header: { trouble: 'her picture froze' },
      lateReason: 'the power was out',
      addenda: [{ id: 'a1', at: 9, utcOffset: null, text: 'the date was the 9th' }],
    },
  };
  const found = (words: string) =>
    indexOf([one])
      .search(query({ words }), 10)
      .sessions.flatMap(({ notes }) => notes);

  test.each([
    ['Sunday', 'plan', 'A walk (on Sunday; she slept)'],
    ['slept', 'plan', 'A walk (on Sunday; she slept)'],
    ['steadier', 'ownWords', 'steadier than in spring'],
    ['froze', 'ownWords', 'her picture froze'],
    ['power', 'ownWords', 'the power was out'],
    ['9th', 'addendum', 'the date was the 9th'],
  ])('%s, as %s', (words, kind, text) => {
    expect(found(words)).toMatchObject([{ kind, text, isPrivate: false }]);
  });

  test('but for what a document was filled in with when it became final', () => {
    const of = (finalisedAt: number | null) => {
      const document = { ...newDocument('soap'), header: { participants: 'mother' }, finalisedAt };
      return indexOf([{ ...one, document }]).search(query({ words: 'mother' }), 10).notes;
    };
    expect(of(null)).toBe(1);
    expect(of(9)).toBe(0);
  });

  test('and nothing of it among what is private', () => {
    expect(textsOf(one).private.notes.map(([, , text]) => text)).toEqual(['apart']);
    expect(found('')).toHaveLength(5);
  });
});
