import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Instrument } from '@/lib/measures';
import { useClock } from '../../shared/clock';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useChangeAtOnce } from '../../shared/use-change';
import { isOfAnotherDay, newEntry, useEntry, withAnswer } from './entry';

/**
 * One question at a time in the whole window, so that a client can answer on a shared screen. It
 * shows nobody's code, no total and no way to any other page. Leaving it asks to stop sharing
 * first.
 */
export function AskPage({
  clientId,
  instrument,
  newId,
  onLeave,
}: {
  clientId: string;
  instrument: Instrument;
  newId(): string;
  onLeave(): void;
}) {
  const text = useText();
  const [kept, setEntry] = useEntry(clientId, instrument);
  const clock = useClock();
  const [blank] = useState(() => newEntry(newId(), instrument, clock.now()));
  const entry = kept ?? blank;
  const { items, stem, language, notice, unscored } = instrument;
  const last = items.length - 1 + (unscored ? 1 : 0);
  const [at, setAt] = useState(() => Math.max(0, entry.answers.indexOf(null)));
  /** The questions that were answered on this page. How others were answered is not shown here. */
  const [given, setGiven] = useState<ReadonlySet<number>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  // Each question begins at its heading.
  useChangeAtOnce(at, () => heading.current?.focus());
  // What was answered on another day has to be saved or given up before it is asked again.
  const [isFromBefore] = useState(() => kept !== null && isOfAnotherDay(kept, clock.now()));
  const isDone = at > last || isFromBefore;
  const isExtra = at === items.length;
  const question = isExtra ? unscored : null;
  const words = question?.text ?? items[at];
  const options = question?.options ?? instrument.options;
  const before = isExtra ? entry.unscored : entry.answers[at];
  const answer = given.has(at) ? before : null;
  const onAnswer = (value: number) => {
    const answered = new Set([...given, at]);
    const byClient = entry.answers.every((one, n) => one === null || answered.has(n));
    setEntry({
      ...(isExtra ? { ...entry, unscored: value } : withAnswer(entry, instrument, at, value)),
      by: byClient ? 'client' : entry.by,
      // It begins with the first answer, however long the page has been open.
      beganAt: kept ? entry.beganAt : clock.now(),
    });
    setGiven(answered);
    setAt(at + 1);
  };
  const onKey = (event: KeyboardEvent) => {
    // A key that is held would answer the questions after it as well.
    if (event.repeat) return;
    if (isDone || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = options.find((option) => String(option.value) === event.key)?.value;
    if (value === undefined) return;
    event.preventDefault();
    onAnswer(value);
  };
  return (
    <main class="asked">
      <PrivateForm class="asked-question" onKeyDown={onKey}>
        {isFromBefore ? (
          <h1 ref={heading} tabIndex={-1}>
            {text('ask_saveFirst')}
          </h1>
        ) : isDone ? (
          <h1 ref={heading} tabIndex={-1}>
            {text('ask_done')}
          </h1>
        ) : (
          <>
            {!isExtra && stem !== '' && (
              <p class="asked-stem" lang={language}>
                {stem}
              </p>
            )}
            <h1 ref={heading} tabIndex={-1} lang={language}>
              {words}
            </h1>
            <div class="asked-answers">
              {options.map(({ value, label }) => (
                <button
                  key={value}
                  type="button"
                  lang={language}
                  aria-pressed={answer === value}
                  onClick={() => onAnswer(value)}
                >
                  <span class="asked-key" aria-hidden="true">
                    {value}
                  </span>
                  {label}
                </button>
              ))}
            </div>
          </>
        )}
      </PrivateForm>
      <footer class="asked-foot">
        <span>{isDone ? '' : text('ask_of', at + 1, last + 1)}</span>
        <span class="asked-notice" lang={language}>
          {notice}
        </span>
        <span class="asked-ways">
          <button
            type="button"
            class="quiet"
            disabled={at === 0 || isFromBefore}
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

/** What stands between a page that is shared and the desk. It shows nothing of either. */
export function LeaveAsk({
  back,
  onBack,
  onLeave,
}: {
  /** The words of the way back. */
  back: string;
  onBack(): void;
  onLeave(): void;
}) {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <main class="asked">
      <div class="asked-question">
        <h1 ref={heading} tabIndex={-1}>
          {text('ask_stopFirst')}
        </h1>
        <p>{text('ask_stopWhy')}</p>
        <p class="button-row">
          <button type="button" class="primary" onClick={onLeave}>
            {text('ask_stopped')}
          </button>
          <button type="button" class="secondary" onClick={onBack}>
            {back}
          </button>
        </p>
      </div>
    </main>
  );
}
