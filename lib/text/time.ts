import type { Text } from './text';

/**
 * The same text in the words of a profile, with clock times in 12 or 24 hours, or as its language
 * usually has them.
 */
export const forPractice = (
  text: Text,
  profile?: 'therapist' | 'coach' | 'consultant',
  hours: 'usual' | '12' | '24' = 'usual',
): Text => withHours(profile === 'coach' ? text.forCoach() : text, hours);

/** The same text, with clock times in 12 or 24 hours, or as its language usually has them. */
export function withHours(text: Text, hours: 'usual' | '12' | '24'): Text {
  if (hours === 'usual') return text;
  const locale = new Intl.Locale(text.locale, { hourCycle: hours === '12' ? 'h12' : 'h23' });
  const own = (...args: Parameters<Text>) => text(...args);
  const forCoach = () => withHours(text.forCoach(), hours);
  return Object.assign(own, { ...text, locale: locale.toString(), forCoach });
}

/**
 * The clock time of an instant, such as 14:50 or 2:50 PM.
 * @param at epoch milliseconds
 * @param offset the place's offset from UTC in minutes; without it, the device's own time zone
 */
export const timeText = (at: number, locale: string, offset?: number): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...zone(offset) }).format(
    at,
  );

/**
 * Two clock times on one day, such as 14:01 – 14:49 or 2:01 – 2:49 PM. The offset is that of
 * `timeText`.
 */
export const timeRange = (from: number, to: number, locale: string, offset?: number): string =>
  new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    ...zone(offset),
  }).formatRange(from, to);

/**
 * The day of an instant, such as Monday, 23 November 2026.
 * @param at epoch milliseconds
 * @param offset the place's offset from UTC in minutes; without it, the device's own time zone
 */
export const dayText = (at: number, locale: string, offset?: number): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...zone(offset) }).format(at);

/** The date of an instant in short, such as 23 Nov 2026. The offset is that of `dayText`. */
export const dateText = (at: number, locale: string, offset?: number): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone(offset) }).format(at);

/**
 * A clock time such as 14:50 as the locale shows it, with Latin digits, so that it can be typed.
 */
export function clockField(clock: string, locale: string): string {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  if (!countsTo12(locale)) return `${two(hour)}:${two(minute)}`;
  return `${hour % 12 || 12}:${two(minute)} ${halves(locale)[hour < 12 ? 0 : 1]}`;
}

const countsTo12 = (locale: string): boolean =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ?? false;

/**
 * Reads a clock time as people type it: 14:50, 14.50, 1450, 2:50 pm, 2 p.m., and with the locale's
 * own words for the halves of the day.
 * @param near where the locale counts to 12, a time without its half of the day is in the half that
 * brings it nearest to this clock time; null for none, so that 2:50 is at night
 * @returns such as `14:50`; null if it is none
 */
export function readClock(
  typed: string,
  locale: string,
  near: string | null = null,
): string | null {
  const words = typed.normalize('NFKC').toLowerCase().trim();
  const found =
    /(?<hour>\d{1,2})\s*[:.h]\s*(?<minute>\d{2})(?!\d)/.exec(words) ??
    /(?<!\d)(?<hour>\d{1,2})(?<minute>\d{2})(?!\d)/.exec(words) ??
    /(?<hour>\d{1,2})/.exec(words);
  if (!found) return null;
  const bare = (word: string) => word.toLowerCase().replace(/[\s.]/g, '');
  const half = bare(words.replace(found[0], ''));
  const [first, second] = halves(locale).map(bare);
  const am = half === 'am' || half === 'a' || half === first;
  const pm = half === 'pm' || half === 'p' || half === second;
  if (half !== '' && !am && !pm) return null;
  const { hour: hours, minute: minutes } = found.groups ?? {};
  // A number alone is no time yet.
  if (minutes === undefined && half === '') return null;
  const hour = Number(hours);
  const minute = Number(minutes ?? 0);
  if (minute > 59 || hour > 23) return null;
  if (half === '') {
    // Nobody who counts to 12 begins with a zero.
    const isOpen = near !== null && /^[1-9]/.test(hours ?? '') && hour <= 12 && countsTo12(locale);
    const at = isOpen ? nearer(hour % 12, minute, near) : hour;
    return `${two(at)}:${two(minute)}`;
  }
  return hour >= 1 && hour <= 12 ? `${two((hour % 12) + (pm ? 12 : 0))}:${two(minute)}` : null;
}

/** The hour of the half of the day that is nearer to a clock time, also over midnight. */
function nearer(hour: number, minute: number, near: string): number {
  const [hours = 0, minutes = 0] = near.split(':').map(Number);
  const off = (hour * 60 + minute - hours * 60 - minutes + DAY) % DAY;
  const away = Math.min(off, DAY - off);
  return away <= DAY / 4 ? hour : hour + 12;
}

/** Minutes. */
const DAY = 1_440;

const two = (n: number) => String(n).padStart(2, '0');

/** What the locale calls the halves of the day in a clock time. */
function halves(locale: string): readonly [string, string] {
  const format = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    hour12: true,
    timeZone: 'UTC',
  });
  const word = (hour: number) =>
    format.formatToParts(hour * 3_600_000).find(({ type }) => type === 'dayPeriod')?.value;
  return [word(1) ?? 'AM', word(13) ?? 'PM'];
}

/** A time zone with this offset. An offset that no place has is cut to the most there can be. */
function zone(offset: number | undefined): { readonly timeZone?: string } {
  if (offset === undefined) return {};
  const minutes = Math.min(1_439, Math.round(Math.abs(offset)));
  const sign = offset < 0 && minutes > 0 ? '-' : '+';
  return { timeZone: `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}
