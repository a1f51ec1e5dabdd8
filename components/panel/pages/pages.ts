/** What can take the place of legs, prompt and notes in the panel; the time stays in sight. */
export type PanelPage =
  | 'menu'
  | 'client'
  | 'legs'
  | 'end'
  | 'card'
  | 'safety'
  | 'first'
  | 'options';
