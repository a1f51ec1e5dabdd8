import type { EpochMs } from '@/lib/session';

/**
 * A day as a field for dates has it.
 * @param utcOffset of the place that it is the day of, in minutes; left out, where the practitioner
 * is
 */
export const fieldDay = (
  at: EpochMs,
  utcOffset: number = -new Date(at).getTimezoneOffset(),
): string => new Date(at + utcOffset * 60_000).toISOString().slice(0, 10);

const EARLIEST = Date.UTC(2000, 0, 1);

/**
 * Noon of a day as a field for dates has it, in epoch milliseconds, so that the day is the same in
 * every place nearby. Null for what is no day, and for one before 2000, which nobody means.
 * @param utcOffset of the place that it is noon at, in minutes; left out, where the practitioner is
 */
export function noonOf(day: string, utcOffset?: number): EpochMs | null {
  const at =
    utcOffset === undefined
      ? new Date(`${day}T12:00`).getTime()
      : new Date(`${day}T12:00Z`).getTime() - utcOffset * 60_000;
  return at >= EARLIEST ? at : null;
}
