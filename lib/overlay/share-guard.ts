import type { Sharing } from '../messaging';
import type { Signal } from '../sensor';

/** What the guard does with a share: masks always, unless another tab is shared, or never. */
export type Guard = 'always' | 'thisTab' | 'off';

/** What the guard knows and decides. */
export interface GuardState {
  readonly guard: Guard;
  /** Whether the panel is wanted in this page. */
  readonly shown: boolean;
  readonly masked: boolean;
  /** Hides the panel until it says that it is masked, or until it is known what is shared. */
  readonly veil: 'none' | 'untilMasked' | 'untilKnown';
  /** What the page shares: another tab for certain, or what the panel may be in. */
  readonly sharing: Sharing | null;
}

/**
 * What a panel's word about itself changes. A masked panel knows no guard, and the last one stays.
 */
export const afterPanelState = (
  { guard, veil }: GuardState,
  said: { readonly masked: boolean; readonly guard: Guard | null },
): Partial<GuardState> => ({
  masked: said.masked,
  guard: said.guard ?? guard,
  // A word from before the share was noticed may still come. It does not lift the veil.
  veil: said.masked ? 'none' : veil,
});

/** What a word of the page's sensor changes. */
export const afterSignal = (state: GuardState, signal: Signal): Partial<GuardState> => ({
  sharing: sharingAfter(state.sharing, signal),
  veil: veilAfter(state, signal),
});

function sharingAfter(before: Sharing | null, signal: Signal): Sharing | null {
  if (signal === 'shareEnded') return null;
  if (signal === 'sharesOtherTab') return before ?? 'otherTab';
  return signal.startsWith('shares') ? 'more' : before;
}

/** Whether every panel has to be masked when the page's sensor tells this. */
export function masksOn(guard: Guard, signal: Signal): boolean {
  if (guard === 'always') return signal === 'share' || signal.startsWith('shares');
  return guard === 'thisTab' && (signal === 'sharesThisTab' || signal === 'sharesMore');
}

function veilAfter({ guard, shown, masked, veil }: GuardState, signal: Signal): GuardState['veil'] {
  if (shown && masksOn(guard, signal)) return 'untilMasked';
  if (shown && !masked && guard === 'thisTab' && signal === 'share') return 'untilKnown';
  // Nothing is shared that the panel is in, and the practitioner has allowed that beforehand.
  if (veil === 'untilKnown' && (signal === 'shareFailed' || signal === 'sharesOtherTab'))
    return 'none';
  return veil;
}
