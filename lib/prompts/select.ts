import type { LegId, Mode, Profile } from '../session';
import { CATALOGUE, type Prompt, type PromptId, type Situation } from './catalogue';
import type { PersonalPrompts } from './personal';

/** All that decides which prompts are offered. */
export interface Moment {
  readonly leg: LegId;
  readonly mode: Mode;
  readonly profile: Profile;
  /** What the practitioner has pressed; null for nothing. */
  readonly situation: Situation | null;
  /** Minutes to the end; negative past it. */
  readonly minutesLeft: number;
  /** Legs neither visited nor set aside. */
  readonly unvisited: readonly LegId[];
  /** How many sessions the client has had before; null when nobody knows. */
  readonly sessionsBefore: number | null;
  /** Whether it is the first meeting, as far as anybody has said. */
  readonly first: boolean;
}

/** Why a prompt stands where it does. */
export type Because = 'pinned' | 'favourite' | 'own' | 'unvisited' | 'first' | 'review' | null;

/** A prompt that is offered. */
export interface Offered {
  readonly id: string;
  /** Where its words are: a key of the catalogue, or a person's own text. */
  readonly words: { readonly key: PromptId } | { readonly text: string };
  readonly because: Because;
  /** The leg that is waiting, when that is why. */
  readonly waiting: LegId | null;
}

const ORDER: readonly Because[] = [
  'pinned',
  'favourite',
  'unvisited',
  'first',
  'own',
  null,
  'review',
];
const USUAL: readonly Mode[] = ['clientLed', 'guided', 'practitionerLed'];

/**
 * The prompts for a moment, in the order they are offered; never empty. A situation with nothing
 * for the leg gives what it has for the others. Pinned ones come first, then favourites, then what
 * the time calls for, then the person's own; then those made for the mode, then the catalogue's
 * order. Deterministic: the same arguments give the same list.
 */
export function promptsAt(moment: Moment, personal: PersonalPrompts): readonly Offered[] {
  const fitting = CATALOGUE.filter((prompt: Prompt) => fits(prompt, moment));
  const own = personal.added.filter(({ situation }) => situation === moment.situation);
  const here = [
    ...fitting.filter(({ legs }) => (legs as readonly LegId[]).includes(moment.leg)),
    ...own.filter(({ legs }) => legs.includes(moment.leg)),
  ];
  // In a crisis only what was made for it is said, whatever somebody has pinned or written.
  const pool = here.length > 0 ? here : [...fitting, ...own];
  const offered = pool
    .filter((prompt) => 'when' in prompt || moment.mode !== 'crisis')
    .map((prompt) => ({ prompt, because: becauseOf(prompt, moment, personal) }));
  const shown = offered.filter(({ prompt }) => !personal.hidden.includes(prompt.id));
  // Somebody who has hidden them all still gets one.
  const list = shown.length > 0 ? shown : offered;
  return list
    .map((one, index) => ({ ...one, index }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.because) - ORDER.indexOf(b.because) ||
        Number(special(b.prompt)) - Number(special(a.prompt)) ||
        a.index - b.index,
    )
    .map(({ prompt, because }) => ({
      id: prompt.id,
      words: wordsOf(prompt, personal),
      because,
      waiting: because === 'unvisited' && 'unvisited' in prompt ? prompt.unvisited : null,
    }));
}

/**
 * The prompt that is shown: the one with this id while it is offered, else the first. It stays the
 * same when the list around it changes.
 */
export const shownPrompt = (
  list: readonly Offered[],
  id: string | undefined,
): Offered | undefined => list.find((offered) => offered.id === id) ?? list[0];

/** The id of the prompt one place on or back from this one, round and round. */
export function neighbour(list: readonly Offered[], id: string, by: 1 | -1): string {
  const index = list.findIndex((offered) => offered.id === id);
  return list[(index + by + list.length) % list.length]?.id ?? id;
}

/** Names a list of prompts to step through: that of a leg in a situation. */
export const stepKey = (leg: LegId, situation: Situation | null): string =>
  situation ? `${leg}/${situation}` : leg;

type Candidate = (typeof CATALOGUE)[number] | PersonalPrompts['added'][number];

function fits(prompt: Prompt, moment: Moment): boolean {
  const { situation, sessionsBefore, minutesLeft } = moment;
  const said =
    situation && moment.mode !== 'crisis'
      ? prompt.when.includes(situation)
      : prompt.when.includes('plain') ||
        (prompt.when.includes('first') && moment.first) ||
        (prompt.when.includes('review') && sessionsBefore !== null && sessionsBefore >= 3);
  return (
    said &&
    (prompt.modes ?? USUAL).includes(moment.mode) &&
    (prompt.profiles ?? [moment.profile]).includes(moment.profile) &&
    minutesLeft >= (prompt.minLeft ?? Number.NEGATIVE_INFINITY) &&
    minutesLeft <= (prompt.maxLeft ?? Number.POSITIVE_INFINITY) &&
    (!prompt.unvisited || moment.unvisited.includes(prompt.unvisited)) &&
    // Not known counts as none, so that nobody is asked about a time before that there was not.
    (sessionsBefore ?? 0) >= (prompt.sessions ?? 0)
  );
}

function becauseOf(prompt: Candidate, moment: Moment, personal: PersonalPrompts): Because {
  if (moment.mode === 'crisis') return null;
  if (personal.pinned[moment.leg] === prompt.id) return 'pinned';
  if (personal.favourites.includes(prompt.id)) return 'favourite';
  if (!('when' in prompt)) return 'own';
  if ('unvisited' in prompt) return 'unvisited';
  const when: Prompt['when'] = prompt.when;
  if (moment.situation) return null;
  if (when.includes('first') && moment.first) return 'first';
  return when.includes('plain') ? null : 'review';
}

/** Whether a prompt was made for a mode in which the practitioner leads more. */
function special(prompt: Candidate): boolean {
  if (!('modes' in prompt)) return false;
  const modes: readonly Mode[] = prompt.modes;
  return !modes.includes('clientLed');
}

function wordsOf(prompt: Candidate, { edited }: PersonalPrompts): Offered['words'] {
  if (!('when' in prompt)) return { text: prompt.text };
  const text = edited[prompt.id];
  return text === undefined ? { key: prompt.id } : { text };
}
