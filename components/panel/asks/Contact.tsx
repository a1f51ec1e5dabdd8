import type { SessionView } from '@/lib/messaging';
import type { Timeline } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PanelProps } from '../props';
import { Ask } from './Ask';

/**
 * Offers to record a break in contact when the device went offline, and shows one while it lasts.
 */
export function Contact({
  view,
  session,
  ...props
}: Pick<PanelProps, 'drop' | 'onDropDone'> & { view: SessionView; session: Timeline }) {
  const text = useText();
  const time = useTimeText();
  const clock = useClock();
  const { act } = usePanel();
  const drop = props.drop ?? view.away;
  const onDropDone = () => {
    props.onDropDone();
    if (view.away) void act({ type: 'awayDone' });
  };
  if (session.interruptedSince !== null) {
    const back = () => {
      // The device's own record is more exact than this press. That this call is up again says
      // nothing of the client.
      const until = (drop?.from === session.interruptedSince && drop.to) || clock.now();
      if (drop) onDropDone();
      void act({ type: 'record', event: { type: 'interruptionEnded', until } });
    };
    return (
      <Ask kind="status" ways={[{ label: text('interruption_over'), run: back }]}>
        {text('interruption_since', time(session.interruptedSince))}
      </Ask>
    );
  }
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
    <Ask
      kind="status"
      ways={[
        { label: text('drop_count'), run: () => void count() },
        { label: text('drop_ignore'), run: onDropDone },
      ]}
    >
      {drop.to === null
        ? text('drop_since', time(drop.from))
        : text(props.drop ? 'drop_between' : 'drop_away', time(drop.from), time(drop.to))}
    </Ask>
  );
}
