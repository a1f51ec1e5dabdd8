import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  attendanceOf,
  breaksOf,
  edgeOf,
  endingsOf,
  type Held,
  type LegBalance,
  legBalances,
  middleOf,
  monthOf,
  monthsUpTo,
  sessionsPerClient,
} from '@/lib/look-back';
import { MINUTE } from '@/lib/session';

const at = (iso: string) => Date.parse(iso);
const held = (iso: string, change: Partial<Held> = {}): Held => {
  const startedAt = at(iso);
  return {
    clientId: 'c1',
    startedAt,
    endedAt: startedAt + 50 * MINUTE,
    endsAt: startedAt + 50 * MINUTE,
    utcOffset: 0,
    stretches: [{ leg: 'opening', from: 0, to: 6 * MINUTE }],
    budgets: { opening: 4, agenda: 7, exploration: 22, integration: 7, planning: 6, closing: 4 },
    lateMinutes: 0,
    end: 'agreed',
    ...change,
  };
};

describe('months', () => {
  test('are those of the place where a session began', () => {
    expect(monthOf(at('2026-10-31T23:30:00Z'), 0)).toBe('2026-10');
    expect(monthOf(at('2026-10-31T23:30:00Z'), 60)).toBe('2026-11');
    expect(monthOf(at('2026-11-01T03:00:00Z'), -300)).toBe('2026-10');
  });

  test('go back over the end of a year', () => {
    expect(monthsUpTo(at('2026-02-10T12:00:00Z'), 0, 4)).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
  });
});

describe('the middle of numbers', () => {
  test.each([
    [[5], { median: 5, low: 5, high: 5, count: 1 }],
    [[4, 1], { median: 2.5, low: 1.75, high: 3.25, count: 2 }],
    [[3, 1, 2], { median: 2, low: 1.5, high: 2.5, count: 3 }],
    [[9, 1, 5, 3, 7], { median: 5, low: 3, high: 7, count: 5 }],
  ])('of %j is %j', (numbers, middle) => {
    expect(middleOf(numbers, 3)).toEqual({ ...middle, clients: 3 });
  });

  test('of none is none', () => {
    expect(middleOf([], 0)).toBeNull();
  });
});

test('attendance counts what was held, late, missed and cancelled in each month', () => {
  const months = ['2026-10', '2026-11'];
  const sessions = [
    held('2026-10-05T10:00:00Z'),
    held('2026-10-12T10:00:00Z', { lateMinutes: 4 }),
    held('2026-10-19T10:00:00Z', { lateMinutes: 5 }),
    held('2026-10-20T10:00:00Z', { clientId: 'c2' }),
    held('2026-09-19T10:00:00Z'),
  ];
  const absent = [
    { clientId: 'c1', at: at('2026-10-26T12:00:00Z'), kind: 'missed' as const },
    { clientId: 'c1', at: at('2026-11-02T12:00:00Z'), kind: 'cancelled' as const },
    { clientId: 'c1', at: at('2026-11-09T12:00:00Z'), kind: 'cancelled' as const },
  ];
  expect(attendanceOf(sessions, absent, months, 0)).toEqual([
    {
      month: '2026-10',
      held: 4,
      late: 1,
      missed: 1,
      cancelled: 0,
      clients: { held: 2, late: 1, onTime: 2, missed: 1, cancelled: 0 },
    },
    {
      month: '2026-11',
      held: 0,
      late: 0,
      missed: 0,
      cancelled: 2,
      clients: { held: 0, late: 0, onTime: 0, missed: 0, cancelled: 1 },
    },
  ]);
});

test('the minutes of a leg are compared with its budget, month by month', () => {
  const sessions = [
    held('2026-10-05T10:00:00Z'),
    held('2026-10-12T10:00:00Z', {
      stretches: [
        { leg: 'opening', from: 0, to: 2 * MINUTE },
        { leg: 'agenda', from: 2 * MINUTE, to: 9 * MINUTE },
        { leg: 'opening', from: 9 * MINUTE, to: 11 * MINUTE },
      ],
    }),
  ];
  const [opening, agenda] = legBalances(sessions, ['2026-09', '2026-10']);
  expect(opening).toEqual({
    leg: 'opening',
    budget: 4,
    months: [null, { median: 1, low: 0.5, high: 1.5, count: 2, clients: 1 }],
  });
  expect(agenda?.months[1]).toMatchObject({ median: -3.5, count: 2 });
});

test('plots of legs reach as far as the middle halves do, in steps of six minutes', () => {
  const balance = (low: number, high: number): LegBalance => ({
    leg: 'opening',
    budget: 4,
    months: [null, { median: low, low, high, count: 2, clients: 1 }],
  });
  expect(edgeOf([])).toBe(6);
  expect(edgeOf([balance(-6, 6)])).toBe(6);
  expect(edgeOf([balance(-1, 1), balance(-6.5, 3)])).toBe(12);
  expect(edgeOf([balance(0, 24.1)])).toBe(30);
});

test('endings are whole minutes after the agreed end; what runs has none', () => {
  const start = at('2026-11-03T10:00:00Z');
  const ends = (minutes: number, change: Partial<Held> = {}) =>
    held('2026-11-03T10:00:00Z', { endedAt: start + (50 + minutes) * MINUTE, ...change });
  expect(
    endingsOf(
      [
        ends(0),
        ends(-2),
        ends(6, { end: 'corrected' }),
        ends(14, { end: 'safety' }),
        ends(0, { endedAt: null }),
      ],
      ['2026-11'],
    ),
  ).toEqual([
    [
      { clientId: 'c1', minutes: 0, end: 'agreed' },
      { clientId: 'c1', minutes: -2, end: 'agreed' },
      { clientId: 'c1', minutes: 6, end: 'corrected' },
      { clientId: 'c1', minutes: 14, end: 'safety' },
    ],
  ]);
});

test('breaks are those between two sessions of one day', () => {
  const sessions = [
    held('2026-11-03T09:00:00Z'),
    held('2026-11-03T09:50:00Z'),
    held('2026-11-03T10:50:00Z'),
    held('2026-11-04T09:00:00Z'),
    // Two that overlap have no break.
    held('2026-11-04T09:30:00Z'),
    held('2026-11-04T12:00:00Z', { endedAt: null }),
  ];
  expect(breaksOf(sessions).map(({ from, to, count }) => [from, to, count])).toEqual([
    [0, 0, 2],
    [1, 4, 0],
    [5, 9, 0],
    [10, 14, 1],
    [15, 29, 0],
    [30, null, 1],
  ]);
});

test('breaks are of one day where they were, wherever the device is', () => {
  const pair = (first: string, next: string, utcOffset: number) =>
    breaksOf([held(first, { utcOffset }), held(next, { utcOffset })]).reduce(
      (sum, { count }) => sum + count,
      0,
    );
  // The day of a device elsewhere would be another.
  vi.stubEnv('TZ', 'America/Los_Angeles');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  // 07:00 and 08:00 in Los Angeles, 21:30 and 23:30 in Berlin.
  expect(pair('2026-11-04T15:00:00Z', '2026-11-04T16:00:00Z', -480)).toBe(1);
  expect(pair('2026-11-04T20:30:00Z', '2026-11-04T22:30:00Z', 60)).toBe(1);
  // Monday 15:00 and Tuesday 09:00 in Sydney.
  expect(pair('2026-11-02T04:00:00Z', '2026-11-02T22:00:00Z', 660)).toBe(0);
});

test('a break is from one session to the next, whoever comes then', () => {
  const sessions = [
    held('2026-11-04T09:00:00Z', { clientId: 'a' }),
    held('2026-11-04T10:00:00Z', { clientId: 'b' }),
    held('2026-11-04T12:00:00Z', { clientId: 'a' }),
  ];
  const ranges = breaksOf(sessions, ({ clientId }) => clientId === 'a');
  expect(ranges.filter(({ count }) => count > 0)).toEqual([{ from: 10, to: 14, count: 1 }]);
});

test('clients are counted by their sessions, without those of nobody', () => {
  const of = (clientId: string | null, n: number) =>
    Array.from({ length: n }, () => held('2026-11-03T09:00:00Z', { clientId }));
  const ranges = sessionsPerClient([...of('a', 1), ...of('b', 3), ...of('c', 70), ...of(null, 2)]);
  expect(ranges.filter(({ count }) => count > 0)).toEqual([
    { from: 1, to: 1, count: 1 },
    { from: 2, to: 3, count: 1 },
    { from: 64, to: null, count: 1 },
  ]);
});
