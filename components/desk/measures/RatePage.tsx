import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { numberText } from '@/lib/documents';
import { type OwnMeasure, readNumber, valueProblem } from '@/lib/measures';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { type ReadPaper, usePaper } from '../use-paper';
import { OneByOne } from './OneByOne';
import { useOwnBy, useOwnValue } from './own-value';

/** Most numbers that are a button each. */
const MOST_STEPS = 11;

/** A measure of one number, answered by the client on a shared screen. Its name is the question. */
export function RatePage({
  clientId,
  ownId,
  readPaper,
  onLeave,
}: {
  clientId: string;
  ownId: string;
  readPaper: ReadPaper;
  onLeave(): void;
}) {
  const text = useText();
  const measures = usePaper('measures', clientId, readPaper, 0);
  const [typed, setTyped] = useOwnValue(clientId, ownId);
  const [, setBy] = useOwnBy(clientId, ownId);
  if (measures === undefined) return <main class="asked" aria-busy="true" />;
  const own = measures?.own.find(({ id }) => id === ownId);
  const take = (words: string) => {
    setTyped(words);
    setBy('client');
  };
  const steps = own ? stepsOf(own) : null;
  if (own && !steps) return <TypedNumber own={own} onTake={take} onLeave={onLeave} />;
  return (
    <OneByOne
      questions={
        own && steps
          ? [
              {
                stem: '',
                words: own.name,
                options: steps.map((value) => ({
                  value,
                  sign: numberText(value, text),
                  label: '',
                })),
              },
            ]
          : []
      }
      answers={[typed === '' ? null : readNumber(typed)]}
      first={0}
      instead={own ? null : text('ask_gone')}
      onAnswer={(_, value) => take(String(value))}
      onLeave={onLeave}
    />
  );
}

/** The whole numbers of a short range; null for any other. */
function stepsOf({ from, to }: OwnMeasure): readonly number[] | null {
  const isShort = Number.isInteger(from) && Number.isInteger(to) && to - from < MOST_STEPS;
  return isShort ? Array.from({ length: to - from + 1 }, (_, n) => from + n) : null;
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
  const [problem, setProblem] = useState<{ readonly says: string } | null>(null);
  const [isDone, setDone] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (isDone) heading.current?.focus();
  }, [isDone]);
  const number = (value: number) => numberText(value, text);
  const send = () => {
    const wrong = valueProblem(own, readNumber(typed));
    setProblem(wrong && { says: text(`problem_value_${wrong}`, number(own.from), number(own.to)) });
    if (wrong) return;
    onTake(typed);
    setDone(true);
  };
  return (
    <main class="asked">
      <PrivateForm class="asked-question" refused={problem} onSubmit={send}>
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {isDone ? text('ask_done') : own.name}
        </h1>
        {!isDone && (
          <>
            <label class="card-field">
              <span>{text('measure_value', number(own.from), number(own.to))}</span>
              <input
                {...PRIVATE_FIELD}
                type="text"
                inputMode="decimal"
                size={8}
                value={typed}
                aria-invalid={problem !== null}
                aria-describedby={problem ? id : undefined}
                onInput={({ currentTarget }) => {
                  setProblem(null);
                  setTyped(currentTarget.value);
                }}
              />
            </label>
            {problem && (
              <Notice kind="alert" id={id}>
                {problem.says}
              </Notice>
            )}
            <p>
              <button type="submit" class="primary">
                {text('ask_take')}
              </button>
            </p>
          </>
        )}
      </PrivateForm>
      <footer class="asked-foot">
        <span />
        <span class="asked-notice" />
        <span class="asked-ways">
          <button type="button" class="quiet" onClick={onLeave}>
            {text('ask_close')}
          </button>
        </span>
      </footer>
    </main>
  );
}
