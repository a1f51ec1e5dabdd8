/** What can take the place of legs, prompt and notes in the panel; the time stays in sight. */
export const PANEL_PAGES = [
  'menu',
  'client',
  'legs',
  'end',
  'card',
  'safety',
  'first',
  'options',
] as const;
export type PanelPage = (typeof PANEL_PAGES)[number];
