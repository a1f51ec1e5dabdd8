import * as v from 'valibot';
import { budgetsShape } from './budgets';
import { LEGS, orderShape } from './legs';
import { modeShape } from './modes';
import { minutes, type TypeOf } from './shape';

/** A preset the practitioner has made, with its name. */
export const ownPresetShape = v.strictObject({
  id: v.string(),
  name: v.string(),
  /** The proposed length in whole minutes; null keeps the length. */
  minutes: v.nullable(minutes),
  mode: modeShape,
  order: orderShape,
  /** Budgets for the proposed length; null for those of the table. */
  budgets: v.nullable(budgetsShape),
  /** A client-led start becomes guided after this many whole minutes; null for never. */
  clientLedMinutes: v.nullable(minutes),
});
export type OwnPreset = TypeOf<typeof ownPresetShape>;

/** A session type: what it proposes before the start. All of it can be changed there. */
export type Preset = Omit<OwnPreset, 'name'>;

const CLIENT_LED = {
  minutes: null,
  mode: 'clientLed',
  order: LEGS,
  budgets: null,
  clientLedMinutes: null,
} as const;

/** The built-in presets. Their names are in the locale files under `preset_<id>`. */
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

/** The preset with this id, own ones included, or the first built-in one if there is none. */
export const presetOf = (id: string, own: readonly OwnPreset[]): Preset =>
  [...PRESETS, ...own].find((preset) => preset.id === id) ?? PRESETS[0];
