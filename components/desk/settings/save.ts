import type { Problem } from '@/lib/messaging';
import type { Settings } from '@/lib/practice';

/** Changes the settings. Resolves with null, or with the reason the change couldn't be saved. */
export type SaveSettings = (change: (settings: Settings) => Settings) => Promise<Problem | null>;

export interface SettingsProps {
  readonly settings: Settings;
  readonly save: SaveSettings;
}
