import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOURS, type Hours } from '@/lib/practice';
import { clockField, dayText, readClock, timeText, withHours } from '@/lib/text';
import { english } from '../../fixtures/english.ts';

/** The locale of a text in this language that shows times this way. */
const localeFor = (locale: string, hours: Hours) =>
  withHours(
    Object.assign((...args: Parameters<typeof english>) => english(...args), {
      ...english,
      locale,
    }),
    hours,
  ).locale;
const plain = (words: string) => words.replaceAll('\u202f', ' ');
/** Ten to three at night in UTC, on a Monday. */
const NIGHT = Date.UTC(2026, 10, 23, 2, 50);

describe('a clock time', () => {
  test.each([
    ['14:50', '14:50'],
    ['9:05', '09:05'],
    ['14.50', '14:50'],
    ['14h50', '14:50'],
    ['1450', '14:50'],
    ['250', '02:50'],
    ['2:50 pm', '14:50'],
    ['2:50PM', '14:50'],
    ['2.50 p.m.', '14:50'],
    ['250p', '14:50'],
    ['2 pm', '14:00'],
    ['12:05 am', '00:05'],
    ['12 p', '12:00'],
    ['  2:50 am ', '02:50'],
  ])('is read as people type it: %s', (typed, clock) => {
    expect(readClock(typed, 'en-US')).toBe(clock);
  });

  test.each([
    '',
    'noon',
    '2',
    '24:00',
    '14:60',
    '14:5',
    '14:500',
    '14:50 pm',
    '0:10 am',
    '2:50 later',
  ])('is none: "%s"', (typed) => {
    expect(readClock(typed, 'en-US')).toBeNull();
  });

  test.each([
    ['en-US', '2:50 PM'],
    ['en-GB', '14:50'],
    ['de-DE', '14:50'],
    ['ko-KR', '2:50 오후'],
    ['en-GB-u-hc-h12', '2:50 pm'],
    ['en-US-u-hc-h23', '14:50'],
  ])('stands in a field as everywhere else: %s', (locale, shown) => {
    expect(plain(clockField('14:50', locale))).toBe(shown);
  });

  test.each([
    ['9:07', '21:00', '21:07'],
    ['9:07', '08:50', '09:07'],
    ['12:10', '23:50', '00:10'],
    ['12:10', '11:50', '12:10'],
    ['11:50', '00:10', '23:50'],
    ['9:07 am', '21:00', '09:07'],
    ['21:07', '09:00', '21:07'],
    ['0:10', '12:00', '00:10'],
    ['09:07', '21:00', '09:07'],
  ])('%s near %s is %s where the clock counts to 12', (typed, near, clock) => {
    expect(readClock(typed, 'en-US', near)).toBe(clock);
  });

  test('without its half of the day is as it stands where the clock counts to 24', () => {
    expect(readClock('9:07', 'de-DE', '21:00')).toBe('09:07');
    expect(readClock('9:07', 'en-US')).toBe('09:07');
  });

  test('in a field is read as what it was, in every language', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('en-US', 'en-GB', 'de', 'fr', 'ko', 'ja', 'hi', 'ar', 'es-MX', 'bg', 'el'),
        fc.constantFrom(...HOURS),
        fc.nat(1_439),
        (locale, hours, minute) => {
          const two = (n: number) => String(n).padStart(2, '0');
          const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
          const shownAs = localeFor(locale, hours);
          expect(readClock(clockField(clock, shownAs), shownAs)).toBe(clock);
        },
      ),
    );
  });

  test('is shown in 12 or 24 hours, whatever the language does', () => {
    const at = new Date(2026, 10, 23, 14, 50).getTime();
    const shown = (locale: string, hours: Hours) => plain(timeText(at, localeFor(locale, hours)));
    expect(shown('en-US', 'usual')).toBe('2:50 PM');
    expect(shown('en-US', '24')).toBe('14:50');
    expect(shown('de-DE', '12')).toMatch(/^2:50/);
    expect(shown('de-DE', 'usual')).toBe('14:50');
    const text = withHours(english, '24');
    expect(text('undo')).toBe('Undo');
    expect(text.count('minutes', 2)).toBe('2 minutes');
    expect(text.language).toBe('en');
  });

  test.each([
    [undefined, null],
    [0, '2:50 AM'],
    [60, '3:50 AM'],
    [330, '8:20 AM'],
    [-480, '6:50 PM'],
    [-210, '11:20 PM'],
    // No place has such an offset; a file that somebody wrote may.
    [1_440, '2:49 AM'],
  ])('is that of the place with this offset: %s', (offset, shown) => {
    const told = plain(timeText(NIGHT, 'en-US', offset));
    expect(told).toBe(shown ?? plain(timeText(NIGHT, 'en-US')));
  });

  test('has the day of its place', () => {
    expect(dayText(NIGHT, 'en-US', 0)).toBe('Monday, November 23, 2026');
    expect(dayText(NIGHT, 'en-US', -480)).toBe('Sunday, November 22, 2026');
  });
});
