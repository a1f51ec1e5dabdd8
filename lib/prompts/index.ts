export { CATALOGUE, type Prompt, type PromptId, promptAt, promptsFor } from './catalogue';
export { fillPrompt, SLOT_NAMES, type SlotName, type Slots, spokenMinutes } from './fill';
