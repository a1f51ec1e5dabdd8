import { expect, test } from 'vitest';
import { type Attained, attainment, LEVELS } from '@/lib/measures';

const all = (level: Attained['level'], ...weights: readonly number[]): Attained[] =>
  weights.map((weight) => ({ level, weight }));

test('all goals as expected come to 50, whatever they weigh', () => {
  for (const weights of [[1], [3], [1, 1], [1, 2, 5], [4, 4, 4, 4]])
    expect(attainment(all(0, ...weights))).toBe(50);
});

test.each([1, 2, 5])('one goal that weighs %i comes to 10 more for each level', (weight) => {
  for (const level of LEVELS)
    expect(attainment(all(level, weight))).toBeCloseTo(50 + 10 * level, 10);
});

test('several goals go by the formula with the correlation of 0.3', () => {
  // Two that weigh 1: 50 + 10 * 2 / sqrt(0.7 * 2 + 0.3 * 4).
  expect(attainment(all(1, 1, 1))).toBeCloseTo(50 + 20 / Math.sqrt(2.6), 10);
  const mixed: Attained[] = [
    { weight: 2, level: 1 },
    { weight: 1, level: -1 },
  ];
  // Squares 5, sum 3: 50 + 10 * 1 / sqrt(0.7 * 5 + 0.3 * 9).
  expect(attainment(mixed)).toBeCloseTo(50 + 10 / Math.sqrt(6.2), 10);
});

test('equal weights weigh the same at any size', () => {
  expect(attainment(all(1, 1, 1, 1))).toBeCloseTo(attainment(all(1, 4, 4, 4)) ?? 0, 10);
});

test('no goals have no score', () => {
  expect(attainment([])).toBeNull();
});
