import { expect, test } from 'vitest';
import { type PracticeReport, practiceReport } from '@/lib/documents';
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
};

test('a report leaves out groups under five, and names nobody', () => {
  const lines = practiceReport(report, english).split('\n');
  expect(lines).toContain('Clients: under 5');
  expect(lines).toContain('| October 2026 | 12 | under 5 | 0 | under 5 |');
  expect(lines).toContain('| November 2026 | under 5 | 0 | 0 | 5 |');
  // The last month with enough sessions counts; without one there is no median.
  expect(lines).toContain('| Opening | 4 | 2 |');
  expect(lines).toContain('| Closing | 4 | under 5 |');
  expect(lines).toContain('| On time | 6 |');
  expect(lines).toContain('| More than 5 min over | under 5 |');
});
