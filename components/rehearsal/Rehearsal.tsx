import { useState } from 'preact/hooks';
import type { SessionView, Snapshot } from '@/lib/messaging';
import { endOf } from '@/lib/session';
import { Icon } from '../shared/controls/Icon';
import { useText } from '../shared/text';
import { useChange } from '../shared/use-change';
import { Drafted } from './Drafted';
import { STEPS, type Step, stepsDone } from './steps';

const NONE: ReadonlySet<Step> = new Set();

/** A pretend call for learning the panel: a still figure, and what to try, which ticks itself. */
export function Rehearsal({
  snapshot,
  inBar,
  onLeave,
}: {
  /** What the panel over the page shows; null until it is known. */
  snapshot: Snapshot | null;
  /** Whether the panel is a bar. */
  inBar: boolean;
  onLeave(): void;
}) {
  const text = useText();
  const [done, setDone] = useState(NONE);
  /** The session as it ended, for this page alone: closing it has removed it. */
  const [ended, setEnded] = useState<SessionView | null>(null);
  useChange(snapshot, (now) => {
    if (!now) return;
    setDone((before) => stepsDone(before, now));
    if (now.masked || !now.session) return;
    setEnded(endOf(now.session.events) === null ? null : now.session);
  });
  useChange(inBar, (now) => {
    if (now) setDone((before) => new Set([...before, 'bar']));
  });
  const next = STEPS.find((step) => !done.has(step));
  const over = snapshot && !snapshot.masked && !snapshot.session ? ended : null;
  return (
    <main class="rehearsal">
      {over ? (
        <Drafted session={over} />
      ) : (
        <div class="rehearsal-client">
          <svg viewBox="0 0 100 100" role="img" aria-label={text('rehearsal_client')}>
            <circle cx="50" cy="34" r="22" />
            <path d="M10 100a40 38 0 0 1 80 0Z" />
          </svg>
        </div>
      )}
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
        <p role="status">{next ? '' : text('rehearsal_all')}</p>
        <button type="button" class={next && !over ? 'secondary' : 'primary'} onClick={onLeave}>
          {text(over ? 'rehearsal_toDesk' : 'rehearsal_leave')}
        </button>
      </div>
    </main>
  );
}
