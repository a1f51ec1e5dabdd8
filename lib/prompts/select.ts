import type { LegId, Mode, Phase, Profile } from '../session';
import { CATALOGUE, type Prompt, type PromptId, type Situation } from './catalogue';
import type { PersonalPrompts } from './personal';

/** Everything that decides which prompts are offered. */
export interface Moment {
  readonly leg: LegId;
  readonly mode: Mode;
  readonly profile: Profile;
  /** The situation that is pressed, or null. */
  readonly situation: Situation | null;
  /** Minutes to the end; negative after it. */
  readonly minutesLeft: number;
  /** Minutes planned for those of Integration, Planning and Closing that are not set aside. */
  readonly minutesPlanned: number;
  /** How many people speak beside the practitioner. */
  readonly speakers: number;
  /** Legs neither visited nor set aside. */
  readonly unvisited: readonly LegId[];
  /** How many sessions the client has had before; null if unknown. */
  readonly sessionsBefore: number | null;
  /** Whether this is the client's first session, as far as that is known. */
  readonly first: boolean;
  /** Whether the work is to be reviewed now; null where no review was arranged. */
  readonly review: boolean | null;
  /** Where the work with the client stands; null if nobody has said it. */
  readonly phase: Phase | null;
}

/** Why a prompt is offered; null for no special reason. */
export type Because =
  | 'pinned'
  | 'favourite'
  | 'over'
  | 'unvisited'
  | 'first'
  | 'due'
  | 'own'
  | 'review'
  | null;

/** A prompt that is offered. */
export interface Offered {
  readonly id: string;
  /** The prompt's words: a key of the catalogue or the practitioner's own text. */
  readonly words: { readonly key: PromptId } | { readonly text: string };
  readonly because: Because;
  /** The unvisited leg that is the reason, else null. */
  readonly waiting: LegId | null;
}

const ORDER: readonly Because[] = [
  'pinned',
  'favourite',
  'over',
  'unvisited',
  'first',
  'due',
  'own',
  null,
  'review',
];
const USUAL: readonly Mode[] = ['clientLed', 'guided', 'practitionerLed'];

/**
 * The prompts to offer, in order; never empty. If the pressed situation has none for the leg, those
 * for other legs are used. Order: pinned, favourites, those past the end, those for an unvisited
 * leg, the first session's, a review that is due, own, the others, reviews; in each group, those
 * for a mode first, then those for the minutes that are left. Deterministic.
 */
export function promptsAt(moment: Moment, personal: PersonalPrompts): readonly Offered[] {
  const fitting = CATALOGUE.filter((prompt: Prompt) => fits(prompt, moment));
  const own = personal.added.filter(({ situation }) => situation === moment.situation);
  const here = [
    ...fitting.filter(({ legs }) => (legs as readonly LegId[]).includes(moment.leg)),
    ...own.filter(({ legs }) => legs.includes(moment.leg)),
  ];
  // In crisis mode only prompts made for it are offered, not even pinned or own ones.
  const pool = here.length > 0 ? here : [...fitting, ...own];
  const offered = pool
    .filter((prompt) => 'when' in prompt || moment.mode !== 'crisis')
    .map((prompt) => ({ prompt, because: becauseOf(prompt, moment, personal) }));
  const shown = offered.filter(({ prompt }) => !personal.hidden.includes(prompt.id));
  // If every prompt is hidden, offer them all the same.
  const list = shown.length > 0 ? shown : offered;
  return list
    .map((one, index) => ({ ...one, index }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.because) - ORDER.indexOf(b.because) ||
        Number(special(b.prompt)) - Number(special(a.prompt)) ||
        Number('maxLeft' in b.prompt) - Number('maxLeft' in a.prompt) ||
        Number(isAhead(b.prompt, moment)) - Number(isAhead(a.prompt, moment)) ||
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
 * The prompt to show: the one with this id if it is offered, else the first. So the shown prompt
 * stays when the list around it changes.
 */
export const shownPrompt = (
  list: readonly Offered[],
  id: string | undefined,
): Offered | undefined => list.find((offered) => offered.id === id) ?? list[0];

/** The id of the next (1) or previous (-1) prompt. The list wraps around. */
export function neighbour(list: readonly Offered[], id: string, by: 1 | -1): string {
  const index = list.findIndex((offered) => offered.id === id);
  return list[(index + by + list.length) % list.length]?.id ?? id;
}

/** The key under which the current prompt is kept for a leg and a situation. */
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
        (prompt.when.includes('review') && mayReview(moment));
  return (
    said &&
    (prompt.modes ?? USUAL).includes(moment.mode) &&
    (prompt.profiles ?? [moment.profile]).includes(moment.profile) &&
    minutesLeft >= (prompt.minLeft ?? Number.NEGATIVE_INFINITY) &&
    minutesLeft <= latest(prompt, moment) &&
    (prompt.over !== 'only' || minutesLeft < 0) &&
    moment.speakers >= (prompt.speakers ?? 1) &&
    (!prompt.phases || prompt.phases.some((phase) => phase === moment.phase)) &&
    (!prompt.unvisited || moment.unvisited.includes(prompt.unvisited)) &&
    // Unknown counts as none: a prompt must not mention earlier sessions that may not exist.
    (sessionsBefore ?? 0) >= (prompt.sessions ?? 0)
  );
}

const latest = ({ maxLeft }: Prompt, { minutesPlanned }: Moment): number =>
  maxLeft === 'planned' ? minutesPlanned : (maxLeft ?? Number.POSITIVE_INFINITY);

function becauseOf(prompt: Candidate, moment: Moment, personal: PersonalPrompts): Because {
  if (moment.mode === 'crisis') return null;
  if (personal.pinned[moment.leg] === prompt.id) return 'pinned';
  if (personal.favourites.includes(prompt.id)) return 'favourite';
  if (!('when' in prompt)) return 'own';
  if ('over' in prompt && moment.minutesLeft < 0) return 'over';
  if ('unvisited' in prompt) return 'unvisited';
  const when: Prompt['when'] = prompt.when;
  if (moment.situation) return null;
  if (when.includes('first') && moment.first) return 'first';
  if (when.includes('plain')) return null;
  const { review, leg, minutesLeft } = moment;
  return review && leg === 'integration' && minutesLeft >= REVIEW_TAKES ? 'due' : 'review';
}

/** Sessions after which the work can be looked back on, where no review was arranged. */
const REVIEW_AFTER = 3;
/** Minutes. With less left, a review that is due comes after what the session itself needs. */
const REVIEW_TAKES = 8;

const mayReview = ({ review, sessionsBefore }: Moment): boolean =>
  review ?? (sessionsBefore ?? 0) >= REVIEW_AFTER;

/** Whether a prompt comes before others because this is the client's first session. */
const isAhead = (prompt: Candidate, { first }: Moment): boolean =>
  first && 'firstSession' in prompt;

/** Whether a prompt is for a mode in which the practitioner leads more. */
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
