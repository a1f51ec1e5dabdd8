import type { ToHost } from '../messaging';

type Signal = Extract<ToHost, { readonly type: 'sensed' }>['signal'];

/** The tabs that share a screen, kept where they outlive this background. */
export interface KeptShares {
  read(): Promise<readonly number[]>;
  write(tabs: readonly number[]): Promise<void>;
}

/**
 * Tells a tab's page what the browser says of its shares, each change once, also when the
 * background has ended in between. The sensor in the page tells more and earlier; this is for a
 * share that it didn't hear of.
 * @param tell says whether anybody in the tab has heard it. If nobody has, it is told again.
 */
export function shareTeller(
  kept: KeptShares,
  tell: (tabId: number, signal: Signal) => Promise<boolean>,
): (tabId: number, sharesScreen: boolean) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const hear = async (tabId: number, sharesScreen: boolean) => {
    const sharing = await kept.read();
    if (sharesScreen === sharing.includes(tabId)) return;
    const others = sharing.filter((one) => one !== tabId);
    const heard = await tell(tabId, sharesScreen ? 'sharesMore' : 'shareEnded');
    if (heard || !sharesScreen) await kept.write(sharesScreen ? [...others, tabId] : others);
  };
  return (tabId, sharesScreen) => {
    last = last.then(
      () => hear(tabId, sharesScreen),
      () => hear(tabId, sharesScreen),
    );
    return last;
  };
}
