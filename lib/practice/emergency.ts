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

interface EmergencyNumber {
  readonly region: EmergencyRegion;
  readonly text: string;
}

/** The numbers of the practitioner's own region, none for `other`, and those of all others. */
export function emergencyNumbersFor(own: Region): {
  readonly near: readonly EmergencyNumber[];
  readonly elsewhere: readonly EmergencyNumber[];
} {
  const isNear = ({ region }: EmergencyNumber) =>
    (NEAR[own] as readonly EmergencyRegion[]).includes(region);
  return {
    near: EMERGENCY_NUMBERS.filter(isNear),
    elsewhere: EMERGENCY_NUMBERS.filter((one) => !isNear(one)),
  };
}

const NEAR = { other: [], us: ['usCanada'], ukEu: ['ukIreland', 'eu'] } as const;

export type EmergencyRegion = (typeof EMERGENCY_NUMBERS)[number]['region'];
