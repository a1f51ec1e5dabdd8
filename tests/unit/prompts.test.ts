import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CATALOGUE,
  fillPrompt,
  promptAt,
  promptsFor,
  SLOT_NAMES,
  spokenMinutes,
} from '@/lib/prompts';
import { LEGS, MINUTE } from '@/lib/session';
import { english } from './text.ts';

const words = (id: (typeof CATALOGUE)[number]['id']) => english(`prompt_${id}`);

describe('the catalogue', () => {
  test('has every id once and at least three prompts for every leg', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    for (const leg of LEGS) expect(promptsFor(leg).length).toBeGreaterThanOrEqual(3);
  });

  test.each(CATALOGUE.map(({ id }) => id))(
    '%s has words, known slots, and a neutral form if it has slots',
    (id) => {
      const text = words(id);
      expect(text).not.toBe(`prompt_${id}`);
      for (const form of text.split(' || '))
        expect(form.split(/\s+/).length).toBeLessThanOrEqual(25);
      const slots = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
      for (const slot of slots) expect(SLOT_NAMES).toContain(slot);
      if (slots.length > 0) expect(fillPrompt(text, {})).toBe(text.split(' || ')[1]);
    },
  );
});

test('steps go round and round, both ways, and are always the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LEGS), fc.integer(), (leg, step) => {
      const count = promptsFor(leg).length;
      expect(promptAt(leg, step)).toEqual(promptAt(leg, step + count));
      expect(promptAt(leg, step).leg).toBe(leg);
    }),
  );
});

describe('slots', () => {
  test('are filled', () => {
    expect(
      fillPrompt('We have {minutes left}, until {end time}. || Neutral.', {
        'minutes left': '40 minutes',
        'end time': '14:50',
      }),
    ).toBe('We have 40 minutes, until 14:50.');
  });
  test('never show a brace, whatever the text and whatever is missing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, slot) => {
        expect(fillPrompt(`${before}{${slot}}`, {})).not.toMatch(/[{}]/);
      }),
    );
  });
  test.each([
    [46 * MINUTE, 45],
    [42 * MINUTE, 40],
    [39 * MINUTE, 40],
    [10 * MINUTE, 10],
    [9.9 * MINUTE, 9],
    [1 * MINUTE, 1],
    [59_000, null],
    [-5 * MINUTE, null],
  ])('%d ms are spoken as %s minutes', (ms, minutes) => {
    expect(spokenMinutes(ms)).toBe(minutes);
  });
});
