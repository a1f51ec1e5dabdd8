import * as v from 'valibot';
import { instant, meetingShape, type TypeOf } from '../session';

/** The owner of papers that belong to the whole practice. */
export const PRACTICE = 'practice';

/**
 * The appointments that were read from a calendar's file. They are read again from a newer file,
 * and are in no backup.
 */
export const calendarShape = v.strictObject({
  /** The name of the file; empty for a calendar that was pasted. */
  name: v.string(),
  readAt: instant,
  appointments: v.array(
    v.strictObject({
      uid: v.string(),
      at: instant,
      until: instant,
      title: v.string(),
      cancelled: v.boolean(),
      meeting: v.nullable(meetingShape),
      link: v.string(),
    }),
  ),
  /** Whose an appointment is where a person has said so, by its series. */
  whose: v.record(v.string(), v.string()),
});
export type Calendar = TypeOf<typeof calendarShape>;
