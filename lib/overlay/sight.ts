import { watchCover } from './cover';
import type { Box } from './placement';

/** Milliseconds after which somebody has seen a panel that moved. */
const SETTLES = 500;
/** Milliseconds after which a look is too old to compare with. */
const STALE = 1_000;
/** Pixels by which a browser may round a place. */
const ROUNDS = 1.5;
/** The part of an element that may be cropped. */
const CROPPED = 0.02;

export interface SightParts {
  readonly view: Window & typeof globalThis;
  readonly element: Element;
  readonly signal: AbortSignal;
  /** Where the element is, in pixels of the viewport, if the page leaves it alone. */
  expected(): Box;
}

/** Whether somebody who presses now sees what they press. */
export interface Sight {
  isUnclear(): boolean;
  /** The element is about to be moved as its person wants it. */
  moves(): void;
}

/**
 * Watches whether an element is seen as it is: at its place, in its size, whole, still, and with
 * nothing over it. What counts is what is true of its rectangle, so that it doesn't matter how a
 * page moves, shrinks or crops it. Limit: a page that moves it away and back between two looks is
 * not noticed.
 */
export function watchSight({ view, element, signal, expected }: SightParts): Sight {
  const isUnderneath = watchCover(view, element, signal);
  const isCropped = watchCropping(view, element, signal);
  let last: { readonly at: number; readonly box: DOMRect } | null = null;
  let movedAt = Number.NEGATIVE_INFINITY;
  let ownMoveAt = Number.NEGATIVE_INFINITY;
  return {
    moves() {
      ownMoveAt = view.performance.now();
    },
    isUnclear() {
      const now = view.performance.now();
      const box = element.getBoundingClientRect();
      const known = last !== null && now - last.at < STALE;
      if (known && last && !isSame(last.box, box) && now - ownMoveAt > STALE) movedAt = now;
      last = { at: now, box };
      return (
        now - movedAt < SETTLES ||
        !isSame(box, expected()) ||
        zoomOf(element) !== 1 ||
        isCropped() ||
        isUnderneath()
      );
    },
  };
}

const isSame = (a: Box, b: Box): boolean =>
  (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(a[side] - b[side]) <= ROUNDS);

/** How much CSS zooms an element; 1 in browsers that don't tell. */
const zoomOf = (element: Element): number =>
  (element as { readonly currentCSSZoom?: number }).currentCSSZoom ?? 1;

/** Whether something around an element crops it, as a scrolled or clipped ancestor does. */
function watchCropping(
  view: Window & typeof globalThis,
  element: Element,
  signal: AbortSignal,
): () => boolean {
  let cropped = false;
  const observer = new view.IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1);
      if (!entry) return;
      const { boundingClientRect: box, intersectionRect: seen } = entry;
      cropped = seen.width * seen.height < (1 - CROPPED) * box.width * box.height;
    },
    { threshold: [0, 0.25, 0.5, 0.75, 0.9, 1 - CROPPED, 1] },
  );
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  return () => cropped;
}
