import { levelText } from '@/lib/documents';
import { LEVELS } from '@/lib/measures';
import { NO_GOALS, NO_SCALING } from '@/lib/papers';
import { useText } from '../../shared/text';
import { OneByOne } from '../measures/OneByOne';
import { type ReadPaper, usePaper } from '../use-paper';
import { levelName, useReviewDraft } from './goal-levels';

/** Where each open goal is, answered by the client on a shared screen, in their own words. */
export function LevelsPage({
  clientId,
  readPaper,
  onLeave,
}: {
  clientId: string;
  readPaper: ReadPaper;
  onLeave(): void;
}) {
  const text = useText();
  const goals = usePaper('goals', clientId, readPaper, 0);
  const scaling = usePaper('scaling', clientId, readPaper, 0);
  const [draft, setDraft] = useReviewDraft(clientId);
  if (goals === undefined || scaling === undefined) return <main class="asked" aria-busy="true" />;
  const open = (goals ?? NO_GOALS).goals.filter(({ state }) => state === 'open');
  const { goals: scaled } = scaling ?? NO_SCALING;
  return (
    <OneByOne
      questions={open.map(({ id, text: words }) => ({
        stem: text('levels_where'),
        words,
        options: LEVELS.toReversed().map((level) => ({
          value: level,
          sign: levelText(level),
          label: scaled[id]?.levels[`${level}`] || levelName(level, text),
        })),
      }))}
      answers={open.map(({ id }) => draft?.[id])}
      first={0}
      instead={open.length === 0 ? text('ask_gone') : null}
      onAnswer={(at, value) => {
        const goal = open[at];
        const level = LEVELS.find((one) => one === value);
        if (goal && level !== undefined) setDraft({ ...draft, [goal.id]: level });
      }}
      onLeave={onLeave}
    />
  );
}
