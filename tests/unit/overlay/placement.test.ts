import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHAPES } from '@/lib/messaging';
import {
  type Box,
  boxOf,
  DOT,
  edgeOf,
  FIRST_PLACEMENT,
  movedBy,
  PILL,
  PLACEMENTS,
  type Placement,
  placementKey,
  readPlacement,
  resizedBy,
  STRIP,
  screenSize,
  shapeIn,
  type Viewport,
} from '@/lib/overlay/placement';

/**
 * Whether a box lies over the face of somebody who sits before their camera.
 * @param from the part of the video's height that is above the face
 */
function coversFace(box: Box, { width, height }: Viewport, from = 0.2): boolean {
  const video = Math.min(height, (width * 9) / 16);
  const left = width / 2 - video * 0.16;
  const right = width / 2 + video * 0.16;
  const top = (height - video) / 2 + video * from;
  const beside = box.x + box.width <= left || box.x >= right;
  return !beside && box.y + box.height > top;
}

describe('the overlay', () => {
  const screen = { width: 1_280, height: 800 };

  test('is a strip in the middle of the top edge at first', () => {
    expect(boxOf(FIRST_PLACEMENT, false, screen)).toEqual({ x: 460, y: 8, ...STRIP });
  });
  test('is a small dot when folded that far, wherever it is docked', () => {
    for (const dock of ['top', 'left', 'right'] as const)
      expect(boxOf({ ...FIRST_PLACEMENT, dock, shape: 'dot' }, false, screen)).toMatchObject(DOT);
  });
  test('is kept for each site and each size of screen', () => {
    const keys = [
      placementKey('meet', screen),
      placementKey('meet', { width: 2_560, height: 1_440 }),
      placementKey('zoom', screen),
    ];
    expect(new Set(keys).size).toBe(3);
    for (const key of keys) expect(key.startsWith(PLACEMENTS)).toBe(true);
  });
  test('is a small pill when masked, and above the call controls when unfolded', () => {
    expect(boxOf(FIRST_PLACEMENT, true, screen)).toMatchObject(PILL);
    const { y, height } = boxOf(
      { ...FIRST_PLACEMENT, shape: 'panel', height: 1_200 },
      false,
      screen,
    );
    expect(y + height).toBeLessThanOrEqual(800 - 88);
  });
  test.each([
    [1_280, 800],
    [1_440, 900],
    [1_920, 1_080],
    [2_560, 1_440],
    // Half windows.
    [960, 1_080],
    [1_280, 1_440],
    [960, 940],
    [768, 730],
    [720, 789],
  ])('covers no face in the middle of %i x %i, wherever it is docked', (width, height) => {
    for (const dock of ['top', 'left', 'right'] as const)
      for (const shape of ['strip', 'bar', 'panel', 'dot'] as const)
        for (const row of [false, true]) {
          const box = boxOf({ ...FIRST_PLACEMENT, dock, shape }, false, { width, height }, row);
          expect(coversFace(box, { width, height }), `${shape} at ${dock}`).toBe(false);
        }
  });
  test.each([
    [1_280, 640],
    [1_366, 657],
    [1_536, 730],
    [1_440, 789],
  ])(
    'covers no eyes on a laptop that leaves a page %i x %i, and beside it no face',
    (width, height) => {
      const view = { width, height };
      for (const row of [false, true]) {
        const bar = boxOf({ ...FIRST_PLACEMENT, shape: 'bar' }, false, view, row);
        expect(coversFace(bar, view, 0.35)).toBe(false);
      }
      for (const dock of ['top', 'left', 'right'] as const)
        for (const shape of ['strip', 'panel', 'dot'] as const)
          expect(coversFace(boxOf({ ...FIRST_PLACEMENT, dock, shape }, false, view), view)).toBe(
            false,
          );
    },
  );
  test.each([
    ['strip', 100, 'left'],
    ['strip', 470, 'right'],
    ['dot', 600, 'left'],
    ['bar', 150, 'left'],
    ['bar', 250, 'right'],
  ] as const)(
    'that is opened from a %s that was dragged to %i opens at the %s, and folds to where that was',
    (shape, x, edge) => {
      const small = { ...FIRST_PLACEMENT, shape };
      const dragged = movedBy(small, { x, y: 300, ...STRIP }, 0, 0);
      const open = { ...dragged, shape: 'panel' } as const;
      expect(edgeOf(open, false, screen)).toBe(edge);
      expect(coversFace(boxOf(open, false, screen), screen)).toBe(false);
      expect(boxOf({ ...open, shape }, false, screen)).toEqual(boxOf(dragged, false, screen));
    },
  );
  test('that was itself dragged opens where it was put', () => {
    const put = movedBy(
      { ...FIRST_PLACEMENT, shape: 'panel' },
      { x: 300, y: 50, width: 340, height: 600 },
      10,
      0,
    );
    expect(boxOf({ ...put, shape: 'panel' }, false, screen)).toMatchObject({ x: 310, y: 50 });
    expect(boxOf(readPlacement({ ...put, shape: 'strip' }), false, screen).x).toBe(310);
    expect(edgeOf(readPlacement({ ...put, shape: 'panel' }), false, screen)).toBe('free');
  });
  test('that stands for a bar in a small window is dragged as the panel that it is', () => {
    const small = { width: 500, height: 800 };
    const bar = { ...FIRST_PLACEMENT, shape: 'bar' } as const;
    const box = boxOf(bar, false, small);
    const moved = movedBy(bar, box, -60, 40, shapeIn(bar, small));
    expect(edgeOf(moved, false, small)).toBe('free');
    // It stays under the pointer, and as wide as it was.
    expect(boxOf(moved, false, small)).toMatchObject({
      x: box.x - 60,
      y: box.y + 40,
      width: box.width,
    });
  });
  test('grows and shrinks from what is seen of it, by each press', () => {
    const narrow = { width: 768, height: 730 };
    let at: Placement = { ...FIRST_PLACEMENT, dock: 'right', shape: 'panel' };
    const width = () => boxOf(at, false, narrow).width;
    const by = (dw: number) => {
      at = resizedBy(at, boxOf(at, false, narrow), dw, 0);
      return width();
    };
    expect(width()).toBe(306);
    expect([by(24), by(10), by(-24), by(-24), by(34)]).toEqual([330, 341, 317, 293, 327]);
  });
  test('that was made wider stays as wide in a narrow window', () => {
    const wider = { ...FIRST_PLACEMENT, dock: 'right', shape: 'panel', width: 400 } as const;
    const narrow = { width: 720, height: 900 };
    expect(boxOf(wider, false, narrow).width).toBe(400);
    expect(boxOf({ ...wider, width: 340 }, false, narrow).width).toBeLessThan(300);
    // Where even the narrowest would lie over a face, it isn't narrower for nothing.
    expect(boxOf({ ...wider, width: 340 }, false, { width: 500, height: 800 }).width).toBe(340);
  });
  test.each([
    [1_280, 800, 'top', 'bar'],
    [800, 600, 'free', 'bar'],
    [1_280, 800, 'left', 'panel'],
    [500, 800, 'top', 'panel'],
    [1_280, 380, 'top', 'panel'],
  ] as const)(
    'that is a bar is in a window of %i x %i, docked %s, a %s',
    (width, height, dock, shape) => {
      const placement = { ...FIRST_PLACEMENT, dock, shape: 'bar' } as const;
      expect(shapeIn(placement, { width, height })).toBe(shape);
    },
  );
  test('has all the height there is at a side, and keeps its size when it is moved from there', () => {
    const docked = { ...FIRST_PLACEMENT, dock: 'left', shape: 'panel' } as const;
    const box = boxOf(docked, false, screen);
    expect(box).toEqual({ x: 8, y: 8, width: 340, height: 704 });
    const moved = boxOf(movedBy(docked, box, 40, 10), false, screen);
    expect(moved).toEqual({ x: 48, y: 18, width: 340, height: 704 });
  });
  test('is always inside the window, wherever it was put and however small the window is', () => {
    const any = fc.integer({ min: -5_000, max: 5_000 });
    const size = fc.record({
      width: fc.integer({ min: 100, max: 4_000 }),
      height: fc.integer({ min: 60, max: 3_000 }),
    });
    const dock = fc.constantFrom('top', 'left', 'right', 'free');
    fc.assert(
      fc.property(
        dock,
        fc.constantFrom(...SHAPES),
        fc.boolean(),
        any,
        any,
        any,
        any,
        size,
        (dock, shape, masked, x, y, dw, dh, view) => {
          const put = resizedBy(
            { ...FIRST_PLACEMENT, dock, shape, x, y } as typeof FIRST_PLACEMENT,
            { x, y, width: 340, height: 640 },
            dw,
            dh,
          );
          const box = boxOf(put, masked, view);
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.y).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(view.width);
          expect(box.y + box.height).toBeLessThanOrEqual(view.height);
        },
      ),
    );
  });
  test.each([
    [1_280, 136, 168],
    [800, 156, 188],
    [640, 156, 188],
  ])('that is a bar in a window of %i pixels is higher by a row', (width, without, withRow) => {
    const bar = { ...FIRST_PLACEMENT, shape: 'bar' } as const;
    expect(boxOf(bar, false, { width, height: 800 }).height).toBe(without);
    expect(boxOf(bar, false, { width, height: 800 }, true).height).toBe(withRow);
    for (const shape of ['strip', 'panel', 'dot'] as const)
      expect(boxOf({ ...bar, shape }, false, screen, true)).toEqual(
        boxOf({ ...bar, shape }, false, screen),
      );
    expect(boxOf(bar, true, screen, true)).toMatchObject(PILL);
  });
  test('moves from where it is shown', () => {
    const box = boxOf(FIRST_PLACEMENT, false, screen);
    const moved = movedBy(FIRST_PLACEMENT, box, 30, 40);
    expect(boxOf(moved, false, screen)).toMatchObject({ x: 490, y: 48 });
  });
  test.each([null, 5, 'x', {}, { dock: 'nowhere', width: 'wide', height: Number.NaN }])(
    'reads %j as the first placement',
    (stored) => {
      expect(readPlacement(stored)).toEqual(FIRST_PLACEMENT);
    },
  );
});

const FULL_HD = { width: 1_920, height: 1_080 };
test.each([
  ['a window on a screen', 1_280, 800, 1_290, 900, FULL_HD, false, FULL_HD],
  ['a maximised window', 1_920, 950, 1_920, 1_040, FULL_HD, false, FULL_HD],
  ['a window that fills the screen', 1_920, 1_080, 1_920, 1_080, FULL_HD, true, FULL_HD],
  ['a hidden one', 1_200, 800, 1_200, 800, { width: 1_200, height: 800 }, false, null],
])(
  'the size of the screen: %s',
  (_, innerWidth, innerHeight, outerWidth, outerHeight, screen, full, size) => {
    const view = { innerWidth, innerHeight, outerWidth, outerHeight, screen };
    expect(screenSize(view, full)).toEqual(size);
    expect(placementKey('meet', size)).toBe(
      size ? 'placement:meet:1920x1080' : 'placement:meet:any',
    );
  },
);
