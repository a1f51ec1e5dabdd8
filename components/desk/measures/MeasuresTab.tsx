import { responseText } from '@/lib/documents';
import {
  type Answer,
  changeOf,
  INSTRUMENT,
  INSTRUMENTS,
  type Instrument,
  rangeOf,
  safetyAnswer,
  scoreOf,
  TREND_FROM,
} from '@/lib/measures';
import {
  type ClientMeasures,
  DUE_EVERY,
  isMeasureDue,
  type MeasureResult,
  NO_MEASURES,
  resultsOf,
} from '@/lib/papers';
import type { Text } from '@/lib/text';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { measureAddress } from '../address';
import { NumberField } from '../clients/ClientFile';
import type { ClientPapers } from '../clients/ClientPage';
import { dayIn } from '../day-in';
import { Glance } from '../Glance';
import { AsTable, Early } from '../plots/AsTable';
import { TrendPlot } from '../plots/TrendPlot';
import { RemoveList } from '../RemoveList';
import { usePaper } from '../use-paper';
import { useBegun } from './entry';
import { Feedback } from './Feedback';
import { NewOwnMeasure, OwnMeasureSection } from './OwnMeasures';

/** A client's measures: their results over time, entering another one, and when each is due. */
export function MeasuresTab({
  clinical,
  papers,
}: {
  /** Whether clinical instruments are offered. Those that have results are shown anyway. */
  clinical: boolean;
  papers: ClientPapers;
}) {
  const text = useText();
  const { heads } = papers;
  // As in Prepare and on Today, a session that runs is the next one.
  const starts = heads.flatMap(({ closed, startedAt }) => (closed ? [startedAt] : []));
  const day: DayOf = (result) => dayIn(heads, result, text);
  const paper = usePaper('measures', papers.of, papers.readPaper, papers.writes);
  if (paper === undefined) return <p aria-busy="true" />;
  const measures = paper ?? NO_MEASURES;
  const shown = INSTRUMENTS.map((id) => INSTRUMENT[id]).filter(
    (one) => clinical || !one.clinical || resultsOf(measures, one.id).length > 0,
  );
  return (
    <div class="measures">
      {shown.some((one) => one.clinical) && <p class="dim">{text('measures_screening')}</p>}
      {shown.map((instrument) => (
        <InstrumentSection
          key={instrument.id}
          instrument={instrument}
          isOffered={clinical || !instrument.clinical}
          measures={measures}
          starts={starts}
          day={day}
          papers={papers}
        />
      ))}
      {measures.own.map((own) => (
        <OwnMeasureSection
          key={own.id}
          own={own}
          measures={measures}
          starts={starts}
          day={day}
          papers={papers}
        />
      ))}
      <NewOwnMeasure measures={measures} papers={papers} />
      <Feedback day={day} papers={papers} />
    </div>
  );
}

/** The day of a result, where its session was; on this device where it belongs to none. */
export type DayOf = (result: Pick<MeasureResult, 'at' | 'sessionId'>) => string;

/** Results whose answers stand side by side. */
const MOST_ANSWERS = 4;

/** What a row of results says, and what a plot of them needs. */
interface Shown {
  readonly result: MeasureResult;
  readonly total: number | null;
  readonly range: string;
}

function InstrumentSection({
  instrument,
  isOffered,
  measures,
  starts,
  day: dayOf,
  papers,
}: {
  instrument: Instrument;
  /** Whether it can be filled in. What was is shown anyway. */
  isOffered: boolean;
  measures: ClientMeasures;
  starts: readonly number[];
  day: DayOf;
  papers: ClientPapers;
}) {
  const text = useText();
  const begun = useBegun()(papers.of, instrument);
  const { id, name, direction, safetyItem, reliableChange } = instrument;
  const shown: readonly Shown[] = resultsOf(measures, id).map((result) => {
    const { total, band, answered, of } = scoreOf(instrument, result.answers);
    const range = band ? text(`band_${band.id}`) : text('measure_answered', answered, of);
    return { result, total, range };
  });
  const whole = shown.flatMap((one) => (one.total === null ? [] : [{ ...one, total: one.total }]));
  const last = whole.at(-1);
  const [first] = whole;
  const day = ({ result }: Shown) => dayOf(result);
  const marked = (one: Shown) => safetyAnswer(instrument, one.result.answers) !== null;
  const mark = (one: Shown) => (marked(one) ? text('measure_item', (safetyItem ?? 0) + 1) : '');
  return (
    <section class="measure-section" aria-label={name}>
      <div class="section-head measure-title">
        <h2>
          {name}
          {last && (
            <span class="measure-last">
              <b>{last.total}</b> {last.range}, {day(last)}
            </span>
          )}
        </h2>
        {isOffered && isMeasureDue(measures, id, starts) && <Glance>{text('measure_due')}</Glance>}
        {isOffered && (
          <a class="button secondary" href={measureAddress(papers.of, id)}>
            {text(begun ? 'measure_goOnOf' : 'measure_enter', name)}
          </a>
        )}
      </div>
      {begun === 'begun' && <p class="dim">{text('measure_begun')}</p>}
      {begun === 'asks' && <Notice kind="alert">{text('measure_asks', name)}</Notice>}
      {shown.length === 0 ? (
        <p class="dim">{text('measure_none', instrument.title)}</p>
      ) : whole.length >= TREND_FROM ? (
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
      {shown.length > 0 && (
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
      )}
      {shown.length > 0 && (
        <Answers instrument={instrument} results={shown.map(({ result }) => result)} day={dayOf} />
      )}
      <MeasureDetails
        measure={id}
        name={name}
        measures={measures}
        day={dayOf}
        comesTo={({ answers }) => scoreOf(instrument, answers).total}
        papers={papers}
      />
    </section>
  );
}

/** Every answer of the newest results, the questions down and the days across. */
function Answers({
  instrument: { name, items, options, unscored },
  results,
  day,
}: {
  instrument: Instrument;
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

/** After how many sessions a measure is due, and removing results. */
export function MeasureDetails({
  measure,
  name,
  measures,
  day,
  comesTo,
  papers: { of, write },
  isOwn = false,
}: {
  measure: string;
  name: string;
  /** Whether the practitioner has named it, so that it can go again. */
  isOwn?: boolean;
  measures: ClientMeasures;
  day: DayOf;
  /** What a result comes to; null where it is not whole. */
  comesTo(result: MeasureResult): number | null;
  papers: ClientPapers;
}) {
  const text = useText();
  const results = resultsOf(measures, measure).toReversed();
  return (
    <details class="fold">
      <summary>{text('measure_moreShown')}</summary>
      <PrivateForm class="client-form">
        <NumberField
          label={text('measure_every')}
          range={DUE_EVERY}
          value={measures.every[measure] ?? null}
          onInput={(every) =>
            void write('measures', of, (before) => {
              const { every: all, ...others } = before ?? NO_MEASURES;
              const { [measure]: _, ...rest } = all;
              return { ...others, every: every === null ? rest : { ...rest, [measure]: every } };
            })
          }
        />
      </PrivateForm>
      {results.length > 0 && <p class="dim">{text('measure_removeWhat')}</p>}
      <RemoveList
        name={text('measure_results', name)}
        rows={results.map((result) => {
          // Two of one day are told apart by what they come to.
          const value = comesTo(result)?.toLocaleString(text.locale);
          const label = [day(result), value].filter(Boolean).join(': ');
          return { id: result.id, label, remove: text('measure_removeOf', name, label) };
        })}
        onRemove={(gone) =>
          void write('measures', of, (before) => {
            const { results: all, ...others } = before ?? NO_MEASURES;
            return { ...others, results: all.filter(({ id }) => id !== gone) };
          })
        }
      />
      {isOwn && results.length === 0 && (
        <p>
          <button
            type="button"
            class="link"
            aria-label={text('measure_removeOwnOf', name)}
            onClick={() =>
              void write('measures', of, (before) => {
                const { own, every, ...others } = before ?? NO_MEASURES;
                const { [measure]: _, ...rest } = every;
                return { ...others, every: rest, own: own.filter(({ id }) => id !== measure) };
              })
            }
          >
            {text('measure_removeOwn')}
          </button>
        </p>
      )}
    </details>
  );
}
