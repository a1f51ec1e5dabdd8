import { INSTRUMENT, INSTRUMENTS, type Instrument, scoreOf } from '@/lib/measures';
import { type ClientMeasures, isMeasureDue, NO_MEASURES, resultsOf } from '@/lib/papers';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { measureAddress } from '../address';
import type { ClientPapers } from '../clients/ClientPage';
import { type DayOf, dayIn } from '../day-in';
import { Glance } from '../Glance';
import { usePaper } from '../use-paper';
import { ByPerson, isSplit } from './by-person';
import { useBegun } from './entry';
import { Feedback } from './Feedback';
import { MeasureDetails } from './MeasureDetails';
import { NewOwnMeasure, OwnMeasureSection } from './OwnMeasures';
import { LastTotal, Totals } from './Totals';

/** A client's measures: their results over time, entering another one, and when each is due. */
export function MeasuresTab({
  clinical,
  speakers,
  papers,
}: {
  /** Whether clinical instruments are offered. Those that have results are shown anyway. */
  clinical: boolean;
  /** The initials of those who take part. */
  speakers: readonly string[];
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
          speakers={speakers}
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
          speakers={speakers}
          day={day}
          papers={papers}
        />
      ))}
      <NewOwnMeasure measures={measures} papers={papers} />
      <Feedback day={day} papers={papers} />
    </div>
  );
}

function InstrumentSection({
  instrument,
  isOffered,
  measures,
  starts,
  speakers,
  day,
  papers,
}: {
  instrument: Instrument;
  /** Whether it can be filled in. What was is shown anyway. */
  isOffered: boolean;
  measures: ClientMeasures;
  starts: readonly number[];
  speakers: readonly string[];
  day: DayOf;
  papers: ClientPapers;
}) {
  const text = useText();
  const begun = useBegun()(papers.of, instrument);
  const { id, name } = instrument;
  const results = resultsOf(measures, id);
  const isDue = isOffered && isMeasureDue(measures, id, starts, speakers);
  return (
    <section class="measure-section" aria-label={name}>
      <div class="section-head measure-title">
        <h2>
          {name}
          {!isSplit(results) && <LastTotal instrument={instrument} results={results} day={day} />}
        </h2>
        {isDue && <Glance>{text('measure_due')}</Glance>}
        {isOffered && (
          <a class="button secondary" href={measureAddress(papers.of, id)}>
            {text(begun ? 'measure_goOnOf' : 'measure_enter', name)}
          </a>
        )}
      </div>
      {begun === 'begun' && <p class="dim">{text('measure_begun')}</p>}
      {begun === 'asks' && <Notice kind="alert">{text('measure_asks', name)}</Notice>}
      {results.length === 0 && <p class="dim">{text('measure_none', instrument.title)}</p>}
      <ByPerson name={name} results={results}>
        {(called, own, person) => (
          <>
            {person !== null && (
              <h3>
                {person}
                <LastTotal instrument={instrument} results={own} day={day} />
              </h3>
            )}
            <Totals instrument={instrument} name={called} results={own} day={day} />
          </>
        )}
      </ByPerson>
      <MeasureDetails
        measure={id}
        name={name}
        measures={measures}
        day={day}
        comesTo={({ answers }) => scoreOf(instrument, answers).total}
        papers={papers}
      />
    </section>
  );
}
