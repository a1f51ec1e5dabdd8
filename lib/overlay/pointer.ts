/** A place on the screen, in pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Watches where the pointer was in the page. A panel that comes to be beneath a pointer that rests
 * would take a press that was meant for the page. Limit: a page that hides the pointer's events
 * from everybody is not watched.
 */
export function watchPointer(view: Window, signal: AbortSignal) {
  let last: Place | null = null;
  const onMove = ({ isTrusted, screenX, screenY }: PointerEvent) => {
    if (isTrusted) last = { x: screenX, y: screenY };
  };
  for (const type of ['pointermove', 'pointerdown'] as const)
    view.addEventListener(type, onMove, { capture: true, passive: true, signal });
  return {
    /** Whether a pointer came into the panel where it was in the page: the panel came to it. */
    isStill: (cameAt: Place | null): boolean =>
      cameAt !== null &&
      last !== null &&
      Math.abs(cameAt.x - last.x) < 1 &&
      Math.abs(cameAt.y - last.y) < 1,
  };
}
