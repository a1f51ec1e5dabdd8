export {
  CATALOGUE,
  type Prompt,
  type PromptId,
  SITUATIONS,
  type Situation,
  situationShape,
} from './catalogue';
export {
  catalogueProblems,
  MOST_WORDS,
  type PromptWarning,
  promptWarnings,
} from './check';
export { fillPrompt, SLOT_NAMES, type SlotName, type Slots, spokenMinutes } from './fill';
export { MOVES } from './moves';
export {
  favour,
  hide,
  LONGEST_PROMPT,
  MOST_OWN,
  merged,
  NO_CHANGES,
  type OwnPrompt,
  ownPromptShape,
  type PersonalPrompts,
  type PromptProblem,
  personalPromptsShape,
  pin,
  promptProblem,
  restore,
  write,
} from './personal';
export {
  type Because,
  type Moment,
  neighbour,
  type Offered,
  promptsAt,
  shownPrompt,
  stepKey,
} from './select';
