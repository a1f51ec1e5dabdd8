import { describe, expect, test } from 'vitest';
import { budgetsFor, PRESETS, planSession, presetOf, timeline } from '@/lib/session';
import { request } from '../../fixtures/session.ts';
import { at, NINE, opened, planned, sum } from './at-nine.ts';

describe('a plan from a preset', () => {
  test('began some minutes ago, and ends by its length or by the clock', () => {
    expect(planned({ beganMinutesAgo: 6 }).endsAt).toBe(at(44));
    expect(sum(planned({ beganMinutesAgo: 6 }).budgets)).toBe(50);
    expect(sum(planned({ beganMinutesAgo: 6, ends: { by: 'clock', at: at(44) } }).budgets)).toBe(
      50,
    );
    expect(planned({ beganMinutesAgo: 60 }).endsAt).toBe(at(-10));
  });
  test.each([
    [-1, 'beganNotWhole'],
    [1.5, 'beganNotWhole'],
    [Number.NaN, 'beganNotWhole'],
    [241, 'beganTooLongAgo'],
  ])('is refused when it began %d minutes ago', (beganMinutesAgo, problem) => {
    expect(planSession(request({ beganMinutesAgo }), NINE)).toBe(problem);
  });
  test('may not last more than 240 minutes from its actual start', () => {
    const ends = { by: 'clock', at: at(200) } as const;
    expect(planSession(request({ ends, beganMinutesAgo: 41 }), NINE)).toBe('endTooFar');
  });
  test.each([
    ['clientLed', 'clientLed', null],
    ['fourPart', 'clientLed', null],
    ['linear', 'practitionerLed', null],
    ['intake', 'practitionerLed', null],
    ['coaching', 'clientLed', 60],
    ['experiment', 'clientLed', null],
    ['crisis', 'practitionerLed', null],
  ])('%s starts %s', (id, mode, minutes) => {
    const preset = presetOf(id, []);
    expect(preset).toMatchObject({ id, mode, minutes });
    expect(planned({ preset, order: preset.order })).toMatchObject({ mode, preset: id });
  });
  test('has its own budgets when it is as long as they are, and fits them when it is not', () => {
    const budgets = { ...budgetsFor(50), exploration: 20, planning: 8 };
    const own = { ...PRESETS[0], id: 'own', name: 'Mine', minutes: 50, budgets };
    expect(presetOf('own', [own])).toBe(own);
    expect(presetOf('gone', [own])).toBe(PRESETS[0]);
    expect(planned({ preset: own }).budgets).toEqual(budgets);
    const late = planned({ preset: own, ends: { by: 'clock', at: at(45) } }).budgets;
    expect(sum(late)).toBe(45);
    expect(late.closing).toBe(4);
  });
  test('becomes guided after ten minutes of an experiment, unless somebody has chosen a mode', () => {
    const plan = planned({ preset: presetOf('experiment', []) });
    expect(timeline(plan, opened, at(9.9)).mode).toBe('clientLed');
    expect(timeline(plan, opened, at(10)).mode).toBe('guided');
    const chosen = [...opened, { type: 'modeChanged', at: at(3), mode: 'clientLed' } as const];
    expect(timeline(plan, chosen, at(20)).mode).toBe('clientLed');
  });
});
