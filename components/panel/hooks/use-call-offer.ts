import { useState } from 'preact/hooks';
import type { CallState } from '@/lib/messaging';
import { useChange } from '../../shared/use-change';

/** What a call that has begun or ended suggests. Perch never does it by itself. */
export interface Offer {
  readonly offered: 'start' | 'end' | null;
  dismiss(): void;
}

/**
 * What to offer, until it is dismissed or the call changes.
 * @param call the stage of the call
 * @param phase the session's phase, or null without a session
 * @param inOwnTab whether this call is the session's, or there is no session
 */
export function useCallOffer(
  call: CallState,
  phase: 'running' | 'ended' | null,
  inOwnTab: boolean,
): Offer {
  const [dismissed, setDismissed] = useState<CallState | null>(null);
  useChange(call, () => {
    if (call !== dismissed) setDismissed(null);
  });
  const wanted = inOwnTab && call !== dismissed;
  const offered =
    wanted && call === 'in' && phase === null
      ? 'start'
      : wanted && call === 'over' && phase === 'running'
        ? 'end'
        : null;
  return { offered, dismiss: () => setDismissed(call) };
}
