import { expect, test } from 'vitest';
import { emergencyNumbersFor, REGIONS } from '@/lib/practice';

test('the numbers of the practitioner’s own region are apart from all the others', () => {
  const near = (region: (typeof REGIONS)[number]) =>
    emergencyNumbersFor(region).near.map((one) => one.region);
  expect(near('us')).toEqual(['usCanada']);
  expect(near('ukEu')).toEqual(['ukIreland', 'eu']);
  expect(near('other')).toEqual([]);
  const all = (region: (typeof REGIONS)[number]) => {
    const { near, elsewhere } = emergencyNumbersFor(region);
    return [...near, ...elsewhere].map((one) => one.text).toSorted();
  };
  expect(all('other')).toHaveLength(5);
  for (const region of REGIONS) expect(all(region)).toEqual(all('other'));
});
