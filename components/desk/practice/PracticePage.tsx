import { useState } from 'preact/hooks';
import type { Library } from '@/lib/desk';
import { isForReport, monthText, type PracticeReport } from '@/lib/documents';
import type { Head } from '@/lib/library';
import {
  attendanceOf,
  breaksOf,
  clientsIn,
  edgeOf,
  endGroups,
  endingsOf,
  LEAST_GROUP,
  LOOK_BACK_FROM,
  legBalances,
  type Middle,
  middleOf,
  monthOf,
  monthsUpTo,
  type NotHeld,
  type Range,
  sessionsPerClient,
} from '@/lib/look-back';
import { type ClientFeedback, FEEDBACK_QUESTIONS, type FeedbackQuestion } from '@/lib/papers';
import type { Client } from '@/lib/practice';
import { PROFILES, type Profile } from '@/lib/session';
import { dateText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { sessionAddress } from '../address';
import { HeadRibbon } from '../HeadRibbon';
import { AsTable, Early } from '../plots/AsTable';
import { EndsPlot } from '../plots/EndsPlot';
import { MiddlePlot } from '../plots/MiddlePlot';
import { MonthBars } from '../plots/MonthBars';
import { type ReadPapers, usePapers } from '../use-papers';
import { WayToFirst } from '../WayToFirst';
import { RangeBars } from './RangeBars';

/** What a client has answered once. */
type Answer = ClientFeedback['answers'][number] & { readonly clientId: string };

/** Spans to look back over, in months, or named. */
const SPANS = ['12', '6', '24', 'year', 'all'] as const;
type Span = (typeof SPANS)[number];
/** Months that are looked back over at most. */
const MOST_MONTHS = 120;
/** Months whose endings are drawn. */
const ENDS = 6;

/**
 * What many sessions have in common: how many there were, minutes against their budget, ends,
 * breaks. Nothing of it is a score, and each plot stands in a table, too.
 */
export function PracticePage({
  library,
  readPapers,
  onReport,
  onHours,
}: {
  library: Library;
  readPapers: ReadPapers;
  /** Saves a look back as a file. */
  onReport(report: PracticeReport): void;
  /** Saves the hours with these clients as a table. */
  onHours(coachees: readonly Client[]): void;
}) {
  const text = useText();
  const clock = useClock();
  const [clientId, setClientId] = useState('');
  const [span, setSpan] = useState<Span>(SPANS[0]);
  const [profile, setProfile] = useState<Profile | ''>('');
  const offset = -new Date(clock.now()).getTimezoneOffset();
  const months = monthsUpTo(
    clock.now(),
    offset,
    monthsOf(span, monthOf(clock.now(), offset), library.heads),
  );
  const profileOf = (id: string | null) =>
    library.clients.find((client) => client.id === id)?.profile ?? library.settings.profile;
  const heads = library.heads.filter(
    (head) =>
      !head.odd &&
      head.closed &&
      (clientId === '' || head.clientId === clientId) &&
      (profile === '' || profileOf(head.clientId) === profile) &&
      months.includes(monthOf(head.startedAt, head.utcOffset)),
  );
  const chosen =
    clientId === '' && profile === ''
      ? null
      : new Set(
          library.clients.flatMap(({ id }) =>
            (clientId === '' || id === clientId) && (profile === '' || profileOf(id) === profile)
              ? [id]
              : [],
          ),
        );
  const coachees = library.clients.filter(({ id }) => profileOf(id) === 'coach');
  const isChosen = ([id]: readonly [string, unknown]) => chosen?.has(id) !== false;
  const notHeld = usePapers('absences', library, readPapers)
    .filter(isChosen)
    .flatMap(([id, { absences }]) => absences.map((one) => ({ ...one, clientId: id })));
  const answers = usePapers('feedback', library, readPapers)
    .filter(isChosen)
    .flatMap(([id, { answers: own }]) => own.map((one) => ({ ...one, clientId: id })));
  const clients = clientsIn(heads);
  return (
    <main>
      <h1>{text('desk_practice')}</h1>
      {library.heads.length > 0 && (
        <p class="lead">
          {text(
            'practice_lead',
            text.count('count_session', heads.length),
            text.count('search_clients', clients),
          )}
        </p>
      )}
      <div class="filters">
        <select
          aria-label={text('client')}
          value={clientId}
          onChange={({ currentTarget: { value } }) => setClientId(value)}
        >
          <option value="">{text('practice_allClients')}</option>
          {library.clients.map(({ id, code }) => (
            <option key={id} value={id}>
              {code}
            </option>
          ))}
        </select>
        <select
          aria-label={text('search_time')}
          value={span}
          onChange={({ currentTarget: { value } }) =>
            setSpan(SPANS.find((known) => known === value) ?? SPANS[0])
          }
        >
          {SPANS.map((one) => (
            <option key={one} value={one}>
              {one === 'year' || one === 'all'
                ? text(`practice_${one}`)
                : text('practice_lastMonths', one)}
            </option>
          ))}
        </select>
        <select
          aria-label={text('profile')}
          value={profile}
          onChange={({ currentTarget: { value } }) =>
            setProfile(PROFILES.find((known) => known === value) ?? '')
          }
        >
          <option value="">{text('practice_allProfiles')}</option>
          {PROFILES.map((one) => (
            <option key={one} value={one}>
              {text(`profile_${one}`)}
            </option>
          ))}
        </select>
      </div>
      {library.reading && (
        <p class="dim" role="status">
          {text('sessions_readingSome', String(library.reading.done), String(library.reading.all))}
        </p>
      )}
      {heads.length < LOOK_BACK_FROM ? (
        !library.reading && <TooEarly heads={heads} isNew={library.heads.length === 0} />
      ) : (
        <LookBack
          heads={heads}
          notHeld={notHeld}
          answers={answers}
          months={months}
          offset={offset}
          clients={clients}
          all={library.heads}
          onReport={clientId === '' && !library.reading && isForReport(clients) ? onReport : null}
        />
      )}
      {coachees.length > 0 && library.heads.length > 0 && (
        <section aria-label={text('practice_hours')}>
          <h2>{text('practice_hours')}</h2>
          <p class="dim">{text('practice_hoursWhat')}</p>
          <p>
            <button
              type="button"
              class="secondary"
              disabled={library.reading !== null}
              onClick={() => onHours(coachees)}
            >
              {text('table_coachingHours')}
            </button>
          </p>
        </section>
      )}
    </main>
  );
}

/** How many months a span has, up to this one, and not before the first session. */
function monthsOf(span: Span, thisMonth: string, heads: readonly Head[]): number {
  const count = (month: string) => {
    const [year = 0, of = 1] = month.split('-').map(Number);
    return year * 12 + of;
  };
  const first = heads.findLast(({ odd }) => !odd);
  const from = first ? monthOf(first.startedAt, first.utcOffset) : thisMonth;
  const wanted =
    span === 'year' ? Number(thisMonth.slice(5)) : span === 'all' ? MOST_MONTHS : Number(span);
  return Math.min(wanted, Math.max(1, count(thisMonth) - count(from) + 1));
}

function TooEarly({
  heads,
  isNew,
}: {
  heads: readonly Head[];
  /** Whether there has been no session at all. */
  isNew: boolean;
}) {
  const text = useText();
  return (
    <>
      <Early count={heads.length} of={LOOK_BACK_FROM} why="practice_earlyWhy" />
      {isNew && <WayToFirst />}
      {heads.length > 0 && (
        <ul class="early-sessions" aria-label={text('sessions')}>
          {heads.map((head) => (
            <li key={head.id}>
              <a href={sessionAddress(head.id)}>
                {dateText(head.startedAt, text.locale, head.utcOffset)}
              </a>
              <HeadRibbon head={head} scale={60} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function LookBack({
  heads,
  notHeld,
  answers,
  months,
  offset,
  clients,
  all,
  onReport,
}: {
  heads: readonly Head[];
  notHeld: readonly NotHeld[];
  answers: readonly Answer[];
  months: readonly string[];
  offset: number;
  clients: number;
  /** All sessions, of whomever. */
  all: readonly Head[];
  /** Null where a report could tell of one person. */
  onReport: ((report: PracticeReport) => void) | null;
}) {
  const text = useText();
  const { name } = useLegNames();
  const attendance = attendanceOf(heads, notHeld, months, offset);
  const balances = legBalances(heads, months);
  const edge = edgeOf(balances);
  const looked: ReadonlySet<unknown> = new Set(heads);
  const lastMonths = months.slice(-ENDS);
  const endings = endingsOf(heads, lastMonths);
  const short = (month: string) =>
    monthText(
      month,
      text,
      months.length > 12 ? { month: 'short', year: '2-digit' } : { month: 'short' },
    );
  const [first = '', last = ''] = [months[0], months.at(-1)].map((one) => one && short(one));
  const minutes = (value: number) => {
    const rounded = Math.round(value);
    return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '\u2212');
  };
  return (
    <div class="look-back">
      <section aria-label={text('practice_months')}>
        <h2>{text('practice_months')}</h2>
        <p class="dim">{text('practice_monthsWhat')}</p>
        <MonthBars name={text('practice_months')} months={attendance} label={short} />
        <AsTable
          name={text('practice_months')}
          columns={[
            text('practice_month'),
            text('practice_held'),
            text('practice_late'),
            text('practice_missed'),
            text('practice_cancelled'),
          ]}
          rows={attendance.map(({ month, held, late, missed, cancelled }) => [
            monthText(month, text),
            held,
            late,
            missed,
            cancelled,
          ])}
        />
      </section>
      <section aria-label={text('practice_legs')}>
        <h2>{text('practice_legs')}</h2>
        <p class="dim">{text('practice_legsWhat')}</p>
        <div class="leg-plots">
          {balances.map(({ leg, budget, months: own }) => (
            <figure key={leg}>
              <figcaption>
                {name(leg)} <span class="dim">{text('practice_budgetOf', Math.round(budget))}</span>
              </figcaption>
              <MiddlePlot
                name={name(leg)}
                months={own}
                from={-edge}
                to={edge}
                grid={[edge, 0, -edge]}
                label={minutes}
                first={first}
                last={last}
              />
            </figure>
          ))}
        </div>
        <AsTable
          name={text('practice_legs')}
          what={text('practice_middleWhat')}
          columns={[text('practice_month'), ...balances.map(({ leg }) => name(leg))]}
          rows={months.map((month, n) => [
            monthText(month, text),
            ...balances.map((balance) => middleText(balance.months[n] ?? null, minutes, text)),
          ])}
        />
      </section>
      <section aria-label={text('practice_ends')}>
        <h2>{text('practice_ends')}</h2>
        <p class="dim">{text('practice_endsWhat')}</p>
        <EndsPlot name={text('practice_ends')} months={endings} labels={lastMonths.map(short)} />
        <AsTable
          name={text('practice_ends')}
          columns={[
            text('practice_month'),
            text('report_early'),
            text('report_onTime'),
            text('report_over'),
            text('report_longOver'),
            text('practice_corrected'),
            text('practice_safety'),
          ]}
          rows={endings.map((own, n) => {
            const ended = (end: Head['end']) => own.filter((one) => one.end === end).length;
            return [
              monthText(lastMonths[n] ?? '', text),
              ...endGroups(own),
              ended('corrected'),
              ended('safety'),
            ];
          })}
        />
      </section>
      <Answers answers={answers} months={months} offset={offset} />
      <div class="range-columns">
        <section aria-label={text('practice_breaks')}>
          <h2>{text('practice_breaks')}</h2>
          <p class="dim">{text('practice_breaksWhat')}</p>
          <RangeBars
            name={text('practice_breaks')}
            columns={[text('practice_minutes'), text('practice_times')]}
            ranges={breaksOf(all, (one) => looked.has(one))}
            label={(range) =>
              range.to === 0
                ? text('practice_noBreak')
                : range.to === null
                  ? text('practice_minAndMore', range.from)
                  : text('practice_min', rangeText(range, text))
            }
          />
        </section>
        <section aria-label={text('practice_perClient')}>
          <h2>{text('practice_perClient')}</h2>
          <p class="dim">{text('practice_perClientWhat')}</p>
          <RangeBars
            name={text('practice_perClient')}
            columns={[text('sessions'), text('desk_clients')]}
            ranges={sessionsPerClient(heads)}
            label={(range) => rangeText(range, text)}
          />
        </section>
      </div>
      <p class="dim">
        {text('practice_noScore')}{' '}
        {onReport ? (
          <>
            <button
              type="button"
              class="link"
              onClick={() =>
                onReport({
                  attendance,
                  balances,
                  endings,
                  clients,
                  answers: {
                    mattered: answersByMonth(answers, 'mattered', months, offset),
                    lead: answersByMonth(answers, 'lead', months, offset),
                  },
                })
              }
            >
              {text('practice_report')}
            </button>
            {text('practice_reportWhat', LEAST_GROUP)}
          </>
        ) : (
          text('practice_noReport', LEAST_GROUP)
        )}
      </p>
    </div>
  );
}

const answersByMonth = (
  answers: readonly Answer[],
  question: FeedbackQuestion,
  months: readonly string[],
  offset: number,
): readonly (Middle | null)[] =>
  months.map((month) => {
    const own = answers.filter(
      (one) => one[question] !== null && monthOf(one.at, offset) === month,
    );
    return middleOf(
      own.flatMap((one) => one[question] ?? []),
      clientsIn(own),
    );
  });

/** What clients have answered about their sessions, by month. */
function Answers({
  answers,
  months,
  offset,
}: {
  answers: readonly Answer[];
  months: readonly string[];
  offset: number;
}) {
  const text = useText();
  const shown = answers.filter(({ at }) => months.includes(monthOf(at, offset)));
  if (shown.length === 0) return null;
  const short = (month: string | undefined) =>
    month === undefined ? '' : monthText(month, text, { month: 'short' });
  const columns = FEEDBACK_QUESTIONS.map((question) => ({
    question,
    count: shown.filter((one) => one[question] !== null).length,
    months: answersByMonth(shown, question, months, offset),
  }));
  // Words alone are answers, too, and nothing to draw.
  const isEarly = columns.every(({ count }) => count < LOOK_BACK_FROM);
  return (
    <section aria-label={text('practice_answers')}>
      <h2>{text('practice_answers')}</h2>
      <p class="dim">{text('practice_answersWhat')}</p>
      {isEarly ? (
        <Early count={Math.max(...columns.map(({ count }) => count))} of={LOOK_BACK_FROM} />
      ) : (
        <div class="leg-plots">
          {columns.map(({ question, count, months: own }) => (
            <figure key={question}>
              <figcaption>{text(`feedback_${question}`)}</figcaption>
              {count < LOOK_BACK_FROM ? (
                <Early count={count} of={LOOK_BACK_FROM} />
              ) : (
                <MiddlePlot
                  name={text(`feedback_${question}`)}
                  months={own}
                  from={0}
                  to={10}
                  grid={[10, 5, 0]}
                  label={String}
                  first={short(months[0])}
                  last={short(months.at(-1))}
                />
              )}
            </figure>
          ))}
        </div>
      )}
      <AsTable
        open={isEarly}
        name={text('practice_answers')}
        what={text('practice_middleWhat')}
        columns={[
          text('practice_month'),
          ...columns.map(({ question }) => text(`feedback_column_${question}`)),
        ]}
        rows={months.map((month, n) => [
          monthText(month, text),
          ...columns.map(({ months: own }) =>
            middleText(own[n] ?? null, (one) => one.toLocaleString(text.locale), text),
          ),
        ])}
      />
    </section>
  );
}

/** A median with its middle half and of how many it is; empty for a month without any. */
const middleText = (
  middle: Middle | null,
  number: (n: number) => string,
  text: ReturnType<typeof useText>,
): string =>
  middle === null
    ? ''
    : text(
        'practice_middle',
        number(middle.median),
        number(middle.low),
        number(middle.high),
        middle.count,
      );

const rangeText = ({ from, to }: Range, text: ReturnType<typeof useText>): string =>
  to === null
    ? text('practice_andMore', from)
    : to === from
      ? String(from)
      : text('practice_fromTo', from, to);
