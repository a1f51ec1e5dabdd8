import { useState } from 'preact/hooks';
import type { CallState } from '@/lib/messaging';
import type { Call } from '@/lib/panel';
import type { EpochMs, Timeline } from '@/lib/session';
import { useChange } from '../../shared/use-change';

/** What a call that has begun or ended suggests. Perch never does it by itself. */
export type Offer = {
  dismiss(): void;
} & (
  | { readonly offered: 'start' | null }
  /** The call seems to have ended at `since`. */
  | { readonly offered: 'end'; readonly since: EpochMs }
);

/**
 * What to offer, until it is dismissed or the call changes.
 * @param call the stage of the call, and since when
 * @param session the session, or null without one
 * @param inOwnTab whether this call is the session's, or there is no session
 */
export function useCallOffer(
  { call, since }: Pick<Call, 'call' | 'since'>,
  session: Pick<Timeline, 'phase' | 'startedAt'> | null,
  inOwnTab: boolean,
): Offer {
  const [dismissed, setDismissed] = useState<CallState | null>(null);
  useChange(call, () => {
    if (call !== dismissed) setDismissed(null);
  });
  const dismiss = () => setDismissed(call);
  if (!inOwnTab || call === dismissed) return { offered: null, dismiss };
  if (call === 'in' && session === null) return { offered: 'start', dismiss };
  // The call of another session may have ended here before this one began.
  const ends = call === 'over' && session?.phase === 'running' && since !== null;
  return ends && since > session.startedAt
    ? { offered: 'end', since, dismiss }
    : { offered: null, dismiss };
}
