import { latestText } from '@/lib/notes';
import { lastOf, shiftedFor, WORKS } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { Named } from './Named';
import { Pressing } from './Pressing';
import type { SheetProps } from './sheet-props';
import { Ticks } from './Ticks';

/** Client Agenda: the focus, other topics, and the kind of work. */
export function AgendaSheet({ view, session, note }: SheetProps) {
  const text = useText();
  const { act } = usePanel();
  const { name } = useLegNames();
  const focus = latestText(view.notes, 'focus');
  const topics = view.notes.filter((line) => line.topic !== null && line.text !== focus);
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
        </p>
      ))}
      <div class="sheet-row">
        <Ticks ticks={['specific']} view={view} label={(tick) => text(`tick_${tick}`)} />
        <Choices
          small
          name={text('work')}
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
