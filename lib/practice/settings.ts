import type { Compartment, Kind, Shorthand } from '../notes';
import { NO_CHANGES, type PersonalPrompts } from '../prompts';
import {
  type Budgets,
  type CueId,
  fitOf,
  isOrder,
  LEGS,
  type LegId,
  lengthProblem,
  type OwnPreset,
  type PlanProblem,
  type Profile,
  WINDOWS,
} from '../session';

/**
 * How much the panel says: everything with what it is for, the usual, or time, legs and notes
 * alone.
 */
export const GUIDANCE_LEVELS = ['learning', 'standard', 'minimal'] as const;
export type Guidance = (typeof GUIDANCE_LEVELS)[number];

/** Minutes without use that can be chosen for locking; 0 is never. */
export const LOCK_AFTER = [0, 1, 5, 15, 30, 60] as const;
export type LockAfter = (typeof LOCK_AFTER)[number];

/** Days between backups that can be chosen for the reminder; 0 is never. */
export const BACKUP_DAYS = [0, 1, 7, 14, 30] as const;
export type BackupDays = (typeof BACKUP_DAYS)[number];

/**
 * When panels mask themselves: whenever the call's page shares, unless it shares another tab, or
 * never.
 */
export const SHARE_GUARDS = ['always', 'thisTab', 'off'] as const;
export type ShareGuard = (typeof SHARE_GUARDS)[number];

/** A practitioner's own choices. Nothing in here is about a client. */
export interface Settings {
  readonly profile: Profile;
  readonly guidance: Guidance;
  /** Prompts are out of sight. */
  readonly quiet: boolean;
  readonly cuesOff: readonly CueId[];
  /** Whether the system shows a neutral notice at milestones while the call tab is hidden. */
  readonly notify: boolean;
  /** The compartment chosen last for each kind of note. */
  readonly compartments: Readonly<Partial<Record<Kind, Compartment>>>;
  readonly shorthands: readonly Shorthand[];
  /** Minutes without use after which notes are locked, if there is a passphrase; 0 for never. */
  readonly lockAfterMinutes: LockAfter;
  /** Whether sleep of the device and its own screen lock lock the notes too. */
  readonly lockOnSleep: boolean;
  /** Years after the last session that files are kept; null while nobody has chosen. */
  readonly retentionYears: number | null;
  /** Days after which the desk reminds of a backup; 0 for never. */
  readonly backupDays: BackupDays;
  readonly shareGuard: ShareGuard;
  /** Whether a panel shows text only while the pointer is over it or the focus in it. */
  readonly peek: boolean;
  /** Whether a panel takes presses while something of its page lies over it. */
  readonly pressCovered: boolean;
  /** Own names for legs. */
  readonly legNames: Readonly<Partial<Record<LegId, string>>>;
  readonly presets: readonly OwnPreset[];
  readonly prompts: PersonalPrompts;
}

export const DEFAULT_SETTINGS: Settings = {
  profile: 'therapist',
  guidance: 'standard',
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
  legNames: {},
  presets: [],
  prompts: NO_CHANGES,
};

/** Most characters of a leg's or a preset's own name. */
export const LONGEST_NAME = 24;

/** An own name for a leg; an empty one gives the leg its usual name back. */
export function renamed(settings: Settings, leg: LegId, name: string): Settings {
  const { [leg]: _, ...others } = settings.legNames;
  const clean = name.trim().replace(/\s+/g, ' ').slice(0, LONGEST_NAME);
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
 * The reason a preset can't be saved, or null. Its budgets are whole minutes that add up to its
 * length; from 39 to 70 minutes each lies inside its leg's window.
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
