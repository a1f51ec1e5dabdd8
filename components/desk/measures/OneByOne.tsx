import { useId, useState } from 'preact/hooks';
import { useText } from '../../shared/text';
import { AskedFrame } from '../AskedFrame';

/** A question that is put before a client by itself. */
export interface AskedQuestion {
  /** What stands above it; empty for nothing. */
  readonly stem: string;
  readonly words: string;
  readonly options: readonly {
    readonly value: number;
    /** The value as it is shown. */
    readonly shown: string;
    /** What the value means; empty where the value says it all. */
    readonly label: string;
  }[];
  /** Whether each option is answered with by the key of its value, which then has one sign. */
  readonly hasKeys: boolean;
}

/** Whether each of these can be answered with by one key. */
export const haveKeys = (shown: readonly string[]): boolean =>
  shown.every((one) => one.length === 1);

/**
 * One question at a time, so that a client can answer on a shared screen. It shows no total. How
 * questions were answered before is not shown here.
 */
export function OneByOne({
  questions,
  answers,
  first,
  language,
  notice = '',
  instead = null,
  canPass = false,
  onAnswer,
  onLeave,
}: {
  questions: readonly AskedQuestion[];
  /** What is answered, by question; null or left out for nothing. */
  answers: readonly (number | null | undefined)[];
  /** The question that it begins with, counted from 0. */
  first: number;
  /** Of the questions; left out where it is the page's. */
  language?: string;
  /** The copyright notice of the questions; empty for none. */
  notice?: string;
  /** What is said in place of the questions; null to ask them. */
  instead?: string | null;
  /** Whether a question can be passed over. */
  canPass?: boolean;
  /** @param given the questions that were answered on this page, this one included */
  onAnswer(question: number, value: number, given: ReadonlySet<number>): void;
  onLeave(): void;
}) {
  const text = useText();
  const answersId = useId();
  const [at, setAt] = useState(first);
  const [given, setGiven] = useState<ReadonlySet<number>>(new Set());
  const question = instead === null ? questions[at] : undefined;
  const answer = (value: number) => {
    const answered = new Set([...given, at]);
    onAnswer(at, value, answered);
    setGiven(answered);
    setAt(at + 1);
  };
  const onKey = (event: KeyboardEvent) => {
    // A key that is held would answer the questions after it as well.
    if (event.repeat || !question?.hasKeys) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = question.options.find(({ shown }) => shown === event.key);
    if (!chosen) return;
    event.preventDefault();
    answer(chosen.value);
  };
  return (
    <AskedFrame
      heading={question?.words ?? instead ?? text('ask_done')}
      step={at}
      stem={question?.stem ?? ''}
      language={question ? language : undefined}
      of={question && questions.length > 1 ? text('ask_of', at + 1, questions.length) : ''}
      notice={notice}
      onKeyDown={onKey}
      onBack={at === 0 || instead !== null ? null : () => setAt(at - 1)}
      onPass={canPass && question ? () => setAt(at + 1) : undefined}
      onClose={onLeave}
    >
      {question && (
        <fieldset
          class={
            question.options.every(({ label }) => label === '')
              ? 'asked-answers asked-numbers'
              : 'asked-answers'
          }
          aria-labelledby={answersId}
        >
          <legend class="unseen" id={answersId}>
            {text('ask_answers')}
          </legend>
          {question.options.map(({ value, shown, label }) => (
            <button
              key={value}
              type="button"
              lang={language}
              aria-pressed={given.has(at) && answers[at] === value}
              onClick={() => answer(value)}
            >
              <span
                class={question.hasKeys && label !== '' ? 'asked-key' : 'asked-value'}
                aria-hidden={question.hasKeys && label !== '' ? 'true' : undefined}
              >
                {shown}
              </span>
              {label !== '' && <span dir="auto">{label}</span>}
            </button>
          ))}
        </fieldset>
      )}
    </AskedFrame>
  );
}
