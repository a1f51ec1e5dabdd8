import type { Dock, Shape } from '../messaging';
import { type Box, movedBy, type Placement, resizedBy } from './placement';

/** The handles of the host, and what follows from dragging them. */
export interface Handles {
  /** Moves the host. */
  readonly grip: HTMLElement;
  /** Resizes it. */
  readonly corner: HTMLElement;
  readonly frame: HTMLElement;
  readonly signal: AbortSignal;
  placement(): Placement;
  box(): Box;
  /** The shape that is drawn. */
  shape(): Shape;
  /** The edge at which the host is. */
  edge(): Dock;
  onMove(placement: Placement): void;
  onEnd(): void;
}

/** Lets the handles move and resize the host. */
export function dragHandles(parts: Handles): void {
  const { grip, corner, frame, signal, onMove, onEnd } = parts;
  const move = () => {
    const from = parts.placement();
    const box = parts.box();
    const shape = parts.shape();
    return (dx: number, dy: number) => onMove(movedBy(from, box, dx, dy, shape));
  };
  const resize = () => {
    const from = parts.placement();
    const box = parts.box();
    const side = parts.edge() === 'right' ? -1 : 1;
    return (dx: number, dy: number) => onMove(resizedBy(from, box, dx * side, dy));
  };
  drag(grip, signal, frame, move, onEnd);
  drag(corner, signal, frame, resize, onEnd);
}

/**
 * Follows the pointer from a handle in the page, in pixels of the page's viewport, which are those
 * that the host is placed in, however far the page is zoomed. Meanwhile the frame lets the pointer
 * through.
 */
function drag(
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
      from = { x: event.clientX, y: event.clientY };
      moved = false;
      follow = begin();
    },
    { signal },
  );
  handle.addEventListener(
    'pointermove',
    (event) => {
      if (!follow) return;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
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
