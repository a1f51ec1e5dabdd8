import { describe, expect, test } from 'vitest';
import { hasSameWords, recurringIn } from '@/lib/notes';

describe('what several sessions have', () => {
  test('is told once, in the order in which it comes up, with the sessions that have it', () => {
    expect(recurringIn([['sleep', 'work'], [], ['his mother', 'work']])).toEqual([
      { words: 'sleep', sessions: [0] },
      { words: 'work', sessions: [0, 2] },
      { words: 'his mother', sessions: [2] },
    ]);
  });

  test('is the same in other case and spacing, and spelled as in the first', () => {
    expect(
      recurringIn([['Saying  no'], ['saying no', ' SAYING NO '], ['E\u0301cole', '\u00e9cole']]),
    ).toEqual([
      { words: 'Saying  no', sessions: [0, 1] },
      { words: 'E\u0301cole', sessions: [2] },
    ]);
  });

  test('differs by every letter', () => {
    expect(recurringIn([['work'], ['works']])).toHaveLength(2);
    expect(hasSameWords('work', 'wörk')).toBe(false);
    expect(hasSameWords(' Work ', 'work')).toBe(true);
  });

  test('is nothing where no session has any', () => {
    expect(recurringIn([])).toEqual([]);
    expect(recurringIn([[], []])).toEqual([]);
  });
});
