import { describe, expect, test } from 'vitest';
import { expandedAt, shorthandProblem } from '@/lib/notes';

describe('a shorthand', () => {
  const shorthands = [
    { short: 'ct', long: 'client' },
    { short: 'SI', long: 'suicidal ideation' },
  ];
  test.each<[string, string | null]>([
    ['ct', 'client'],
    ['the ct', 'the client'],
    ['Ct', 'Client'],
    ['SI', 'suicidal ideation'],
    ['si', null],
    ['fact', null],
    ['ct.', null],
    ['', null],
    ['ct ', null],
  ])('at the end of %j gives %j', (text, expected) => {
    const done = expandedAt(text, text.length, shorthands);
    expect(done && text.slice(0, done.from) + done.written).toBe(expected);
  });
  test('is expanded where the caret is, and nowhere else', () => {
    expect(expandedAt('ct said ct', 2, shorthands)).toEqual({ from: 0, written: 'client' });
    expect(expandedAt('ctx', 2, shorthands)).toBeNull();
  });
  test.each([
    [{ short: '', long: 'x' }, 'shortEmpty'],
    [{ short: 'a b', long: 'x' }, 'shortSpaces'],
    [{ short: 'x'.repeat(13), long: 'x' }, 'shortTooLong'],
    [{ short: 'CT', long: 'x' }, 'shortTaken'],
    [{ short: 'new', long: ' ' }, 'longEmpty'],
    [{ short: 'new', long: 'x'.repeat(501) }, 'longTooLong'],
    [{ short: 'new', long: 'x' }, null],
  ])('%j: %s', (made, problem) => {
    expect(shorthandProblem(made, shorthands)).toBe(problem);
  });
  test('is one of at most two hundred', () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ short: `s${n}`, long: 'x' }));
    expect(shorthandProblem({ short: 'new', long: 'x' }, many)).toBe('shorthandsTooMany');
  });
});
