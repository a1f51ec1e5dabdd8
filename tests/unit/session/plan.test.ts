import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockOf,
  clockTime,
  correctedEnd,
  halfDayOff,
  LEGS,
  MINUTE,
  planSession,
  proposedEnd,
  toldInterruption,
  WINDOWS,
} from '@/lib/session';
import { request } from '../../fixtures/session.ts';
import { at, NINE, planned, sum } from './at-nine.ts';

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
    expect(planSession(request({ minutes }), NINE)).toBe(problem);
  });

  test.each([
    [0, 'endPassed'],
    [-10, 'endPassed'],
    [0.5, 'endPassed'],
    [241, 'endTooFar'],
    [Number.NaN, 'endPassed'],
  ])('is refused when the clock end is %d minutes away', (minutes, problem) => {
    expect(planSession(request({ ends: { by: 'clock', at: at(minutes) } }), NINE)).toBe(problem);
  });

  test('is shortened by a late arrival when the end is a clock time', () => {
    const plan = planned({ ends: { by: 'clock', at: at(50) } }, at(8));
    expect(plan.endsAt).toBe(at(50));
    expect(sum(plan.budgets)).toBe(42);
    expect(plan.budgets.closing).toBe(4);
    for (const leg of LEGS) expect(plan.budgets[leg]).toBeGreaterThanOrEqual(WINDOWS[leg].min);
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
  test('that comes twice, because clocks go back, is the next one of the two', () => {
    const before = process.env.TZ;
    try {
      process.env.TZ = 'Europe/Berlin';
      // On this night 02:00 to 03:00 comes twice; the first 02:10 is at 00:10 UTC.
      const utc = (hour: number, minute: number) => Date.UTC(2026, 9, 25, hour, minute);
      expect(clockTime('02:50', utc(0, 10))).toBe(utc(0, 50));
      expect(clockTime('02:05', utc(0, 10))).toBe(utc(1, 5));
      expect(clockTime('02:50', utc(1, 10))).toBe(utc(1, 50));
      expect(clockTime('02:05', utc(1, 10))).toBe('endPassed');
      expect(clockTime('03:30', utc(0, 10))).toBe(utc(2, 30));
    } finally {
      process.env.TZ = before;
    }
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
    [17, 60],
    [18, 75],
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

describe('a corrected end', () => {
  test('is the next such time after the start, passed or not', () => {
    expect(correctedEnd('9:30', NINE)).toBe(at(30));
    expect(correctedEnd('13:01', NINE)).toBe('endTooFar');
    expect(correctedEnd('noon', NINE)).toBe('endUnreadable');
  });
});

describe('an interruption that is told afterwards', () => {
  const told = (from: string, until: string) =>
    toldInterruption(from, until, NINE + 30_000, at(50) + 20_000);
  test('lies within the session, which begins and ends within a minute', () => {
    expect(told('09:20', '09:24')).toEqual({ from: at(20), until: at(24) });
    expect(told('09:00', '09:01')).toEqual({ from: NINE + 30_000, until: at(1) });
    expect(told('9:48', '9:50')).toEqual({ from: at(48), until: at(50) });
  });
  test.each([
    ['', '09:24', 'timeUnreadable'],
    ['09:20', 'noon', 'timeUnreadable'],
    ['09:24', '09:20', 'interruptionBackwards'],
    ['09:20', '09:20', 'interruptionBackwards'],
    ['08:59', '09:20', 'interruptionOutside'],
    ['09:20', '09:51', 'interruptionOutside'],
    ['09:20', '21:24', 'interruptionOutside'],
  ])('is refused from "%s" to "%s"', (from, until, problem) => {
    expect(told(from, until)).toBe(problem);
  });
  test('lies in a session that nobody has ended for hours', () => {
    expect(toldInterruption('14:20', '14:30', NINE, at(400))).toEqual({
      from: at(320),
      until: at(330),
    });
  });
  test('goes over midnight', () => {
    const late = new Date(2026, 10, 23, 23, 40).getTime();
    expect(toldInterruption('23:55', '00:05', late, late + 50 * MINUTE)).toEqual({
      from: late + 15 * MINUTE,
      until: late + 25 * MINUTE,
    });
  });
});

describe('a clock with a fixed offset', () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  test.each([
    [0, '12:50', 50],
    [60, '13:50', 50],
    [-330, '06:40', 10],
    [840, '02:00', 0],
    [840, '02:10', 10],
    [720, '00:10', 10],
    [-720, '00:10', 10],
  ])('%d minutes from UTC shows %s', (offset, clock, minutes) => {
    expect(clockOf(noon + minutes * MINUTE, offset)).toBe(clock);
    if (minutes > 0) expect(clockTime(clock, noon, offset)).toBe(noon + minutes * MINUTE);
  });
  test('passes midnight, and refuses as the device does', () => {
    expect(clockTime('00:30', Date.UTC(2026, 10, 23, 22, 45), 60)).toBe(
      Date.UTC(2026, 10, 23, 23, 30),
    );
    expect(clockTime('11:00', noon, 0)).toBe('endPassed');
    expect(clockTime('16:01', noon, 0)).toBe('endTooFar');
    expect(clockTime('noon', noon, 0)).toBe('endUnreadable');
  });
  test('is the device’s own where that has none', () => {
    expect(clockOf(at(50), null)).toBe('09:50');
    expect(proposedEnd(50, at(0), -new Date(NINE).getTimezoneOffset())).toBe(proposedEnd(50, NINE));
    expect(proposedEnd(50, noon, 330)).toBe(noon + 50 * MINUTE);
  });
});

test.each([
  ['21:50', '09:50'],
  ['21:05', null],
  ['9:50', null],
  ['22:30', '10:30'],
  ['noon', null],
])('a time that is half a day off was probably meant for the other half: %s', (typed, meant) => {
  expect(halfDayOff(typed, at(6))).toBe(meant);
});
