import { useState } from 'preact/hooks';
import type { SessionView, Snapshot } from '@/lib/messaging';
import { endOf } from '@/lib/session';
import { Icon } from '../shared/controls/Icon';
import { useText } from '../shared/text';
import { useChange } from '../shared/use-change';
import { STEPS, type Step, stepsDone } from './steps';

const NONE: ReadonlySet<Step> = new Set();

/** A pretend call for learning the panel: a still figure, and what to try, which ticks itself. */
export function Rehearsal({
  snapshot,
  inBar,
  help,
  onOver,
  onLeave,
}: {
  /** What the panel over the page shows; null until it is known. */
  snapshot: Snapshot | null;
  /** Whether the panel is a bar. */
  inBar: boolean;
  /** The address of the help, which opens beside. */
  help: string;
  /** The session has been closed. Nobody keeps it any more but who is told. */
  onOver(session: SessionView): void;
  onLeave(): void;
}) {
  const text = useText();
  const [done, setDone] = useState(NONE);
  /** The session as it ended: closing it removes it. */
  const [ended, setEnded] = useState<SessionView | null>(null);
  useChange(snapshot, (now) => {
    if (!now) return;
    setDone((before) => stepsDone(before, now));
    if (now.masked) return;
    if (now.session) setEnded(endOf(now.session.events) === null ? null : now.session);
    else if (ended) onOver(ended);
  });
  useChange(inBar, (now) => {
    if (now) setDone((before) => new Set([...before, 'bar']));
  });
  const next = STEPS.find((step) => !done.has(step));
  return (
    <main class="rehearsal">
      <div class="rehearsal-client">
        <svg viewBox="0 0 100 100" role="img" aria-label={text('rehearsal_client')}>
          <circle cx="50" cy="34" r="22" />
          <path d="M10 100a40 38 0 0 1 80 0Z" />
        </svg>
      </div>
      <div class="rehearsal-steps">
        <h1>{text('rehearsal')}</h1>
        <p>{text('rehearsal_lead')}</p>
        <ol>
          {STEPS.map((step, index) => (
            <li key={step} aria-current={step === next ? 'step' : undefined}>
              <span class="rehearsal-mark" aria-hidden="true">
                {done.has(step) ? <Icon name="save" /> : index + 1}
              </span>
              <span>
                {text(`rehearsal_${step}`)}
                {done.has(step) && <span class="unseen"> {text('rehearsal_done')}</span>}
              </span>
            </li>
          ))}
        </ol>
        <p class="rehearsal-ways">
          <button type="button" class="secondary" onClick={onLeave}>
            {text('rehearsal_leave')}
          </button>
          <a href={help} target="_blank" rel="noreferrer">
            {text('desk_help')}
          </a>
        </p>
      </div>
    </main>
  );
}
