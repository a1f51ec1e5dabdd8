import { LEGS, PROFILES } from '../session';
import { type Prompt, SITUATIONS } from './catalogue';
import { fillPrompt, SLOT_NAMES } from './fill';

/** Most words a prompt has, in each of its forms, a slot counting as one. */
export const MOST_WORDS = 25;
/** Most characters of a prompt that somebody writes. */
export const LONGEST_PROMPT = 300;

/** What is worth knowing about a prompt's words. None of it keeps anybody from using them. */
export type PromptWarning = 'closed' | 'long' | 'jargon' | 'unknownSlot' | 'noNeutral';

const CLOSED =
  /^(?:(?:and|so|but),? )?(?:do|does|did|is|are|am|was|were|can|could|would|will|won|shall|should|have|has|had|may|might)(?:n['’]?t)?\b|,? (?:right|isn['’]t it|don['’]t you|won['’]t you)\?$/i;
const JARGON =
  /\b(?:agenda|affect|alliance|attachment|behaviou?r(?:al)?|cognitive|container|contracting|coping|countertransference|defen[cs]e|diagnos\w*|dysregulat\w*|goal-setting|homework|insight|integrat\w*|intervention|leg|leverage|modality|pathology|presenting|psycho\w*|rapport|resistance|schema|stakeholder|symptom\w*|takeaway|transference|treatment|trigger\w*|unpack)\b/i;

/** A prompt's forms: the one with slots, and the neutral one if there is one. */
const forms = (words: string): readonly string[] => words.split(' || ');

/**
 * What to warn about in a prompt's words: questions that can be answered by yes or no, more words
 * than fit in a breath, words of the trade, slots that nothing fills. Knows English; of another
 * language it only counts words and slots.
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
 * What is wrong with a catalogue: ids that occur twice, prompts with warnings, without legs or
 * without a neutral form for their slots, legs with fewer than five prompts for a profile,
 * situations with none.
 */
export function catalogueProblems(
  prompts: readonly Prompt[],
  wordsOf: (prompt: Prompt) => string,
): readonly string[] {
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
    if (prompt.basis === '') problems.push(`${id}: no basis`);
    // In a crisis one asks directly.
    const direct = prompt.modes?.every((mode) => mode === 'crisis');
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
