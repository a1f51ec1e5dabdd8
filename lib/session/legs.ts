import * as v from 'valibot';

/**
 * The six legs of a client-led session. They can be entered in any order and any number of times.
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

export const legShape = v.picklist(LEGS);
/** All six legs in some order. That each is there once is for `isOrder` to say. */
export const orderShape = v.pipe(v.array(legShape), v.length(LEGS.length));

/** The fewest and most whole minutes that a leg usually takes, both included. */
export interface LegWindow {
  readonly min: number;
  readonly max: number;
}

/** The legs' windows in minutes. They add up to 39-70, so a session of 30 is compressed. */
export const WINDOWS: Readonly<Record<LegId, LegWindow>> = {
  opening: { min: 2, max: 5 },
  agenda: { min: 5, max: 10 },
  exploration: { min: 20, max: 30 },
  integration: { min: 5, max: 10 },
  planning: { min: 5, max: 10 },
  closing: { min: 2, max: 5 },
};
