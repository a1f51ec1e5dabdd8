/** A day as a field for dates has it, where the practitioner is. */
export const fieldDay = (at: number): string => {
  const offset = new Date(at).getTimezoneOffset();
  return new Date(at - offset * 60_000).toISOString().slice(0, 10);
};

/**
 * Noon of a day as a field for dates has it, in epoch milliseconds, so that the day is the same in
 * every place nearby. Null for what is no day.
 */
export function noonOf(day: string): number | null {
  const at = new Date(`${day}T12:00`).getTime();
  return Number.isNaN(at) ? null : at;
}
