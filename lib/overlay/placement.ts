import { DOCKS, type Dock, SHAPES, type Shape } from '../messaging';

/**
 * Where the panel is on one site, in CSS pixels. `x` and `y` matter only if it is docked `free`.
 */
export interface Placement {
  readonly dock: Dock;
  readonly shape: Shape;
  /** The shape in which it was put where it is. It matters only if it is docked `free`. */
  readonly dragged: Shape;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box in the viewport, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of the screen, or null where the browser hides it from pages: it gives them the window's
 * inner size then, as that of the window and as that of the screen.
 * @param full whether the window fills the screen, which looks the same
 */
export function screenSize(
  view: Pick<Window, 'innerWidth' | 'innerHeight' | 'outerWidth' | 'outerHeight'> & {
    readonly screen: Viewport;
  },
  full: boolean,
): Viewport | null {
  const { innerWidth: width, innerHeight: height, screen } = view;
  const isInner = (other: Viewport) => other.width === width && other.height === height;
  const outer = { width: view.outerWidth, height: view.outerHeight };
  return !full && isInner(screen) && isInner(outer)
    ? null
    : { width: screen.width, height: screen.height };
}

/** The storage key of a site's placement on a screen of this size; null for one that is hidden. */
export const placementKey = (site: string, screen: Viewport | null): string =>
  `${PLACEMENTS}${site}:${screen ? `${screen.width}x${screen.height}` : 'any'}`;
/** The prefix of every placement's key. */
export const PLACEMENTS = 'placement:';

/** Under the camera, folded to a strip. */
export const FIRST_PLACEMENT: Placement = {
  dock: 'top',
  shape: 'strip',
  dragged: 'strip',
  x: 0,
  y: 0,
  width: 340,
  height: 640,
};

/** Sizes of the folded and masked panel, in CSS pixels. */
export const STRIP: Readonly<Viewport> = { width: 360, height: 40 };
export const DOT: Readonly<Viewport> = { width: 48, height: 48 };
export const PILL: Readonly<Viewport> = { width: 128, height: 34 };
const SMALLEST: Readonly<Viewport> = { width: 280, height: 320 };
const LARGEST: Readonly<Viewport> = { width: 640, height: 1_200 };
const MARGIN = 8;
/** Call sites have their controls along the bottom edge, so a docked panel stays above them. */
const CONTROLS = 80;

const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(value, Math.max(least, most)));

/** A stored placement, kept within bounds. `FIRST_PLACEMENT` if it can't be read. */
export function readPlacement(stored: unknown): Placement {
  if (typeof stored !== 'object' || stored === null) return FIRST_PLACEMENT;
  const { dock, x, y, width, height, ...read } = stored as Record<string, unknown>;
  const shape = SHAPES.find((one) => one === read.shape) ?? 'strip';
  const number = (value: unknown, otherwise: number) =>
    typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  return {
    dock: DOCKS.find((one) => one === dock) ?? 'top',
    shape,
    dragged: SHAPES.find((one) => one === read.dragged) ?? shape,
    x: number(x, 0),
    y: number(y, 0),
    width: clamp(number(width, FIRST_PLACEMENT.width), SMALLEST.width, LARGEST.width),
    height: clamp(number(height, FIRST_PLACEMENT.height), SMALLEST.height, LARGEST.height),
  };
}

/**
 * Sizes of the bar under the camera, the widest first, in CSS pixels. It is narrower where the
 * window is, down to its least width.
 */
const BARS: readonly Readonly<Viewport & { least: number }>[] = [
  { width: 900, height: 136, least: 900 },
  { width: 720, height: 156, least: 560 },
];
/** Pixels by which a bar with a row for the current leg is higher. */
const ROW = 32;
/** A window that is lower has its face behind the bar. Pixels. */
const LOWEST = 400;

/** The size of the bar in a window; null if there is no room for one. */
const barIn = ({ width, height }: Viewport): Viewport | null => {
  const room = width - 2 * MARGIN;
  const bar = height < LOWEST ? undefined : BARS.find(({ least }) => least <= room);
  return bar ? { width: Math.min(bar.width, room), height: bar.height } : null;
};

/** The shape in a window. A bar at a side, or in a window too small for it, is a panel. */
export const shapeIn = ({ dock, shape }: Placement, viewport: Viewport): Shape =>
  shape === 'bar' && (dock === 'left' || dock === 'right' || !barIn(viewport)) ? 'panel' : shape;

/**
 * The edge at which the panel is. At the top, under the camera, is room for a strip or a bar. The
 * whole panel would cover the face of whoever is on the screen, so it opens at the right; from a
 * smaller one that was dragged somewhere, at the nearer side.
 */
export function edgeOf(placement: Placement, masked: boolean, viewport: Viewport): Dock {
  const { dock, dragged, x } = placement;
  if (masked || shapeIn(placement, viewport) !== 'panel') return dock;
  if (dock !== 'free') return dock === 'top' ? 'right' : dock;
  if (dragged === 'panel') return dock;
  const { width } = { strip: STRIP, dot: DOT, bar: barIn(viewport) ?? STRIP }[dragged];
  return x + width / 2 < viewport.width / 2 ? 'left' : 'right';
}

/** The part of a video's height that half of a face in its middle is wide. */
const HALF_A_FACE = 0.16;

/**
 * The width of a panel at a side. If nobody has resized it and a narrower one leaves a face in the
 * middle free, it is as narrow as that.
 */
function widthBeside({ width }: Placement, view: Viewport): number {
  if (width !== FIRST_PLACEMENT.width) return width;
  const video = Math.min(view.height, (view.width * 9) / 16);
  const room = Math.floor(view.width / 2 - HALF_A_FACE * video) - MARGIN;
  return room < SMALLEST.width ? width : Math.min(room, width);
}

/**
 * The overlay's box. It lies inside the viewport unless the viewport is too small.
 * @param row whether a bar has a row for the current leg
 */
export function boxOf(placement: Placement, masked: boolean, viewport: Viewport, row = false): Box {
  const dock = edgeOf(placement, masked, viewport);
  const shape = shapeIn(placement, viewport);
  const { width: long, height: high } = barIn(viewport) ?? STRIP;
  const bar = { width: long, height: high + (row ? ROW : 0) };
  const wanted = masked ? PILL : { panel: placement, bar, strip: STRIP, dot: DOT }[shape];
  const room = viewport.height - 2 * MARGIN;
  // At a side, the panel takes all the height there is.
  const tall = !masked && shape === 'panel' && (dock === 'left' || dock === 'right');
  const width = Math.min(tall ? widthBeside(placement, viewport) : wanted.width, viewport.width);
  const height = Math.min(
    tall ? viewport.height : wanted.height,
    dock === 'free' ? room : Math.max(SMALLEST.height, room - CONTROLS),
    viewport.height,
  );
  const x = {
    top: (viewport.width - width) / 2,
    left: MARGIN,
    right: viewport.width - width - MARGIN,
    free: placement.x,
  }[dock];
  const y = dock === 'free' ? placement.y : MARGIN;
  return {
    x: Math.round(clamp(x, 0, viewport.width - width)),
    y: Math.round(clamp(y, 0, viewport.height - height)),
    width,
    height,
  };
}

/**
 * The placement after moving the panel by so many pixels. It is docked `free` from then on, and
 * keeps the size that it had.
 * @param shape the shape in which it is drawn, which in a small window is another than it has
 */
export function movedBy(
  placement: Placement,
  box: Box,
  dx: number,
  dy: number,
  shape: Shape = placement.shape,
): Placement {
  const kept = shape === 'panel' ? { shape, width: box.width, height: box.height } : {};
  return { ...placement, ...kept, dock: 'free', dragged: shape, x: box.x + dx, y: box.y + dy };
}

/**
 * The placement of a panel that somebody makes so much wider and taller than the box it has, kept
 * within bounds.
 */
export function resizedBy(placement: Placement, box: Box, dw: number, dh: number): Placement {
  const width = box.width + dw;
  return readPlacement({
    ...placement,
    // As wide as at first, but by hand: a narrow window doesn't take that back.
    width: width === FIRST_PLACEMENT.width ? width + 1 : width,
    height: placement.height + dh,
  });
}
