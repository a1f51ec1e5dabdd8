/** Who leads. It changes prompts and cues, never the clock or the notes. */
export const MODES = ['clientLed', 'guided', 'practitionerLed', 'crisis'] as const;
export type Mode = (typeof MODES)[number];

/** What the practitioner does: it sets vocabulary, prompts and presets. */
export const PROFILES = ['therapist', 'coach', 'consultant'] as const;
export type Profile = (typeof PROFILES)[number];
