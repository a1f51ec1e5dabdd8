import { instrumentCalled, type Level, rangeOf, safetyAnswer, scoreOf } from '../measures';
import {
  type ClientGoals,
  type ClientMeasures,
  type MeasureResult,
  nameOfMeasure,
  type Review,
} from '../papers';
import type { Text } from '../text';

/** A number as people of the locale write it, with at most two decimals. */
export const numberText = (value: number, text: Text): string =>
  value.toLocaleString(text.locale, { maximumFractionDigits: 2 });

/** A level of goal attainment with its sign. */
export const levelText = (level: Level): string =>
  level > 0 ? `+${level}` : String(level).replace('-', '\u2212');

/** The name of a measure. */
export const measureName = (measure: string, measures: ClientMeasures | null, text: Text): string =>
  nameOfMeasure(measure, measures) ?? text('measure_gone');

/**
 * A result in one line, as it goes to the record: the total and its range, or how many items were
 * answered. It names no diagnosis.
 */
export function resultText(
  result: MeasureResult,
  measures: ClientMeasures | null,
  text: Text,
): string {
  const name = measureName(result.measure, measures, text);
  const instrument = instrumentCalled(result.measure);
  if (!instrument) {
    const own = measures?.own.find(({ id }) => id === result.measure);
    const value = result.answers[0];
    const shown = typeof value === 'number' ? numberText(value, text) : text('measure_noValue');
    if (!own) return `${name}: ${shown}`;
    const { from, to } = own;
    return text('measure_ownLine', name, shown, numberText(from, text), numberText(to, text));
  }
  const { answered, of, total, band } = scoreOf(instrument, result.answers);
  if (total === null) return `${name}: ${text('measure_answered', answered, of)}`;
  const { to } = rangeOf(instrument);
  const range = band ? text(`band_${band.id}`) : '';
  return text(
    instrument.clinical ? 'measure_clinicalLine' : 'measure_line',
    name,
    total,
    to,
    range,
  );
}

/**
 * What the record says of an answer that asks for a response: the answer in the instrument's words,
 * what was assessed and what was agreed. Null when no answer did.
 */
export function safetyText(result: MeasureResult, text: Text): string | null {
  const instrument = instrumentCalled(result.measure);
  if (!instrument || instrument.safetyItem === null) return null;
  const answer = safetyAnswer(instrument, result.answers);
  if (answer === null) return null;
  const label = instrument.options.find(({ value }) => value === answer)?.label ?? '';
  return [
    text('measure_safetyLine', instrument.name, instrument.safetyItem + 1, label.toLowerCase()),
    responseText(result, text),
  ]
    .filter(Boolean)
    .join(' ');
}

/** What was assessed and agreed after an answer that asks for a response; empty for neither. */
export const responseText = ({ assessed, agreed }: MeasureResult, text: Text): string =>
  [
    assessed && text('measure_assessedLine', asSentence(assessed)),
    agreed && text('measure_agreedLine', asSentence(agreed)),
  ]
    .filter(Boolean)
    .join(' ');

/** Words with a full stop, unless they end in a mark of their own. */
const asSentence = (words: string): string => (/[\p{L}\p{N}]$/u.test(words) ? `${words}.` : words);

/** A review of goals in one line: how far each had got, and the T score of all of them. */
export const reviewText = (
  { levels, score }: Pick<Review, 'levels' | 'score'>,
  goals: ClientGoals | null,
  text: Text,
): string =>
  [
    ...Object.entries(levels).map(([id, level]) => {
      const words = goals?.goals.find((goal) => goal.id === id)?.text;
      return `${words ?? text('goals_gone')}: ${levelText(level)}`;
    }),
    text('goals_score', score === null ? text('goals_noScore') : Math.round(score)),
  ].join('; ');

/** A result with who answered it, and what its record says of a response. */
export const wholeResultText = (
  result: MeasureResult,
  measures: ClientMeasures | null,
  text: Text,
): string =>
  [
    result.person && `${result.person}:`,
    resultText(result, measures, text),
    safetyText(result, text),
  ]
    .filter(Boolean)
    .join(' ');
