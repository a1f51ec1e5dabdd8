import type { Band, Instrument } from './instruments';

/** An answer by its value; null while there is none. */
export type Answer = number | null;

/** What the answers to an instrument come to. */
export interface Score {
  readonly answered: number;
  readonly of: number;
  /** Null until every item that counts is answered. Nothing is estimated from a part of them. */
  readonly total: number | null;
  /** The range that the total is in; null without a total. */
  readonly band: Band | null;
}

/** Whether an instrument offers this answer. */
const isOffered = ({ options }: Instrument, answer: Answer | undefined): answer is number =>
  options.some(({ value }) => value === answer);

/**
 * The score of answers in the order of the items. An answer that the instrument doesn't offer
 * counts as none.
 */
export function scoreOf(instrument: Instrument, answers: readonly Answer[]): Score {
  const given = instrument.items.flatMap((_, n) => {
    const answer = answers[n];
    return isOffered(instrument, answer) ? [answer] : [];
  });
  const of = instrument.items.length;
  const total = given.length === of ? given.reduce((sum, answer) => sum + answer, 0) : null;
  const band =
    total === null
      ? null
      : (instrument.bands.find(({ from, to }) => total >= from && total <= to) ?? null);
  return { answered: given.length, of, total, band };
}

/** The lowest and the highest total. */
export const rangeOf = ({ bands }: Instrument): { readonly from: number; readonly to: number } => ({
  from: bands[0]?.from ?? 0,
  to: bands.at(-1)?.to ?? 0,
});

/**
 * The answer to the item about self-harm if it is above the lowest, which asks for a response at
 * once, whatever the total. Null otherwise; that says nothing about risk.
 */
export function safetyAnswer(instrument: Instrument, answers: readonly Answer[]): number | null {
  if (instrument.safetyItem === null) return null;
  const answer = answers[instrument.safetyItem];
  const lowest = instrument.options[0]?.value ?? 0;
  return isOffered(instrument, answer) && answer > lowest ? answer : null;
}

/** How a total has changed, as a fact and no more. */
export type Change = 'reliablyMore' | 'reliablyLess' | 'withinError';

/** The change from one total to a later one; null where no published value says what counts. */
export function changeOf(
  { reliableChange }: Instrument,
  before: number,
  after: number,
): Change | null {
  if (!reliableChange) return null;
  if (after - before >= reliableChange.points) return 'reliablyMore';
  return before - after >= reliableChange.points ? 'reliablyLess' : 'withinError';
}

/** From how many results on a trend is drawn. Fewer say too little. */
export const TREND_FROM = 4;
