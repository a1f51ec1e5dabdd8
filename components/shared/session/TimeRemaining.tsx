import { clockText, type Timeline } from '@/lib/session';
import { useSecond } from '../clock';
import { useText } from '../text';

/**
 * The time left in a running session, or the time past its end. Screen readers don't announce it.
 */
export function TimeRemaining({ endsAt }: Pick<Timeline, 'endsAt'>) {
  const text = useText();
  const left = endsAt - useSecond();
  const over = left < 0;
  return (
    <span role="timer" aria-label={text('time_remaining')} class={over ? 'time time-over' : 'time'}>
      {over ? text('time_over', clockText(-left)) : clockText(Math.ceil(left / 1_000) * 1_000)}
    </span>
  );
}
