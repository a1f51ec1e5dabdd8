import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, entriesIn, isTyping, takenBack } from '@/lib/desk/taken-back';

describe('a change that is taken back', () => {
  test.each([
    ['words', { a: 'x', b: 1 }, { a: 'y', b: 1 }, { a: 'y', b: 2 }, { a: 'x', b: 2 }],
    ['words that were changed again', { a: 'x' }, { a: 'y' }, { a: 'z' }, { a: 'z' }],
    ['what was not there', {}, { a: 1 }, { a: 1, b: 2 }, { b: 2 }],
    ['what was taken out', { a: 1 }, {}, { b: 2 }, { a: 1, b: 2 }],
    [
      'a part',
      { p: { a: 1, b: 1 } },
      { p: { a: 2, b: 1 } },
      { p: { a: 2, b: 3 } },
      { p: { a: 1, b: 3 } },
    ],
    ['plain lists', { l: ['a'] }, { l: ['a', 'b'] }, { l: ['a', 'b'] }, { l: ['a'] }],
    [
      'plain lists with more since',
      { l: ['a'] },
      { l: ['b'] },
      { l: ['b', 'c'] },
      { l: ['b', 'c'] },
    ],
  ])('%s', (_, was: object, is: object, now: object, then: object) => {
    expect(takenBack(was, is, now)).toEqual(then);
  });

  const entry = (id: string, text = id) => ({ id, text });
  test.each([
    ['an entry that it added', [], ['a'], ['b', 'a'], ['b']],
    [
      'an entry that it took out, in its place',
      ['a', 'b', 'c'],
      ['a', 'c'],
      ['a', 'c', 'd'],
      ['a', 'b', 'c', 'd'],
    ],
    ['an entry that is there again', ['a'], [], ['a'], ['a']],
  ])(
    '%s',
    (_, was: readonly string[], is: readonly string[], now: readonly string[], then: readonly string[]) => {
      const of = (ids: readonly string[]) => ids.map((id) => entry(id));
      expect(takenBack(of(was), of(is), of(now))).toEqual(of(then));
    },
  );

  test('an entry has its words again, and the others what came since', () => {
    expect(
      takenBack(
        [entry('a', 'one'), entry('b', 'two')],
        [entry('a', 'other'), entry('b', 'two')],
        [entry('a', 'other'), entry('b', 'later')],
      ),
    ).toEqual([entry('a', 'one'), entry('b', 'later')]);
  });

  test('an entry that was added and then written on stays', () => {
    expect(takenBack([], [entry('a', 'x')], [entry('a', 'x and much more')])).toEqual([
      entry('a', 'x and much more'),
    ]);
  });

  test('a list has its order again', () => {
    const [was, is] = [
      [entry('a'), entry('b')],
      [entry('b'), entry('a')],
    ];
    expect(differences(was, is)).toHaveLength(1);
    expect(takenBack(was, is, is)).toEqual(was);
  });

  test('is as if it had never been, while nothing else has come', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
    const some = fc.record({
      words: fc.string(),
      part: fc.dictionary(fc.constantFrom('x', 'y'), fc.string()),
      list: ids.map((all) => all.map((id) => entry(id))),
      tick: fc.boolean(),
    });
    fc.assert(
      fc.property(some, some, (was, is) => {
        expect(takenBack(was, is, is)).toEqual(was);
        expect(takenBack(was, was, is)).toEqual(is);
        expect(differences(was, was)).toEqual([]);
      }),
    );
  });
});

test('entries are counted in lists and in what is in them', () => {
  expect(entriesIn({ a: [{ id: 'a' }], b: { c: [{ id: 'b', d: [{ id: 'c' }] }, 'x'] } })).toBe(3);
  expect(entriesIn('words')).toBe(0);
});

test.each([
  ['words', { a: '' }, { a: 'x' }, true],
  ['the first words of a part that was not there', {}, { g: { levels: { 0: 'o' } } }, true],
  ['a number that was none', { a: null }, { a: 1 }, true],
  ['names in a list', { a: [] }, { a: ['A'] }, true],
  ['a tick', { a: false }, { a: true }, false],
  ['an instant that was not there', {}, { a: 5 }, false],
])('somebody may be typing %s: %s', (_, was, is, typing) => {
  expect(isTyping(differences(was, is))).toBe(typing);
});
