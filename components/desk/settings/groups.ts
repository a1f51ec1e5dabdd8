/** The groups of settings, each a page of its own, and what each is called. */
export const SETTINGS_GROUPS = {
  work: 'settings_work',
  cues: 'settings_cues',
  prompts: 'prompts',
  screen: 'screen_title',
  protection: 'settings_protection',
  backup: 'backup',
  keeping: 'settings_keep',
  sites: 'settings_access',
  keys: 'keys_title',
  look: 'settings_look',
  about: 'settings_about',
} as const;

export type SettingsGroup = keyof typeof SETTINGS_GROUPS;

/** The groups in the order of the navigation. */
export const GROUPS = Object.keys(SETTINGS_GROUPS) as readonly SettingsGroup[];
