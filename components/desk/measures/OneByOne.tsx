import { useRef, useState } from 'preact/hooks';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useChangeAtOnce } from '../../shared/use-change';

/** A question that is put before a client by itself. */
export interface AskedQuestion {
  /** What stands above it; empty for nothing. */
  readonly stem: string;
  readonly words: string;
  readonly options: readonly {
    readonly value: number;
    /** The value as it is shown. A key of one sign answers with it. */
    readonly sign: string;
    readonly label: string;
  }[];
}

/**
 * One question at a time in the whole window, so that a client can answer on a shared screen. It
 * shows nobody's code, no total and no way to any other page. How questions were answered before is
 * not shown here.
 */
export function OneByOne({
  questions,
  answers,
  first,
  language,
  notice = '',
  instead = null,
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
  /** Whose questions they are; empty for nobody's. */
  notice?: string;
  /** What is said in place of the questions; null to ask them. */
  instead?: string | null;
  /** @param given the questions that were answered on this page, this one included */
  onAnswer(question: number, value: number, given: ReadonlySet<number>): void;
  onLeave(): void;
}) {
  const text = useText();
  const [at, setAt] = useState(first);
  const [given, setGiven] = useState<ReadonlySet<number>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  // Each question begins at its heading.
  useChangeAtOnce(at, () => heading.current?.focus());
  const question = instead === null ? questions[at] : undefined;
  const answer = (value: number) => {
    const answered = new Set([...given, at]);
    onAnswer(at, value, answered);
    setGiven(answered);
    setAt(at + 1);
  };
  const onKey = (event: KeyboardEvent) => {
    // A key that is held would answer the questions after it as well.
    if (event.repeat) return;
    if (!question || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = question.options.find(({ sign }) => sign === event.key);
    if (!chosen) return;
    event.preventDefault();
    answer(chosen.value);
  };
  return (
    <main class="asked">
      <PrivateForm class="asked-question" onKeyDown={onKey}>
        {question ? (
          <>
            {question.stem !== '' && (
              <p class="asked-stem" lang={language}>
                {question.stem}
              </p>
            )}
            <h1 ref={heading} tabIndex={-1} lang={language} dir="auto">
              {question.words}
            </h1>
            <div class="asked-answers">
              {question.options.map(({ value, sign, label }) => (
                <button
                  key={value}
                  type="button"
                  lang={language}
                  aria-pressed={given.has(at) && answers[at] === value}
                  onClick={() => answer(value)}
                >
                  <span class="asked-key" aria-hidden={label === '' ? undefined : 'true'}>
                    {sign}
                  </span>
                  {label}
                </button>
              ))}
            </div>
          </>
        ) : (
          <h1 ref={heading} tabIndex={-1}>
            {instead ?? text('ask_done')}
          </h1>
        )}
      </PrivateForm>
      <footer class="asked-foot">
        <span>
          {question && questions.length > 1 ? text('ask_of', at + 1, questions.length) : ''}
        </span>
        <span class="asked-notice" lang={language}>
          {notice}
        </span>
        <span class="asked-ways">
          <button
            type="button"
            class="quiet"
            disabled={at === 0 || instead !== null}
            onClick={() => setAt(at - 1)}
          >
            {text('ask_back')}
          </button>
          <button type="button" class="quiet" onClick={onLeave}>
            {text('ask_close')}
          </button>
        </span>
      </footer>
    </main>
  );
}
