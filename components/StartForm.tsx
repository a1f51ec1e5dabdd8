import { useEffect, useId, useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import {
  clockTime,
  type EpochMs,
  LONGEST_SESSION,
  lengthProblem,
  type PlanRequest,
  planSession,
  proposedEnd,
  SHORTEST_SESSION,
  wholeMinutes,
} from '@/lib/session';
import { fieldTime, timeText } from './format';
import { Notice } from './Notice';
import { problemText } from './problem';
import { useText } from './text';

const LENGTHS = [45, 50, 60] as const;
const USUAL = 50;

/** Asks for length and end, says what will happen, and starts the session. */
export function StartForm({
  now,
  onStart,
}: {
  now: EpochMs;
  /** Resolves with the reason when the session could not be started. */
  onStart(request: PlanRequest): Promise<Problem | null>;
}) {
  const text = useText();
  const id = useId();
  const [length, setLength] = useState<number | 'other'>(USUAL);
  const [otherMinutes, setOtherMinutes] = useState('30');
  const [endsBy, setEndsBy] = useState<'clock' | 'length'>('clock');
  /** What was typed as end time; null while the proposal stands. */
  const [typedEnd, setTypedEnd] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | 'endUnreadable' | null>(null);

  const minutes =
    length === 'other' ? (otherMinutes.trim() === '' ? Number.NaN : Number(otherMinutes)) : length;
  const proposal = lengthProblem(minutes) ? null : proposedEnd(minutes, now);
  const endField = typedEnd ?? (proposal === null ? '' : fieldTime(proposal));

  const request = (): PlanRequest | Problem | 'endUnreadable' => {
    const wrong = lengthProblem(minutes);
    if (wrong) return wrong;
    if (endsBy === 'length') return { minutes, ends: { by: 'length' } };
    const at = typedEnd === null ? proposedEnd(minutes, now) : clockTime(typedEnd, now);
    return typeof at === 'string' ? at : { minutes, ends: { by: 'clock', at } };
  };
  const asked = request();
  const plan = typeof asked === 'string' ? asked : planSession(asked, now);
  // A message stands until something is changed; what is still wrong then is said below.
  useEffect(() => setProblem(null), [length, otherMinutes, endsBy, typedEnd]);

  const start = async (event: Event) => {
    event.preventDefault();
    if (typeof asked === 'string') setProblem(asked);
    else setProblem(await onStart(asked));
  };
  const choice = (
    name: string,
    value: string,
    checked: boolean,
    pick: () => void,
    label: string,
  ) => (
    <label class="choice">
      <input type="radio" name={`${id}-${name}`} value={value} checked={checked} onChange={pick} />
      <span>{label}</span>
    </label>
  );

  return (
    <form class="start" noValidate onSubmit={(event) => void start(event)}>
      <div role="radiogroup" aria-labelledby={`${id}-length`} class="segments">
        <span class="segments-name" id={`${id}-length`}>
          {text('start_length')}
        </span>
        {LENGTHS.map((n) =>
          choice('length', String(n), length === n, () => setLength(n), text.count('minutes', n)),
        )}
        {choice(
          'length',
          'other',
          length === 'other',
          () => setLength('other'),
          text('start_other'),
        )}
      </div>
      {length === 'other' && (
        <label class="field">
          <span>{text('start_minutes')}</span>
          <input
            type="number"
            inputMode="numeric"
            min={SHORTEST_SESSION}
            max={LONGEST_SESSION}
            step={1}
            value={otherMinutes}
            aria-invalid={lengthProblem(minutes) ? true : undefined}
            aria-describedby={`${id}-said`}
            onInput={({ currentTarget }) => setOtherMinutes(currentTarget.value)}
          />
        </label>
      )}
      <div role="radiogroup" aria-labelledby={`${id}-ends`} class="segments">
        <span class="segments-name" id={`${id}-ends`}>
          {text('start_ends')}
        </span>
        {choice(
          'ends',
          'clock',
          endsBy === 'clock',
          () => setEndsBy('clock'),
          text('start_byClock'),
        )}
        {choice(
          'ends',
          'length',
          endsBy === 'length',
          () => setEndsBy('length'),
          text('start_byLength'),
        )}
      </div>
      {endsBy === 'clock' && (
        <label class="field">
          <span>{text('start_endTime')}</span>
          <input
            type="time"
            value={endField}
            aria-invalid={typeof plan === 'string' && !lengthProblem(minutes) ? true : undefined}
            aria-describedby={`${id}-said`}
            onInput={({ currentTarget }) => setTypedEnd(currentTarget.value)}
          />
        </label>
      )}
      <div id={`${id}-said`}>
        {problem ? (
          <Notice kind="alert">{problemText(text, problem)}</Notice>
        ) : (
          <p class="start-plan">
            {typeof plan === 'string'
              ? problemText(text, plan === 'endPassed' && endField === '' ? 'endUnreadable' : plan)
              : text(
                  'start_plan',
                  timeText(plan.endsAt, text.locale),
                  text.count('minutes', wholeMinutes(plan.endsAt - now + 30_000)),
                )}
          </p>
        )}
      </div>
      <button type="submit" class="primary">
        {text('start_start')}
      </button>
    </form>
  );
}
