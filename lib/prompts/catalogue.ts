import type { LegId } from '../session';

/** A prompt's place in the catalogue. Its words are in the locale files, under `prompt_<id>`. */
export interface Prompt {
  readonly id: string;
  readonly leg: LegId;
}

/**
 * The prompts, in the order they are offered within a leg. The words are our own; `docs/prompts.md` says
 * which move of the field each one makes.
 */
export const CATALOGUE = [
  { id: 'opening_arriving', leg: 'opening' },
  { id: 'opening_space', leg: 'opening' },
  { id: 'opening_until', leg: 'opening' },
  { id: 'opening_private', leg: 'opening' },
  { id: 'agenda_useful', leg: 'agenda' },
  { id: 'agenda_begin', leg: 'agenda' },
  { id: 'agenda_pressing', leg: 'agenda' },
  { id: 'agenda_success', leg: 'agenda' },
  { id: 'exploration_more', leg: 'exploration' },
  { id: 'exploration_now', leg: 'exploration' },
  { id: 'exploration_matters', leg: 'exploration' },
  { id: 'exploration_pause', leg: 'exploration' },
  { id: 'integration_stands_out', leg: 'integration' },
  { id: 'integration_meaning', leg: 'integration' },
  { id: 'integration_takeaway', leg: 'integration' },
  { id: 'planning_differently', leg: 'planning' },
  { id: 'planning_when', leg: 'planning' },
  { id: 'planning_time', leg: 'planning' },
  { id: 'planning_way', leg: 'planning' },
  { id: 'closing_words', leg: 'closing' },
  { id: 'closing_fits', leg: 'closing' },
  { id: 'closing_need', leg: 'closing' },
  { id: 'closing_until', leg: 'closing' },
] as const satisfies readonly Prompt[];

export type PromptId = (typeof CATALOGUE)[number]['id'];

/** The prompts of one leg, in catalogue order. Never empty. */
export function promptsFor(leg: LegId): readonly { id: PromptId; leg: LegId }[] {
  return CATALOGUE.filter((prompt) => prompt.leg === leg);
}

/**
 * The prompt `step` places from the leg's first, round and round; `step` may be any whole number.
 * The same arguments always give the same prompt.
 */
export function promptAt(leg: LegId, step: number): { id: PromptId; leg: LegId } {
  const prompts = promptsFor(leg);
  const index = ((step % prompts.length) + prompts.length) % prompts.length;
  // The modulo keeps the index inside a list that is never empty.
  return prompts[index] as { id: PromptId; leg: LegId };
}
