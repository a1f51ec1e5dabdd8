import * as v from 'valibot';
import { between, type EpochMs, instant, PHASES, PREPARED_MODES, type TypeOf } from '../session';

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
  /**
   * How sessions begin that would begin client-led; null for as the method says. A type of session
   * that says who leads, or for how long, counts more.
   */
  mode: v.optional(v.nullable(v.picklist(PREPARED_MODES)), null),
  /** Whether one session was agreed, and no work over several. */
  oneOff: v.optional(v.boolean(), false),
  /** How the client would like to work, in their words, and when they were asked. */
  preference: v.string(),
  preferenceAt: v.nullable(instant),
  /** The agreed number of sessions; null for open-ended work. */
  sessions: v.nullable(sessions),
  /** Whether the client's sessions are free of charge. */
  proBono: v.boolean(),
  /** Days, as 2026-11-30, from which on that was, or was not, so. Empty for always as it is now. */
  proBonoSince: v.optional(v.record(v.string(), v.boolean()), {}),
  /** After how many sessions the work is reviewed; null for never. */
  reviewEvery: v.nullable(sessions),
  /** When the work was reviewed last; null for never. */
  reviewedAt: v.optional(v.nullable(instant), null),
  /** What came of reviews, in the practitioner's words, the earliest first. */
  reviews: v.optional(v.array(v.strictObject({ at: instant, words: v.string() })), []),
});
export type Engagement = TypeOf<typeof engagementShape>;

export const USUAL_ENGAGEMENT: Engagement = {
  state: 'active',
  phase: null,
  frequency: null,
  method: null,
  prescribed: false,
  mode: null,
  oneOff: false,
  preference: '',
  preferenceAt: null,
  sessions: null,
  proBono: false,
  proBonoSince: {},
  reviewEvery: null,
  reviewedAt: null,
  reviews: [],
};

/**
 * The engagement, free of charge or not from a day on. What was before stays as it was.
 * @param day as 2026-11-30
 */
export function withProBono(engagement: Engagement, on: boolean, day: string): Engagement {
  const { [day]: _, ...others } = engagement.proBonoSince;
  // Taken back on the same day, it was never otherwise.
  const isNew = stateAt(engagement, (one) => one < day) !== on;
  return {
    ...engagement,
    proBono: on,
    proBonoSince: isNew ? { ...others, [day]: on } : others,
  };
}

/**
 * Whether a session on a day was free of charge.
 * @param day as 2026-11-30
 */
export const wasProBono = (engagement: Engagement, day: string): boolean =>
  stateAt(engagement, (one) => one <= day);

/** What was so after the last change on one of these days. */
function stateAt({ proBono, proBonoSince }: Engagement, counts: (day: string) => boolean): boolean {
  const changes = Object.entries(proBonoSince).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const [first] = changes;
  const [, then] = changes.findLast(([day]) => counts(day)) ?? [];
  return then ?? (first ? !first[1] : proBono);
}

/** What of an engagement is due in the next session. */
export interface EngagementDue {
  /** The work is to be reviewed, until somebody says that it was. */
  readonly review: boolean;
  /** How many of the agreed sessions are left; null for open-ended work. */
  readonly left: number | null;
}

/** @param starts when the sessions began that are over, in epoch milliseconds */
export function engagementDue(
  { sessions, reviewEvery, reviewedAt, oneOff }: Engagement,
  starts: readonly EpochMs[],
): EngagementDue {
  const agreed = oneOff ? 1 : sessions;
  const since = starts.filter((at) => reviewedAt === null || at > reviewedAt).length;
  return {
    // The next session counts: it is the one in which the work is reviewed.
    review: !oneOff && reviewEvery !== null && since >= Math.max(1, reviewEvery - 1),
    left: agreed === null ? null : Math.max(0, agreed - starts.length),
  };
}
