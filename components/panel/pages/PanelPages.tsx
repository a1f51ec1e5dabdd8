import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type {
  ClientChoice,
  PanelCommand,
  PracticeView,
  Problem,
  Reply,
  SessionView,
} from '@/lib/messaging';
import {
  CARD_FIELDS,
  type CardField,
  type CodeProblem,
  clientCalled,
  codeProblem,
  EMERGENCY_AS_OF,
  EMERGENCY_NUMBERS,
  FIRST_STEPS,
  GUIDANCE_LEVELS,
  LONGEST_FIELD,
} from '@/lib/practice';
import {
  CORRECTIONS,
  type Correction,
  correctedEnd,
  type EpochMs,
  LEADERS,
  type LegId,
  SET_ASIDE_REASONS,
  type SetAsideReason,
  type Timeline,
} from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { Tick } from '../../shared/controls/Tick';
import { fieldTime, timeText } from '../../shared/format';
import { useLegNames } from '../../shared/leg-names';
import { problemText } from '../../shared/problem';
import { LegOrder } from '../../shared/session/LegOrder';
import { useText } from '../../shared/text';
import type { NoteState } from '../notes/note-state';
import { type ClientPick, ClientPicker } from '../start/ClientPicker';
import type { PanelPage } from './pages';

export interface PageProps {
  readonly view: SessionView;
  readonly practice: PracticeView;
  readonly session: Timeline;
  readonly locked: boolean;
  clock(): EpochMs;
  readonly note: NoteState;
  act(command: PanelCommand): Promise<Reply>;
  /** Shows another page, or with null the legs, prompt and notes again. */
  onPage(page: PanelPage | null): void;
  newId(): string;
}

/** A page in the place of legs, prompt and notes. The time stays in sight above it. */
export function Page({ page, ...props }: PageProps & { page: PanelPage }) {
  const Content = PAGES[page];
  const text = useText();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.hasFocus()) heading.current?.focus();
  }, [page]);
  // What was pressed in a page may be gone after it; the keyboard goes on from the page's start.
  useEffect(() => {
    if (document.hasFocus() && document.activeElement === document.body) heading.current?.focus();
  });
  return (
    <section
      class="page"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        props.onPage(null);
      }}
    >
      <div class="page-head">
        <h2 id={id} tabIndex={-1} ref={heading}>
          {text(`page_${page}`)}
        </h2>
        <button type="button" class="secondary" onClick={() => props.onPage(null)}>
          {text('page_back')}
        </button>
      </div>
      <Content {...props} />
    </section>
  );
}

const PAGES: Readonly<Record<PanelPage, (props: PageProps) => preact.JSX.Element>> = {
  menu: MenuPage,
  client: ClientPage,
  legs: LegsPage,
  end: EndPage,
  card: StartCardPage,
  safety: SafetyPage,
  first: FirstPage,
  options: OptionsPage,
};

/** Everything that is not needed at every glance. */
function MenuPage({ view, practice, session, locked, clock, act, onPage }: PageProps) {
  const text = useText();
  const { guidance, quiet } = practice.settings;
  const led = view.events.findLast(({ type }) => type === 'ledBy' || type === 'legEntered');
  const interrupted = session.interruptedSince !== null;
  return (
    <div class="menu">
      <div class="menu-links">
        {(['client', 'legs', 'end', 'card', 'safety', 'first'] as const)
          // What is known of a client is locked away.
          .filter((page) => !locked || page !== 'first')
          .map((page) => (
            <button key={page} type="button" class="secondary" onClick={() => onPage(page)}>
              {text(`page_${page}`)}
            </button>
          ))}
        <button
          type="button"
          class="secondary"
          onClick={() => {
            void act({
              type: 'record',
              event: interrupted
                ? { type: 'interruptionEnded', until: clock() }
                : { type: 'interruptionBegan', since: clock() },
            });
            onPage(null);
          }}
        >
          {text(interrupted ? 'interruption_over' : 'interruption_began')}
        </button>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            void act({
              type: 'record',
              event: { type: session.overriddenSince === null ? 'safetyOverride' : 'safetyLifted' },
            });
            onPage(null);
          }}
        >
          {text(session.overriddenSince === null ? 'override_begin' : 'override_end')}
        </button>
      </div>
      <Choices
        name={text('led')}
        options={LEADERS}
        value={led?.type === 'ledBy' ? led.who : null}
        label={(who) => text(`led_${who}`)}
        onPick={(who) => void act({ type: 'record', event: { type: 'ledBy', who } })}
      />
      <Choices
        name={text('guidance')}
        options={GUIDANCE_LEVELS}
        value={guidance}
        label={(level) => text(`guidance_${level}`)}
        onPick={(level) => void act({ type: 'prefer', guidance: level })}
      />
      <Tick
        on={quiet}
        label={text('quiet')}
        onChange={(on) => void act({ type: 'prefer', quiet: on })}
      />
    </div>
  );
}

/**
 * The choice as a command says it. A code that somebody has is theirs. A new client gets an id here, so that a second
 * delivery makes no second one.
 */
export function choiceOf(
  pick: ClientPick,
  practice: PracticeView,
  newId: () => string,
): ClientChoice {
  if (pick.by !== 'new') return pick;
  const known = clientCalled(practice.clients, pick.code);
  return known ? { by: 'known', id: known.id } : { ...pick, id: newId() };
}

/** Why this choice can't be made, or null. */
export const pickProblem = (pick: ClientPick): CodeProblem | null =>
  pick.by === 'new' ? codeProblem(pick.code, []) : null;

function ClientPage({ view, practice, locked, act, onPage, newId }: PageProps) {
  const text = useText();
  if (locked) return <p class="dim">{text('client_lockedHint')}</p>;
  return <ClientForm {...{ view, practice, act, onPage, newId }} />;
}

function ClientForm({
  view,
  practice,
  act,
  onPage,
  newId,
}: Pick<PageProps, 'view' | 'practice' | 'act' | 'onPage' | 'newId'>) {
  const text = useText();
  const [pick, setPick] = useState<ClientPick>(
    view.client ? { by: 'known', id: view.client.id } : { by: 'later' },
  );
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async () => {
    const wrong = pickProblem(pick);
    if (wrong) return setProblem(wrong);
    const reply = await act({ type: 'setClient', client: choiceOf(pick, practice, newId) });
    if (reply.ok) onPage(null);
  };
  return (
    <PrivateForm class="start" onSubmit={() => void save()}>
      <p>{text('client_moveHint')}</p>
      <ClientPicker
        practice={practice}
        picked={pick}
        onPick={(next) => {
          setProblem(null);
          setPick(next);
        }}
      />
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <button type="submit" class="primary">
        {text('client_save')}
      </button>
    </PrivateForm>
  );
}

function LegsPage({ session, act }: PageProps) {
  const text = useText();
  const { name } = useLegNames();
  const [aside, setAside] = useState<LegId | null>(null);
  const [words, setWords] = useState('');
  const give = async (leg: LegId, reason: SetAsideReason | { words: string }) => {
    const reply = await act({ type: 'record', event: { type: 'legSetAside', leg, reason } });
    if (!reply.ok) return;
    setAside(null);
    setWords('');
  };
  return (
    <>
      <p class="dim">{text('legs_hint')}</p>
      <LegOrder
        order={session.legs.map(({ leg }) => leg)}
        onOrder={(order) =>
          void act({ type: 'record', event: { type: 'legsReordered', order: [...order] } })
        }
      >
        {(leg) => {
          const state = session.legs.find((one) => one.leg === leg)?.state;
          if (state === 'setAside')
            return (
              <button
                type="button"
                class="link"
                aria-label={text('aside_backOf', name(leg))}
                onClick={() => void act({ type: 'record', event: { type: 'legBroughtBack', leg } })}
              >
                {text('aside_back')}
              </button>
            );
          return state === 'notVisited' ? (
            <button
              type="button"
              class="link"
              aria-label={text('aside_of', name(leg))}
              aria-expanded={aside === leg}
              onClick={() => setAside(aside === leg ? null : leg)}
            >
              {text('aside')}
            </button>
          ) : (
            <span class="dim">{state && text(`state_${state}`)}</span>
          );
        }}
      </LegOrder>
      {aside && (
        <PrivateForm
          class="start"
          onSubmit={() => words.trim() !== '' && void give(aside, { words: words.trim() })}
        >
          <p>{text('aside_why', name(aside))}</p>
          <div class="menu-links">
            {SET_ASIDE_REASONS.map((reason) => (
              <button
                key={reason}
                type="button"
                class="secondary"
                onClick={() => void give(aside, reason)}
              >
                {text(`reason_${reason}`)}
              </button>
            ))}
          </div>
          <label class="field">
            <span>{text('reason_other')}</span>
            <input
              {...PRIVATE_FIELD}
              type="text"
              maxLength={LONGEST_FIELD}
              value={words}
              onInput={({ currentTarget }) => setWords(currentTarget.value)}
            />
          </label>
          <button type="submit" class="secondary" disabled={words.trim() === ''}>
            {text('aside_use')}
          </button>
        </PrivateForm>
      )}
    </>
  );
}

/** The end, corrected with a reason. There is no other way to move it. */
function EndPage({ session, act, onPage }: PageProps) {
  const text = useText();
  const id = useId();
  const [time, setTime] = useState(fieldTime(session.endsAt));
  const [reason, setReason] = useState<Correction | null>(null);
  const [problem, setProblem] = useState<Problem | 'endUnreadable' | 'reasonMissing' | null>(null);
  const save = async () => {
    const endsAt = correctedEnd(time, session.startedAt);
    if (typeof endsAt === 'string') return setProblem(endsAt);
    if (reason === null) return setProblem('reasonMissing');
    const reply = await act({ type: 'record', event: { type: 'endCorrected', endsAt, reason } });
    if (reply.ok) onPage(null);
  };
  return (
    <form
      class="start"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{text('end_hint')}</p>
      <label class="field">
        <span>{text('start_endTime')}</span>
        <input
          type="time"
          value={time}
          aria-describedby={`${id}-said`}
          onInput={({ currentTarget }) => {
            setProblem(null);
            setTime(currentTarget.value);
          }}
        />
      </label>
      <Choices
        name={text('end_reason')}
        options={CORRECTIONS}
        value={reason}
        label={(option) => text(`correction_${option}`)}
        onPick={(option) => {
          setProblem(null);
          setReason(option);
        }}
      />
      <div id={`${id}-said`}>
        {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      </div>
      <button type="submit" class="primary">
        {text('page_end')}
      </button>
    </form>
  );
}

/** Fields of the card, kept as they are typed. */
function CardFields({
  fields,
  view,
  act,
}: Pick<PageProps, 'view' | 'act'> & { fields: readonly CardField[] }) {
  const text = useText();
  const [typed, setTyped] = useState<Partial<Record<CardField, string>>>({});
  return (
    <>
      {fields.map((field) => {
        const before = view.client?.card[field] ?? '';
        const now = typed[field] ?? view.card[field];
        const keep = (value: string) => {
          setTyped((others) => ({ ...others, [field]: value }));
          // Kept: from now on the field shows what is stored, unless more has been typed.
          void act({ type: 'card', field, text: value }).then(({ ok }) => {
            if (ok)
              setTyped(({ [field]: latest, ...others }) =>
                latest === undefined || latest === value ? others : { ...others, [field]: latest },
              );
          });
        };
        return (
          <div class="hinted" key={field}>
            <label class="card-field">
              <span>{text(`card_${field}`)}</span>
              <input
                {...PRIVATE_FIELD}
                type="text"
                dir="auto"
                maxLength={LONGEST_FIELD}
                value={now}
                onInput={({ currentTarget }) => keep(currentTarget.value)}
              />
            </label>
            {now === '' && before !== '' && (
              <p class="field-hint">
                {text('card_last', before)}{' '}
                <button
                  type="button"
                  class="link"
                  aria-label={`${text('card_same')}: ${text(`card_${field}`)}`}
                  onClick={() => keep(before)}
                >
                  {text('card_same')}
                </button>
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}

function StartCardPage({ view, act, onPage }: PageProps) {
  const text = useText();
  return (
    <PrivateForm class="start">
      <p class="dim">{text(view.client ? 'card_hint' : 'card_hintNobody')}</p>
      <CardFields fields={['location', 'privacy', 'present', 'callBack']} view={view} act={act} />
      <p class="sheet-links">
        <button type="button" class="link" onClick={() => onPage('safety')}>
          {text('page_safety')}
        </button>
      </p>
    </PrivateForm>
  );
}

/** What is needed when somebody is in danger. Numbers are text to read; nothing here dials. */
function SafetyPage({ view, session, note, act, onPage }: PageProps) {
  const text = useText();
  return (
    <PrivateForm class="start">
      {session.overriddenSince !== null && (
        <Notice kind="note">
          {text('override_since', timeText(session.overriddenSince, text.locale))}{' '}
          <button
            type="button"
            class="link"
            onClick={() => void act({ type: 'record', event: { type: 'safetyLifted' } })}
          >
            {text('override_end')}
          </button>
        </Notice>
      )}
      <CardFields
        fields={CARD_FIELDS.filter((field) => field !== 'privacy')}
        view={view}
        act={act}
      />
      {view.card.localNumber === '' && (
        <div class="menu-links" role="group" aria-label={text('emergency')}>
          <p class="field-hint">{text('emergency_hint', EMERGENCY_AS_OF)}</p>
          {EMERGENCY_NUMBERS.map(({ region, text: numbers }) => (
            <button
              key={region}
              type="button"
              class="secondary"
              onClick={() => void act({ type: 'card', field: 'localNumber', text: numbers })}
            >
              {text(`region_${region}`)} {numbers}
            </button>
          ))}
        </div>
      )}
      <button
        type="button"
        class="secondary"
        onClick={() => {
          onPage(null);
          // The field is drawn again with the legs; only then can it take the focus.
          setTimeout(() => note.begin('risk'));
        }}
      >
        {text('risk_note')}
      </button>
    </PrivateForm>
  );
}

/** What is talked through once, before the work begins. Ticks are kept with the client, with their date. */
function FirstPage({ view, act }: PageProps) {
  const text = useText();
  const { client } = view;
  if (!client) return <p class="dim">{text('first_nobody')}</p>;
  return (
    <>
      <p class="dim">{text('first_hint')}</p>
      <div class="ticks ticks-column">
        {FIRST_STEPS.map((step) => {
          const at = client.firstSteps[step];
          return (
            <Tick
              key={step}
              on={at !== undefined}
              label={`${text(`first_${step}`)}${
                at === undefined
                  ? ''
                  : ` (${new Intl.DateTimeFormat(text.locale, { dateStyle: 'medium' }).format(at)})`
              }`}
              onChange={(on) => void act({ type: 'firstStep', step, on })}
            />
          );
        })}
      </div>
    </>
  );
}

/** Ready-made ideas for a plan, by name. A press notes one as offered; the client chooses. */
export const PLAN_IDEAS = [
  'journal',
  'experiment',
  'observe',
  'breathing',
  'relaxation',
  'mindfulness',
  'writing',
  'imagery',
  'thoughts',
  'talk',
  'rest',
  'ask',
] as const;

function OptionsPage({ view, act, newId, clock }: PageProps) {
  const text = useText();
  const offered = view.lines.filter(({ plan }) => plan !== null).map((line) => line.text);
  return (
    <>
      <p class="dim">{text('options_hint')}</p>
      <div class="menu-links">
        {PLAN_IDEAS.map((idea) => {
          const words = text(`idea_${idea}`);
          return (
            <button
              key={idea}
              type="button"
              class="secondary"
              aria-pressed={offered.includes(words)}
              disabled={offered.includes(words)}
              onClick={() =>
                void act({
                  type: 'addNote',
                  lineId: newId(),
                  text: words,
                  kind: 'plan',
                  compartment: 'record',
                  speaker: '',
                  offered: true,
                  at: clock(),
                })
              }
            >
              {words}
            </button>
          );
        })}
      </div>
    </>
  );
}
