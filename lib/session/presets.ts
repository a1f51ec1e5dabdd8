import type { Budgets } from './budgets';
import { LEGS, type LegId } from './legs';
import type { Mode } from './modes';

/**
 * A way to begin a session: what it proposes before the start. Everything in it can be changed
 * there.
 */
export interface Preset {
  readonly id: string;
  /** The length it proposes, in whole minutes; null leaves the length as it is. */
  readonly minutes: number | null;
  readonly mode: Mode;
  readonly order: readonly LegId[];
  /** Budgets for its own length; null for the table's. */
  readonly budgets: Budgets | null;
  /** Whole minutes after which a client-led start becomes guided; null for never. */
  readonly clientLedMinutes: number | null;
}

/** A preset that somebody has made, with the name they gave it. */
export interface OwnPreset extends Preset {
  readonly name: string;
}

const CLIENT_LED = {
  minutes: null,
  mode: 'clientLed',
  order: LEGS,
  budgets: null,
  clientLedMinutes: null,
} as const;

/** The presets there always are. Their names are in the locale files, under `preset_<id>`. */
export const PRESETS = [
  { ...CLIENT_LED, id: 'clientLed' },
  // Check-in; main discussion; skill-building; wrap-up, which holds Integration and Closing.
  {
    ...CLIENT_LED,
    id: 'fourPart',
    order: ['opening', 'agenda', 'exploration', 'planning', 'integration', 'closing'],
  },
  { ...CLIENT_LED, id: 'linear', mode: 'practitionerLed' },
  { ...CLIENT_LED, id: 'intake', mode: 'practitionerLed' },
  { ...CLIENT_LED, id: 'coaching', minutes: 60 },
  { ...CLIENT_LED, id: 'experiment', clientLedMinutes: 10 },
  { ...CLIENT_LED, id: 'crisis', mode: 'practitionerLed' },
] as const satisfies readonly Preset[];

export type PresetId = (typeof PRESETS)[number]['id'];

/** The preset with this id, a person's own ones included; the first one when there is none. */
export const presetOf = (id: string, own: readonly OwnPreset[]): Preset =>
  [...PRESETS, ...own].find((preset) => preset.id === id) ?? PRESETS[0];
