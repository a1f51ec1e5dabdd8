import { useClock } from '../../shared/clock';
import { Notice } from '../../shared/controls/Notice';
import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { SessionScreenProps } from './SessionScreen';

/**
 * Offers to record a break in contact when the device went offline, and shows one while it lasts.
 */
export function Contact({ view, session, ...props }: SessionScreenProps) {
  const text = useText();
  const time = useTimeText();
  const clock = useClock();
  const { act } = usePanel();
  const drop = props.drop ?? view.away;
  const onDropDone = () => {
    props.onDropDone();
    if (view.away) void act({ type: 'awayDone' });
  };
  if (session.interruptedSince !== null)
    return (
      <Notice kind="status">
        {text('interruption_since', time(session.interruptedSince))}{' '}
        <button
          type="button"
          class="link"
          onClick={() => {
            // The device's own record is more exact than this press. That this call is up again
            // says nothing of the client.
            const until = (drop?.from === session.interruptedSince && drop.to) || clock.now();
            if (drop) onDropDone();
            void act({ type: 'record', event: { type: 'interruptionEnded', until } });
          }}
        >
          {text('interruption_over')}
        </button>
      </Notice>
    );
  if (!drop) return null;
  const count = async () => {
    const reply = await act({
      type: 'record',
      event: { type: 'interruptionBegan', since: drop.from },
    });
    if (reply.ok && drop.to !== null) {
      onDropDone();
      await act({ type: 'record', event: { type: 'interruptionEnded', until: drop.to } });
    }
  };
  return (
    <Notice kind="status">
      {drop.to === null
        ? text('drop_since', time(drop.from))
        : text(props.drop ? 'drop_between' : 'drop_away', time(drop.from), time(drop.to))}{' '}
      <button type="button" class="link" onClick={() => void count()}>
        {text('drop_count')}
      </button>{' '}
      <button type="button" class="link" onClick={onDropDone}>
        {text('drop_ignore')}
      </button>
    </Notice>
  );
}
