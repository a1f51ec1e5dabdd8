import type { Dock } from '../messaging';
import type { Box, Viewport } from './placement';

const PRESSABLE = 'a[href], button, input, select, textarea, [role="button"], [role="link"]';
/** A page with more of them is searched no further, because it would freeze. */
const MOST = 400;
/** By how many pixels a place is moved on until it is clear. */
const STEP = 16;
/** What takes a larger part of the window is a surface, which no place is clear of. */
const LARGEST = 0.1;

/** Where the page has something to press, in pixels of the viewport. Shadow trees are left out. */
export const pressablesIn = (document: Document, { width, height }: Viewport): readonly Box[] =>
  [...document.querySelectorAll(PRESSABLE)]
    .slice(0, MOST)
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => element.getBoundingClientRect())
    .filter((box) => box.width * box.height < LARGEST * width * height);

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * The place nearest to a docked box at which it covers nothing that can be pressed: along the top
 * edge, or down a side. The same box where there is none, and for one that was put somewhere.
 */
export function clearOf(pressables: readonly Box[], box: Box, dock: Dock, viewport: Viewport): Box {
  if (dock === 'free') return box;
  const fits = (at: Box) =>
    at.x >= 0 &&
    at.x + at.width <= viewport.width &&
    at.y + at.height <= viewport.height &&
    !pressables.some((one) => overlap(at, one));
  for (let by = 0; by <= viewport.width; by += STEP)
    for (const way of [by, -by]) {
      const at = dock === 'top' ? { ...box, x: box.x + way } : { ...box, y: box.y + by };
      if (fits(at)) return at;
    }
  return box;
}
