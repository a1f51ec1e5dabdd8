import { useId, useState } from 'preact/hooks';
import { numberText } from '@/lib/documents';
import { type OwnMeasure, readNumber } from '@/lib/measures';
import { NO_MEASURES, resultsOf } from '@/lib/papers';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { AskedFrame } from '../AskedFrame';
import { type ReadPaper, usePaper } from '../use-paper';
import { AskWho } from './AskWho';
import { isOfAnotherDay } from './entry';
import { haveKeys, OneByOne } from './OneByOne';
import { newOwnEntry, useOwnEntry, withTyped } from './own-value';
import { useValueProblem, ValueField } from './ValueField';
import { isOfSeveral } from './who-answers';

/** Most numbers that are a button each. */
const MOST_STEPS = 11;

/** A measure of one number, answered by the client on a shared screen. Its name is the question. */
export function RatePage({
  clientId,
  ownId,
  speakers,
  readPaper,
  writes,
  newId,
  onLeave,
}: {
  clientId: string;
  ownId: string;
  /** The initials of those who take part. */
  speakers: readonly string[];
  readPaper: ReadPaper;
  /** How often papers were written. */
  writes: number;
  newId(): string;
  onLeave(): void;
}) {
  const text = useText();
  const clock = useClock();
  const measures = usePaper('measures', clientId, readPaper, writes);
  const [kept, setEntry] = useOwnEntry(clientId, ownId);
  const [atFirst] = useState(kept);
  /** Who has said on this page that they answer; null while nobody has. */
  const [who, setWho] = useState<string | null>(null);
  if (measures === undefined) return <AskedFrame heading="" busy onClose={onLeave} />;
  const own = measures?.own.find(({ id }) => id === ownId);
  const gone = !own || own.from >= own.to;
  if (gone) return <AskedFrame heading={text('ask_gone')} onClose={onLeave} />;
  // What was answered on another day has to be saved or given up before it is asked again.
  const isTyped = atFirst !== null && atFirst.typed !== '';
  const isFromBefore = isTyped && isOfAnotherDay(atFirst, clock.now());
  const several = isOfSeveral(speakers);
  if (several && who === null && !isFromBefore)
    return <AskWho speakers={speakers} onPick={setWho} onLeave={onLeave} />;
  // So has what somebody else has answered.
  const isOthers = several && isTyped && atFirst.person !== who;
  if (isFromBefore || isOthers)
    return <AskedFrame heading={text('ask_saveFirst')} onClose={onLeave} />;
  const take = (typed: string) =>
    setEntry({
      ...withTyped(kept ?? newOwnEntry(newId(), clock.now()), typed, clock.now()),
      by: 'client',
      asked: true,
      ...(several && { person: who }),
    });
  const steps = stepsOf(
    own,
    resultsOf(measures ?? NO_MEASURES, own.id).flatMap(({ answers }) => answers),
  );
  if (!steps) return <TypedNumber own={own} onTake={take} onLeave={onLeave} />;
  const options = steps.map((value) => ({ value, shown: numberText(value, text), label: '' }));
  return (
    <OneByOne
      questions={[
        {
          stem: '',
          words: own.name,
          options,
          hasKeys: haveKeys(options.map(({ shown }) => shown)),
        },
      ]}
      answers={[kept ? readNumber(kept.typed) : null]}
      first={0}
      onAnswer={(_, value) => take(String(value))}
      onLeave={onLeave}
    />
  );
}

/**
 * The whole numbers of a short range; null for any other.
 * @param before values that were given before: where one has a fraction, so can the next
 */
function stepsOf(
  { from, to }: OwnMeasure,
  before: readonly (number | null)[],
): readonly number[] | null {
  const isWhole = [from, to, ...before].every((one) => one === null || Number.isInteger(one));
  if (!isWhole || to - from >= MOST_STEPS) return null;
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** A number of a range that is too long for a button each. */
function TypedNumber({
  own,
  onTake,
  onLeave,
}: {
  own: OwnMeasure;
  /** Called with a number of the range, as it was typed. */
  onTake(words: string): void;
  onLeave(): void;
}) {
  const text = useText();
  const id = useId();
  // What was typed elsewhere before isn't shown here.
  const [typed, setTyped] = useState('');
  const { problem, check, forget } = useValueProblem(own);
  const [isDone, setDone] = useState(false);
  return (
    <AskedFrame
      heading={isDone ? text('ask_done') : own.name}
      refused={problem}
      onSubmit={() => {
        if (isDone || check(typed)) return;
        onTake(typed);
        setDone(true);
      }}
      onBack={isDone ? () => setDone(false) : null}
      onClose={onLeave}
    >
      {isDone ? (
        <p class="asked-stem">{text('ask_taken', typed.trim())}</p>
      ) : (
        <>
          <ValueField
            id={id}
            own={own}
            value={typed}
            problem={problem}
            onInput={(words) => {
              forget();
              setTyped(words);
            }}
          />
          <p>
            <button type="submit" class="primary">
              {text('ask_take')}
            </button>
          </p>
        </>
      )}
    </AskedFrame>
  );
}
