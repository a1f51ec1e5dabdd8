import * as v from 'valibot';
import { type Answer, type Instrument, safetyAnswer } from '@/lib/measures';
import { ENTERED_BY, type MeasureResult } from '@/lib/papers';
import type { TypeOf } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { fieldDay } from '../field-day';
import { usePeekUnsaved, useUnsaved } from '../unsaved';
import type { Said } from './goes-to';

/** Answers that are not saved yet. */
const entryShape = v.strictObject({
  /** The id that the result will have, so that saving twice keeps one. */
  id: v.string(),
  answers: v.array(v.nullable(v.number())),
  unscored: v.nullable(v.number()),
  by: v.picklist(ENTERED_BY),
  /** The initials of who answers, in a file of several people; null while nobody has said. */
  person: v.optional(v.nullable(v.string()), null),
  assessed: v.string(),
  agreed: v.string(),
  /** Whether an answer that asks for a response has been noted. */
  noted: v.boolean(),
  /** When the first answer was given, in epoch milliseconds. */
  beganAt: v.number(),
});
export type Entry = TypeOf<typeof entryShape>;

export const newEntry = (id: string, { items }: Instrument, beganAt: number): Entry => ({
  id,
  answers: items.map(() => null),
  unscored: null,
  by: 'readOut',
  person: null,
  assessed: '',
  agreed: '',
  noted: false,
  beganAt,
});

/** The entry with another answer. Another answer to the item about self-harm has to be noted. */
export function withAnswer(
  entry: Entry,
  { safetyItem }: Instrument,
  item: number,
  answer: Answer,
): Entry {
  if (entry.answers[item] === answer) return entry;
  return {
    ...entry,
    answers: entry.answers.map((before, n) => (n === item ? answer : before)),
    noted: item === safetyItem ? false : entry.noted,
  };
}

/** Whether anything is answered, and not only chosen how. */
export const isAnswered = ({ answers, unscored }: Pick<Entry, 'answers' | 'unscored'>): boolean =>
  unscored !== null || answers.some((one) => one !== null);

/** Answers that belong together were given within so many milliseconds. */
export const ONE_SITTING = 86_400_000;

/** Whether an entry was begun on another day than this one. */
export const isOfAnotherDay = ({ beganAt }: Pick<Entry, 'beganAt'>, now: number): boolean =>
  fieldDay(beganAt) !== fieldDay(now);

/**
 * Whether an entry that isn't saved is still shown. Answers that are over a day old are left out:
 * what somebody says of the last two weeks is of that day. An answer that asks for a response
 * stays.
 */
const isShown = (entry: Entry, instrument: Instrument, now: number): boolean =>
  safetyAnswer(instrument, entry.answers) !== null || now - entry.beganAt < ONE_SITTING;

/** The name of the editor that holds an entry which isn't saved. */
export const entryName = (clientId: string, instrumentId: string): string =>
  `${clientId} measure ${instrumentId}`;

/** The entry of an instrument with a client; null before anything is answered. */
export function useEntry(clientId: string, instrument: Instrument) {
  const clock = useClock();
  const shape = v.pipe(
    entryShape,
    v.check((entry) => isShown(entry, instrument, clock.now())),
  );
  return useUnsaved<Entry | null>(
    clientId,
    entryName(clientId, instrument.id),
    v.nullable(shape),
    null,
  );
}

/** How far an entry that isn't saved has got: begun, or with an answer that asks for a response. */
export function useBegun(): (clientId: string, instrument: Instrument) => 'begun' | 'asks' | null {
  const clock = useClock();
  const peek = usePeekUnsaved();
  return (clientId, instrument) => {
    const { success, output } = v.safeParse(entryShape, peek(entryName(clientId, instrument.id)));
    if (!success || !isShown(output, instrument, clock.now())) return null;
    return safetyAnswer(instrument, output.answers) === null ? 'begun' : 'asks';
  };
}

export const resultOf = (
  entry: Entry,
  instrument: Instrument,
  { at, sessionId }: Said,
): MeasureResult => ({
  id: entry.id,
  at,
  sessionId,
  measure: instrument.id,
  version: instrument.version,
  answers: entry.answers,
  unscored: entry.unscored,
  by: entry.by,
  person: entry.person ?? '',
  assessed: entry.assessed.trim(),
  agreed: entry.agreed.trim(),
});
