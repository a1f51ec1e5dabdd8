import { type Kind, type Note, notesFor } from '../notes';
import type {
  ClientFeedback,
  ClientGoals,
  ClientMeasures,
  ClientPlans,
  ClientScaling,
} from '../papers';
import type { Client } from '../practice';
import type { SessionRecord } from '../vault';
import { csv } from './csv';

/** Kinds of note that hold what a client has said, asked for or chosen. */
const THEIRS: readonly Kind[] = [
  'focus',
  'topic',
  'said',
  'question',
  'doubt',
  'history',
  'challenge',
  'goal',
  'outcome',
  'importance',
  'evidence',
  'takeaway',
  'plan',
];

/** Fields of the card that a client answers for themselves. */
const OWN_FIELDS = ['location', 'privacy', 'present', 'callBack', 'contact'] as const;

/** What is kept about a client beside notes, as far as it is from them. */
export interface GivenPapers {
  readonly goals: ClientGoals | null;
  readonly plans: ClientPlans | null;
  readonly scaling: ClientScaling | null;
  readonly measures: ClientMeasures | null;
  readonly feedback: ClientFeedback | null;
}

/** One thing that a client has given. */
export interface Given {
  /** When, in ISO 8601; null where only what holds now is kept. */
  readonly at: string | null;
  /** A kind of note, or what else it is. */
  readonly what:
    | Kind
    | 'card'
    | 'feedback'
    | 'goalLevel'
    | 'goalReview'
    | 'measure'
    | 'planAnswer'
    | 'preference'
    | 'readiness';
  /** What it is about: a field, question, goal, plan or measure. Empty where there is one only. */
  readonly of: string;
  /** Which of several clients it is from, by initials; empty for the only one. */
  readonly speaker: string;
  /** Answers to items are in their order, with null for none. */
  readonly value: string | number | readonly (number | null)[];
}

/**
 * What a client has provided, the earliest first: their words, choices, answers and ratings. What
 * the practitioner observed, weighed or kept private isn't in it. Source: GDPR, article 20.
 */
export function givenBy(
  { card, engagement }: Pick<Client, 'card' | 'engagement'>,
  sessions: readonly SessionRecord[],
  papers: GivenPapers,
): readonly Given[] {
  const now = [
    given(engagement.preferenceAt, 'preference', '', engagement.preference),
    ...OWN_FIELDS.map((field) => given(null, 'card', field, card[field])),
  ];
  const all = [...now, ...sessions.flatMap(inSession), ...inPapers(papers, sessions)];
  return all
    .filter(({ value }) => value !== '')
    .toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}

const given = (
  at: number | null,
  what: Given['what'],
  of: string,
  value: Given['value'],
  speaker = '',
): Given => ({ at: at === null ? null : new Date(at).toISOString(), what, of, speaker, value });

const inSession = ({ notes, events }: SessionRecord): readonly Given[] => [
  ...notesFor('record', notes)
    .filter(isTheirs)
    .map((note) => given(note.at, note.kind, '', wordsOf(note), note.speaker)),
  ...events.flatMap((event) =>
    event.type === 'readinessSaid' ? [given(event.at, 'readiness', '', event.level)] : [],
  ),
];

function inPapers(
  { goals, plans, scaling, measures, feedback }: GivenPapers,
  sessions: readonly SessionRecord[],
): readonly Given[] {
  const goal = new Map(goals?.goals.map(({ id, text }) => [id, text]));
  const own = new Map(measures?.own.map(({ id, name }) => [id, name]));
  const noted = new Map(
    sessions
      .flatMap(({ notes }) => notesFor('record', notes))
      .map((note) => [note.id, note] as const),
  );
  return [
    ...(goals?.goals ?? []).map(({ at, text }) => given(at, 'goal', '', text)),
    ...Object.entries(scaling?.goals ?? {}).flatMap(([id, { levels }]) =>
      Object.entries(levels).map(([level, words]) =>
        given(null, 'goalLevel', `${goal.get(id) ?? ''} ${level}`.trim(), words),
      ),
    ),
    ...(scaling?.reviews ?? []).flatMap(({ at, levels }) =>
      Object.entries(levels).map(([id, level]) =>
        given(at, 'goalReview', goal.get(id) ?? '', level),
      ),
    ),
    ...Object.entries(plans?.answers ?? {}).flatMap(([id, { at, answer }]) =>
      // That something is open no longer is said by the practitioner.
      answer === 'notAsked' || (noted.get(id)?.kind ?? 'plan') !== 'plan'
        ? []
        : [given(at, 'planAnswer', noted.get(id)?.text ?? '', answer)],
    ),
    ...(measures?.results ?? [])
      .filter(({ by }) => by !== 'practitioner')
      .flatMap(({ at, measure, answers, unscored, person }) => {
        const name = `${own.get(measure) ?? measure}${person && ` (${person})`}`;
        const beside =
          unscored === null ? [] : [given(at, 'measure', `${name}, unscored`, unscored)];
        return [given(at, 'measure', name, answers), ...beside];
      }),
    ...(feedback?.answers ?? []).flatMap(({ at, mattered, lead, words }) =>
      Object.entries({ mattered, lead, words }).flatMap(([what, value]) =>
        value === null ? [] : [given(at, 'feedback', what, value)],
      ),
    ),
  ];
}

/** Whether a note is from the client: not what somebody else raised, nor what was only offered. */
const isTheirs = ({ kind, raisedBy, plan }: Note): boolean =>
  THEIRS.includes(kind) &&
  (raisedBy === null || raisedBy === 'client') &&
  (plan === null || plan.chosen);

const wordsOf = ({ text, plan }: Note): string =>
  [text, plan?.when, plan?.know].filter(Boolean).join('; ');

/** What a client has provided, as JSON. */
export const givenJson = (
  client: Pick<Client, 'code'>,
  given: readonly Given[],
  now: number,
): string =>
  JSON.stringify(
    { client: client.code, exportedAt: new Date(now).toISOString(), provided: given },
    null,
    2,
  );

/** What a client has provided, as a table (RFC 4180). An item without an answer is a hyphen. */
export const givenCsv = (given: readonly Given[]): string =>
  csv([
    ['at', 'what', 'of', 'speaker', 'value'],
    ...given.map(({ at, what, of, speaker, value }) => [
      at ?? '',
      what,
      of,
      speaker,
      typeof value === 'object' ? value.map((one) => one ?? '-').join(' ') : String(value),
    ]),
  ]);
