import { useState } from 'preact/hooks';
import type { Instrument } from '@/lib/measures';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { AskedFrame } from '../AskedFrame';
import { useHeldOr } from '../unsaved';
import { AskWho } from './AskWho';
import { isAnswered, isOfAnotherDay, newEntry, useEntry, withAnswer } from './entry';
import { haveKeys, OneByOne } from './OneByOne';
import { isOfSeveral } from './who-answers';

/** The questions of an instrument, one at a time. Leaving it asks to stop sharing first. */
export function AskPage({
  clientId,
  instrument,
  speakers,
  newId,
  onLeave,
}: {
  clientId: string;
  instrument: Instrument;
  /** The initials of those who take part. */
  speakers: readonly string[];
  newId(): string;
  onLeave(): void;
}) {
  const text = useText();
  const [kept, setEntry] = useEntry(clientId, instrument);
  const clock = useClock();
  const entry = useHeldOr(kept, () => newEntry(newId(), instrument, clock.now()));
  const { items, stem, language, notice, unscored } = instrument;
  const [atFirst] = useState(() => (kept && isAnswered(kept) ? kept : null));
  // What was answered on another day has to be saved or given up before it is asked again.
  const isFromBefore = atFirst !== null && isOfAnotherDay(atFirst, clock.now());
  const [first] = useState(() => Math.max(0, entry.answers.indexOf(null)));
  /** Who has said on this page that they answer; null while nobody has. */
  const [who, setWho] = useState<string | null>(null);
  const several = isOfSeveral(speakers);
  if (several && who === null && !isFromBefore)
    return <AskWho speakers={speakers} onPick={setWho} onLeave={onLeave} />;
  // So has what somebody else has answered.
  const isOthers = several && atFirst !== null && atFirst.person !== who;
  const asked = (options: Instrument['options']) => {
    const shown = options.map(({ value, label }) => ({ value, shown: String(value), label }));
    return { options: shown, hasKeys: haveKeys(shown.map((one) => one.shown)) };
  };
  return (
    <OneByOne
      questions={[
        ...items.map((words) => ({ stem, words, ...asked(instrument.options) })),
        ...(unscored ? [{ stem: '', words: unscored.text, ...asked(unscored.options) }] : []),
      ]}
      answers={[...entry.answers, entry.unscored]}
      first={first}
      language={language}
      notice={notice}
      instead={isFromBefore || isOthers ? text('ask_saveFirst') : null}
      onAnswer={(at, value, given) => {
        const isExtra = at === items.length;
        const byClient = entry.answers.every((one, n) => one === null || given.has(n));
        setEntry({
          ...(isExtra ? { ...entry, unscored: value } : withAnswer(entry, instrument, at, value)),
          by: byClient ? 'client' : entry.by,
          ...(several && { person: who }),
          // It begins with the first answer, however long the page has been open.
          beganAt: isAnswered(entry) ? entry.beganAt : clock.now(),
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
  return (
    <AskedFrame heading={text('ask_stopFirst')}>
      <p>{text('ask_stopWhy')}</p>
      <p class="button-row">
        <button type="button" class="primary" onClick={onLeave}>
          {text('ask_stopped')}
        </button>
        <button type="button" class="secondary" onClick={onBack}>
          {back}
        </button>
      </p>
    </AskedFrame>
  );
}
