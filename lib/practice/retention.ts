import type { EpochMs } from '../session';

/** How long a client's file is kept, as far as it differs from what the practice does. */
export interface Retention {
  /** Years after the last session; null for the practice's own rule. */
  readonly years: number | null;
  /**
   * For somebody who was a minor: the day of birth as `YYYY-MM-DD`, empty for nobody's business.
   */
  readonly bornOn: string;
  /**
   * For a minor: the age up to which the file is kept whatever the last session was; null for none.
   */
  readonly untilAge: number | null;
}

export const USUAL_RETENTION: Retention = { years: null, bornOn: '', untilAge: null };

/** Fewest and most years, and ages, that can be chosen. */
export const RETENTION_YEARS = { min: 1, max: 50 } as const;
export const RETENTION_AGE = { min: 18, max: 40 } as const;

/** The rule in force for a client, or null while nobody has chosen one. */
export interface Rule {
  readonly years: number | null;
  readonly bornOn: string | null;
  readonly untilAge: number | null;
}

/**
 * The rule for a client: their own where there is one, else the practice's. Null while neither has
 * been chosen.
 */
export function ruleFor(
  { retention }: { readonly retention: Retention },
  practiceYears: number | null,
): Rule | null {
  const years = retention.years ?? practiceYears;
  const minor = retention.untilAge !== null && /^\d{4}-\d\d-\d\d$/.test(retention.bornOn);
  if (years === null && !minor) return null;
  return {
    years,
    bornOn: minor ? retention.bornOn : null,
    untilAge: minor ? retention.untilAge : null,
  };
}

/**
 * When a client's file comes due, or null while there is no rule. The later of so many years after
 * the last session and the birthday up to which a minor's file is kept. Days count in local time.
 * @param lastAt when the last session was, or for nobody's session when the client was added
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
  // The 29th of February comes due on the 1st of March.
  return later.getTime();
}
