import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionsOn } from '@/components/desk/sessions-on';

const DAY = 86_400_000;
/** Sessions of twelve years, one a day, the newest first. */
const HEADS = Array.from({ length: 4_400 }, (_, n) => ({
  startedAt: Date.UTC(2026, 10, 23, 9) - n * DAY,
  utcOffset: 0,
}));
const LABEL = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
const labelOf = ({ startedAt, utcOffset }: (typeof HEADS)[number]) =>
  LABEL.format(startedAt + utcOffset * 60_000).toLowerCase();
const find = (query: string, most = 4, heads = HEADS) => {
  const words = query.toLowerCase().split(' ');
  return sessionsOn(
    heads,
    words,
    (head) => words.every((word) => labelOf(head).includes(word)),
    most,
  ).map(({ startedAt }) => new Date(startedAt).toISOString().slice(0, 10));
};

test('a session of many years ago is found by its day', () => {
  expect(find('3 march 2015', 40)).toContain('2015-03-03');
  expect(find('november 23 2014')).toEqual(['2014-11-23']);
});

test('the newest come first, and no more than are wanted', () => {
  expect(find('23 november', 2)).toEqual(['2026-11-23', '2025-11-23']);
});

test('nothing is looked for without a number', () => {
  expect(find('november')).toEqual([]);
  expect(find('23 qwerty')).toEqual([]);
});

test('the day is the one of the place where the session was', () => {
  const late = [{ startedAt: Date.UTC(2026, 10, 23, 20), utcOffset: 14 * 60 }];
  expect(find('24 november 2026', 4, late)).toHaveLength(1);
  expect(find('23 november 2026', 4, late)).toEqual([]);
});

test('what numbers leave out is held by no label', () => {
  fc.assert(
    fc.property(fc.nat(HEADS.length - 1), (at) => {
      const head = HEADS[at];
      if (!head) throw new Error('no session');
      const day = new Date(head.startedAt);
      const words = [`${day.getUTCDate()}`, `${day.getUTCFullYear()}`];
      const query = `${words.join(' ')} ${MONTH.format(day)}`;
      expect(find(query, 40)).toContain(day.toISOString().slice(0, 10));
    }),
    { numRuns: 200 },
  );
});
