import type { Calendar } from '@/lib/papers';
import { NOW } from '../fixtures/panel.tsx';

const MINUTE = 60_000;

/** An appointment so many minutes ahead, of fifty minutes. */
export const booked = (
  uid: string,
  minutes: number,
  change: Partial<Calendar['appointments'][number]> = {},
): Calendar['appointments'][number] => ({
  uid,
  at: NOW + minutes * MINUTE,
  until: NOW + (minutes + 50) * MINUTE,
  title: uid,
  cancelled: false,
  meeting: null,
  link: '',
  ...change,
});
/** A calendar in which the series `mara` is of the client `one`. */
export const calendar = (...appointments: Calendar['appointments']): Calendar => ({
  name: 'practice.ics',
  readAt: NOW,
  appointments,
  whose: { mara: 'one' },
});
