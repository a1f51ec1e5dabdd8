import { expect, test } from 'vitest';
import { sameTopic } from '@/components/desk/clients/same-topic';
import type { Head } from '@/lib/library';

const head = (id: string, themes: readonly string[], open: readonly string[] = []) =>
  ({ id, themes, open: open.map((text) => ({ noteId: text, text })) }) as unknown as Head;

test('a theme of the last three sessions is told where something else waits', () => {
  const heads = [
    head('new', ['work', 'sleep'], ['the letter']),
    head('b', ['sleep', 'work']),
    head('c', ['work', 'sleep']),
    head('d', ['sleep']),
  ];
  // Of two, the one that has been there more often.
  expect(sameTopic(heads)).toEqual({ theme: 'sleep', waiting: 'the letter', sessionId: 'new' });
});

test('a theme is the same however it is spelled', () => {
  const heads = [
    head('new', ['Sleep'], ['sleep ', 'the letter']),
    head('b', ['sleep']),
    head('c', ['SLEEP']),
  ];
  expect(sameTopic(heads)).toEqual({ theme: 'Sleep', waiting: 'the letter', sessionId: 'new' });
});

test.each<[string, readonly Head[]]>([
  ['two sessions', [head('a', ['work'], ['x']), head('b', ['work'])]],
  ['another theme once', [head('a', ['work'], ['x']), head('b', ['sleep']), head('c', ['work'])]],
  ['nothing that waits', [head('a', ['work']), head('b', ['work']), head('c', ['work'])]],
  [
    'the theme itself waiting',
    [head('a', ['work'], ['work']), head('b', ['work']), head('c', ['work'])],
  ],
  ['no session', []],
])('nothing is said of %s', (_, heads) => {
  expect(sameTopic(heads)).toBeNull();
});
