import type { Problem } from '@/lib/messaging';
import type { Booked } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { clockOf, type EpochMs, fitOf, halfDayOff, MINUTE, wholeMinutes } from '@/lib/session';
import { DidYouMean } from '../../shared/controls/DidYouMean';
import { Notice } from '../../shared/controls/Notice';
import { useTimeText, useZone } from '../../shared/local-time';
import { PlanRibbon } from '../../shared/session/Ribbon';
import { useText } from '../../shared/text';
import {
  availableIn,
  beganMinutesAgo,
  minutesOf,
  type planFrom,
  type StartFields,
} from './start-request';

/** How many sentences a bar has room for. */
const MOST_IN_BAR = 2;

/** What will happen when the session is started, or why it can't be. */
export function PlanPreview({
  fields,
  plan,
  problem,
  now,
  booked,
  bar,
  onEnd,
}: {
  fields: StartFields;
  plan: ReturnType<typeof planFrom>;
  /** Why the last press of the button did not start it. */
  problem: Problem | 'endUnreadable' | null;
  now: EpochMs;
  /** The appointment that the session is held for; null for none. */
  booked: Booked | null;
  /** Whether it stands in a bar, where the end is what is seen first. */
  bar: boolean;
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
  const minutes = text.count('minutes', left);
  const isProposed = fields.endsBy === 'clock' && fields.typedEnd === null;
  const length = minutesOf(fields);
  const from = plan.endsAt - length * MINUTE;
  const isBooked = from === booked?.at;
  /** Whether it counts from an hour or half hour, at which most sessions are booked. */
  const isCounted = !isBooked && /:[03]0$/.test(clockOf(from, zone));
  const isCompressed = fitOf(available) === 'compressed';
  const differs = isProposed && ago === 0 && left !== length;
  /** Whether a length that six legs fit in leaves too little, because it has begun already. */
  const isLate =
    differs && (isBooked || isCounted) && left < length && fitOf(length) !== 'compressed';
  const said = [
    bar ? text('start_endsIn', minutes) : text('start_plan', time(plan.endsAt), minutes),
    isCompressed &&
      (isLate
        ? text(isBooked ? 'start_bookedLate' : 'start_countedLate', time(from))
        : text('start_compressed')),
    ago > 0 && text('start_beganAt', time(now - ago * MINUTE)),
    // A proposed end leaves less, or more, than the length that is chosen beside it.
    differs &&
      !isCompressed &&
      (isBooked || isCounted
        ? text(isBooked ? 'start_booked' : 'start_counted', time(from))
        : text('start_quarter')),
  ].filter(Boolean);
  const words = said.slice(0, bar ? MOST_IN_BAR : undefined).join(' ');
  const when = (
    <p class="start-when" title={bar ? words : undefined}>
      {words}
    </p>
  );
  const ribbon = <PlanRibbon plan={plan} />;
  return bar ? (
    // The words are last, so that nothing moves when they get longer.
    <>
      <p class="start-until">{time(plan.endsAt)}</p>
      {ribbon}
      {when}
    </>
  ) : (
    <>
      {when}
      {ribbon}
    </>
  );
}
