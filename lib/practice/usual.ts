import { type Mode, presetOf, type SessionPlan } from '../session';
import type { Client } from './client';
import type { Settings } from './settings';

/** The type that sessions begin with while nobody has chosen one, by profession. */
const FIRST = { therapist: 'clientLed', coach: 'coaching', consultant: 'clientLed' } as const;

/**
 * The id of the type that a session begins with: the client's own, as long as there is such a type,
 * or the usual one of the practitioner's profile.
 */
export const usualPreset = (
  { profile, presets }: Pick<Settings, 'profile' | 'presets'>,
  own: string | null,
): string => (own !== null && presetOf(own, presets).id === own ? own : FIRST[profile]);

/**
 * The mode that a session of this plan begins in with this client: as was prepared, else guided
 * where the client's method prescribes an order. A type of session that says who leads, or for how
 * long the client leads, is kept as it is.
 */
export function modeWith(
  { mode, clientLedMinutes }: Pick<SessionPlan, 'mode' | 'clientLedMinutes'>,
  { engagement }: Pick<Client, 'engagement'>,
): Mode {
  if (mode !== 'clientLed' || clientLedMinutes !== null) return mode;
  return engagement.mode ?? (engagement.prescribed ? 'guided' : mode);
}
