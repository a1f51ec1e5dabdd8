import { describe, expect, test } from 'vitest';
import { engagementDue, USUAL_ENGAGEMENT, wasProBono, withProBono } from '@/lib/practice';

const DAY = 86_400_000;
/** So many weekly sessions from day 7 on. */
const held = (count: number) => Array.from({ length: count }, (_, n) => (n + 1) * 7 * DAY);

describe('a review', () => {
  test.each([
    // every, held, reviewed after so many, due in the next session
    [null, 20, 0, false],
    [6, 0, 0, false],
    [6, 4, 0, false],
    [6, 5, 0, true],
    // Not noted, it stays due.
    [6, 6, 0, true],
    [6, 40, 0, true],
    [6, 6, 6, false],
    [6, 10, 6, false],
    [6, 11, 6, true],
    [1, 0, 0, false],
    [1, 1, 0, true],
    [1, 1, 1, false],
    [1, 2, 1, true],
    [2, 1, 0, true],
    [2, 2, 1, true],
  ])(
    'after every %s sessions, of which %s were held and %s reviewed, is due: %s',
    (every, count, reviewed, due) => {
      const reviewedAt = reviewed === 0 ? null : reviewed * 7 * DAY + 1;
      const engagement = { ...USUAL_ENGAGEMENT, reviewEvery: every, reviewedAt };
      expect(engagementDue(engagement, held(count)).review).toBe(due);
    },
  );
});

test('sessions are free of charge from the day on which that was said, and before as they were', () => {
  const free = withProBono(USUAL_ENGAGEMENT, true, '2026-11-10');
  const days = (of: typeof free) =>
    ['2026-11-09', '2026-11-10', '2026-11-21'].map((day) => wasProBono(of, day));
  expect(days(free)).toEqual([false, true, true]);
  const paid = withProBono(free, false, '2026-11-21');
  expect(days(paid)).toEqual([false, true, false]);
  // Taken back on the same day, nothing has changed.
  expect(withProBono(paid, true, '2026-11-21')).toEqual(free);
  expect(withProBono(free, false, '2026-11-10')).toEqual(USUAL_ENGAGEMENT);
  // Where nobody has said since when, it is so for all.
  expect(days({ ...USUAL_ENGAGEMENT, proBono: true })).toEqual([true, true, true]);
});

test('of one session that was agreed, none is left after it, and no review is due', () => {
  const once = { ...USUAL_ENGAGEMENT, oneOff: true, sessions: 12, reviewEvery: 1 };
  expect(engagementDue(once, [])).toEqual({ review: false, left: 1 });
  expect(engagementDue(once, held(3))).toEqual({ review: false, left: 0 });
});

test.each([
  [null, 5, null],
  [12, 5, 7],
  [4, 5, 0],
])('of %s agreed sessions, with %s held, %s are left', (sessions, count, left) => {
  expect(engagementDue({ ...USUAL_ENGAGEMENT, sessions }, held(count)).left).toBe(left);
});
