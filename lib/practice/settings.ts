import * as v from 'valibot';
import { compartmentShape, exerciseShape, KINDS, ownFormatShape, shorthandShape } from '../notes';
import { NO_CHANGES, personalPromptsShape } from '../prompts';
import {
  type Budgets,
  between,
  CUES,
  fitOf,
  instant,
  isOrder,
  LEGS,
  type LegId,
  lengthProblem,
  type OwnPreset,
  ownPresetShape,
  type PlanProblem,
  profileShape,
  someOf,
  type TypeOf,
  WINDOWS,
} from '../session';
import { LONGEST_NAME } from './client-code';
import { guidanceShape } from './guidance';

/** How clock times are shown: as the language usually does, or always one way. */
export const HOURS = ['usual', '12', '24'] as const;
export type Hours = (typeof HOURS)[number];

/**
 * Whose rules the practitioner goes by. It changes what is said about private notes and about
 * keeping files, and which emergency numbers come first. `other` says nothing of any law.
 */
export const REGIONS = ['other', 'us', 'ukEu'] as const;
export type Region = (typeof REGIONS)[number];

/** The choices for locking after time without use, in minutes; 0 means never. */
export const LOCK_AFTER = [0, 1, 5, 15, 30, 60] as const;
export type LockAfter = (typeof LOCK_AFTER)[number];

/** The choices for the backup reminder, in days; 0 means never. */
export const BACKUP_DAYS = [0, 1, 7, 14, 30] as const;
export type BackupDays = (typeof BACKUP_DAYS)[number];

/**
 * When panels mask themselves: on every share by the call's page, on every share but that of
 * another tab, or never.
 */
export const SHARE_GUARDS = ['always', 'thisTab', 'off'] as const;
export type ShareGuard = (typeof SHARE_GUARDS)[number];

/** From how many hours on a document can be a late entry. */
export const LATE_HOURS = { min: 1, max: 720 } as const;

/** The practitioner's own choices. They hold nothing about a client. */
export const settingsShape = v.strictObject({
  profile: profileShape,
  guidance: guidanceShape,
  region: v.picklist(REGIONS),
  /** Whether clock times have 12 or 24 hours. */
  hours: v.picklist(HOURS),
  /** Whether prompts are hidden. */
  quiet: v.boolean(),
  cuesOff: v.array(v.picklist(CUES)),
  /** Whether the system shows a neutral notice at milestones while the call tab is hidden. */
  notify: v.boolean(),
  /** The compartment last chosen for each kind of note. */
  compartments: someOf(KINDS, compartmentShape),
  shorthands: v.array(shorthandShape),
  /** With a passphrase, notes lock after this many minutes without use; 0 means never. */
  lockAfterMinutes: v.picklist(LOCK_AFTER),
  /** Whether notes also lock when the device sleeps or locks its screen. */
  lockOnSleep: v.boolean(),
  /** Years that files are kept after the last session; null while nobody has chosen. */
  retentionYears: v.nullable(between(0, 200)),
  /** Days after which the desk reminds of a backup; 0 means never. */
  backupDays: v.picklist(BACKUP_DAYS),
  shareGuard: v.picklist(SHARE_GUARDS),
  /** Whether a panel shows text only while the pointer or the focus is in it. */
  peek: v.boolean(),
  /** Whether a panel accepts presses while something of the page lies over it. */
  pressCovered: v.boolean(),
  /** Whether a grounding exercise is offered in Closing. */
  grounding: v.boolean(),
  /** The id of the format that a session's document begins with. */
  noteFormat: v.string(),
  /** The practitioner's own formats. */
  formats: v.array(ownFormatShape),
  /** The practitioner's own exercises, and those of Perch that they have changed. */
  exercises: v.array(exerciseShape),
  /** Hours after a session's end from which on its document is a late entry; null for never. */
  lateHours: v.nullable(v.pipe(between(LATE_HOURS.min, LATE_HOURS.max), v.integer())),
  /** Whether a finished session says which band of minutes it is in, for US billing. */
  billingBands: v.boolean(),
  /** Whether the desk points out a theme that stays while something else waits. */
  topicHint: v.boolean(),
  /** Whether the desk has a line to settle with before a session. */
  centring: v.boolean(),
  /** Whether Ctrl K, or the Command key with it, goes to anything in the desk. */
  goToKey: v.boolean(),
  /**
   * When somebody has taken on a first client-led session within a week, in epoch milliseconds;
   * `over` once that was answered, null before.
   */
  startSmall: v.nullable(v.union([v.literal('over'), instant])),
  /** The practitioner's own names for legs. */
  legNames: someOf(LEGS, v.string()),
  presets: v.array(ownPresetShape),
  prompts: personalPromptsShape,
});
export type Settings = TypeOf<typeof settingsShape>;

export const DEFAULT_SETTINGS: Settings = {
  profile: 'therapist',
  guidance: 'standard',
  region: 'other',
  hours: 'usual',
  quiet: false,
  cuesOff: [],
  notify: false,
  compartments: {},
  shorthands: [],
  lockAfterMinutes: 15,
  lockOnSleep: true,
  retentionYears: null,
  backupDays: 7,
  shareGuard: 'always',
  peek: false,
  pressCovered: false,
  grounding: false,
  noteFormat: 'soap',
  formats: [],
  exercises: [],
  lateHours: 24,
  billingBands: false,
  topicHint: false,
  centring: true,
  goToKey: true,
  startSmall: null,
  legNames: {},
  presets: [],
  prompts: NO_CHANGES,
};

const cleanName = (name: string) => name.trim().replace(/\s+/g, ' ');

/** Why a leg can't have a name. */
export type LegNameProblem = 'legNameTooLong' | 'legNameTaken';

/**
 * The reason a leg can't have this name, or null.
 * @param others what the other legs are called, by their own names or the usual ones
 */
export function legNameProblem(name: string, others: readonly string[]): LegNameProblem | null {
  const clean = cleanName(name);
  if (clean.length > LONGEST_NAME) return 'legNameTooLong';
  const isTaken = others.some((other) => plainName(other) === plainName(clean));
  return clean !== '' && isTaken ? 'legNameTaken' : null;
}

const plainName = (name: string) => name.toLocaleLowerCase();

/** Gives a leg an own name, cut to `LONGEST_NAME`. An empty name brings the usual one back. */
export function renamed(settings: Settings, leg: LegId, name: string): Settings {
  const { [leg]: _, ...others } = settings.legNames;
  const clean = cleanName(name).slice(0, LONGEST_NAME);
  return { ...settings, legNames: clean === '' ? others : { ...others, [leg]: clean } };
}

/** Why a preset can't be saved. */
export type PresetProblem =
  | PlanProblem
  | 'presetNameEmpty'
  | 'presetNameTooLong'
  | 'presetNameTaken'
  | 'presetOrder'
  | 'presetSum'
  | 'presetWindow';

/**
 * The reason a preset can't be saved, or null. Its budgets must be whole minutes that add up to its
 * length; from 39 to 70 minutes, each must lie in its leg's window.
 */
export function presetProblem(
  preset: OwnPreset,
  others: readonly OwnPreset[],
): PresetProblem | null {
  const name = preset.name.trim();
  if (name === '') return 'presetNameEmpty';
  if (name.length > LONGEST_NAME) return 'presetNameTooLong';
  if (others.some((other) => other.id !== preset.id && other.name.trim() === name))
    return 'presetNameTaken';
  const length = lengthProblem(preset.minutes ?? 0);
  if (length) return length;
  if (!isOrder(preset.order)) return 'presetOrder';
  return preset.budgets && budgetsProblem(preset.budgets, preset.minutes ?? 0);
}

function budgetsProblem(budgets: Budgets, minutes: number): PresetProblem | null {
  const values = LEGS.map((leg) => budgets[leg]);
  if (!values.every((value) => Number.isInteger(value) && value >= 0)) return 'presetSum';
  if (values.reduce((sum, value) => sum + value, 0) !== minutes) return 'presetSum';
  const inside = LEGS.every(
    (leg) => budgets[leg] >= WINDOWS[leg].min && budgets[leg] <= WINDOWS[leg].max,
  );
  return fitOf(minutes) === 'fits' && !inside ? 'presetWindow' : null;
}
