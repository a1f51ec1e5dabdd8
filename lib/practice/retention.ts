import * as v from 'valibot';
import { between, type EpochMs, type TypeOf } from '../session';

/** How long a client's file is kept, where that differs from the practice's rule. */
export const retentionShape = v.strictObject({
  /** Years after the last session; null for the practice's rule. */
  years: v.nullable(between(0, 200)),
  /** For a client who was a minor: the day of birth as `YYYY-MM-DD`; empty if not needed. */
  bornOn: v.string(),
  /** For a minor: the file is kept at least up to this age; null for no such rule. */
  untilAge: v.nullable(between(0, 200)),
});
export type Retention = TypeOf<typeof retentionShape>;

export const USUAL_RETENTION: Retention = { years: null, bornOn: '', untilAge: null };

/** Limits for the years and the age, both ends included. */
export const RETENTION_YEARS = { min: 1, max: 50 } as const;
export const RETENTION_AGE = { min: 18, max: 40 } as const;

/** The rule in force for a client. */
export interface Rule {
  readonly years: number | null;
  readonly bornOn: string | null;
  readonly untilAge: number | null;
}

/**
 * The rule for a client: the client's own years, else the practice's, and the age for a minor. Null
 * if none of these is set.
 */
export function ruleFor(
  { retention }: { readonly retention: Retention },
  practiceYears: number | null,
): Rule | null {
  const years = retention.years ?? practiceYears;
  const minor = retention.untilAge !== null && isDay(retention.bornOn);
  if (years === null && !minor) return null;
  return {
    years,
    bornOn: minor ? retention.bornOn : null,
    untilAge: minor ? retention.untilAge : null,
  };
}

/** Whether a text is a day as `YYYY-MM-DD` that a calendar has. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00`));

/**
 * When a client's file is due, in epoch milliseconds, or null without a rule: so many years after
 * the last session or the birthday up to which a minor's file is kept, whichever is later. Days
 * count in local time.
 * @param lastAt when the last session was; for a client without sessions, when they were added
 */
export function dueAt(rule: Rule | null, lastAt: EpochMs): EpochMs | null {
  if (!rule) return null;
  const after = rule.years === null ? 0 : yearsLater(new Date(lastAt), rule.years);
  const birthday =
    rule.bornOn === null || rule.untilAge === null
      ? 0
      : yearsLater(new Date(`${rule.bornOn}T00:00`), rule.untilAge);
  return Math.max(after, birthday) || null;
}

function yearsLater(date: Date, years: number): EpochMs {
  const later = new Date(date);
  later.setFullYear(date.getFullYear() + years);
  // A 29 February becomes 1 March in a year without one.
  return later.getTime();
}
