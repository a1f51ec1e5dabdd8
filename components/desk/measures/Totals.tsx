import { responseText } from '@/lib/documents';
import {
  type Answer,
  changeOf,
  type Instrument,
  rangeOf,
  safetyAnswer,
  scoreOf,
  TREND_FROM,
} from '@/lib/measures';
import type { MeasureResult } from '@/lib/papers';
import type { Text } from '@/lib/text';
import { useText } from '../../shared/text';
import type { DayOf } from '../day-in';
import { AsTable, Early } from '../plots/AsTable';
import { TrendPlot } from '../plots/TrendPlot';

/** Results whose answers stand side by side. */
const MOST_ANSWERS = 4;

/** What a row of results says, and what a plot of them needs. */
interface Shown {
  readonly result: MeasureResult;
  readonly total: number | null;
  readonly range: string;
}

/** Results with what they come to. */
const shownOf = (
  instrument: Instrument,
  results: readonly MeasureResult[],
  text: Text,
): readonly Shown[] =>
  results.map((result) => {
    const { total, band, answered, of } = scoreOf(instrument, result.answers);
    const range = band ? text(`band_${band.id}`) : text('measure_answered', answered, of);
    return { result, total, range };
  });

const wholeOf = (shown: readonly Shown[]) =>
  shown.flatMap((one) => (one.total === null ? [] : [{ ...one, total: one.total }]));

/** The newest total with its range and day; nothing while there is none. */
export function LastTotal({
  instrument,
  results,
  day,
}: {
  instrument: Instrument;
  results: readonly MeasureResult[];
  day: DayOf;
}) {
  const text = useText();
  const last = wholeOf(shownOf(instrument, results, text)).at(-1);
  if (!last) return null;
  return (
    <span class="measure-last">
      <b>{last.total}</b> {last.range}, {day(last.result)}
    </span>
  );
}

/** What the results of one person come to over time, and every answer. */
export function Totals({
  instrument,
  name,
  results,
  day: dayOf,
}: {
  instrument: Instrument;
  /** What they are called. */
  name: string;
  results: readonly MeasureResult[];
  day: DayOf;
}) {
  const text = useText();
  const { direction, safetyItem, reliableChange } = instrument;
  const shown = shownOf(instrument, results, text);
  const whole = wholeOf(shown);
  const last = whole.at(-1);
  const [first] = whole;
  const day = ({ result }: Shown) => dayOf(result);
  const marked = (one: Shown) => safetyAnswer(instrument, one.result.answers) !== null;
  const mark = (one: Shown) => (marked(one) ? text('measure_item', (safetyItem ?? 0) + 1) : '');
  return (
    <>
      {whole.length >= TREND_FROM ? (
        <TrendPlot
          name={text('measure_plot', name)}
          points={whole.map((one) => ({
            at: one.result.at,
            value: one.total,
            label: String(one.total),
            mark: mark(one),
          }))}
          {...rangeOf(instrument)}
          bands={instrument.bands.map(({ id: band, from, to }) => ({
            from,
            to,
            label:
              from === to
                ? text('measure_bandOne', from, text(`band_${band}`))
                : text('measure_band', from, to, text(`band_${band}`)),
          }))}
          upward={text(`measure_${direction}`)}
        />
      ) : (
        <Early count={whole.length} of={TREND_FROM} />
      )}
      {first && last && first !== last && reliableChange && (
        <ChangeSince instrument={instrument} from={first.total} to={last.total} day={day(first)} />
      )}
      <AsTable
        name={name}
        open={whole.length < TREND_FROM}
        columns={[
          text('measure_date'),
          text('measure_totalColumn'),
          text('measure_range'),
          text('measure_how'),
          ...(safetyItem === null ? [] : [text('measure_item', safetyItem + 1)]),
        ]}
        rows={shown
          .toReversed()
          .map((one) => [
            day(one),
            one.total ?? text('measure_noTotal'),
            one.range,
            text(`enteredBy_${one.result.by}`),
            ...(safetyItem === null ? [] : [safetyCell(instrument, one.result, text)]),
          ])}
      />
      <Answers instrument={instrument} name={name} results={results} day={dayOf} />
    </>
  );
}

/** Every answer of the newest results, the questions down and the days across. */
function Answers({
  instrument: { items, options, unscored },
  name,
  results,
  day,
}: {
  instrument: Instrument;
  /** What the results are called. */
  name: string;
  /** The earliest first. */
  results: readonly MeasureResult[];
  day: DayOf;
}) {
  const text = useText();
  const newest = results.slice(-MOST_ANSWERS).toReversed();
  const said = (among: typeof options, value: Answer | undefined) => {
    const option = among.find((one) => one.value === value);
    return option ? `${option.value} ${option.label}` : text('measure_noAnswer');
  };
  return (
    <AsTable
      name={text('measure_answers', name)}
      summary={text('measure_answers', name)}
      columns={[text('measure_question'), ...newest.map(day)]}
      rows={[
        ...items.map((item, n) => [
          item,
          ...newest.map(({ answers }) => said(options, answers[n])),
        ]),
        ...(unscored
          ? [[unscored.text, ...newest.map((one) => said(unscored.options, one.unscored))]]
          : []),
      ]}
    />
  );
}

/** The answer to the item about self-harm, and what was assessed and agreed then. */
const safetyCell = (
  { options, safetyItem }: Instrument,
  result: MeasureResult,
  text: Text,
): string => {
  const answer = safetyItem === null ? null : result.answers[safetyItem];
  const label = options.find(({ value }) => value === answer)?.label ?? '';
  return [label, responseText(result, text)].filter(Boolean).join('. ');
};

/** How much a total has changed, and whether that is more than the scale's own error. */
function ChangeSince({
  instrument,
  from,
  to,
  day,
}: {
  instrument: Instrument;
  from: number;
  to: number;
  day: string;
}) {
  const text = useText();
  const change = changeOf(instrument, from, to);
  const { reliableChange } = instrument;
  if (!change || !reliableChange) return null;
  const by = Math.abs(to - from);
  const what =
    to === from
      ? text('measure_same', day)
      : text(to > from ? 'measure_more' : 'measure_less', by, day);
  return (
    <p class="dim">
      {what}{' '}
      {change === 'withinError'
        ? text('measure_withinError', reliableChange.points)
        : text('measure_reliable', reliableChange.points)}{' '}
      <span lang="en">({reliableChange.source})</span>
    </p>
  );
}
