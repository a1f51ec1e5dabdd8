import type { Text } from '../text';

/** A month such as `2026-11` as people of the locale write it. */
export const monthText = (
  month: string,
  text: Text,
  style: Intl.DateTimeFormatOptions = { month: 'long', year: 'numeric' },
): string =>
  new Intl.DateTimeFormat(text.locale, { ...style, timeZone: 'UTC' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );
