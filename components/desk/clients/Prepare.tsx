import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { measureName } from '@/lib/documents';
import type { Head, HeadPlan } from '@/lib/library';
import {
  answered,
  type ClientPlans,
  dueMeasures,
  LONGEST_LINE,
  NO_MEASURES,
  NO_PLANS,
  NOTHING_AHEAD,
  PLAN_ANSWERS,
  withLine,
} from '@/lib/papers';
import { type Client, engagementDue, withReview } from '@/lib/practice';
import { PREPARED_MODES, type PreparedMode } from '@/lib/session';
import { dateText, dayText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Icon } from '../../shared/controls/Icon';
import { Line } from '../../shared/controls/Line';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { AnswerButton } from '../AnswerButton';
import { clientAddress, sessionAddress } from '../address';
import { carriesWords, Glance, LastTime } from '../Glance';
import { HeadRibbon } from '../HeadRibbon';
import { PrivateTag } from '../PrivateTag';
import { useSavedFrom, useUnsaved } from '../unsaved';
import { usePaper } from '../use-paper';
import { AddLine } from './AddLine';
import type { ClientPapers, Save } from './ClientPage';
import { FirstSteps } from './FirstSteps';
import { FitCheck } from './FitCheck';
import { Threads } from './Threads';
import { TopicHint } from './TopicHint';
import { usualMode } from './usual-mode';

/** What is asked at a review: pace, the work together, what has changed, and how to go on. */
const REVIEW_QUESTIONS = [
  'review_pace',
  'review_with_me',
  'review_changed',
  'review_prefer',
] as const;

/** The choice that leaves it to the client's method who leads. */
const AS_USUAL = 'usual';

/** Sessions before the last one that are looked through for what is still open. */
const LOOK_BACK = 12;

/**
 * What a minute before the session needs: last time, what they chose to try, what is still open,
 * what might come up. There is no field for the practitioner's agenda, and the page says so.
 */
export function Prepare({
  client,
  heads,
  papers,
  clinical,
  topicHint,
  centring,
  onHideCentring,
  save,
}: {
  client: Client;
  heads: readonly Head[];
  papers: ClientPapers;
  /** Whether clinical instruments are offered. */
  clinical: boolean;
  /** Whether a theme that stays is pointed out. */
  topicHint: boolean;
  /** Whether there is a line to settle with. */
  centring: boolean;
  onHideCentring(): void;
  save: Save;
}) {
  const text = useText();
  const { of, readPaper, writes } = papers;
  const kept = usePaper('plans', of, readPaper, writes);
  const plans = kept ?? NO_PLANS;
  const closed = heads.filter((head) => head.closed);
  const setMode = (mode: PreparedMode | null) =>
    void save((stored) => ({ ...stored, engagement: { ...stored.engagement, mode } }));
  const [last, ...before] = closed;
  const earlier = before.slice(0, LOOK_BACK);
  if (!last)
    return (
      <>
        {centring && <Centring onHide={onHideCentring} />}
        <p class="empty">
          {text('prepare_first')}{' '}
          <a href={clientAddress(client.id, 'about')}>{text('prepare_firstLink')}</a>
        </p>
        <section aria-label={text('page_first')}>
          <h2>{text('page_first')}</h2>
          <p class="dim">{text('first_hint')}</p>
          <FirstSteps client={client} save={save} />
        </section>
        <ForToday client={client} clinical={clinical} closed={closed} papers={papers} save={save} />
        <FitCheck client={client} isFirst onMode={setMode} />
        <Ahead papers={papers} />
      </>
    );
  return (
    <div class="client-columns">
      {centring && <Centring onHide={onHideCentring} />}
      <div class="client-main">
        <section aria-label={text('prepare_lastTime')}>
          <div class="section-head">
            <h2>{text('prepare_lastTime')}</h2>
            <a href={sessionAddress(last.id)}>
              {dayText(last.startedAt, text.locale, last.utcOffset)}
            </a>
          </div>
          <HeadRibbon head={last} />
          {/* What they chose to try stands below, with what became of it. */}
          {(last.plans.length === 0 || carriesWords(last)) && (
            <LastTime head={{ ...last, plans: [] }} />
          )}
        </section>
        {/* Before they are read, nobody knows what has an answer. */}
        {kept !== undefined && (
          <>
            <Tried plans={last.plans} said={plans} papers={papers} />
            <StillOpen
              heads={earlier}
              said={plans}
              papers={papers}
              shown={[...last.open, ...last.plans].map((one) => one.text)}
            />
          </>
        )}
      </div>
      <div class="client-aside">
        <ForToday client={client} clinical={clinical} closed={closed} papers={papers} save={save} />
        <FitCheck client={client} isFirst={false} onMode={setMode} />
        {topicHint && <TopicHint heads={closed} papers={papers} />}
        <Ahead papers={papers} />
        <Threads heads={heads} />
      </div>
      <p class="no-agenda dim">{text('prepare_noAgenda')}</p>
    </div>
  );
}

/** Who leads, what is due, and how they'd like to work. */
function ForToday({
  client: { id, engagement, speakers },
  clinical,
  closed,
  papers: { of, readPaper, writes },
  save,
}: {
  client: Client;
  clinical: boolean;
  /** The sessions that are over. */
  closed: readonly Head[];
  papers: ClientPapers;
  save: Save;
}) {
  const text = useText();
  const clock = useClock();
  const starts = closed.map(({ startedAt }) => startedAt);
  const { review, left } = engagementDue(engagement, starts);
  const { preference, preferenceAt } = engagement;
  const asked = preferenceAt !== null || preference !== '';
  const measures = usePaper('measures', of, readPaper, writes) ?? NO_MEASURES;
  const due = dueMeasures(measures, starts, speakers, clinical);
  const savedFrom = useSavedFrom();
  const [reviewWords, setReviewWords] = useUnsaved(of, `${of} review words`, v.string(), '');
  const saving = useRef(false);
  const reviewed = async () => {
    // A press too many adds no second review.
    if (saving.current) return;
    saving.current = true;
    const at = clock.now();
    const words = reviewWords.trim();
    const failed = await save((stored) => withReview(stored, at, words));
    saving.current = false;
    if (failed) return;
    if (words !== '')
      savedFrom({
        of,
        name: `${of} review words`,
        value: reviewWords,
        isEmpty: (next) => next.trim() === '',
      });
    setReviewWords('');
  };
  const set = (change: Partial<Client['engagement']>) =>
    void save((stored) => ({ ...stored, engagement: { ...stored.engagement, ...change } }));
  return (
    <section aria-label={text('prepare_today')}>
      <h2>{text('prepare_today')}</h2>
      <Choices
        small
        name={text('engagement_mode')}
        options={[AS_USUAL, ...PREPARED_MODES]}
        value={engagement.mode ?? AS_USUAL}
        label={(mode) => (mode === AS_USUAL ? usualMode(engagement, text) : text(`mode_${mode}`))}
        onPick={(mode) => set({ mode: mode === AS_USUAL ? null : mode })}
      />
      {preference !== '' && <p>{text('prepare_prefers', preference)}</p>}
      {!asked && (
        <p>
          <Glance>
            <a href={clientAddress(id, 'about')}>{text('prepare_askWish')}</a>
          </Glance>{' '}
          <span class="dim">{text('prompt_opening_prefer')}</span>{' '}
          <AnswerButton onPress={() => set({ preferenceAt: clock.now() })}>
            {text('prepare_askedWish')}
          </AnswerButton>
        </p>
      )}
      {review && (
        <>
          <Glance>{text('due_review')}</Glance>
          <ul class="plain-list">
            {REVIEW_QUESTIONS.map((question) => (
              <li key={question} class="dim">
                {text(`prompt_${question}`)}
              </li>
            ))}
          </ul>
          <PrivateForm>
            <Line
              label={text('prepare_reviewWords')}
              longest={LONGEST_LINE}
              value={reviewWords}
              onInput={setReviewWords}
            />
          </PrivateForm>
          <p>
            <a href={clientAddress(id, 'about')}>{text('prepare_reviewed')}</a>{' '}
            <AnswerButton onPress={() => void reviewed()}>
              {text('prepare_reviewDone')}
            </AnswerButton>
          </p>
        </>
      )}
      {due.length > 0 && (
        <p>
          <Glance>
            <a href={clientAddress(id, 'measures')}>
              {text(
                'prepare_measuresDue',
                due.map((one) => measureName(one, measures, text)).join(', '),
              )}
            </a>
          </Glance>
        </p>
      )}
      {left !== null && <p>{text.count('clients_left', left)}</p>}
    </section>
  );
}

/** A line to settle with before the session. */
function Centring({ onHide }: { onHide(): void }) {
  const text = useText();
  return (
    <p class="no-agenda dim">
      {text('prepare_centring')}{' '}
      <AnswerButton onPress={onHide}>{text('prepare_centringHide')}</AnswerButton>
    </p>
  );
}

/** What they chose to try last time, and what became of it. */
function Tried({
  plans,
  said,
  papers,
}: {
  plans: readonly HeadPlan[];
  said: ClientPlans;
  papers: ClientPapers;
}) {
  const text = useText();
  if (plans.length === 0) return null;
  const isChosen = plans.some(({ chosen }) => chosen);
  const title = text(isChosen ? 'prepare_choseToTry' : 'prepare_offered');
  return (
    <section aria-label={title}>
      <div class="section-head">
        <h2>{title}</h2>
        <span class="dim">{text('prepare_markIt')}</span>
      </div>
      <ul class="plan-items" aria-label={title}>
        {plans.map((plan) => (
          <li key={plan.noteId}>
            <p>
              <span dir="auto">{plan.text}</span>
              <span class="dim">
                {[isChosen && !plan.chosen ? text('doc_offered') : '', plan.when, plan.know]
                  .filter(Boolean)
                  .join(' \u00b7 ')}
              </span>
            </p>
            <PlanAnswer noteId={plan.noteId} words={plan.text} said={said} papers={papers} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What became of a plan. */
function PlanAnswer({
  noteId,
  words,
  said,
  papers: { of, write },
  onAnswer,
}: {
  noteId: string;
  words: string;
  said: ClientPlans;
  papers: ClientPapers;
  onAnswer?: () => void;
}) {
  const text = useText();
  const clock = useClock();
  return (
    <Choices
      small
      name={text('prepare_answerOf', words)}
      options={PLAN_ANSWERS}
      value={said.answers[noteId]?.answer ?? null}
      label={(one) => text(`answer_${one}`)}
      onPick={(next) => {
        onAnswer?.();
        void write('plans', of, (before) =>
          answered(before ?? NO_PLANS, noteId, next, clock.now()),
        );
      }}
    />
  );
}

/** Plans of earlier sessions that were not done, and what was left open then. */
function StillOpen({
  heads,
  said,
  papers,
  shown,
}: {
  heads: readonly Head[];
  said: ClientPlans;
  papers: ClientPapers;
  /** What the page shows already. */
  shown: readonly string[];
}) {
  const text = useText();
  const clock = useClock();
  const { of, write } = papers;
  /** What was answered here stays in sight, so that an answer can be changed. */
  const [answeredHere, setAnsweredHere] = useState<ReadonlySet<string>>(new Set());
  const rows = stillOpenIn(heads, said, shown, answeredHere, text);
  if (rows.length === 0) return null;
  return (
    <section aria-label={text('prepare_stillOpen')}>
      <h2>{text('prepare_stillOpen')}</h2>
      <ul class="plan-items">
        {rows.map(({ id, words, when, noteId, isPlan }) => (
          <li key={id}>
            <p>
              <span dir="auto">{words}</span>
              <span class="dim">{when}</span>
            </p>
            {!isPlan ? (
              <button
                type="button"
                class="link"
                aria-label={text('prepare_closeOf', words)}
                onClick={() =>
                  void write('plans', of, (before) =>
                    answered(before ?? NO_PLANS, noteId, 'done', clock.now()),
                  )
                }
              >
                {text('prepare_close')}
              </button>
            ) : (
              <PlanAnswer
                noteId={noteId}
                words={words}
                said={said}
                papers={papers}
                onAnswer={() => setAnsweredHere((before) => new Set([...before, noteId]))}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the practitioner expects to come up. It is private, and no agenda. */
function Ahead({ papers }: { papers: ClientPapers }) {
  const text = useText();
  const clock = useClock();
  const { of, readPaper, writes, write, newId } = papers;
  const { lines } = usePaper('ahead', of, readPaper, writes) ?? NOTHING_AHEAD;
  return (
    <section aria-label={text('prepare_ahead')} class="ahead-list">
      <div class="section-head">
        <h2>{text('prepare_ahead')}</h2>
        <PrivateTag />
      </div>
      {lines.length > 0 && (
        <ul class="private-lines">
          {lines.map(({ id, text: words }) => (
            <li key={id}>
              <span dir="auto">{words}</span>
              <button
                type="button"
                class="quiet"
                aria-label={text('prepare_removeAhead', words)}
                onClick={() =>
                  void write('ahead', of, (before) => ({
                    ...before,
                    lines: (before ?? NOTHING_AHEAD).lines.filter((one) => one.id !== id),
                  }))
                }
              >
                <Icon name="remove" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <AddLine
        key={of}
        of={of}
        name={`${of} ahead`}
        label={text('prepare_addAhead')}
        button={text('prepare_add')}
        onAdd={async (words) => {
          const line = { id: newId(), at: clock.now(), text: words };
          const problem = await write('ahead', of, (before) => withLine(before, line));
          return problem === null;
        }}
      />
      <p class="field-hint">{text('prepare_aheadWhy')}</p>
    </section>
  );
}

/** The same words, said more than once, in one row with the first day. */
function stillOpenIn(
  heads: readonly Head[],
  said: ClientPlans,
  shown: readonly string[],
  answeredHere: ReadonlySet<string>,
  text: ReturnType<typeof useText>,
) {
  const plain = (words: string) => words.trim().toLocaleLowerCase();
  const known = new Set(shown.map(plain));
  const found = new Map<
    string,
    { words: string; times: number; since: string; noteId: string; isPlan: boolean }
  >();
  /** What was done at some time: older lines of the same words are over. */
  const over = new Set(known);
  for (const head of heads) {
    const since = dateText(head.startedAt, text.locale, head.utcOffset);
    const lines = [
      ...head.plans.map(({ noteId, text: words }) => ({ words, noteId, isPlan: true })),
      ...head.open.map(({ noteId, text: words }) => ({ words, noteId, isPlan: false })),
    ];
    for (const { words, noteId, isPlan } of lines) {
      const key = plain(words);
      const isDone = said.answers[noteId]?.answer === 'done';
      if (isDone && !answeredHere.has(noteId)) over.add(key);
      if (over.has(key)) continue;
      const before = found.get(key);
      const times = (before?.times ?? 0) + 1;
      // The latest of the same words is the one that is answered, and a plan before anything else.
      const row = before && (before.isPlan || !isPlan) ? before : { words, noteId, isPlan };
      found.set(key, { ...row, words, times, since });
    }
  }
  return [...found].map(([id, { times, since, ...row }]) => ({
    ...row,
    id,
    when: text.count('prepare_times', times, since),
  }));
}
