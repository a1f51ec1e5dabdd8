import type { EpochMs } from '@/lib/session';
import { dateText, type Text, timeText } from '@/lib/text';
import { startOfDay } from '../today/day';

const DAY = 86_400_000;

/**
 * When something ahead is, by the clock of this device: today or tomorrow with the time, within a
 * week the day of the week, else the date.
 */
export function soonText(at: EpochMs, now: EpochMs, text: Text): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY);
  if (days === 0) return text('soon_today', timeText(at, text.locale));
  if (days === 1) return text('soon_tomorrow', timeText(at, text.locale));
  if (days > 6) return dateText(at, text.locale);
  return new Intl.DateTimeFormat(text.locale, {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}
