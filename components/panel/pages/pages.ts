/** The pages that can take the place of legs, prompt and notes in the panel. */
export type PanelPage =
  | 'menu'
  | 'client'
  | 'legs'
  | 'end'
  | 'interruptions'
  | 'card'
  | 'safety'
  | 'first'
  | 'options'
  | 'interventions'
  | 'referral'
  | 'grounding'
  | 'feedback';
