import { describe, expect, test } from 'vitest';
import {
  clientAt,
  clientCalled,
  codeProblem,
  EMPTY_CARD,
  freeCode,
  linked,
  newClient,
  nextCode,
  remembered,
  speakersOf,
  unlinked,
} from '@/lib/practice';

const client = (id: string, code: string) => newClient(id, code, 1);

test.each([
  ['C-1', [], 'C-1'],
  ['C-1', ['C-2'], 'C-1'],
  ['C-1', ['c-1'], 'C-1 (2)'],
  ['C-1', ['C-1', 'C-1 (2)'], 'C-1 (3)'],
  ['ABCDEFGHIJKL', ['abcdefghijkl'], 'ABCDEFGH (2)'],
])('a code like %s beside %j is %s', (code, others, free) => {
  const there = others.map((one, n) => client(String(n), one));
  expect(freeCode(code, there)).toBe(free);
  expect(codeProblem(free, there)).toBeNull();
});

describe('a code', () => {
  test.each([
    ['M-17', null],
    [' M  18 ', null],
    ['', 'codeEmpty'],
    ['   ', 'codeEmpty'],
    ['x'.repeat(13), 'codeTooLong'],
    ['m-16', 'codeTaken'],
    [' M-16 ', 'codeTaken'],
  ])('"%s": %s', (code, problem) => {
    expect(codeProblem(code, [client('one', 'M-16')])).toBe(problem);
  });
  test('is proposed from the first number that is free', () => {
    expect(nextCode([])).toBe('C-1');
    expect(nextCode([client('one', 'c-1'), client('two', 'C-3')])).toBe('C-2');
  });
});

describe('a meeting address', () => {
  const room = { site: 'meet', room: 'abc' };
  test('leads to its client, unless it is used with several', () => {
    const one = linked(client('one', 'M-1'), room);
    expect(linked(one, room)).toBe(one);
    const two = linked(client('two', 'M-2'), room);
    expect(clientAt([one], room)?.id).toBe('one');
    expect(clientAt([one, two], room)).toBeNull();
    expect(clientAt([unlinked(one, room), two], room)?.id).toBe('two');
    expect(clientAt([one], { ...room, site: 'zoom' })).toBeNull();
    expect(clientAt([one], null)).toBeNull();
  });
});

test('a card remembers what was said, and keeps what was not asked', () => {
  const before = { ...EMPTY_CARD, location: 'Lisbon', contact: 'sister' };
  const said = { ...EMPTY_CARD, location: 'Porto', contact: ' ' };
  expect(remembered(before, said)).toEqual({ ...before, location: 'Porto' });
});

test('a code finds its client whatever its case', () => {
  expect(clientCalled([client('one', 'M-16')], ' m-16 ')?.id).toBe('one');
  expect(clientCalled([client('one', 'M-16')], 'M-1')).toBeUndefined();
});

test('initials are taken as they are typed, each once', () => {
  expect(speakersOf('A, B')).toEqual(['A', 'B']);
  expect(speakersOf(' AB;CD  A AB')).toEqual(['AB', 'CD', 'A']);
  expect(speakersOf('Anna and Bert')).toEqual(['Anna', 'Bert']);
  expect(speakersOf('A&B / C + D')).toEqual(['A', 'B', 'C', 'D']);
  expect(speakersOf('Maximilian')).toEqual(['Maxi']);
  expect(speakersOf(' , ')).toEqual([]);
});
