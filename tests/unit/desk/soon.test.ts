import { expect, test } from 'vitest';
import { soonText } from '@/components/desk/clients/soon';
import { english } from '../../fixtures/english.ts';

/** By the clock of this device. */
const at = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).getTime();

test.each([
  ['today, however late', at(23, 23, 30), 'today, 23:30'],
  ['tomorrow, however early', at(24, 0, 10), 'tomorrow, 0:10'],
  ['the day of the week', at(29, 10), 'Sun 10:00'],
  ['the date a week from now', at(30, 10), '30 Nov 2026'],
])('what is ahead is said by %s', (_, when, said) => {
  expect(soonText(when, at(23, 22), english)).toBe(said);
});
