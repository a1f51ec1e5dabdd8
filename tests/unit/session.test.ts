import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  budgetsFor,
  clockTime,
  currentLeg,
  endOf,
  fitOf,
  LEGS,
  MINUTE,
  planSession,
  proposedEnd,
  refusalOf,
  type SessionEvent,
  type SessionPlan,
  timeline,
  WINDOWS,
} from '@/lib/session';

const NINE = new Date(2026, 10, 23, 9, 0).getTime();
const at = (minutes: number) => NINE + minutes * MINUTE;

const planned = (minutes = 50): SessionPlan => {
  const plan = planSession({ minutes, ends: { by: 'length' } }, NINE);
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
};
const started: SessionEvent = { type: 'started', at: NINE, utcOffsetMinutes: 0 };

describe('budgets', () => {
  test.each([
    [45, [3, 6, 20, 6, 6, 4]],
    [50, [4, 7, 22, 7, 6, 4]],
    [60, [5, 8, 27, 8, 7, 5]],
  ])('come from the table for %i minutes', (minutes, expected) => {
    expect(LEGS.map((leg) => budgetsFor(minutes)[leg])).toEqual(expected);
  });

  test('add up to the container for every length, and lie inside their windows where that is possible', () => {
    for (let minutes = 1; minutes <= 240; minutes += 1) {
      const budgets = budgetsFor(minutes);
      expect(LEGS.reduce((sum, leg) => sum + budgets[leg], 0)).toBe(minutes);
      if (fitOf(minutes) === 'fits')
        for (const leg of LEGS) {
          expect(budgets[leg]).toBeGreaterThanOrEqual(WINDOWS[leg].min);
          expect(budgets[leg]).toBeLessThanOrEqual(WINDOWS[leg].max);
        }
    }
  });

  test.each([
    [30, 'compressed'],
    [38, 'compressed'],
    [39, 'fits'],
    [70, 'fits'],
    [71, 'surplus'],
    [90, 'surplus'],
  ])('%i minutes: %s', (minutes, fit) => {
    expect(fitOf(minutes)).toBe(fit);
  });
});

describe('a plan', () => {
  test.each([
    [0, 'lengthTooShort'],
    [-50, 'lengthTooShort'],
    [4, 'lengthTooShort'],
    [241, 'lengthTooLong'],
    [50.5, 'lengthNotWhole'],
    [Number.NaN, 'lengthNotWhole'],
    [Number.POSITIVE_INFINITY, 'lengthNotWhole'],
  ])('is refused for %d minutes', (minutes, problem) => {
    expect(planSession({ minutes, ends: { by: 'length' } }, NINE)).toBe(problem);
  });

  test.each([
    [0, 'endPassed'],
    [-10, 'endPassed'],
    [0.5, 'endPassed'],
    [241, 'endTooFar'],
    [Number.NaN, 'endPassed'],
  ])('is refused when the clock end is %d minutes away', (minutes, problem) => {
    expect(planSession({ minutes: 50, ends: { by: 'clock', at: at(minutes) } }, NINE)).toBe(
      problem,
    );
  });

  test('is shortened by a late arrival when the end is a clock time', () => {
    const plan = planSession({ minutes: 50, ends: { by: 'clock', at: at(50) } }, at(8));
    if (typeof plan === 'string') throw new Error(plan);
    expect(plan.endsAt).toBe(at(50));
    expect(LEGS.reduce((sum, leg) => sum + plan.budgets[leg], 0)).toBe(42);
    expect(plan.budgets.closing).toBeGreaterThanOrEqual(2);
  });
});

describe('a clock time', () => {
  test('is its next occurrence', () => {
    expect(clockTime('9:50', NINE)).toBe(at(50));
    expect(clockTime(' 09:50 ', NINE)).toBe(at(50));
  });
  test('is tomorrow when the session runs over midnight', () => {
    const late = new Date(2026, 10, 23, 23, 40).getTime();
    expect(clockTime('00:30', late)).toBe(new Date(2026, 10, 24, 0, 30).getTime());
  });
  test.each(['8:50', '09:00'])('has passed: %s', (text) => {
    expect(clockTime(text, NINE)).toBe('endPassed');
  });
  test('is too far off', () => {
    expect(clockTime('13:00', NINE)).toBe(at(240));
    expect(clockTime('13:01', NINE)).toBe('endTooFar');
  });
  test.each(['', '25:00', '9', '9:5', '09:60', 'nine'])('is unreadable: "%s"', (text) => {
    expect(clockTime(text, NINE)).toBe('endUnreadable');
  });
});

describe('a proposed end', () => {
  test.each([
    [0, 50],
    [3, 50],
    [15, 50],
    [-10, 50],
    [17, 67],
    [24, 80],
  ])('%i minutes after nine is %i minutes after nine', (now, end) => {
    expect(proposedEnd(50, at(now))).toBe(at(end));
  });
  test('is always ahead, and never further than the length and ten minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 240 }),
        fc.integer({ min: 0, max: 10_000 }),
        (minutes, into) => {
          const now = NINE + into * 7_919;
          const ahead = proposedEnd(minutes, now) - now;
          expect(ahead).toBeGreaterThanOrEqual(MINUTE);
          expect(ahead).toBeLessThanOrEqual((minutes + 10) * MINUTE);
        },
      ),
    );
  });
});

describe('events', () => {
  const ended: SessionEvent = { type: 'ended', at: at(50) };
  const closed: SessionEvent = { type: 'closed', at: at(51) };
  const entered: SessionEvent = { type: 'legEntered', at: NINE, leg: 'opening' };
  test.each([
    ['legEntered', [], 'notStarted'],
    ['ended', [], 'notStarted'],
    ['started', [started], 'alreadyStarted'],
    ['ended', [started, ended], 'alreadyEnded'],
    ['legEntered', [started, ended], 'alreadyEnded'],
    ['closed', [started], 'notEnded'],
    ['resumed', [started], 'notEnded'],
    ['resumed', [started, ended, closed], 'alreadyClosed'],
    ['legEntered', [started, ended, closed], 'alreadyClosed'],
  ] as const)('%s after %j is refused: %s', (type, events, refusal) => {
    expect(refusalOf(events, { type, leg: 'closing' })).toBe(refusal);
  });
  test('entering the current leg is refused, and any other is taken', () => {
    expect(refusalOf([started, entered], entered)).toBe('alreadyThere');
    for (const leg of LEGS.slice(1))
      expect(refusalOf([started, entered], { type: 'legEntered', leg })).toBeNull();
  });
  test('an end that was taken back is no end', () => {
    const events = [started, ended, { type: 'resumed', at: at(51) }] as const;
    expect(endOf(events)).toBeNull();
    expect(refusalOf(events, { type: 'ended' })).toBeNull();
  });
});

describe('a timeline', () => {
  test('shows six legs in any order, with revisits', () => {
    const order = ['opening', 'exploration', 'agenda', 'exploration', 'closing'] as const;
    const events: SessionEvent[] = [
      started,
      ...order.map((leg, index): SessionEvent => ({ type: 'legEntered', at: at(index * 5), leg })),
    ];
    const shown = timeline(planned(), events, at(33));
    expect(shown.current).toBe('closing');
    expect(shown.remainingMs).toBe(17 * MINUTE);
    expect(Object.fromEntries(shown.legs.map(({ leg, state }) => [leg, state]))).toEqual({
      opening: 'visited',
      agenda: 'visited',
      exploration: 'visited',
      integration: 'notVisited',
      planning: 'notVisited',
      closing: 'current',
    });
    const exploration = shown.legs.find(({ leg }) => leg === 'exploration');
    expect(exploration).toMatchObject({ visits: 2, spentMs: 10 * MINUTE, budgetMinutes: 22 });
  });

  test('counts past the end, and freezes when the session ends', () => {
    const events: SessionEvent[] = [started, { type: 'legEntered', at: NINE, leg: 'opening' }];
    expect(timeline(planned(), events, at(52)).remainingMs).toBe(-2 * MINUTE);
    const over = [...events, { type: 'ended', at: at(53) } as const];
    expect(timeline(planned(), over, at(500))).toMatchObject({
      phase: 'ended',
      elapsedMs: 53 * MINUTE,
      remainingMs: -3 * MINUTE,
      current: null,
    });
  });

  test('goes on as if it had never ended when the end was taken back', () => {
    const events: SessionEvent[] = [
      started,
      { type: 'legEntered', at: NINE, leg: 'opening' },
      { type: 'ended', at: at(10) },
      { type: 'resumed', at: at(11) },
    ];
    expect(timeline(planned(), events, at(20))).toMatchObject({
      phase: 'running',
      elapsedMs: 20 * MINUTE,
      current: 'opening',
    });
  });

  test('is right after a machine slept in the middle', () => {
    const events: SessionEvent[] = [started, { type: 'legEntered', at: NINE, leg: 'opening' }];
    expect(timeline(planned(), events, at(40)).remainingMs).toBe(10 * MINUTE);
  });

  test('refuses a list without a start', () => {
    expect(() => timeline(planned(), [], NINE)).toThrow(RangeError);
  });

  test('never loses time and never has a negative one, whatever the clock does', () => {
    const step = fc.record({
      leg: fc.constantFrom(...LEGS),
      by: fc.integer({ min: -90, max: 90 }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: -60, max: 300 }),
        (steps, last) => {
          const events: SessionEvent[] = [
            started,
            { type: 'legEntered', at: NINE, leg: 'opening' },
          ];
          let clock = NINE;
          for (const { leg, by } of steps) {
            clock += by * 1_000;
            const next: SessionEvent = { type: 'legEntered', at: clock, leg };
            if (refusalOf(events, next) === null) events.push(next);
          }
          const shown = timeline(planned(), events, clock + last * 1_000);
          const inLegs = shown.legs.reduce((sum, { spentMs }) => sum + spentMs, 0);
          expect(inLegs).toBe(shown.elapsedMs);
          expect(shown.elapsedMs).toBeGreaterThanOrEqual(0);
          for (const { from, to } of shown.stretches) expect(to).toBeGreaterThan(from);
          expect(shown.current).toBe(currentLeg(events));
        },
      ),
    );
  });

  test('never goes back as time passes', () => {
    const events: SessionEvent[] = [started, { type: 'legEntered', at: NINE, leg: 'opening' }];
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const plan = planned();
        expect(timeline(plan, events, at(second)).elapsedMs).toBeGreaterThanOrEqual(
          timeline(plan, events, at(first)).elapsedMs,
        );
      }),
    );
  });
});
