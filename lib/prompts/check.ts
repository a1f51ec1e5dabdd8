import { LEGS, PROFILES } from '../session';
import { type Prompt, SITUATIONS } from './catalogue';
import { fillPrompt, SLOT_NAMES } from './fill';
import { MOVES } from './moves';

/** Most words in each form of a prompt. A slot counts as one word. */
export const MOST_WORDS = 25;

/** What may be wrong with a prompt's words. A person's own prompt can be used all the same. */
export type PromptWarning = 'closed' | 'long' | 'jargon' | 'unknownSlot' | 'noNeutral';

const CLOSED =
  /^(?:(?:and|so|but),? )?(?:do|does|did|is|are|am|was|were|can|could|would|will|won|shall|should|have|has|had|may|might)(?:n['’]?t)?\b|,? (?:right|isn['’]t it|don['’]t you|won['’]t you)\?$/i;
const JARGON =
  /\b(?:agenda|affect|alliance|attachment|behaviou?r(?:al)?|cognitive|container|contracting|coping|countertransference|defen[cs]e|diagnos\w*|dysregulat\w*|goal-setting|homework|insight|integrat\w*|intervention|leg|leverage|modality|pathology|presenting|psycho\w*|rapport|resistance|schema|stakeholder|symptom\w*|takeaway|transference|treatment|trigger\w*|unpack)\b/i;

/** A prompt's forms: the one with slots and, if there is one, the neutral one. */
const forms = (words: string): readonly string[] => words.split(' || ');

/**
 * Warnings for a prompt's words: a yes-or-no question, too many words for one breath, jargon, an
 * unknown slot, slots without a neutral form. Questions and jargon are recognised in English only.
 */
export function promptWarnings(words: string, language = 'en'): readonly PromptWarning[] {
  const warnings = new Set<PromptWarning>();
  const english = /^en\b/i.test(language);
  for (const form of forms(words)) {
    if (form.split(/\s+/).filter(Boolean).length > MOST_WORDS) warnings.add('long');
    if (english && JARGON.test(form.replace(/\{[^}]*\}/g, ''))) warnings.add('jargon');
    const sentences = form.split(/(?<=[.!?:])\s+/);
    const closed = (sentence: string) =>
      sentence.endsWith('?') && CLOSED.test(sentence) && !/\bor\b/i.test(sentence);
    if (english && sentences.some(closed)) warnings.add('closed');
  }
  for (const [, slot] of words.matchAll(/\{([^}]*)\}/g))
    if (!SLOT_NAMES.some((known) => known === slot)) warnings.add('unknownSlot');
  if (forms(words).length === 1 && words.includes('{')) warnings.add('noNeutral');
  return [...warnings];
}

/**
 * What is wrong with a catalogue: duplicate ids, prompts with warnings or without legs, legs with
 * fewer than five prompts for a profile, situations without prompts. Empty if all is well.
 */
export function catalogueProblems(
  prompts: readonly Prompt[],
  wordsOf: (prompt: Prompt) => string,
): readonly string[] {
  const moves: Readonly<Record<string, string>> = MOVES;
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const prompt of prompts) {
    const { id } = prompt;
    if (seen.has(id)) problems.push(`${id}: twice`);
    seen.add(id);
    const words = wordsOf(prompt);
    if (words.trim() === '') problems.push(`${id}: no words`);
    if (prompt.legs.length === 0) problems.push(`${id}: no leg`);
    if (prompt.when.length === 0) problems.push(`${id}: never offered`);
    // Direct questions are right where somebody's safety is in question.
    const direct = moves[id] === 'S-17' || prompt.modes?.every((mode) => mode === 'crisis');
    for (const warning of promptWarnings(words))
      if (warning !== 'closed' || !direct) problems.push(`${id}: ${warning}`);
    const [withSlots = '', neutral] = forms(words);
    if (neutral !== undefined && (!withSlots.includes('{') || /[{}]/.test(neutral)))
      problems.push(`${id}: a second form that is not for empty slots`);
    if (/[{}|]/.test(fillPrompt(words, {}))) problems.push(`${id}: braces`);
  }
  for (const leg of LEGS)
    for (const profile of PROFILES) {
      const plain = prompts.filter(
        (prompt) =>
          prompt.legs.includes(leg) &&
          prompt.when.includes('plain') &&
          (prompt.profiles ?? PROFILES).includes(profile) &&
          !prompt.modes,
      );
      if (plain.length < 5) problems.push(`${leg}, ${profile}: ${plain.length} prompts`);
    }
  for (const situation of SITUATIONS)
    if (!prompts.some(({ when }) => when.includes(situation)))
      problems.push(`${situation}: no prompt`);
  return problems;
}
