import { expect, test } from 'vitest';
import { emergencyNumbersFor, REGIONS } from '@/lib/practice';

test('the numbers of the practitioner’s own region come first, and all the others after them', () => {
  const order = (region: (typeof REGIONS)[number]) =>
    emergencyNumbersFor(region).map((one) => one.region);
  expect(order('us')[0]).toBe('usCanada');
  expect(order('ukEu').slice(0, 2)).toEqual(['ukIreland', 'eu']);
  expect(order('other')).toHaveLength(5);
  for (const region of REGIONS) expect(order(region).toSorted()).toEqual(order('other').toSorted());
});
