/**
 * A starter list of public emergency numbers, to be confirmed by the practitioner for the place
 * where the client is. It is text to read; nothing in Perch dials. Dialled from elsewhere they may
 * reach other services.
 */
export const EMERGENCY_AS_OF = '2026-11';

export const EMERGENCY_NUMBERS = [
  { region: 'usCanada', text: '911 · 988' },
  { region: 'ukIreland', text: '999 / 112 · 116 123' },
  { region: 'eu', text: '112' },
  { region: 'australia', text: '000 · 13 11 14' },
  { region: 'newZealand', text: '111 · 1737' },
] as const;
export type EmergencyRegion = (typeof EMERGENCY_NUMBERS)[number]['region'];
