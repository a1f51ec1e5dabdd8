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
