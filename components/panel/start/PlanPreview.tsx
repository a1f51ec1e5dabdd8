import type { Problem } from '@/lib/messaging';
import { problemText } from '@/lib/problems';
import { type EpochMs, fitOf, MINUTE, wholeMinutes } from '@/lib/session';
import { Notice } from '../../shared/controls/Notice';
import { timeText } from '../../shared/format';
import { useText } from '../../shared/text';
import { availableIn, beganMinutesAgo, type planFrom, type StartFields } from './start-request';

/** What will happen when the session is started, or why it can't be. */
export function PlanPreview({
  fields,
  plan,
  problem,
  now,
}: {
  fields: StartFields;
  plan: ReturnType<typeof planFrom>;
  /** Why the last press of the button did not start it. */
  problem: Problem | 'endUnreadable' | null;
  now: EpochMs;
}) {
  const text = useText();
  if (problem) return <Notice kind="alert">{problemText(text, problem)}</Notice>;
  if (typeof plan === 'string') {
    const empty = plan === 'endPassed' && fields.typedEnd === '';
    return <p class="start-plan">{problemText(text, empty ? 'endUnreadable' : plan)}</p>;
  }
  const left = Math.max(0, wholeMinutes(plan.endsAt - now + MINUTE / 2));
  const ago = beganMinutesAgo(fields);
  const available = availableIn(plan);
  const said = [
    text('start_plan', timeText(plan.endsAt, text.locale), text.count('minutes', left)),
    ago > 0 && text('start_beganAt', timeText(now - ago * MINUTE, text.locale)),
    fitOf(available) === 'compressed' && text('start_compressed', text.count('minutes', available)),
  ];
  return <p class="start-plan">{said.filter(Boolean).join(' ')}</p>;
}
