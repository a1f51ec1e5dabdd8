/**
 * Follows the pointer from a handle in the page, in screen coordinates because the handle itself
 * moves. Meanwhile the frame lets the pointer through.
 */
export function drag(
  handle: HTMLElement,
  signal: AbortSignal,
  frame: HTMLElement,
  begin: () => (dx: number, dy: number) => void,
  end: () => void,
): void {
  let follow: ((dx: number, dy: number) => void) | null = null;
  let from = { x: 0, y: 0 };
  let moved = false;
  handle.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      frame.style.setProperty('pointer-events', 'none', 'important');
      from = { x: event.screenX, y: event.screenY };
      moved = false;
      follow = begin();
    },
    { signal },
  );
  handle.addEventListener(
    'pointermove',
    (event) => {
      if (!follow) return;
      const dx = event.screenX - from.x;
      const dy = event.screenY - from.y;
      moved ||= Math.abs(dx) + Math.abs(dy) > 2;
      if (moved) follow(dx, dy);
    },
    { signal },
  );
  const stop = () => {
    if (!follow) return;
    follow = null;
    frame.style.removeProperty('pointer-events');
    if (moved) end();
  };
  handle.addEventListener('pointerup', stop, { signal });
  handle.addEventListener('pointercancel', stop, { signal });
  handle.addEventListener('lostpointercapture', stop, { signal });
}
