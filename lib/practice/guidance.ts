import * as v from 'valibot';

/**
 * How much the panel explains: everything with its purpose, the usual amount, or only time, legs
 * and notes.
 */
export const GUIDANCE_LEVELS = ['learning', 'standard', 'minimal'] as const;
export type Guidance = (typeof GUIDANCE_LEVELS)[number];
export const guidanceShape = v.picklist(GUIDANCE_LEVELS);
