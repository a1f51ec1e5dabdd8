import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Instrument } from '@/lib/measures';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { isOfAnotherDay, newEntry, useEntry, withAnswer } from './entry';
import { OneByOne } from './OneByOne';

/** The questions of an instrument, one at a time. Leaving it asks to stop sharing first. */
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
  // What was answered on another day has to be saved or given up before it is asked again.
  const [isFromBefore] = useState(() => kept !== null && isOfAnotherDay(kept, clock.now()));
  const [first] = useState(() => Math.max(0, entry.answers.indexOf(null)));
  const signed = (options: Instrument['options']) =>
    options.map(({ value, label }) => ({ value, sign: String(value), label }));
  return (
    <OneByOne
      questions={[
        ...items.map((words) => ({ stem, words, options: signed(instrument.options) })),
        ...(unscored
          ? [{ stem: '', words: unscored.text, options: signed(unscored.options) }]
          : []),
      ]}
      answers={[...entry.answers, entry.unscored]}
      first={first}
      language={language}
      notice={notice}
      instead={isFromBefore ? text('ask_saveFirst') : null}
      onAnswer={(at, value, given) => {
        const isExtra = at === items.length;
        const byClient = entry.answers.every((one, n) => one === null || given.has(n));
        setEntry({
          ...(isExtra ? { ...entry, unscored: value } : withAnswer(entry, instrument, at, value)),
          by: byClient ? 'client' : entry.by,
          // It begins with the first answer, however long the page has been open.
          beganAt: kept ? entry.beganAt : clock.now(),
        });
      }}
      onLeave={onLeave}
    />
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
