import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type PresetProblem, presetProblem, renamed } from '@/lib/practice';
import { budgetsFor, LEGS, type OwnPreset } from '@/lib/session';

describe('names for legs', () => {
  test('are taken, cleaned and given back', () => {
    const named = renamed(DEFAULT_SETTINGS, 'agenda', '  What   matters ');
    expect(named.legNames).toEqual({ agenda: 'What matters' });
    expect(renamed(named, 'agenda', ' ').legNames).toEqual({});
    expect(renamed(named, 'closing', 'x'.repeat(99)).legNames.closing).toHaveLength(24);
  });
});

describe('a preset', () => {
  const preset: OwnPreset = {
    id: 'own',
    name: 'Short',
    minutes: 45,
    mode: 'guided',
    order: LEGS,
    budgets: budgetsFor(45),
    clientLedMinutes: null,
  };
  test('can be saved, and saved again', () => {
    expect(presetProblem(preset, [preset])).toBeNull();
    expect(presetProblem({ ...preset, minutes: 30, budgets: budgetsFor(30) }, [])).toBeNull();
    expect(presetProblem({ ...preset, budgets: null }, [])).toBeNull();
  });
  test.each<[Partial<OwnPreset>, PresetProblem]>([
    [{ name: ' ' }, 'presetNameEmpty'],
    [{ name: 'x'.repeat(25) }, 'presetNameTooLong'],
    [{ name: 'Taken' }, 'presetNameTaken'],
    [{ minutes: 4 }, 'lengthTooShort'],
    [{ minutes: 50.5 }, 'lengthNotWhole'],
    [{ order: ['opening'] }, 'presetOrder'],
    [{ minutes: 50 }, 'presetSum'],
    [{ budgets: { ...budgetsFor(45), opening: 2.5, agenda: 6.5 } }, 'presetSum'],
    [{ budgets: { ...budgetsFor(45), opening: 1, exploration: 22 } }, 'presetWindow'],
  ])('%j: %s', (change, problem) => {
    const taken = { ...preset, id: 'other', name: 'Taken' };
    expect(presetProblem({ ...preset, ...change }, [taken])).toBe(problem);
  });
});
