import { expect, test } from 'vitest';
import { isForReport, type PracticeReport, practiceReport } from '@/lib/documents';
import { english } from '../../fixtures/english.ts';

const middle = (median: number, count: number) => ({ median, low: 0, high: 0, count });
const report: PracticeReport = {
  attendance: [
    { month: '2026-10', held: 12, late: 4, missed: 0, cancelled: 1 },
    { month: '2026-11', held: 3, late: 0, missed: 0, cancelled: 5 },
  ],
  balances: [
    { leg: 'opening', budget: 4, months: [middle(2.4, 12), middle(9, 3)] },
    { leg: 'closing', budget: 4, months: [middle(-1.6, 4), null] },
  ],
  endings: [
    Array.from({ length: 6 }, () => ({ minutes: 0, end: 'agreed' as const })),
    [{ minutes: 9, end: 'safety' }],
  ],
  clients: 4,
  answers: { mattered: [middle(8, 5), middle(3, 2)], lead: [null, null] },
};
const linesOf = (change: Partial<PracticeReport> = {}) =>
  practiceReport({ ...report, ...change }, english).split('\n');
const ends = (early: number, onTime: number, over: number, long: number) =>
  [
    [early, -5],
    [onTime, 0],
    [over, 3],
    [long, 9],
  ].flatMap(([count, minutes = 0]) =>
    Array.from({ length: count ?? 0 }, () => ({ minutes, end: 'agreed' as const })),
  );
/** What the report says of each way to end. */
const saidOf = (endings: PracticeReport['endings'], held: readonly number[]) =>
  linesOf({
    endings,
    attendance: held.map((count, n) => ({
      month: `2026-0${n + 1}`,
      held: count,
      late: 0,
      missed: 0,
      cancelled: 0,
    })),
  })
    .slice(-12, -8)
    .map((line) => line.split(' | ')[1]?.replace(' |', ''));

test('a report leaves out groups under five, and names nobody', () => {
  const lines = linesOf();
  expect(lines).toContain('Clients: under 5');
  expect(lines).toContain('| October 2026 | 12 | under 5 | 0 | under 5 |');
  expect(lines).toContain('| November 2026 | under 5 | 0 | 0 | 5 |');
  // The last month with enough sessions counts; without one there is no median.
  expect(lines).toContain('| Opening | 4 | 2 (October 2026) |');
  expect(lines).toContain('| Closing | 4 | under 5 |');
  expect(lines).toContain('| Was today about what matters most to you? | 8 (October 2026) |');
  expect(lines).toContain('| How much did you lead? | under 5 |');
});

test.each<[string, readonly number[], readonly number[], readonly string[]]>([
  ['all are enough', [6, 7, 8, 9], [15, 15], ['6', '7', '8', '9']],
  [
    'one alone is of few: the next with it',
    [2, 7, 8, 9],
    [13, 13],
    ['left out', 'left out', '8', '9'],
  ],
  [
    'one alone is of few, and the others are none',
    [3, 0, 0, 8],
    [11],
    ['left out', '0', '0', 'left out'],
  ],
  ['two are of few', [2, 3, 8, 9], [11, 11], ['left out', 'left out', '8', '9']],
  ['there is one way alone, of few', [0, 3, 0, 0], [3], ['left out', 'left out', '0', '0']],
  ['a month is of few', [6, 7, 8, 9], [27, 3], ['left out', 'left out', '8', '9']],
  ['nobody ended', [0, 0, 0, 0], [0], ['0', '0', '0', '0']],
])('what can be worked out from the rest is left out, where %s', (_, counts, held, said) => {
  const [early = 0, onTime = 0, over = 0, long = 0] = counts;
  const all = ends(early, onTime, over, long);
  expect(
    saidOf(
      held.map((__, n) => (n === 0 ? all : [])),
      held,
    ),
  ).toEqual(said);
});

test('a report is of five clients or more', () => {
  expect([0, 1, 4, 5, 40].map(isForReport)).toEqual([false, false, false, true, true]);
});
