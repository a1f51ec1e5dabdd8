import type { EpochMs, Timeline } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { Ask } from './Ask';

/** Asks what the end of a call means for the session, or says that a call has begun. */
export function CallEnded({
  offer,
  endedAt,
  session,
  onDismiss,
}: {
  /** What is offered, in words. */
  offer: string;
  /** When the call ended; null if it has begun. */
  endedAt: EpochMs | null;
  session: Timeline | null;
  onDismiss(): void;
}) {
  const text = useText();
  const clock = useClock();
  const { act } = usePanel();
  const not = { label: text('offer_not'), run: onDismiss };
  if (endedAt === null)
    return (
      <Ask kind="status" ways={[not]}>
        {offer}
      </Ask>
    );
  const dropped = async () => {
    const event = { type: 'interruptionBegan', since: endedAt } as const;
    if ((await act({ type: 'record', event })).ok) onDismiss();
  };
  const back = () =>
    void act({ type: 'record', event: { type: 'interruptionEnded', until: clock.now() } });
  const end = {
    label: text('offer_end'),
    first: true,
    run: () => void act({ type: 'end', at: endedAt }),
  };
  return (
    <Ask
      kind="status"
      ways={[
        session?.interruptedSince === null
          ? { label: text('offer_dropped'), run: () => void dropped() }
          : { label: text('interruption_over'), run: back },
        end,
        not,
      ]}
    >
      {offer}
    </Ask>
  );
}
