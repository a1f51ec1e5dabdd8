import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded, TextIndex, textsOf } from '@/lib/library/text-index';
import { newNote } from '@/lib/notes';
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

const indexOf = (sessions: readonly SessionRecord[], more: readonly string[] = []) => {
  const index = new TextIndex();
  for (const one of sessions) index.put(textsOf(one), more);
  return index;
};

const cafe = session('cafe', 1, [{ text: 'Zoë meets a friend in the Café' }]);
const walk = session('walk', 2, [
  { text: 'A walk each day' },
  { text: 'A café, deleted', deleted: true },
  { text: 'My own doubts', apart: true },
]);

describe('a search', () => {
  test('without words finds every session, the newest first', () => {
    expect(indexOf([cafe, walk]).search('')).toEqual(['walk', 'cafe']);
    expect(indexOf([cafe, walk]).search('  ')).toEqual(['walk', 'cafe']);
  });

  test('wants every word, whatever its case and accents', () => {
    const index = indexOf([cafe, walk]);
    expect(index.search('CAFE zoe')).toEqual(['cafe']);
    expect(index.search('walk friend')).toEqual([]);
  });

  test('finds parts of words, private words and names of legs, and no deleted words', () => {
    const index = indexOf([cafe, walk], ['Planning']);
    expect(index.search('riend')).toEqual(['cafe']);
    expect(index.search('doubts')).toEqual(['walk']);
    expect(index.search('planning walk')).toEqual(['walk']);
    expect(index.search('deleted')).toEqual([]);
  });

  test('finds what was changed, and no longer what was or what is gone', () => {
    const index = indexOf([cafe, walk]);
    expect(index.search('friend')).toEqual(['cafe']);
    index.put(textsOf(session('cafe', 1, [{ text: 'Zoë meets a colleague' }])), []);
    expect(index.search('friend')).toEqual([]);
    expect(index.search('colleague')).toEqual(['cafe']);
    index.remove('cafe');
    expect(index.search('colleague')).toEqual([]);
    expect(index.size).toBe(1);
  });
});

test('letters of every script are compared without accents', () => {
  expect(folded('ÉCOLE Übung Ñandú')).toBe('ecole ubung nandu');
  expect(folded('你好 Привет')).toBe('你好 привет');
});

test('what was typed on the way never changes what a query finds', () => {
  const words = fc.constantFrom('a', 'ab', 'abc', 'b', 'bc', 'c', 'é');
  const text = fc.array(words, { maxLength: 6 }).map((some) => some.join(' '));
  const query = fc.array(words, { minLength: 1, maxLength: 3 }).map((some) => some.join(' '));
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 12 }),
      fc.array(query, { maxLength: 8 }),
      (texts, queries) => {
        const sessions = texts.map((one, day) => session(`s${day}`, day, [{ text: one }]));
        const typed = indexOf(sessions);
        for (const one of queries) {
          const found = typed.search(one);
          expect(found).toEqual(indexOf(sessions).search(one));
          const plain = sessions
            .filter(({ notes }) =>
              one.split(' ').every((word) => folded(notes[0]?.text ?? '').includes(folded(word))),
            )
            .map(({ id }) => id)
            .reverse();
          expect(found).toEqual(plain);
        }
      },
    ),
  );
});
