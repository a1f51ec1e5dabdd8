import { PAPERS, type PaperBodies } from '../papers';
import { CARD_FIELDS, type Client } from '../practice';
import type { EpochMs } from '../session';
import type { Query } from './query';
import { folded, wordsOf } from './words';

/** The papers whose words are looked through beside notes. */
export const FILED = ['goals', 'scaling', 'feedback', 'measures', 'ahead', 'handout'] as const;
export type FiledKind = (typeof FILED)[number];

/** All papers of each kind, with whose they are. */
export type Filed = {
  readonly [Kind in FiledKind]: readonly (readonly [of: string, paper: PaperBodies[Kind]])[];
};

/** Where in a client's file words stand. */
export const FILE_PLACES = [
  'goal',
  'level',
  'feedback',
  'measure',
  'ahead',
  'handout',
  'code',
  'name',
  'mandate',
  'preference',
  'review',
  'card',
] as const;
export type FilePlace = (typeof FILE_PLACES)[number];

/** Words in a client's file that are no note. */
export interface FileLine {
  readonly clientId: string;
  readonly place: FilePlace;
  readonly text: string;
  /** When it was written or said, in epoch milliseconds; null where nobody knows. */
  readonly at: EpochMs | null;
  readonly isPrivate: boolean;
  /** The session that it is about; null for none. */
  readonly sessionId: string | null;
}

/** A line as it is looked through. */
interface Shelved extends FileLine {
  readonly words: string;
}

/**
 * What stands in clients' files beside their notes.
 * @param clientOf whose a session was, and when it began; null for nobody's
 */
export function fileLines(
  clients: readonly Client[],
  filed: Filed,
  clientOf: (
    sessionId: string,
  ) => { readonly clientId: string; readonly startedAt: EpochMs } | null,
): readonly FileLine[] {
  const line = (
    clientId: string,
    place: FilePlace,
    text: string,
    at: EpochMs | null = null,
    sessionId: string | null = null,
  ): FileLine[] =>
    text.trim() === ''
      ? []
      : [
          {
            clientId,
            place,
            text,
            at,
            isPrivate: place === 'ahead' && PAPERS.ahead.compartment === 'private',
            sessionId,
          },
        ];
  return [
    ...clients.flatMap(({ id, code, name, mandate, engagement, card }) => [
      ...line(id, 'code', code),
      ...line(id, 'name', name),
      ...line(id, 'mandate', mandate),
      ...line(id, 'preference', engagement.preference, engagement.preferenceAt),
      ...engagement.reviews.flatMap(({ at, words }) => line(id, 'review', words, at)),
      ...CARD_FIELDS.flatMap((field) => line(id, 'card', card[field])),
    ]),
    ...filed.goals.flatMap(([of, { goals }]) =>
      goals.flatMap(({ text, at }) => line(of, 'goal', text, at)),
    ),
    ...filed.scaling.flatMap(([of, { goals }]) =>
      Object.values(goals).flatMap(({ levels }) =>
        Object.values(levels).flatMap((words) => line(of, 'level', words)),
      ),
    ),
    ...filed.feedback.flatMap(([of, { answers }]) =>
      answers.flatMap(({ words, at, sessionId }) => line(of, 'feedback', words, at, sessionId)),
    ),
    ...filed.measures.flatMap(([of, { own, results }]) => [
      ...own.flatMap(({ name }) => line(of, 'measure', name)),
      ...results.flatMap(({ assessed, agreed, at, sessionId }) => [
        ...line(of, 'measure', assessed, at, sessionId),
        ...line(of, 'measure', agreed, at, sessionId),
      ]),
    ]),
    ...filed.ahead.flatMap(([of, { lines }]) =>
      lines.flatMap(({ text, at }) => line(of, 'ahead', text, at)),
    ),
    ...filed.handout.flatMap(([sessionId, { words, exercises }]) => {
      const session = clientOf(sessionId);
      if (!session) return [];
      const { clientId, startedAt } = session;
      return [
        words,
        ...exercises.flatMap(({ name, instructions }) => [name, instructions]),
      ].flatMap((text) => line(clientId, 'handout', text, startedAt, sessionId));
    }),
  ];
}

/** What a query finds in clients' files. */
export interface FoundLines {
  readonly lines: readonly FileLine[];
  /** How many private lines would be found beside them. */
  readonly morePrivate: number;
}

/** Whether a query can find anything in clients' files: a leg and a kind are of notes alone. */
export const asksFiles = ({ words, leg, kind }: Query): boolean =>
  wordsOf(words).length > 0 && leg === null && kind === null;

/** Looks through clients' files. It keeps their words folded from one query to the next. */
export function fileIndex(lines: readonly FileLine[]): (query: Query) => FoundLines {
  const shelved: readonly Shelved[] = lines.map((line) => ({ ...line, words: folded(line.text) }));
  return (query) => {
    if (!asksFiles(query)) return { lines: [], morePrivate: 0 };
    const words = wordsOf(query.words);
    const found = shelved.filter(
      (line) =>
        (query.clientId === null || line.clientId === query.clientId) &&
        (query.since === null || (line.at !== null && line.at >= query.since)) &&
        (query.until === null || (line.at !== null && line.at < query.until)) &&
        words.every((word) => line.words.includes(word)),
    );
    const isShown = ({ isPrivate }: FileLine) =>
      query.among === 'both' || (query.among === 'private') === isPrivate;
    return {
      lines: found
        .filter(isShown)
        .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))
        .map(({ words: _, ...line }) => line),
      morePrivate: query.among === 'record' ? found.filter(({ isPrivate }) => isPrivate).length : 0,
    };
  };
}
