import { useId, useState } from 'preact/hooks';
import { problemText } from '@/lib/problems';
import {
  clockOf,
  type Interruption,
  interruptionsOf,
  otherHalf,
  toldInterruption,
} from '@/lib/session';
import { useClock } from '../../shared/clock';
import { DidYouMean } from '../../shared/controls/DidYouMean';
import { Notice } from '../../shared/controls/Notice';
import { TimeField } from '../../shared/controls/TimeField';
import { useTimeText, useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { useKeptFocus } from '../../shared/use-kept-focus';
import { usePanel } from '../context';
import type { FieldState } from '../hooks/use-fields';
import type { PageProps } from './page-props';

/** The interruptions of a session: each can be removed, and one can be told afterwards. */
export function InterruptionsPage({ view, session, fields }: PageProps) {
  const text = useText();
  const { act } = usePanel();
  const clock = useClock();
  const box = useKeptFocus<HTMLDivElement>();
  const [removed, setRemoved] = useState<Interruption | null>(null);
  const time = useTimeText();
  const said = ({ since, until }: Interruption) =>
    until === null
      ? text('interruption_open', time(since))
      : text('interruption_span', time(since), time(until));
  const held = interruptionsOf(view.events).toSorted((a, b) => a.since - b.since);
  const remove = async (one: Interruption) => {
    const { reportedAt } = one;
    const reply = await act({
      type: 'record',
      event: { type: 'interruptionTakenBack', reportedAt },
    });
    if (reply.ok) setRemoved(one);
  };
  const putBack = async ({ since, until }: Interruption) => {
    const last = session.endedAt ?? clock.now();
    const reply = await act({
      type: 'record',
      event:
        until === null && session.phase === 'running'
          ? { type: 'interruptionBegan', since }
          : { type: 'interruptionTold', from: since, until: Math.min(until ?? last, last) },
    });
    if (reply.ok) setRemoved(null);
  };
  return (
    <div class="told-breaks" tabIndex={-1} ref={box}>
      <p>{text('interruptions_hint')}</p>
      {held.length === 0 ? (
        <p>{text('interruptions_none')}</p>
      ) : (
        <ul aria-label={text('page_interruptions')}>
          {held.map((one) => (
            <li key={one.reportedAt}>
              <span>{said(one)}</span>{' '}
              <button
                type="button"
                class="link"
                aria-label={text('interruption_removeOne', said(one))}
                onClick={() => void remove(one)}
              >
                {text('interruption_remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div role="status">
        {removed && (
          <p>
            {text('interruption_removed', said(removed))}{' '}
            <button type="button" class="link" onClick={() => void putBack(removed)}>
              {text('undo')}
            </button>
          </p>
        )}
      </div>
      <Add
        startedAt={session.startedAt}
        endedAt={session.endedAt}
        from={fields('breakFrom')}
        until={fields('breakUntil')}
      />
    </div>
  );
}

type ToldProblem = Extract<ReturnType<typeof toldInterruption>, string>;

/** Tells an interruption by its clock times. */
function Add({
  startedAt,
  endedAt,
  from,
  until,
}: {
  startedAt: number;
  endedAt: number | null;
  from: FieldState;
  until: FieldState;
}) {
  const text = useText();
  const time = useTimeText();
  const zone = useZone();
  const { act } = usePanel();
  const clock = useClock();
  const id = useId();
  const box = useKeptFocus<HTMLFormElement>();
  const [problem, setProblem] = useState<ToldProblem | null>(null);
  const tell = (first: string, second: string) =>
    toldInterruption(first, second, startedAt, endedAt ?? clock.now(), zone);
  /** The times that were probably meant, where half a day is off. */
  const meant = [
    [otherHalf(from.words), otherHalf(until.words)],
    [otherHalf(from.words), until.words],
    [from.words, otherHalf(until.words)],
  ].find(([first = '', second = '']) => typeof tell(first, second) !== 'string');
  const add = async () => {
    const told = tell(from.words, until.words);
    if (typeof told === 'string') return setProblem(told);
    const reply = await act({ type: 'record', event: { type: 'interruptionTold', ...told } });
    if (!reply.ok) return;
    put('', '');
  };
  const put = (first: string, second: string) => {
    setProblem(null);
    if (first !== from.words) from.set(first);
    if (second !== until.words) until.set(second);
  };
  return (
    <form
      ref={box}
      tabIndex={-1}
      class="panel-form"
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="told-times">
        <TimeField
          label={text('interruption_from')}
          value={from.words}
          near={clockOf(startedAt, zone)}
          describedBy={`${id}-said`}
          onInput={(value) => put(value, until.words)}
        />
        <TimeField
          label={text('interruption_until')}
          value={until.words}
          near={clockOf(startedAt, zone)}
          describedBy={`${id}-said`}
          onInput={(value) => put(from.words, value)}
        />
      </div>
      <div id={`${id}-said`}>
        {problem && (
          <Notice kind="alert">
            {problem === 'interruptionOutside'
              ? text('interruption_outside', time(startedAt), time(endedAt ?? clock.now()))
              : problemText(text, problem)}{' '}
            {problem === 'interruptionOutside' && meant && (
              <DidYouMean clocks={meant} onUse={() => put(meant[0] ?? '', meant[1] ?? '')} />
            )}
          </Notice>
        )}
      </div>
      <button type="submit" class="secondary">
        {text('interruption_add')}
      </button>
    </form>
  );
}
