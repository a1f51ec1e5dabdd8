import type { Overlay } from './host';
import type { OverlayPlace } from './overlay-here';
import { send } from './send';

type MakeOverlay = (place: OverlayPlace) => Promise<Overlay>;

/** The scripts of an extension share this scope, and the page has no part in it. */
const scope = globalThis as { perchOverlay?: unknown };

/** Gives the script that watches this frame what it makes an overlay with. */
export function handOver(make: MakeOverlay): void {
  scope.perchOverlay = make;
}

/**
 * Makes the overlay of this frame. The background loads what that needs into the frame that asks,
 * because most pages of a call site never need it. Null if it can't be had now.
 */
export async function fetchOverlay(place: OverlayPlace): Promise<Overlay | null> {
  // An element of the page with this id is found under the name too.
  if (typeof scope.perchOverlay !== 'function') await send({ type: 'overlay' });
  if (typeof scope.perchOverlay !== 'function' || place.signal.aborted) return null;
  return (scope.perchOverlay as MakeOverlay)(place);
}
