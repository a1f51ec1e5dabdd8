import { expect, test } from 'vitest';
import { isForReport, type PracticeReport, practiceReport } from '@/lib/documents';
import { english } from '../../fixtures/english.ts';

/** Of as many clients as there are sessions, unless said otherwise. */
const middle = (median: number, count: number, clients = count) => ({
  median,
  low: 0,
  high: 0,
  count,
  clients,
});
const month = (
  name: string,
  [held = 0, late = 0, missed = 0, cancelled = 0]: readonly number[],
  of: readonly number[] = [held, late, missed, cancelled],
  onTime = held - late,
) => {
  const [byHeld = 0, byLate = 0, byMissed = 0, byCancelled = 0] = of;
  const clients = { held: byHeld, late: byLate, missed: byMissed, cancelled: byCancelled, onTime };
  return { month: name, held, late, missed, cancelled, clients };
};
const report: PracticeReport = {
  attendance: [month('2026-10', [12, 4, 0, 1]), month('2026-11', [3, 0, 0, 5])],
  balances: [
    { leg: 'opening', budget: 4, months: [middle(2.4, 12), middle(9, 3)] },
    { leg: 'closing', budget: 4, months: [middle(-1.6, 4), null] },
  ],
  endings: [
    Array.from({ length: 6 }, (_, n) => ({ clientId: `${n}`, minutes: 0, end: 'agreed' as const })),
    [{ clientId: '9', minutes: 9, end: 'safety' }],
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
    Array.from({ length: count ?? 0 }, (_, n) => ({
      clientId: `${n}`,
      minutes,
      end: 'agreed' as const,
    })),
  );
/** What the report says of each way to end. */
const saidOf = (endings: PracticeReport['endings'], held: readonly number[]) =>
  linesOf({
    endings,
    attendance: held.map((count, n) => month(`2026-0${n + 1}`, [count])),
  })
    .slice(-12, -8)
    .map((line) => line.split(' | ')[1]?.replace(' |', ''));

test('a report leaves out groups under five, and names nobody', () => {
  const lines = linesOf();
  expect(lines).toContain('Clients: under 5 clients');
  expect(lines).toContain('| October 2026 | 12 | under 5 clients | 0 | under 5 clients |');
  expect(lines).toContain('| November 2026 | under 5 clients | 0 | 0 | 5 |');
  // The last month with enough sessions counts; without one there is no median.
  expect(lines).toContain('| Opening | 4 | 2 (October 2026) |');
  expect(lines).toContain('| Closing | 4 | under 5 clients |');
  expect(lines).toContain('| Was today about what matters most to you? | 8 (October 2026) |');
  expect(lines).toContain('| How much did you lead? | under 5 clients |');
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
  // Together they are of three clients, who are known if the others are.
  ['two are of few', [2, 3, 8, 9], [11, 11], ['left out', 'left out', 'left out', '9']],
  [
    'there is one way alone, of few',
    [0, 3, 0, 0],
    [3],
    ['left out', 'left out', 'left out', 'left out'],
  ],
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

test('how many began late is left out where one client alone was on time', () => {
  const of = (onTime: number) =>
    linesOf({ attendance: [month('2026-10', [20, 19], [6, 5], onTime)] }).find((line) =>
      line.startsWith('| October'),
    );
  expect(of(1)).toBe('| October 2026 | 20 | left out | 0 | 0 |');
  expect(of(5)).toBe('| October 2026 | 20 | 19 | 0 | 0 |');
});

test('a report leaves out what is of few clients, however many sessions they had', () => {
  const lines = linesOf({
    attendance: [month('2026-10', [12, 6, 5, 5], [5, 4, 5, 1]), month('2026-11', [40], [4])],
    balances: [{ leg: 'opening', budget: 4, months: [middle(2, 12, 5), middle(9, 40, 4)] }],
    answers: { mattered: [middle(8, 9, 5), middle(3, 9, 1)], lead: [middle(2, 5, 1), null] },
    endings: [
      Array.from({ length: 12 }, (_, n) => ({
        clientId: n < 6 ? `${n}` : '0',
        minutes: n < 6 ? 0 : 9,
        end: 'agreed' as const,
      })),
    ],
  });
  expect(lines).toContain('| October 2026 | 12 | under 5 clients | 5 | under 5 clients |');
  expect(lines).toContain('| November 2026 | under 5 clients | 0 | 0 | 0 |');
  expect(lines).toContain('| Opening | 4 | 2 (October 2026) |');
  expect(lines).toContain('| Was today about what matters most to you? | 8 (October 2026) |');
  expect(lines).toContain('| How much did you lead? | under 5 clients |');
  // Six sessions ended long over, all of one client.
  expect(lines.filter((line) => line.startsWith('|') && line.includes('left out'))).toHaveLength(2);
});

test('a report is of five clients or more', () => {
  expect([0, 1, 4, 5, 40].map(isForReport)).toEqual([false, false, false, true, true]);
});

test('the whole report is as it was', async () => {
  await expect(practiceReport(report, english)).toMatchFileSnapshot(
    '../../fixtures/golden/practice-report.md',
  );
});
