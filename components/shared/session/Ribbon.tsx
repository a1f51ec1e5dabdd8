import type { SessionPlan, Timeline } from '@/lib/session';
import { useLegNames } from '../leg-names';

/**
 * The whole session on one line: what happened, now, and the plan for the time left. It pictures
 * what the list of legs says in words.
 */
export function Ribbon({ session }: { session: Timeline }) {
  const { letter } = useLegNames();
  const running = session.phase === 'running';
  const whole = Math.max(session.elapsedMs + Math.max(0, session.remainingMs), 1);
  const ahead = session.legs.filter(({ aheadMs }) => aheadMs > 0);
  const aheadSum = ahead.reduce((sum, { aheadMs }) => sum + aheadMs, 0);
  const left = Math.max(0, session.remainingMs);
  // Legs that no longer fit are scaled down to the time left.
  const scale = Math.min(1, left / Math.max(1, aheadSum));
  const spans = [
    ...session.stretches,
    ...session.interruptions.map((span) => ({ ...span, leg: null })),
  ].sort((a, b) => a.from - b.from);
  const shown = (ms: number, what: string) => (ms / whole > 0.045 ? what : '');
  return (
    <div class="ribbon" aria-hidden="true">
      {spans.map(({ leg, from, to }, index) => (
        <span
          key={from}
          class={
            leg === null
              ? 'broken'
              : running && index === spans.length - 1
                ? 'went went-last'
                : 'went'
          }
          style={{ flexGrow: (to - from) / whole }}
        >
          {leg && shown(to - from, letter(leg))}
        </span>
      ))}
      {running && <span class="tick" />}
      {ahead.map(({ leg, aheadMs }) => (
        <span key={leg} class="ahead" style={{ flexGrow: (aheadMs * scale) / whole }}>
          {shown(aheadMs * scale, letter(leg))}
        </span>
      ))}
      {left > aheadSum && <span class="ahead" style={{ flexGrow: (left - aheadSum) / whole }} />}
    </div>
  );
}

/** The legs of a session that hasn't begun, as long as they are planned. It says nothing more. */
export function PlanRibbon({ plan }: { plan: SessionPlan }) {
  return (
    <div class="ribbon" aria-hidden="true">
      {plan.order.map((leg) => (
        <span key={leg} class="ahead" style={{ flexGrow: plan.budgets[leg] }} />
      ))}
    </div>
  );
}
