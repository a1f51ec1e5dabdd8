import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillPrompt, spokenMinutes } from '@/lib/prompts';
import { MINUTE } from '@/lib/session';
import { english } from '../../fixtures/english.ts';

describe('slots', () => {
  test('are filled', () => {
    expect(
      fillPrompt('We have {minutes left}, until {end time}. || Neutral.', {
        'minutes left': '40 minutes',
        'end time': '14:50',
      }),
    ).toBe('We have 40 minutes, until 14:50.');
  });
  test('give the neutral form when there is nothing, or more than can be read at a glance', () => {
    const text = 'What about {focus}? || What about it?';
    expect(fillPrompt(text, {})).toBe('What about it?');
    expect(fillPrompt(text, { focus: '  ' })).toBe('What about it?');
    expect(fillPrompt(text, { focus: 'x'.repeat(61) })).toBe('What about it?');
    expect(fillPrompt(text, { focus: 'saying\nno.' })).toBe('What about saying no?');
  });
  test('leave out a sentence that they can not fill, where there is no neutral form', () => {
    expect(fillPrompt('Stay with {focus}. What else?', {})).toBe('What else?');
    expect(fillPrompt('What about {focus}?', {})).toBe('What about ?');
  });
  test('at minute 8 of 50 speak of about 40 minutes', () => {
    const spoken = spokenMinutes(42 * MINUTE);
    const text = english('prompt_agenda_pressing');
    expect(fillPrompt(text, { 'minutes left': english.count('minutes', spoken ?? 0) })).toContain(
      'about 40 minutes',
    );
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
