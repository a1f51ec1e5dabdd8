import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  budgetsFor,
  fitBudgets,
  fitOf,
  LEGS,
  type LegId,
  minuteGiven,
  shiftedFor,
  surplusOf,
  WINDOWS,
} from '@/lib/session';
import { sum } from './at-nine.ts';

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

describe('budgets that are fitted', () => {
  test('give in proportion to their room, Closing last', () => {
    expect(fitBudgets(budgetsFor(50), 42)).toEqual({
      opening: 2,
      agenda: 5,
      exploration: 20,
      integration: 6,
      planning: 5,
      closing: 4,
    });
    expect(fitBudgets(budgetsFor(50), 40).closing).toBe(3);
  });
  test('keep to their windows from whatever they begin with', () => {
    const any = fc.record(
      Object.fromEntries(LEGS.map((leg) => [leg, fc.nat(60)])) as Record<
        LegId,
        fc.Arbitrary<number>
      >,
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 240 }), (base, minutes) => {
        const fitted = fitBudgets(base, minutes);
        expect(sum(fitted)).toBe(minutes);
        if (fitOf(minutes) !== 'fits') return;
        for (const leg of LEGS) {
          expect(fitted[leg]).toBeGreaterThanOrEqual(WINDOWS[leg].min);
          expect(fitted[leg]).toBeLessThanOrEqual(WINDOWS[leg].max);
        }
      }),
    );
  });
  test('put what is over 70 minutes where the practitioner says', () => {
    expect(surplusOf(90)).toBe(20);
    expect(surplusOf(70)).toBe(0);
    expect(budgetsFor(90, 'exploration')).toMatchObject({ exploration: 50, integration: 10 });
    expect(budgetsFor(90, 'secondPass')).toMatchObject({ exploration: 45, integration: 15 });
  });
  test('shift by up to five minutes for the kind of work, within windows', () => {
    expect(shiftedFor('outside', budgetsFor(50))).toMatchObject({ exploration: 20, planning: 8 });
    expect(shiftedFor('here', budgetsFor(50))).toMatchObject({ exploration: 23, planning: 5 });
    for (let minutes = 1; minutes <= 240; minutes += 1)
      for (const work of ['here', 'outside'] as const)
        expect(sum(shiftedFor(work, budgetsFor(minutes)))).toBe(minutes);
  });
});

describe('a minute that is given by hand', () => {
  test('keeps the sum and every window, or is not given', () => {
    const leg = fc.constantFrom(...LEGS);
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 240 }),
        fc.array(fc.tuple(leg, leg)),
        (minutes, gifts) => {
          let budgets = budgetsFor(minutes);
          for (const [from, to] of gifts) budgets = minuteGiven(budgets, from, to) ?? budgets;
          expect(LEGS.reduce((all, one) => all + budgets[one], 0)).toBe(minutes);
          for (const one of LEGS) {
            expect(budgets[one]).toBeGreaterThanOrEqual(
              fitOf(minutes) === 'compressed' ? 0 : WINDOWS[one].min,
            );
            if (fitOf(minutes) === 'fits')
              expect(budgets[one]).toBeLessThanOrEqual(WINDOWS[one].max);
          }
        },
      ),
    );
  });
  test('goes from one leg to another, and not to itself', () => {
    const budgets = budgetsFor(50);
    expect(minuteGiven(budgets, 'exploration', 'closing')).toEqual({
      ...budgets,
      exploration: 21,
      closing: 5,
    });
    expect(minuteGiven(budgets, 'closing', 'closing')).toBeNull();
  });
});
