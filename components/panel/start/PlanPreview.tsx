import type { Problem } from '@/lib/messaging';
import { problemText } from '@/lib/problems';
import { type EpochMs, fitOf, halfDayOff, MINUTE, wholeMinutes } from '@/lib/session';
import { DidYouMean } from '../../shared/controls/DidYouMean';
import { Notice } from '../../shared/controls/Notice';
import { useTimeText, useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { availableIn, beganMinutesAgo, type planFrom, type StartFields } from './start-request';

/** What will happen when the session is started, or why it can't be. */
export function PlanPreview({
  fields,
  plan,
  problem,
  now,
  onEnd,
}: {
  fields: StartFields;
  plan: ReturnType<typeof planFrom>;
  /** Why the last press of the button did not start it. */
  problem: Problem | 'endUnreadable' | null;
  now: EpochMs;
  /** Takes another end, such as `14:50`. */
  onEnd(clock: string): void;
}) {
  const text = useText();
  const time = useTimeText();
  const zone = useZone();
  const meant = fields.typedEnd === null ? null : halfDayOff(fields.typedEnd, now, zone);
  const instead = typeof plan === 'string' && fields.endsBy === 'clock' && meant && (
    <DidYouMean clocks={[meant]} onUse={() => onEnd(meant)} />
  );
  if (problem)
    return (
      <Notice kind="alert">
        {problemText(text, problem)} {instead}
      </Notice>
    );
  if (typeof plan === 'string') {
    const empty = plan === 'endPassed' && fields.typedEnd === '';
    return (
      <p class="start-plan">
        {problemText(text, empty ? 'endUnreadable' : plan)} {instead}
      </p>
    );
  }
  const left = Math.max(0, wholeMinutes(plan.endsAt - now + MINUTE / 2));
  const ago = beganMinutesAgo(fields);
  const available = availableIn(plan);
  const said = [
    text('start_plan', time(plan.endsAt), text.count('minutes', left)),
    ago > 0 && text('start_beganAt', time(now - ago * MINUTE)),
    fitOf(available) === 'compressed' && text('start_compressed'),
  ];
  return <p class="start-plan">{said.filter(Boolean).join(' ')}</p>;
}
