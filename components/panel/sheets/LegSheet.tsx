import type { PanelCommand, SessionView } from '@/lib/messaging';
import { type Kind, latestText } from '@/lib/notes';
import type { Settings } from '@/lib/practice';
import {
  isTicked,
  type LegId,
  lastOf,
  shiftedFor,
  TANGENT_CHOICES,
  type Tick as TickId,
  type Timeline,
  WORKS,
} from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { Tick } from '../../shared/controls/Tick';
import { timeText } from '../../shared/format';
import { useLegNames } from '../../shared/leg-names';
import type { Editing } from '../../shared/session/NoteList';
import { useText } from '../../shared/text';
import type { NoteState } from '../notes/note-state';
import type { PanelPage } from '../pages/pages';
import { readAloud } from './read-aloud';

/** The kinds of note that a leg calls for, the plain one first. */
const KINDS_OF: Readonly<Record<LegId, readonly Kind[]>> = {
  opening: ['note', 'topic'],
  agenda: ['note', 'focus', 'topic'],
  exploration: ['note', 'focus', 'observation'],
  integration: ['note', 'takeaway', 'observation'],
  planning: ['note', 'plan'],
  closing: ['note', 'unfinished', 'plan'],
};

/** What an intake asks for besides: history, present challenges, and goals in the client's words. */
const INTAKE_KINDS: Readonly<Partial<Record<LegId, readonly Kind[]>>> = {
  opening: ['note', 'history'],
  agenda: ['note', 'challenge', 'focus'],
  exploration: ['note', 'history', 'challenge'],
  planning: ['note', 'goal', 'plan'],
};

/** The kinds of note to choose from in a leg of a session of this type. */
export const kindsOf = (leg: LegId, preset: string): readonly Kind[] =>
  (preset === 'intake' && INTAKE_KINDS[leg]) || KINDS_OF[leg];

interface SheetProps {
  readonly view: SessionView;
  readonly session: Timeline;
  readonly note: NoteState;
  readonly act: (command: PanelCommand) => void;
  /** Whether prompts, and situations with them, are out of sight. */
  readonly quiet: boolean;
  readonly onPage: (page: PanelPage) => void;
  /** Opens a note for editing. */
  readonly onEditing: (editing: Editing) => void;
}

/** What the current leg needs beside its prompt, and nothing that it does not. */
export function LegSheet({
  leg,
  settings,
  ...rest
}: Omit<SheetProps, 'quiet'> & { leg: LegId; settings: Settings }) {
  const text = useText();
  const Sheet = SHEETS[leg];
  const props: SheetProps = { ...rest, quiet: settings.quiet };
  const { mandate } = props.view.client ?? {};
  return (
    <div class="sheet">
      {settings.guidance === 'learning' && <p class="sheet-guide">{text(`guide_${leg}`)}</p>}
      {mandate && <p class="sheet-line">{text('mandate_line', mandate)}</p>}
      <Sheet {...props} />
    </div>
  );
}

const SHEETS: Readonly<Record<LegId, (props: SheetProps) => preact.JSX.Element>> = {
  opening: OpeningSheet,
  agenda: AgendaSheet,
  exploration: ExplorationSheet,
  integration: IntegrationSheet,
  planning: PlanningSheet,
  closing: ClosingSheet,
};

/** Ticks that have a box; the other one is set by its button. */
type ShownTick = Exclude<TickId, 'pressing'>;

function Ticks({
  ticks,
  view,
  act,
  label,
}: Pick<SheetProps, 'view' | 'act'> & {
  ticks: readonly ShownTick[];
  label(tick: ShownTick): string;
}) {
  return (
    <div class="ticks">
      {ticks.map((tick) => (
        <Tick
          key={tick}
          on={isTicked(view.events, tick)}
          label={label(tick)}
          onChange={(on) => act({ type: 'record', event: { type: 'ticked', tick, on } })}
        />
      ))}
    </div>
  );
}

function OpeningSheet({ view, session, act, onPage }: SheetProps) {
  const text = useText();
  const until = timeText(session.endsAt, text.locale);
  const { location, privacy } = view.card;
  const said = [location, privacy].filter(Boolean).join(' · ');
  return (
    <div class="sheet-flow">
      <Ticks
        ticks={['timeSaid', 'confidentiality', 'noteTaking']}
        view={view}
        act={act}
        label={(tick) => text(`tick_${tick}`, until)}
      />
      <span>
        <button type="button" class="link" onClick={() => onPage('card')}>
          {text('page_card')}
        </button>{' '}
        <span class="sheet-name" dir="auto">
          {said || text('card_notAsked')}
        </span>
      </span>
      {view.client?.sessionsBefore === 0 && (
        <button type="button" class="link" onClick={() => onPage('first')}>
          {text('page_first')}
        </button>
      )}
      <Pressing act={act} />
    </div>
  );
}

/** Somebody arrives with something that can't wait: straight to Exploration, and the rest re-flows. */
function Pressing({ act }: Pick<SheetProps, 'act'>) {
  const text = useText();
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        act({ type: 'record', event: { type: 'ticked', tick: 'pressing', on: true } });
        act({ type: 'enterLeg', leg: 'exploration' });
      }}
    >
      {text('pressing')}
    </button>
  );
}

/** What was noted last of a kind, or the way to note it. */
function Named({
  kind,
  view,
  note,
  waits = false,
}: Pick<SheetProps, 'view' | 'note'> & {
  kind: 'focus' | 'takeaway' | 'observation';
  /** Whether it is not its turn yet. */
  waits?: boolean;
}) {
  const text = useText();
  const noted = latestText(view.lines, kind);
  return (
    <p class="sheet-line">
      <span class="sheet-name">{text(`kind_${kind}`)}</span>{' '}
      {noted !== null ? (
        <span dir="auto">{noted}</span>
      ) : waits ? (
        <span class="dim">{text('observation_after')}</span>
      ) : (
        <button type="button" class="link" onClick={() => note.begin(kind)}>
          {text(`name_${kind}`)}
        </button>
      )}
    </p>
  );
}

function AgendaSheet({ view, session, note, act }: SheetProps) {
  const text = useText();
  const { name } = useLegNames();
  const focus = latestText(view.lines, 'focus');
  const topics = view.lines.filter((line) => line.topic !== null && line.text !== focus);
  const work = lastOf(view.events, 'workChosen')?.work ?? null;
  const budgets = lastOf(view.events, 'budgetsShifted')?.budgets ?? view.plan.budgets;
  const shifted = work === null || work === 'unclear' ? null : shiftedFor(work, view.plan.budgets);
  const minutes = shifted ? Math.abs(shifted.planning - budgets.planning) : 0;
  const offer = minutes > 0;
  return (
    <>
      <Named kind="focus" view={view} note={note} />
      {topics.map((line) => (
        <p class="sheet-line" key={line.id}>
          <span class="sheet-name">{text(`topic_${line.topic ?? 'open'}`)}</span>{' '}
          <span dir="auto">{line.text}</span>{' '}
          <button type="button" class="link" onClick={() => note.begin('focus', line.text)}>
            {text('topic_take')}
          </button>
          {(['later', 'nextTime'] as const).map((topic) => (
            <button
              key={topic}
              type="button"
              class="link"
              aria-pressed={line.topic === topic}
              onClick={() =>
                act({
                  type: 'markTopic',
                  lineId: line.id,
                  topic: line.topic === topic ? 'open' : topic,
                })
              }
            >
              {text(`topic_${topic}`)}
            </button>
          ))}
        </p>
      ))}
      <div class="sheet-row">
        <Ticks ticks={['specific']} view={view} act={act} label={(tick) => text(`tick_${tick}`)} />
        <Choices
          small
          name={text('work')}
          options={WORKS}
          value={work}
          label={(option) => text(`work_${option}`)}
          onPick={(option) => act({ type: 'record', event: { type: 'workChosen', work: option } })}
        />
      </div>
      {offer && shifted && (
        <p class="sheet-line">
          {text.count('work_offer', minutes, name(work === 'here' ? 'exploration' : 'planning'))}{' '}
          <button
            type="button"
            class="link"
            onClick={() =>
              act({ type: 'record', event: { type: 'budgetsShifted', budgets: shifted } })
            }
          >
            {text('work_shift')}
          </button>
        </p>
      )}
      {session.elapsedMs < 5 * 60_000 && (
        <p class="sheet-links">
          <Pressing act={act} />
        </p>
      )}
    </>
  );
}

function ExplorationSheet({ view, session, note, act, quiet }: SheetProps) {
  const text = useText();
  const { name } = useLegNames();
  const shifted = lastOf(view.events, 'focusShifted');
  const entered = lastOf(view.events, 'legEntered');
  const focusLine = view.lines.findLast(({ kind }) => kind === 'focus');
  // Until the new focus has been noted, or another leg was entered.
  const open =
    shifted &&
    entered &&
    shifted.at >= entered.at &&
    (focusLine?.intoMs ?? 0) < shifted.at - session.startedAt;
  return (
    <>
      <Named kind="focus" view={view} note={note} />
      {view.situation === 'tangent' && (
        <Choices
          small
          name={text('tangent')}
          options={TANGENT_CHOICES}
          value={null}
          label={(choice) => text(`tangent_${choice}`)}
          onPick={(choice) => {
            act({ type: 'record', event: { type: 'tangentNamed', choice } });
            act({ type: 'situation', situation: null });
            if (choice === 'newFocus') note.begin('focus');
          }}
        />
      )}
      <p class="sheet-links">
        {open ? (
          <>
            <span>{text('focus_shiftedAt', timeText(shifted.at, text.locale))}</span>
            <button
              type="button"
              class="link"
              onClick={() => act({ type: 'enterLeg', leg: 'agenda' })}
            >
              {name('agenda')}
            </button>
            <button
              type="button"
              class="link"
              onClick={() => act({ type: 'situation', situation: 'tangent' })}
            >
              {text('focus_ask')}
            </button>
          </>
        ) : (
          <button
            type="button"
            class="link"
            onClick={() => {
              act({ type: 'record', event: { type: 'focusShifted' } });
              note.begin('focus');
            }}
          >
            {text('focus_shifted')}
          </button>
        )}
        {quiet && view.situation !== 'tangent' && (
          <button
            type="button"
            class="link"
            onClick={() => act({ type: 'situation', situation: 'tangent' })}
          >
            {text('situation_tangent')}
          </button>
        )}
      </p>
    </>
  );
}

function IntegrationSheet({ view, note }: SheetProps) {
  return (
    <>
      <Named kind="takeaway" view={view} note={note} />
      <Named
        kind="observation"
        view={view}
        note={note}
        waits={latestText(view.lines, 'takeaway') === null}
      />
    </>
  );
}

function PlanningSheet({ view, note, act, onPage, onEditing }: SheetProps) {
  const text = useText();
  const plans = view.lines.filter(({ plan }) => plan !== null);
  const readiness = lastOf(view.events, 'readinessSaid')?.level ?? null;
  return (
    <>
      {plans.map(({ id, text: what, plan }) => (
        <p class="sheet-line" key={id}>
          <Tick
            on={plan?.chosen ?? false}
            label={text('plan_chosen')}
            onChange={(chosen) => act({ type: 'choosePlan', lineId: id, chosen })}
          />{' '}
          <span dir="auto">{[what, plan?.when, plan?.know].filter(Boolean).join(' · ')}</span>{' '}
          <button
            type="button"
            class="link"
            onClick={() =>
              onEditing({ lineId: id, text: what, base: what, plan, compartment: 'record' })
            }
          >
            {text('plan_more')}
          </button>
        </p>
      ))}
      <div class="sheet-row">
        <span class="sheet-links">
          <button type="button" class="link" onClick={() => note.begin('plan')}>
            {text('plan_add')}
          </button>
          <button type="button" class="link" onClick={() => onPage('options')}>
            {text('page_options')}
          </button>
        </span>
        <label class="readiness">
          <span>{text('readiness')}</span>
          <select
            value={readiness ?? ''}
            onChange={({ currentTarget }) =>
              currentTarget.value !== '' &&
              act({
                type: 'record',
                event: { type: 'readinessSaid', level: Number(currentTarget.value) },
              })
            }
          >
            <option value="">{text('readiness_none')}</option>
            {Array.from({ length: 11 }, (_, level) => (
              <option key={level} value={level}>
                {level}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  );
}

function ClosingSheet({ view, note, act }: SheetProps) {
  const text = useText();
  const summary = readAloud(view.lines, text);
  return (
    <>
      {summary === null ? (
        <p class="sheet-line dim">{text('readAloud_empty')}</p>
      ) : (
        <section class="read-aloud" aria-label={text('readAloud')}>
          <p dir="auto">{summary}</p>
          <button type="button" class="link" onClick={() => note.begin('summary', summary)}>
            {text('readAloud_edit')}
          </button>
        </section>
      )}
      <Ticks
        ticks={['summarised', 'anythingElse', 'thanked']}
        view={view}
        act={act}
        label={(tick) => text(`tick_${tick}`)}
      />
      <p class="sheet-links">
        <button type="button" class="link" onClick={() => note.begin('unfinished')}>
          {text('unfinished_name')}
        </button>
      </p>
    </>
  );
}
