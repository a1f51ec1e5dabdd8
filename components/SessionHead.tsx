import type { Here } from '@/lib/messaging';
import { clockText, type Timeline } from '@/lib/session';
import { timeText } from './format';
import { useText } from './text';

/** Time remaining, and past the end how far past. Announces nothing by itself. */
export function TimeRemaining({ session }: { session: Timeline }) {
  const text = useText();
  const over = session.remainingMs < 0;
  return (
    <span role="timer" aria-label={text('time_remaining')} class={over ? 'time time-over' : 'time'}>
      {over
        ? text('time_over', clockText(-session.remainingMs))
        : clockText(Math.ceil(session.remainingMs / 1_000) * 1_000)}
    </span>
  );
}

/** The time and the container it is part of: until when, and in which tab. */
export function SessionHead({ session, here }: { session: Timeline; here: Here }) {
  const text = useText();
  return (
    <div class="head">
      <TimeRemaining session={session} />
      <span class="head-until">
        {text('until', timeText(session.endsAt, text.locale))}
        {here === 'here' && <span class="head-here">{text('here_here')}</span>}
      </span>
    </div>
  );
}

/**
 * The whole container on one line: the session as it went, now, and the plan for what is left. A picture
 * of what the list of legs says in words.
 */
export function Ribbon({ session }: { session: Timeline }) {
  const text = useText();
  const whole = Math.max(session.elapsedMs + Math.max(0, session.remainingMs), 1);
  const planned = session.legs.map(({ leg, budgetMinutes, spentMs }) => ({
    leg,
    ms: Math.max(0, budgetMinutes * 60_000 - spentMs),
  }));
  const plannedSum = planned.reduce((sum, { ms }) => sum + ms, 0) || 1;
  const left = Math.max(0, session.remainingMs);
  const letter = (ms: number, leg: Timeline['legs'][number]['leg']) =>
    ms / whole > 0.045 ? text(`letter_${leg}`) : '';
  return (
    <div class="ribbon" aria-hidden="true">
      {session.stretches.map(({ leg, from, to }, index) => (
        <span
          key={from}
          class={index === session.stretches.length - 1 ? 'went went-last' : 'went'}
          style={{ flexGrow: (to - from) / whole }}
        >
          {letter(to - from, leg)}
        </span>
      ))}
      <span class="tick" />
      {planned.map(({ leg, ms }) => {
        const share = (ms / plannedSum) * left;
        return (
          share > 0 && (
            <span key={leg} class="ahead" style={{ flexGrow: share / whole }}>
              {letter(share, leg)}
            </span>
          )
        );
      })}
    </div>
  );
}
