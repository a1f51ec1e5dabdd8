import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedMinutes, timeline, wholeMinutes } from '@/lib/session';
import { begun, planAt } from '../../fixtures/session.ts';

const MINUTE = 60_000;

test.each([
  [
    [2.5, 2.5, 5],
    [3, 2, 5],
  ],
  [
    [0.9, 0.9, 0.2],
    [1, 1, 0],
  ],
  [
    [0.2, 0.2, 0.2],
    [0, 0, 0],
  ],
  [[], []],
])('spans of %j minutes are shown as %j', (spans, shown) => {
  expect(sharedMinutes(spans.map((minutes) => minutes * MINUTE))).toEqual(shown);
});

test('shown minutes add up to those of all spans, and none is a minute off', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90 * MINUTE }), { maxLength: 12 }), (spans) => {
      const shown = sharedMinutes(spans);
      const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
      expect(sum(shown)).toBe(wholeMinutes(sum(spans)));
      for (const [index, ms] of spans.entries())
        expect(Math.abs((shown[index] ?? 0) * MINUTE - ms)).toBeLessThan(MINUTE);
    }),
  );
});

test('the minutes of the legs add up to the contact minutes', () => {
  const at = (minutes: number) => minutes * MINUTE;
  const { legs, contactMs } = timeline(
    planAt(0),
    [
      ...begun(0),
      { type: 'legEntered', at: at(4.5), leg: 'agenda' },
      { type: 'interruptionBegan', at: at(8), since: at(7.7) },
      { type: 'interruptionEnded', at: at(9.4), until: at(9.3) },
      { type: 'legEntered', at: at(12.6), leg: 'exploration' },
      { type: 'ended', at: at(49.9) },
    ],
    at(60),
  );
  const shown = sharedMinutes(legs.map(({ spentMs }) => spentMs));
  expect(shown.reduce((sum, one) => sum + one, 0)).toBe(wholeMinutes(contactMs));
});
