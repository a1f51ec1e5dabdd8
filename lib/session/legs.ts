/**
 * The six legs of a client-led session. They are supports, not steps: any order, any number of
 * visits.
 */
export const LEGS = [
  'opening',
  'agenda',
  'exploration',
  'integration',
  'planning',
  'closing',
] as const;

export type LegId = (typeof LEGS)[number];

/** How long a leg usefully takes, in whole minutes, both ends included. */
export interface LegWindow {
  readonly min: number;
  readonly max: number;
}

/**
 * Time windows by leg, in minutes. They add up to 39-70, which is why a session of 30 is
 * compressed.
 */
export const WINDOWS: Readonly<Record<LegId, LegWindow>> = {
  opening: { min: 2, max: 5 },
  agenda: { min: 5, max: 10 },
  exploration: { min: 20, max: 30 },
  integration: { min: 5, max: 10 },
  planning: { min: 5, max: 10 },
  closing: { min: 2, max: 5 },
};
