import type { Shape } from '../messaging';
import { pageBrowser as browser } from '../platform';
import { giveHandle } from '../sensor';
import type { Meeting } from '../session';
import { directionOf } from '../text';
import { createOverlay, type Overlay, type OverlayParts } from './host';
import { placementKey, readPlacement, screenSize } from './placement';
import { send } from './send';

/** What an overlay is made for. */
export interface OverlayPlace {
  /** The id of a known site, or else the page's host. The panel's place is kept for each. */
  readonly site: string;
  /** The extension page that the panel is drawn in. */
  readonly page: '/panel.html' | '/site-panel.html';
  /** The meeting that the page is of now. */
  meeting(): Meeting | null;
  /** Told whether a session is open. */
  onBusy(busy: boolean): void;
  /** Ends the overlay. */
  readonly signal: AbortSignal;
}

/** Makes the overlay of this frame of a call page. */
export async function overlayHere(place: OverlayPlace): Promise<Overlay> {
  return createOverlay({
    ...(await partsFor(place)),
    title: browser.i18n.getMessage('panel_title'),
    openWindow: () => void send({ type: 'openWindow' }),
    // Only then is another tab told from this one; the page's own handle would be replaced.
    onGuard: (guard) => guard === 'thisTab' && giveHandle(document, crypto.randomUUID()),
    onMask: () => void send({ type: 'mask' }),
    onBusy: place.onBusy,
  });
}

/**
 * Starts the panel over the rehearsal, a page of the extension.
 * @param onShape told each shape that the panel takes
 * @param signal takes the panel away
 */
export async function startRehearsal(
  title: string,
  onShape: (shape: Shape) => void,
  signal: AbortSignal,
): Promise<void> {
  const parts = await partsFor({
    site: 'rehearsal',
    page: '/panel.html',
    meeting: () => null,
    signal,
  });
  createOverlay({
    ...parts,
    title,
    savePlacement(placement) {
      parts.savePlacement(placement);
      onShape(placement.shape);
    },
    onBusy() {},
    onGuard() {},
    onMask() {},
    openWindow() {},
  }).show();
}

/** What every overlay needs: its page, its tokens, and where it was put on this site. */
async function partsFor({
  site,
  page,
  meeting,
  signal,
}: Omit<OverlayPlace, 'onBusy'>): Promise<
  Omit<OverlayParts, 'title' | 'openWindow' | 'onGuard' | 'onMask' | 'onBusy'>
> {
  const key = placementKey(
    site,
    screenSize(window, matchMedia('(display-mode: fullscreen)').matches),
  );
  const stored = await browser.storage.local.get(key).catch(() => ({}) as Record<string, unknown>);
  return {
    window,
    panelUrl: browser.runtime.getURL(page),
    // The origin is the extension's, whatever the page's address is.
    panelOrigin: new URL(browser.runtime.getURL('/panel.html')).origin,
    placement: readPlacement(stored[key]),
    direction: directionOf(browser.i18n.getMessage('language_tag')),
    allow: import.meta.env.FIREFOX ? '' : 'clipboard-write',
    framesMove: !import.meta.env.FIREFOX,
    savePlacement: (placement) => void browser.storage.local.set({ [key]: placement }),
    token: async (away) => String(await send({ type: 'token', meeting: meeting(), away })),
    signal,
  };
}
