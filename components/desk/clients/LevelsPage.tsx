import { useState } from 'preact/hooks';
import { levelText } from '@/lib/documents';
import { LEVELS } from '@/lib/measures';
import { NO_GOALS, NO_SCALING } from '@/lib/papers';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { AskedFrame } from '../AskedFrame';
import { isOfAnotherDay } from '../measures/entry';
import { OneByOne } from '../measures/OneByOne';
import { type ReadPaper, usePaper } from '../use-paper';
import { levelName, ofOpen, useReviewEntry } from './goal-levels';

/** Where each open goal is, answered by the client on a shared screen, in their own words. */
export function LevelsPage({
  clientId,
  readPaper,
  newId,
  onLeave,
}: {
  clientId: string;
  readPaper: ReadPaper;
  newId(): string;
  onLeave(): void;
}) {
  const text = useText();
  const clock = useClock();
  // Read once: the questions keep their order while they are answered.
  const goals = usePaper('goals', clientId, readPaper, 0);
  const scaling = usePaper('scaling', clientId, readPaper, 0);
  const [kept, setEntry] = useReviewEntry(clientId);
  const [atFirst] = useState(kept);
  if (goals === undefined || scaling === undefined)
    return <AskedFrame heading="" busy onClose={onLeave} />;
  const open = (goals ?? NO_GOALS).goals.filter(({ state }) => state === 'open');
  const { goals: scaled } = scaling ?? NO_SCALING;
  const ids = open.map(({ id }) => id);
  // What was answered on another day has to be saved or given up before it is asked again.
  const before = ofOpen(atFirst, ids);
  const isFromBefore = before !== null && isOfAnotherDay(before, clock.now());
  return (
    <OneByOne
      questions={open.map(({ id, text: words }) => ({
        stem: text('levels_where'),
        words,
        options: LEVELS.toReversed().map((level) => ({
          value: level,
          shown: levelText(level),
          label: scaled[id]?.levels[`${level}`] || levelName(level, text),
        })),
        hasKeys: false,
      }))}
      answers={open.map(({ id }) => kept?.levels[id])}
      first={Math.max(
        0,
        open.findIndex(({ id }) => kept?.levels[id] === undefined),
      )}
      instead={open.length === 0 ? text('ask_gone') : isFromBefore ? text('ask_saveFirst') : null}
      canPass
      onAnswer={(at, value) => {
        const goal = open[at];
        const level = LEVELS.find((one) => one === value);
        if (!goal || level === undefined) return;
        const entry = ofOpen(kept, ids) ?? { id: newId(), levels: {}, beganAt: clock.now() };
        setEntry({ ...entry, levels: { ...entry.levels, [goal.id]: level } });
      }}
      onLeave={onLeave}
    />
  );
}
