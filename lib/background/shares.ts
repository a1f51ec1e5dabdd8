import type { ToHost } from '../messaging';

type Signal = Extract<ToHost, { readonly type: 'sensed' }>['signal'];

/**
 * Tells a tab's page what the browser says of its shares, each change once. The sensor in the page
 * tells more and earlier; this is for a share that it didn't hear of.
 */
export function shareTeller(
  tell: (tabId: number, signal: Signal) => void,
): (tabId: number, sharesScreen: boolean) => void {
  const sharing = new Set<number>();
  return (tabId, sharesScreen) => {
    if (sharesScreen === sharing.has(tabId)) return;
    if (sharesScreen) sharing.add(tabId);
    else sharing.delete(tabId);
    tell(tabId, sharesScreen ? 'sharesMore' : 'shareEnded');
  };
}
