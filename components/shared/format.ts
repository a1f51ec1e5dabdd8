/** The clock time of an instant, such as 14:50 or 2:50 PM, in local time. */
export const timeText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at);

/** The day of an instant, such as Monday, 23 November 2026, in local time. */
export const dayText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(at);

/** The local clock time of an instant as a time field needs it: always `14:50`. */
export function fieldTime(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
