import { expect, test } from 'vitest';
import { findSessions } from '@/components/desk/search';
import type { SessionRecord } from '@/lib/vault';

type Found = Parameters<typeof findSessions>[0][number];

const session = (id: string, notes: readonly { text: string; deleted?: boolean }[]): Found =>
  ({
    id,
    notes,
    events: [{ type: 'legEntered', leg: 'planning' }],
  }) as unknown as SessionRecord;
const all = [
  session('cafe', [{ text: 'Zoë meets a friend in the Café' }]),
  session('walk', [{ text: 'A walk each day' }, { text: 'A café, deleted', deleted: true }]),
];
const found = (query: string) =>
  findSessions(all, query, ((key: string) => key) as never).map(({ id }) => id);

test('a search without words finds every session', () => {
  expect(found('')).toEqual(['cafe', 'walk']);
  expect(found('  ')).toEqual(['cafe', 'walk']);
});

test('every word has to be in the notes, whatever its case and accents', () => {
  expect(found('CAFE zoe')).toEqual(['cafe']);
  expect(found('walk friend')).toEqual([]);
});

test('a leg that was visited is found by its name', () => {
  expect(found('leg_planning walk')).toEqual(['walk']);
  expect(found('leg_closing')).toEqual([]);
});

test('the words of a deleted note are not found', () => {
  expect(found('deleted')).toEqual([]);
});
