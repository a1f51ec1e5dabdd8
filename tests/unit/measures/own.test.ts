import { expect, test } from 'vitest';
import { LONGEST_MEASURE_NAME, ownMeasureProblem, readNumber, valueProblem } from '@/lib/measures';

const SLEEP = { id: 's', name: 'Hours of sleep', from: 0, to: 12, better: 'more' } as const;

test('an own measure needs a name that no other has, and a range', () => {
  expect(ownMeasureProblem(SLEEP, [])).toBeNull();
  expect(ownMeasureProblem(SLEEP, [SLEEP])).toBeNull();
  expect(ownMeasureProblem({ ...SLEEP, name: '  ' }, [])).toBe('nameEmpty');
  const long = 'x'.repeat(LONGEST_MEASURE_NAME + 1);
  expect(ownMeasureProblem({ ...SLEEP, name: long }, [])).toBe('nameTooLong');
  expect(ownMeasureProblem({ ...SLEEP, id: 't', name: ' HOURS of sleep ' }, [SLEEP])).toBe(
    'nameTaken',
  );
  expect(ownMeasureProblem({ ...SLEEP, to: 0 }, [])).toBe('range');
  expect(ownMeasureProblem({ ...SLEEP, from: Number.NaN }, [])).toBe('notANumber');
});

test.each([
  ['7', 7],
  [' 7,5 ', 7.5],
  ['7.5', 7.5],
  ['.5', 0.5],
  ['-2', -2],
  ['\u22122', -2],
  ['+3', 3],
  ['\uff17', 7],
  ['', null],
  ['seven', null],
  ['1e3', null],
  ['7 8', null],
  ['1,000,000', null],
  ['4,500', null],
  ['0,125', 0.125],
])('"%s" is read as %s', (typed, value) => {
  expect(readNumber(typed)).toBe(value);
});

test('a value has to be a number in the range', () => {
  expect(valueProblem(SLEEP, 0)).toBeNull();
  expect(valueProblem(SLEEP, 12)).toBeNull();
  expect(valueProblem(SLEEP, 12.1)).toBe('range');
  expect(valueProblem(SLEEP, -1)).toBe('range');
  expect(valueProblem(SLEEP, null)).toBe('notANumber');
});
