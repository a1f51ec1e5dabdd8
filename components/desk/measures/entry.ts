import type { Answer, Instrument } from '@/lib/measures';
import type { EnteredBy, MeasureResult } from '@/lib/papers';
import { useUnsaved } from '../unsaved';

/** Answers that are not saved yet. */
export interface Entry {
  /** The id that the result will have, so that saving twice keeps one. */
  readonly id: string;
  readonly answers: readonly Answer[];
  readonly unscored: Answer;
  readonly by: EnteredBy;
  readonly assessed: string;
  readonly agreed: string;
  /** Whether an answer that asks for a response has been noted. */
  readonly noted: boolean;
}

export const newEntry = (id: string, { items }: Instrument): Entry => ({
  id,
  answers: items.map(() => null),
  unscored: null,
  by: 'readOut',
  assessed: '',
  agreed: '',
  noted: false,
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

/** The entry of an instrument with a client; null before anything is answered. */
export const useEntry = (clientId: string, { id }: Instrument) =>
  useUnsaved<Entry | null>(`${clientId} measure ${id}`, null);

export const resultOf = (
  entry: Entry,
  instrument: Instrument,
  at: number,
  sessionId: string | null,
): MeasureResult => ({
  id: entry.id,
  at,
  sessionId,
  measure: instrument.id,
  version: instrument.version,
  answers: entry.answers,
  unscored: entry.unscored,
  by: entry.by,
  assessed: entry.assessed.trim(),
  agreed: entry.agreed.trim(),
});
