import { useState } from 'preact/hooks';
import type { CallState } from '@/lib/messaging';
import { useChange } from '../../shared/use-change';

/** What a call that has begun or ended suggests; never done by itself. */
export interface Offer {
  readonly offered: 'start' | 'end' | null;
  dismiss(): void;
}

/**
 * What to offer, until it is not wanted or the call stands otherwise.
 * @param call how the call stands
 * @param phase the session's, or null where there is none
 * @param inOwnTab whether the call is that of the session, or there is none
 */
export function useOffer(
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
