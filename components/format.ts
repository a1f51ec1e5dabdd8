import { MINUTE } from '@/lib/session';

/** A time span as a clock shows it: `31:05`, with hours `1:02:05`. Whole seconds, never negative. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** Whole minutes, rounded down: what was not finished does not count. */
export const wholeMinutes = (ms: number): number => Math.floor(ms / MINUTE);

/** An instant's clock time, such as 14:50 or 2:50 PM. */
export const timeText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at);

/** An instant's day and year, such as Monday, 23 November 2026. */
export const dayText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(at);

/** An instant's local clock time as a time field takes it: always `14:50`. */
export function fieldTime(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
