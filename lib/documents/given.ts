import { type Kind, type Note, notesFor } from '../notes';
import type { ClientFeedback, ClientGoals, ClientMeasures } from '../papers';
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

/** What is kept about a client beside notes, as far as it is from them. */
export interface GivenPapers {
  readonly goals: ClientGoals | null;
  readonly measures: ClientMeasures | null;
  readonly feedback: ClientFeedback | null;
}

/** One thing that a client has given. */
export interface Given {
  /** When, in ISO 8601. */
  readonly at: string;
  /** A kind of note, `goal`, `measure` and its id or name, or `feedback` and what of it. */
  readonly what: string;
  readonly value: string;
}

/**
 * What a client has provided, the earliest first: their words, choices, answers and ratings. What
 * the practitioner observed, weighed or kept private isn't in it. Source: GDPR, article 20.
 */
export function givenBy(
  sessions: readonly SessionRecord[],
  { goals, measures, feedback }: GivenPapers,
): readonly Given[] {
  const iso = (at: number) => new Date(at).toISOString();
  const said = sessions.flatMap(({ notes }) =>
    notesFor('record', notes)
      .filter(isTheirs)
      .map((note) => ({ at: iso(note.at), what: note.kind, value: wordsOf(note) })),
  );
  const aims = (goals?.goals ?? []).map(({ at, text }) => ({
    at: iso(at),
    what: 'goal',
    value: text,
  }));
  const own = new Map(measures?.own.map(({ id, name }) => [id, name]));
  const results = (measures?.results ?? [])
    .filter(({ by }) => by !== 'practitioner')
    .map(({ at, measure, answers }) => ({
      at: iso(at),
      what: `measure ${own.get(measure) ?? measure}`,
      value: answers.map((answer) => answer ?? '').join(' '),
    }));
  const answers = (feedback?.answers ?? []).flatMap(({ at, mattered, lead, words }) =>
    Object.entries({ mattered, lead, words }).flatMap(([what, value]) =>
      value === null || value === ''
        ? []
        : [{ at: iso(at), what: `feedback ${what}`, value: String(value) }],
    ),
  );
  return [...said, ...aims, ...results, ...answers].toSorted((a, b) => a.at.localeCompare(b.at));
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

/** What a client has provided, as a table (RFC 4180). */
export const givenCsv = (given: readonly Given[]): string =>
  csv([['at', 'what', 'value'], ...given.map(({ at, what, value }) => [at, what, value])]);
