import { GOAL_STATES, NO_GOALS, NO_SCALING } from '@/lib/papers';
import { dateText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';
import { usePaper } from '../use-paper';
import { AddLine } from './AddLine';
import type { ClientPapers } from './ClientPage';
import { GoalLevels, GoalReviews } from './GoalScaling';

/** What a client works towards, in their words, and where each of it stands. */
export function Goals({ papers }: { papers: ClientPapers }) {
  const text = useText();
  const clock = useClock();
  const { of, readPaper, writes, write, newId } = papers;
  const paper = usePaper('goals', of, readPaper, writes);
  const scaling = usePaper('scaling', of, readPaper, writes) ?? NO_SCALING;
  if (paper === undefined) return <p aria-busy="true" />;
  const { goals } = paper ?? NO_GOALS;
  const add = async (words: string) => {
    const at = clock.now();
    const goal = { id: newId(), at, text: words, state: 'open', changedAt: at } as const;
    const problem = await write('goals', of, (before) => ({
      goals: [...(before ?? NO_GOALS).goals, goal],
    }));
    return problem === null;
  };
  return (
    <section aria-label={text('clientTab_goals')}>
      {goals.length === 0 ? (
        <p class="dim">{text('goals_none')}</p>
      ) : (
        <ul class="goal-list" aria-label={text('clientTab_goals')}>
          {goals.map((goal) => (
            <li key={goal.id}>
              <p>
                <span dir="auto">{goal.text}</span>{' '}
                <span class="dim">{text('goals_since', dateText(goal.at, text.locale))}</span>
              </p>
              <Choices
                small
                name={text('goals_stateOf', goal.text)}
                options={GOAL_STATES}
                value={goal.state}
                label={(state) => text(`goal_${state}`)}
                onPick={(state) =>
                  void write('goals', of, (before) => ({
                    goals: (before ?? NO_GOALS).goals.map((one) =>
                      one.id === goal.id ? { ...one, state, changedAt: clock.now() } : one,
                    ),
                  }))
                }
              />
              <GoalLevels goal={goal} scaling={scaling} papers={papers} />
            </li>
          ))}
        </ul>
      )}
      <AddLine
        key={of}
        of={of}
        name={`${of} goals`}
        label={text('goals_new')}
        button={text('goals_add')}
        onAdd={add}
      />
      <GoalReviews key={`${of} reviews`} goals={goals} scaling={scaling} papers={papers} />
    </section>
  );
}
