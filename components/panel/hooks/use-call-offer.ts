import { useState } from 'preact/hooks';
import type { CallState } from '@/lib/messaging';
import type { Call } from '@/lib/panel';
import type { EpochMs } from '@/lib/session';
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
 * @param phase the session's phase, or null without a session
 * @param inOwnTab whether this call is the session's, or there is no session
 */
export function useCallOffer(
  { call, since }: Pick<Call, 'call' | 'since'>,
  phase: 'running' | 'ended' | null,
  inOwnTab: boolean,
): Offer {
  const [dismissed, setDismissed] = useState<CallState | null>(null);
  useChange(call, () => {
    if (call !== dismissed) setDismissed(null);
  });
  const dismiss = () => setDismissed(call);
  if (!inOwnTab || call === dismissed) return { offered: null, dismiss };
  if (call === 'in' && phase === null) return { offered: 'start', dismiss };
  return call === 'over' && since !== null && phase === 'running'
    ? { offered: 'end', since, dismiss }
    : { offered: null, dismiss };
}
