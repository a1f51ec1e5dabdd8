import { describe, expect, test } from 'vitest';
import { promptWarnings } from '@/lib/prompts';

describe('warnings about what somebody writes', () => {
  test.each([
    ['Do you feel better?', 'closed'],
    ['So, is it over?', 'closed'],
    ['That was long. Would you like to stop?', 'closed'],
    ['What is your takeaway?', 'jargon'],
    ['How does the transference feel?', 'jargon'],
    [`${'word '.repeat(26)}?`, 'long'],
    ['What about {colour}? || What about it?', 'unknownSlot'],
    ['What about {focus}?', 'noNeutral'],
    ["Don't you think so?", 'closed'],
    ['That hurts, right?', 'closed'],
  ])('%s: %s', (text, warning) => {
    expect(promptWarnings(text)).toEqual([warning]);
  });
  test.each([
    'What would help?',
    'Would you rather stay, or go back?',
    'Tell me more about {focus}. || Tell me more.',
    'We have until ten.',
  ])('none: %s', (text) => {
    expect(promptWarnings(text)).toEqual([]);
  });
  test('counts words and slots alone in a language that it does not know', () => {
    expect(promptWarnings('Is das so?', 'de')).toEqual([]);
    expect(promptWarnings('Was ist mit {farbe}? || Und?', 'de')).toEqual(['unknownSlot']);
  });
});
