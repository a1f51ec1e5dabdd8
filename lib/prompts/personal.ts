import * as v from 'valibot';
import { LEGS, type LegId, legShape, someOf, type TypeOf } from '../session';
import { CATALOGUE, situationShape } from './catalogue';

/** Most UTF-16 units in a prompt that the practitioner writes. */
export const LONGEST_PROMPT = 300;

/** A prompt the practitioner wrote. */
export const ownPromptShape = v.strictObject({
  /** Begins with `own-`, so it can't equal an id of the catalogue. */
  id: v.string(),
  text: v.string(),
  legs: v.array(legShape),
  /** Null if the prompt is offered while no situation is pressed. */
  situation: v.nullable(situationShape),
});
export type OwnPrompt = TypeOf<typeof ownPromptShape>;

/** The practitioner's changes to the catalogue. The catalogue itself never changes. */
export const personalPromptsShape = v.strictObject({
  /** The prompt that stays first in each leg. */
  pinned: someOf(LEGS, v.string()),
  favourites: v.array(v.string()),
  hidden: v.array(v.string()),
  /** The practitioner's own words for prompts of the catalogue, by id. */
  edited: v.record(v.string(), v.string()),
  added: v.array(ownPromptShape),
});
export type PersonalPrompts = TypeOf<typeof personalPromptsShape>;

export const NO_CHANGES: PersonalPrompts = {
  pinned: {},
  favourites: [],
  hidden: [],
  edited: {},
  added: [],
};

/** Most prompts that the practitioner can add. */
export const MOST_OWN = 500;

/** Why a prompt can't be saved. */
export type PromptProblem = 'promptEmpty' | 'promptTooLong' | 'promptNoLeg' | 'promptsTooMany';

/** The reason a text can't be a prompt, or null. */
export function promptProblem(text: string): PromptProblem | null {
  if (text.trim() === '') return 'promptEmpty';
  return text.trim().length > LONGEST_PROMPT ? 'promptTooLong' : null;
}

const without = (list: readonly string[], id: string) => list.filter((other) => other !== id);
const toggled = (list: readonly string[], id: string, on: boolean) =>
  on ? [...without(list, id), id] : without(list, id);

/** Pins a prompt as the first in a leg, replacing the one before; `null` unpins. */
export function pin(set: PersonalPrompts, leg: LegId, id: string | null): PersonalPrompts {
  const { [leg]: _, ...others } = set.pinned;
  return { ...set, pinned: id === null ? others : { ...others, [leg]: id } };
}

export const favour = (set: PersonalPrompts, id: string, on: boolean): PersonalPrompts => ({
  ...set,
  favourites: toggled(set.favourites, id, on),
});

/** Hides a prompt everywhere, or shows it again. Hiding a prompt also unpins it. */
export function hide(set: PersonalPrompts, id: string, on: boolean): PersonalPrompts {
  const pinned = on
    ? Object.fromEntries(Object.entries(set.pinned).filter(([, other]) => other !== id))
    : set.pinned;
  return { ...set, pinned, hidden: toggled(set.hidden, id, on) };
}

/**
 * Saves a new or changed prompt, or returns the problem. `restore` can bring the catalogue's own
 * text back.
 */
export function write(set: PersonalPrompts, prompt: OwnPrompt): PersonalPrompts | PromptProblem {
  const problem = promptProblem(prompt.text);
  if (problem) return problem;
  const text = prompt.text.trim();
  if (CATALOGUE.some(({ id }) => id === prompt.id))
    return { ...set, edited: { ...set.edited, [prompt.id]: text } };
  if (prompt.legs.length === 0) return 'promptNoLeg';
  const index = set.added.findIndex(({ id }) => id === prompt.id);
  if (index < 0 && set.added.length >= MOST_OWN) return 'promptsTooMany';
  const written = { ...prompt, text };
  return {
    ...set,
    added:
      index < 0
        ? [...set.added, written]
        : set.added.map((other, at) => (at === index ? written : other)),
  };
}

/**
 * Brings a catalogue prompt's own words back and shows it; its pin and favourite stay. Removes an
 * added prompt.
 */
export function restore(set: PersonalPrompts, id: string): PersonalPrompts {
  const { [id]: _, ...edited } = set.edited;
  const shown = hide(set, id, false);
  const added = set.added.filter((other) => other.id !== id);
  const gone = added.length < set.added.length;
  return {
    ...shown,
    edited,
    added,
    favourites: gone ? without(set.favourites, id) : shown.favourites,
    pinned: gone
      ? Object.fromEntries(Object.entries(set.pinned).filter(([, other]) => other !== id))
      : shown.pinned,
  };
}

/**
 * Merges two sets of changes. Where they differ, `other` wins. Added prompts of both are kept; of
 * two with the same id, the one from `other`.
 */
export function merged(set: PersonalPrompts, other: PersonalPrompts): PersonalPrompts {
  const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  const added = new Map([...set.added, ...other.added].map((prompt) => [prompt.id, prompt]));
  return {
    pinned: { ...set.pinned, ...other.pinned },
    favourites: union(set.favourites, other.favourites),
    hidden: union(set.hidden, other.hidden),
    edited: { ...set.edited, ...other.edited },
    added: [...added.values()].slice(0, MOST_OWN),
  };
}
