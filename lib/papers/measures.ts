import * as v from 'valibot';
import { instrumentCalled, LONGEST_MEASURE_NAME } from '../measures';
import { between, type EpochMs, instant, type TypeOf } from '../session';
import { LONGEST_LINE } from './client-papers';
import { united } from './united';

/** How answers came in: read out by the practitioner, given by the client, or a judgement. */
export const ENTERED_BY = ['readOut', 'client', 'practitioner'] as const;
export type EnteredBy = (typeof ENTERED_BY)[number];

/** Milliseconds. */
const HALF_DAY = 43_200_000;

/** After how many sessions a measure can be due again. */
export const DUE_EVERY = { min: 1, max: 100 } as const;

const line = v.pipe(v.string(), v.maxLength(LONGEST_LINE));
const number = between(-1_000_000_000, 1_000_000_000);

export const measureResultShape = v.strictObject({
  id: v.string(),
  /** When it was answered. */
  at: instant,
  /** The session that it was answered in or after; null for none. */
  sessionId: v.nullable(v.string()),
  /** The id of an instrument, or of an own measure. */
  measure: v.string(),
  /** The version of the instrument's words; empty for an own measure. */
  version: v.string(),
  /** In the order of the items. An own measure has one. Null for an item without an answer. */
  answers: v.pipe(v.array(v.nullable(number)), v.maxLength(100)),
  /** The answer to the question that counts for nothing; null for none. */
  unscored: v.nullable(number),
  by: v.picklist(ENTERED_BY),
  /** The initials of who answered, in a file of several people; empty for all, or nobody said. */
  person: v.optional(line, ''),
  /** After an answer that asks for a response: what was assessed, and what was agreed. */
  assessed: line,
  agreed: line,
});
export type MeasureResult = TypeOf<typeof measureResultShape>;

/** A client's results, own measures, and when each measure is due. They belong to the record. */
export const clientMeasuresShape = v.strictObject({
  results: v.array(measureResultShape),
  own: v.array(
    v.strictObject({
      id: v.string(),
      name: v.pipe(v.string(), v.maxLength(LONGEST_MEASURE_NAME)),
      from: number,
      to: number,
      better: v.nullable(v.picklist(['more', 'less'])),
    }),
  ),
  /** After how many sessions a measure is due again, by its id. One that isn't here never is. */
  every: v.record(v.string(), v.pipe(between(DUE_EVERY.min, DUE_EVERY.max), v.integer())),
});
export type ClientMeasures = TypeOf<typeof clientMeasuresShape>;

export const NO_MEASURES: ClientMeasures = { results: [], own: [], every: {} };

/** Those whose results these are, in the order in which they come. Empty initials come last. */
export const personsIn = (results: readonly MeasureResult[]): readonly string[] =>
  [...new Set(results.map(({ person }) => person))].toSorted(
    (a, b) => Number(a === '') - Number(b === ''),
  );

/** The results of one measure, the earliest first. */
export const resultsOf = ({ results }: ClientMeasures, measure: string): readonly MeasureResult[] =>
  results.filter((one) => one.measure === measure).toSorted((a, b) => a.at - b.at);

/**
 * Whether a measure is due in the next session: as many sessions have begun since its last result
 * as were set, or it has none yet. In a file of several people, it is due as soon as it is for one
 * of them. False when nobody has set a number.
 * @param starts when the client's sessions began, in epoch milliseconds
 * @param speakers the initials of those who take part
 */
export function isMeasureDue(
  measures: ClientMeasures,
  measure: string,
  starts: readonly number[],
  speakers: readonly string[],
): boolean {
  const every = measures.every[measure];
  if (every === undefined) return false;
  const results = resultsOf(measures, measure);
  const isDueAfter = (last: MeasureResult | undefined) => {
    if (last === undefined) return true;
    // The next session is one more. A result belongs to the session that it was given in, or to
    // one of that day whose record takes nothing any more, or else to the next one after it.
    const isAfterOne = starts.some((at) => at <= last.at && last.at - at < HALF_DAY);
    const next = last.sessionId === null && !isAfterOne ? 0 : 1;
    return starts.filter((at) => at > last.at).length + next >= every;
  };
  if (speakers.length < 2) return isDueAfter(results.at(-1));
  return speakers.some((one) =>
    isDueAfter(results.findLast(({ person }) => person === one || person === '')),
  );
}

/**
 * The measures that are due in the next session, of those that there are.
 * @param speakers the initials of those who take part
 * @param clinical whether clinical instruments are offered
 */
export const dueMeasures = (
  measures: ClientMeasures,
  starts: readonly number[],
  speakers: readonly string[],
  clinical: boolean,
): readonly string[] =>
  Object.keys(measures.every).filter((id) => {
    const instrument = instrumentCalled(id);
    const isThere = instrument
      ? clinical || !instrument.clinical
      : measures.own.some((one) => one.id === id);
    return isThere && isMeasureDue(measures, id, starts, speakers);
  });

/** What a measure is called; null for one that is gone. */
export const nameOfMeasure = (
  measure: string,
  measures: Pick<ClientMeasures, 'own'> | null,
): string | null =>
  instrumentCalled(measure)?.name ?? measures?.own.find(({ id }) => id === measure)?.name ?? null;

/**
 * The measures that are due in a session and weren't answered in it yet: by each of those who take
 * part, where they are several.
 * @param session its id, and when it began in epoch milliseconds
 * @param before when the sessions before it began
 */
export function dueInSession(
  measures: ClientMeasures,
  { id, startedAt }: { readonly id: string; readonly startedAt: EpochMs },
  before: readonly EpochMs[],
  speakers: readonly string[],
  clinical: boolean,
): readonly string[] {
  const isOfThis = ({ sessionId, at }: MeasureResult) => sessionId === id || at >= startedAt;
  const given = measures.results.filter(isOfThis);
  const earlier = measures.results.filter((one) => !isOfThis(one));
  const isAnswered = (measure: string) => {
    const own = given.filter((one) => one.measure === measure);
    return speakers.length < 2
      ? own.length > 0
      : speakers.every((one) => own.some(({ person }) => person === one || person === ''));
  };
  return dueMeasures({ ...measures, results: earlier }, before, speakers, clinical).filter(
    (measure) => !isAnswered(measure),
  );
}

export const mergedMeasures = (mine: ClientMeasures, other: ClientMeasures): ClientMeasures => ({
  results: united(mine.results, other.results),
  own: united(mine.own, other.own),
  every: { ...other.every, ...mine.every },
});
