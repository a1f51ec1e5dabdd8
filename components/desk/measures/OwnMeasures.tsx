import { useId, useState } from 'preact/hooks';
import * as v from 'valibot';
import { numberText, resultText } from '@/lib/documents';
import {
  LONGEST_MEASURE_NAME,
  type OwnMeasure,
  ownMeasureProblem,
  readNumber,
  TREND_FROM,
} from '@/lib/measures';
import {
  type ClientMeasures,
  ENTERED_BY,
  isMeasureDue,
  type MeasureResult,
  NO_MEASURES,
  resultsOf,
} from '@/lib/papers';
import { dayText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Line } from '../../shared/controls/Line';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useChange } from '../../shared/use-change';
import { addressOf } from '../address';
import type { ClientPapers } from '../clients/ClientPage';
import type { DayOf } from '../day-in';
import { Glance } from '../Glance';
import { AsTable, Early } from '../plots/AsTable';
import { TrendPlot } from '../plots/TrendPlot';
import { useSavedFrom, useUnsaved } from '../unsaved';
import { ByPerson, isSplit } from './by-person';
import { isOfAnotherDay } from './entry';
import { useGoesTo } from './goes-to';
import { MeasureDetails } from './MeasureDetails';
import { newOwnEntry, type OwnEntry, ownEntryName, useOwnEntry, withTyped } from './own-value';
import { useValueProblem, ValueField } from './ValueField';
import { personIn, WhoAnswers } from './who-answers';

/** A measure of one number that the practitioner has named: its values, and another one. */
export function OwnMeasureSection({
  own,
  measures,
  starts,
  speakers,
  day,
  papers,
}: {
  own: OwnMeasure;
  measures: ClientMeasures;
  starts: readonly number[];
  /** The initials of those who take part. */
  speakers: readonly string[];
  day: DayOf;
  papers: ClientPapers;
}) {
  const text = useText();
  const clock = useClock();
  const [kept, setEntry] = useOwnEntry(papers.of, own.id);
  const [isOpen, setOpen] = useState(kept !== null);
  // What the client has answered in another window is in sight, too.
  useChange(kept !== null, (isBegun) => {
    if (isBegun) setOpen(true);
  });
  const { typed, by, beganAt, asked, person: chosen } = kept ?? newOwnEntry('', clock.now());
  const person = personIn(speakers, chosen);
  const begun = () => kept ?? newOwnEntry(papers.newId(), clock.now());
  const change = (part: Partial<OwnEntry>) => setEntry({ ...begun(), ...part });
  const isWaiting = asked && typed !== '';
  const isFromBefore = typed !== '' && isOfAnotherDay({ beganAt }, clock.now());
  const [problem, setProblem] = useState<string | null>(null);
  const value = useValueProblem(own);
  const [saving, setSaving] = useState(false);
  const goesTo = useGoesTo(papers.heads, {
    keptAs: ownEntryName(papers.of, own.id),
    saidOn: isFromBefore ? beganAt : null,
  });
  const savedFrom = useSavedFrom();
  const valueId = useId();
  const results = resultsOf(measures, own.id);
  const save = async () => {
    if (saving) return;
    setProblem(null);
    if (value.check(typed) || !kept) return;
    if (person === null) return setProblem(text('measure_whoFirst'));
    const said = goesTo.read();
    if (typeof said === 'string') return setProblem(text(said));
    setSaving(true);
    const { id } = kept;
    const { sessionId, at } = said;
    const result: MeasureResult = {
      id,
      at,
      sessionId,
      measure: own.id,
      version: '',
      answers: [readNumber(typed)],
      unscored: null,
      by,
      person,
      assessed: '',
      agreed: '',
    };
    const failed =
      (await papers.write('measures', papers.of, (before) => {
        const { results, ...others } = before ?? NO_MEASURES;
        // One that was sent twice is there already.
        const rest = results.filter((one) => one.id !== id);
        return { ...others, results: [...rest, result] };
      })) ??
      (sessionId === null
        ? null
        : await papers.addNotes(sessionId, [
            goesTo.note(
              `${id}-result`,
              said,
              'measure',
              resultText(result, measures, text),
              result.person,
            ),
          ]));
    setSaving(false);
    if (failed) return;
    savedFrom({
      of: papers.of,
      name: ownEntryName(papers.of, own.id),
      value: { ...kept, id: papers.newId() },
      isEmpty: (begun) => begun.typed === '',
      along: goesTo.along(),
    });
    setEntry(null);
    goesTo.reset();
  };
  return (
    <section class="measure-section" aria-label={own.name}>
      <div class="section-head measure-title">
        <h2>
          <bdi>{own.name}</bdi>
          {!isSplit(results) && <LastValue results={results} day={day} />}
        </h2>
        {isMeasureDue(measures, own.id, starts, speakers) && <Glance>{text('measure_due')}</Glance>}
      </div>
      <ByPerson name={own.name} results={results}>
        {(called, each, whose) => (
          <>
            {whose !== null && (
              <h3>
                {whose}
                <LastValue results={each} day={day} />
              </h3>
            )}
            <Values own={own} name={called} results={each} day={day} />
          </>
        )}
      </ByPerson>
      {isWaiting && !isFromBefore && <p role="status">{text('measure_waits', typed)}</p>}
      {isFromBefore && (
        <Notice kind="alert">{text('measure_waitsFrom', dayText(beganAt, text.locale))}</Notice>
      )}
      <details
        class="fold"
        open={isOpen}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>{text('measure_enter', own.name)}</summary>
        <PrivateForm class="client-form" refused={value.problem} onSubmit={() => void save()}>
          <ValueField
            id={valueId}
            own={own}
            value={typed}
            problem={value.problem}
            readOnly={saving}
            onInput={(words) => {
              value.forget();
              // Who types over what the client has answered has read it out.
              setEntry({
                ...withTyped(begun(), words, clock.now()),
                ...(asked && { asked: false, by: 'readOut' as const }),
              });
            }}
          />
          <WhoAnswers
            speakers={speakers}
            value={person}
            onPick={(each) => change({ person: each })}
          />
          <Choices
            small
            name={text('measure_how')}
            options={ENTERED_BY}
            value={by}
            label={(each) => text(`enteredBy_${each}`)}
            onPick={(each) => change({ by: each })}
          />
          {goesTo.fields}
          {problem && <Notice kind="alert">{problem}</Notice>}
          <p class="button-row">
            <button
              type="submit"
              class="secondary"
              aria-label={text('measure_saveValueOf', own.name)}
            >
              {text('measure_saveValue')}
            </button>
            <a
              class="button quiet"
              aria-label={text('measure_showOf', own.name)}
              href={addressOf({ page: 'rate', id: papers.of, own: own.id })}
            >
              {text('measure_show')}
            </a>
          </p>
        </PrivateForm>
      </details>
      <MeasureDetails
        onRemoved={() => setEntry(null)}
        measure={own.id}
        name={own.name}
        measures={measures}
        day={day}
        comesTo={({ answers }) => answers[0] ?? null}
        papers={papers}
      />
    </section>
  );
}

interface Value {
  readonly at: number;
  readonly day: string;
  readonly value: number;
}

const valuesOf = (results: readonly MeasureResult[], day: DayOf): readonly Value[] =>
  results.flatMap((result) => {
    const [value] = result.answers;
    return typeof value === 'number' ? [{ at: result.at, day: day(result), value }] : [];
  });

/** The newest value with its day; nothing while there is none. */
function LastValue({ results, day }: { results: readonly MeasureResult[]; day: DayOf }) {
  const text = useText();
  const last = valuesOf(results, day).at(-1);
  if (!last) return null;
  return (
    <span class="measure-last">
      <b>{numberText(last.value, text)}</b> {last.day}
    </span>
  );
}

/** The values of one person over time. */
function Values({
  own,
  name,
  results,
  day,
}: {
  own: OwnMeasure;
  /** What they are called. */
  name: string;
  results: readonly MeasureResult[];
  day: DayOf;
}) {
  const text = useText();
  const values = valuesOf(results, day);
  if (values.length === 0) return null;
  return (
    <>
      {values.length >= TREND_FROM ? (
        <TrendPlot
          name={text('measure_plot', name)}
          points={values.map(({ at, value }) => ({
            at,
            value,
            label: numberText(value, text),
            mark: '',
          }))}
          from={own.from}
          to={own.to}
          bands={[]}
          upward={
            own.better
              ? text(own.better === 'more' ? 'measure_moreBetter' : 'measure_lessBetter')
              : ''
          }
        />
      ) : (
        <Early count={values.length} of={TREND_FROM} />
      )}
      <AsTable
        name={name}
        open={values.length < TREND_FROM}
        columns={[text('measure_date'), text('measure_valueColumn')]}
        rows={values.toReversed().map((one) => [one.day, numberText(one.value, text)])}
      />
    </>
  );
}

const draftShape = v.strictObject({
  name: v.string(),
  from: v.string(),
  to: v.string(),
  better: v.picklist(['more', 'less', 'neither']),
});
type Draft = Readonly<v.InferOutput<typeof draftShape>>;

const BLANK: Draft = { name: '', from: '0', to: '10', better: 'more' };

/** Names a measure of one's own, in place of scales that may not be copied. */
export function NewOwnMeasure({
  measures,
  papers,
}: {
  measures: ClientMeasures;
  papers: ClientPapers;
}) {
  const text = useText();
  const [draft, setDraft] = useUnsaved<Draft>(
    papers.of,
    `${papers.of} new measure`,
    draftShape,
    BLANK,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const add = async () => {
    if (saving) return;
    const own: OwnMeasure = {
      id: papers.newId(),
      name: draft.name.trim(),
      from: readNumber(draft.from) ?? Number.NaN,
      to: readNumber(draft.to) ?? Number.NaN,
      better: draft.better === 'neither' ? null : draft.better,
    };
    const wrong = ownMeasureProblem(own, measures.own);
    setProblem(wrong && text(`problem_measure_${wrong}`, LONGEST_MEASURE_NAME));
    if (wrong) return;
    setSaving(true);
    const failed = await papers.write('measures', papers.of, (before) => {
      const { own: all, ...others } = before ?? NO_MEASURES;
      return { ...others, own: [...all, own] };
    });
    if (!failed) setDraft(BLANK);
    setSaving(false);
  };
  return (
    <details class="fold">
      <summary>{text('measure_newOwn')}</summary>
      <p class="dim">{text('measure_newOwnWhy')}</p>
      <PrivateForm class="client-form" onSubmit={() => void add()}>
        <Line
          label={text('measure_name')}
          longest={LONGEST_MEASURE_NAME}
          value={draft.name}
          onInput={(name) => change({ name })}
        />
        {(['from', 'to'] as const).map((end) => (
          <Line
            key={end}
            label={text(`measure_${end}`)}
            decimal
            value={draft[end]}
            onInput={(typed) => change(end === 'from' ? { from: typed } : { to: typed })}
          />
        ))}
        <Choices
          name={text('measure_better')}
          options={['more', 'less', 'neither'] as const}
          value={draft.better}
          label={(better) => text(`measure_better_${better}`)}
          onPick={(better) => change({ better })}
        />
        {problem && <Notice kind="alert">{problem}</Notice>}
        <p>
          <button type="submit" class="secondary">
            {text('measure_addOwn')}
          </button>
        </p>
      </PrivateForm>
    </details>
  );
}
