import { useId } from 'preact/hooks';
import { lastOf, shiftedFor, WORKS } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { LastTime } from './LastTime';
import { lastRaised, topicsIn } from './missing';
import { Named } from './Named';
import { Pressing } from './Pressing';
import { RaisedBy } from './RaisedBy';
import type { SheetProps } from './sheet-props';
import { Ticks } from './Ticks';

/** What a coach and a client agree on before the work begins. */
const COACHING = ['outcome', 'importance', 'evidence'] as const;

/** Client Agenda: the focus, other topics, and the kind of work. */
export function AgendaSheet({ view, session, note, profile, bar }: SheetProps) {
  const text = useText();
  const { act } = usePanel();
  const { name } = useLegNames();
  const workId = useId();
  const raised = view.notes.findLast(({ kind }) => kind === 'focus');
  const topics = topicsIn(view);
  const last = bar ? null : lastRaised(view);
  const work = lastOf(view.events, 'workChosen')?.work ?? null;
  const budgets = lastOf(view.events, 'budgetsShifted')?.budgets ?? view.plan.budgets;
  const shifted = work === null || work === 'unclear' ? null : shiftedFor(work, view.plan.budgets);
  const minutes = shifted ? Math.abs(shifted.planning - budgets.planning) : 0;
  const offer = minutes > 0;
  return (
    <>
      <LastTime view={view} />
      <Named kind="focus" view={view} note={note}>
        {raised && <RaisedBy note={raised} last={raised === last} />}
      </Named>
      {profile === 'coach' &&
        COACHING.map((kind) => <Named key={kind} kind={kind} view={view} note={note} />)}
      {topics.map((line) => (
        <div class="sheet-line" key={line.id}>
          <span class="sheet-name">{text(`topic_${line.topic ?? 'open'}`)}</span>{' '}
          <span dir="auto">{line.text}</span> <RaisedBy note={line} last={line === last} />{' '}
          <button type="button" class="link" onClick={() => note.begin('focus', line)}>
            {text('topic_take')}
          </button>
          {(['later', 'nextTime'] as const).map((topic) => (
            <button
              key={topic}
              type="button"
              class="link"
              aria-pressed={line.topic === topic}
              onClick={() =>
                void act({
                  type: 'markTopic',
                  noteId: line.id,
                  topic: line.topic === topic ? 'open' : topic,
                })
              }
            >
              {text(`topic_${topic}`)}
            </button>
          ))}
        </div>
      ))}
      <Ticks ticks={['specific']} view={view} label={(tick) => text(`tick_${tick}`)} />
      <div class="sheet-work">
        <span class="sheet-name sheet-lead" id={workId}>
          {text('work')}
        </span>
        <Choices
          small
          name={text('work')}
          shownBy={workId}
          options={WORKS}
          value={work}
          label={(option) => text(`work_${option}`)}
          onPick={(option) =>
            void act({ type: 'record', event: { type: 'workChosen', work: option } })
          }
        />
      </div>
      {offer && shifted && (
        <p class="sheet-line">
          {text.count('work_offer', minutes, name(work === 'here' ? 'exploration' : 'planning'))}{' '}
          <button
            type="button"
            class="link"
            onClick={() =>
              void act({ type: 'record', event: { type: 'budgetsShifted', budgets: shifted } })
            }
          >
            {text('work_shift')}
          </button>
        </p>
      )}
      {session.elapsedMs < 5 * 60_000 && (
        <p class="sheet-links">
          <Pressing />
        </p>
      )}
    </>
  );
}
