import * as v from 'valibot';
import { between, instant, PHASES, type TypeOf } from '../session';

/** Whether somebody comes, pauses, or has finished. */
export const CLIENT_STATES = ['active', 'paused', 'closed'] as const;
export type ClientState = (typeof CLIENT_STATES)[number];

/** How often a client comes. */
export const FREQUENCIES = ['twiceWeekly', 'weekly', 'fortnightly', 'monthly', 'asNeeded'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** The method that a practitioner works by. */
export const METHODS = ['humanistic', 'cbt', 'psychodynamic', 'family'] as const;
export type Method = (typeof METHODS)[number];

/** How many sessions can be agreed, and after how many the work can be reviewed. */
export const AGREED_SESSIONS = { min: 1, max: 500 } as const;

const sessions = v.pipe(between(AGREED_SESSIONS.min, AGREED_SESSIONS.max), v.integer());

/** How the work with a client is arranged. Null and empty texts mean that nobody has said it. */
export const engagementShape = v.strictObject({
  state: v.picklist(CLIENT_STATES),
  phase: v.nullable(v.picklist(PHASES)),
  frequency: v.nullable(v.picklist(FREQUENCIES)),
  method: v.nullable(v.picklist(METHODS)),
  /** Whether the method prescribes an order, so that the practitioner leads a part. */
  prescribed: v.boolean(),
  /** How the client would like to work, in their words, and when they were asked. */
  preference: v.string(),
  preferenceAt: v.nullable(instant),
  /** The agreed number of sessions; null for open-ended work. */
  sessions: v.nullable(sessions),
  /** Whether the client's sessions are free of charge. */
  proBono: v.boolean(),
  /** After how many sessions the work is reviewed; null for never. */
  reviewEvery: v.nullable(sessions),
});
export type Engagement = TypeOf<typeof engagementShape>;

export const USUAL_ENGAGEMENT: Engagement = {
  state: 'active',
  phase: null,
  frequency: null,
  method: null,
  prescribed: false,
  preference: '',
  preferenceAt: null,
  sessions: null,
  proBono: false,
  reviewEvery: null,
};

/** What of an engagement is due in the next session. */
export interface EngagementDue {
  /** The next session is one after which the work is to be reviewed. */
  readonly review: boolean;
  /** How many of the agreed sessions are left; null for open-ended work. */
  readonly left: number | null;
}

/** @param held how many sessions there have been */
export const engagementDue = (
  { sessions: agreed, reviewEvery }: Engagement,
  held: number,
): EngagementDue => ({
  review: reviewEvery !== null && held > 0 && (held + 1) % reviewEvery === 0,
  left: agreed === null ? null : Math.max(0, agreed - held),
});
