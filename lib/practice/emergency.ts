import type { Region } from './settings';

/** Year and month in which the emergency numbers were last checked. */
export const EMERGENCY_AS_OF = '2026-11';

/**
 * A starter list of public emergency numbers. The practitioner confirms them for the place where
 * the client is: dialled from elsewhere, a number may reach another service. Perch only shows them
 * and dials nothing.
 */
const EMERGENCY_NUMBERS = [
  { region: 'usCanada', text: '911 · 988' },
  { region: 'ukIreland', text: '999 / 112 · 116 123' },
  { region: 'eu', text: '112' },
  { region: 'australia', text: '000 · 13 11 14' },
  { region: 'newZealand', text: '111 · 1737' },
] as const;

/** The numbers, those of the practitioner's own region first. */
export const emergencyNumbersFor = (own: Region): readonly (typeof EMERGENCY_NUMBERS)[number][] => {
  const near: readonly string[] = NEAR[own];
  return EMERGENCY_NUMBERS.toSorted(
    (a, b) => Number(near.includes(b.region)) - Number(near.includes(a.region)),
  );
};

const NEAR = { other: [], us: ['usCanada'], ukEu: ['ukIreland', 'eu'] } as const;

export type EmergencyRegion = (typeof EMERGENCY_NUMBERS)[number]['region'];
