import { useState } from 'preact/hooks';
import { levelText, reviewText } from '@/lib/documents';
import { LEVELS, type Level, TREND_FROM, WEIGHTS } from '@/lib/measures';
import {
  type ClientGoals,
  type ClientScaling,
  LEVEL_KEYS,
  NO_SCALING,
  reviewsOf,
} from '@/lib/papers';
import { dayText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Field } from '../../shared/controls/Field';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { addressOf } from '../address';
import { dayIn } from '../day-in';
import { isOfAnotherDay } from '../measures/entry';
import { type GoesToProblem, type Said, useGoesTo } from '../measures/goes-to';
import { AsTable, Early } from '../plots/AsTable';
import { TrendPlot } from '../plots/TrendPlot';
import { RemoveList } from '../RemoveList';
import { useSavedFrom } from '../unsaved';
import { NumberField } from './ClientFile';
import type { ClientPapers } from './ClientPage';
import { levelName, ofOpen, reviewName, useReviewEntry } from './goal-levels';

type Goal = ClientGoals['goals'][number];

const NO_ANSWER = 'none';
const SCALE = LEVELS.map(String) as readonly (typeof LEVEL_KEYS)[number][];

/** What a goal's levels mean in the client's words, and how much the goal weighs. */
export function GoalLevels({
  goal,
  scaling,
  papers: { of, write },
}: {
  goal: Goal;
  scaling: ClientScaling;
  papers: ClientPapers;
}) {
  const text = useText();
  const scaled = scaling.goals[goal.id];
  const change = (
    make: (before: ClientScaling['goals'][string]) => ClientScaling['goals'][string],
  ) =>
    void write('scaling', of, (before) => {
      const { goals, reviews } = before ?? NO_SCALING;
      const mine = goals[goal.id] ?? { weight: 1, levels: {} };
      return { goals: { ...goals, [goal.id]: make(mine) }, reviews };
    });
  return (
    <details class="fold goal-levels">
      <summary>{text('goals_levels')}</summary>
      <PrivateForm class="client-form">
        <p class="dim">{text('goals_levelsWhat')}</p>
        {LEVEL_KEYS.toReversed().map((key) => (
          <Field
            key={key}
            label={`${levelText(Number(key) as Level)} ${levelName(Number(key) as Level, text)}`}
            value={scaled?.levels[key] ?? ''}
            onInput={(words) =>
              change(({ weight, levels }) => {
                const { [key]: _, ...others } = levels;
                const clean = words.trim();
                return { weight, levels: clean === '' ? others : { ...others, [key]: words } };
              })
            }
          />
        ))}
        <NumberField
          label={text('goals_weight', WEIGHTS.min, WEIGHTS.max)}
          range={WEIGHTS}
          value={scaled?.weight ?? 1}
          onInput={(weight) => {
            if (weight !== null) change(({ levels }) => ({ weight, levels }));
          }}
        />
      </PrivateForm>
    </details>
  );
}

/** How far each open goal has got, said together with the client, and how that went over time. */
export function GoalReviews({
  goals,
  scaling,
  papers,
}: {
  goals: readonly Goal[];
  scaling: ClientScaling;
  papers: ClientPapers;
}) {
  const text = useText();
  const clock = useClock();
  const open = goals.filter(({ state }) => state === 'open');
  const [kept, setEntry] = useReviewEntry(papers.of);
  const entry = ofOpen(
    kept,
    open.map(({ id }) => id),
  );
  const draft = entry?.levels;
  const isFromBefore = entry !== null && isOfAnotherDay(entry, clock.now());
  const [problem, setProblem] = useState<'goals_reviewEmpty' | GoesToProblem | null>(null);
  const [saving, setSaving] = useState(false);
  const goesTo = useGoesTo(papers.heads, {
    keptAs: reviewName(papers.of),
    saidOn: isFromBefore ? entry.beganAt : null,
  });
  const savedFrom = useSavedFrom();
  const reviews = reviewsOf(scaling);
  const scored = reviews.flatMap(({ at, score }) => (score === null ? [] : [{ at, score }]));
  if (open.length === 0 && reviews.length === 0) return null;
  const words = (id: string) => goals.find((goal) => goal.id === id)?.text ?? text('goals_gone');
  const noteOf = (id: string, all: ClientScaling, said: Said) =>
    reviewsOf(all)
      .filter((one) => one.id === id)
      .map((one) => goesTo.note(`${id}-review`, said, 'measure', reviewText(one, { goals }, text)));
  const save = async () => {
    if (saving) return;
    const levels = Object.fromEntries(
      open.flatMap(({ id }) => {
        const level = draft?.[id];
        return level === undefined ? [] : [[id, level]];
      }),
    );
    const isEmpty = Object.keys(levels).length === 0;
    const said = goesTo.read();
    setProblem(isEmpty ? 'goals_reviewEmpty' : typeof said === 'string' ? said : null);
    if (isEmpty || typeof said === 'string' || !entry) return;
    setSaving(true);
    const partial = Object.keys(levels).length < open.length;
    const { id } = entry;
    const { sessionId, at } = said;
    const review = { id, at, levels, partial, sessionId };
    let written: ClientScaling = scaling;
    const failed =
      (await papers.write('scaling', papers.of, (before) => {
        const { reviews: all, ...others } = before ?? NO_SCALING;
        const weights = Object.fromEntries(
          Object.keys(levels).map((goal) => [goal, others.goals[goal]?.weight ?? 1]),
        );
        // One that was sent twice is there already.
        const rest = all.filter((one) => one.id !== id);
        written = { ...others, reviews: [...rest, { ...review, weights }] };
        return written;
      })) ??
      (sessionId === null ? null : await papers.addNotes(sessionId, noteOf(id, written, said)));
    setSaving(false);
    if (failed) return;
    savedFrom({
      of: papers.of,
      name: reviewName(papers.of),
      value: { ...entry, id: papers.newId() },
      isEmpty: ({ levels: begun }) => Object.keys(begun).length === 0,
      along: goesTo.along(),
    });
    setEntry(null);
    goesTo.reset();
  };
  return (
    <section class="goal-reviews" aria-label={text('goals_scaling')}>
      <h2>{text('goals_scaling')}</h2>
      {open.length > 0 && (
        <PrivateForm onSubmit={() => void save()}>
          <p class="dim">{text('goals_reviewWhat')}</p>
          {entry && !isFromBefore && <p role="status">{text('goals_waits')}</p>}
          {isFromBefore && (
            <Notice kind="alert">
              {text('goals_waitsFrom', dayText(entry.beganAt, text.locale))}
            </Notice>
          )}
          <ul class="goal-list">
            {open.map(({ id, text: goal }) => {
              const level = draft?.[id];
              const said = level === undefined ? '' : scaling.goals[id]?.levels[`${level}`];
              return (
                <li key={id}>
                  <p>
                    <span dir="auto">{goal}</span>{' '}
                    {said && (
                      <span class="dim" dir="auto">
                        {said}
                      </span>
                    )}
                  </p>
                  <Choices
                    small
                    name={text('goals_levelOf', goal)}
                    options={[NO_ANSWER, ...SCALE]}
                    value={level === undefined ? NO_ANSWER : (`${level}` as (typeof SCALE)[number])}
                    label={(key) =>
                      key === NO_ANSWER ? text('answer_none') : levelText(Number(key) as Level)
                    }
                    onPick={(key) => {
                      const { [id]: _, ...others } = draft ?? {};
                      const levels =
                        key === NO_ANSWER ? others : { ...others, [id]: Number(key) as Level };
                      const begun = entry ?? { id: papers.newId(), beganAt: clock.now() };
                      setEntry(Object.keys(levels).length === 0 ? null : { ...begun, levels });
                    }}
                  />
                </li>
              );
            })}
          </ul>
          {goesTo.fields}
          {problem && <Notice kind="alert">{text(problem)}</Notice>}
          <p class="button-row">
            <button type="submit" class="secondary">
              {text('goals_review')}
            </button>
            <a class="button quiet" href={addressOf({ page: 'levels', id: papers.of })}>
              {text('measure_show')}
            </a>
          </p>
        </PrivateForm>
      )}
      {scored.length >= TREND_FROM ? (
        <TrendPlot
          name={text('goals_plot')}
          points={scored.map(({ at, score }) => ({
            at,
            value: score,
            label: String(Math.round(score)),
            mark: '',
          }))}
          from={Math.min(20, ...scored.map(({ score }) => Math.floor(score)))}
          to={Math.max(80, ...scored.map(({ score }) => Math.ceil(score)))}
          bands={[]}
          upward={text('goals_upward')}
        />
      ) : (
        scored.length > 0 && <Early count={scored.length} of={TREND_FROM} />
      )}
      {goals.map(({ id, text: goal }) => {
        const own = reviews.flatMap(({ at, levels }) => {
          const level = levels[id];
          return level === undefined
            ? []
            : [{ at, value: level, label: levelText(level), mark: '' }];
        });
        if (own.length < TREND_FROM) return null;
        return (
          <figure key={id} class="goal-plot">
            <figcaption dir="auto">{goal}</figcaption>
            <TrendPlot
              name={text('goals_plotOf', goal)}
              points={own}
              from={LEVELS[0]}
              to={LEVELS[LEVELS.length - 1] ?? 0}
              bands={[{ from: 0, to: 0, label: text('goals_asExpected') }]}
              upward=""
            />
          </figure>
        );
      })}
      {reviews.length > 0 && (
        <AsTable
          name={text('goals_scaling')}
          open={scored.length < TREND_FROM}
          columns={[text('measure_date'), text('clientTab_goals'), text('goals_tScore')]}
          rows={reviews.toReversed().map(({ at, sessionId, levels, score }) => [
            dayIn(papers.heads, { at, sessionId }, text),
            Object.entries(levels)
              .map(([id, level]) => `${words(id)}: ${levelText(level)}`)
              .join('; '),
            score === null ? text('goals_noScore') : Math.round(score),
          ])}
        />
      )}
      {reviews.length > 0 && (
        <details class="fold">
          <summary>{text('goals_removeReviews')}</summary>
          <p class="dim">{text('measure_removeWhat')}</p>
          <RemoveList
            name={text('goals_removeReviews')}
            rows={reviews.toReversed().map(({ id, at, sessionId }) => {
              const label = dayIn(papers.heads, { at, sessionId }, text);
              return { id, label, remove: text('goals_removeReviewOf', label) };
            })}
            onRemove={(gone) =>
              void papers.write('scaling', papers.of, (before) => {
                const { reviews: all, ...others } = before ?? NO_SCALING;
                return { ...others, reviews: all.filter((one) => one.id !== gone) };
              })
            }
          />
        </details>
      )}
    </section>
  );
}
