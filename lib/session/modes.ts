import * as v from 'valibot';

/** Who leads. The mode changes prompts and cues, never the clock or the notes. */
export const MODES = ['clientLed', 'guided', 'practitionerLed', 'crisis'] as const;
export type Mode = (typeof MODES)[number];
export const modeShape = v.picklist(MODES);

/** The modes that a session can be prepared for. Crisis is none: it begins in the session. */
export const PREPARED_MODES = ['clientLed', 'guided', 'practitionerLed'] as const satisfies Mode[];
export type PreparedMode = (typeof PREPARED_MODES)[number];

/** The practitioner's profession. It sets vocabulary, prompts and presets. */
export const PROFILES = ['therapist', 'coach', 'consultant'] as const;
export type Profile = (typeof PROFILES)[number];
export const profileShape = v.picklist(PROFILES);

/** Where the work with a client stands. */
export const PHASES = ['early', 'middle', 'late', 'ending'] as const;
export type Phase = (typeof PHASES)[number];
