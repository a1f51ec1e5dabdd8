import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearOf } from '@/lib/overlay/clear';
import { boxOf, FIRST_PLACEMENT } from '@/lib/overlay/placement';

const VIEW = { width: 1_280, height: 800 };
const strip = boxOf(FIRST_PLACEMENT, false, VIEW);
const panel = boxOf({ ...FIRST_PLACEMENT, shape: 'panel' }, false, VIEW);
const join = { x: 560, y: 400, width: 160, height: 48 };

describe('a docked panel', () => {
  test('stays in its place where there is nothing to press', () => {
    expect(clearOf([], panel, 'top', VIEW)).toEqual(panel);
    expect(clearOf([join], strip, 'top', VIEW)).toEqual(strip);
  });
  test('that would lie over the button to join moves along the top edge, as little as it can', () => {
    const low = { ...join, y: 20 };
    const { x, ...rest } = clearOf([low], strip, 'top', VIEW);
    expect(rest).toEqual({ y: strip.y, width: strip.width, height: strip.height });
    expect(x).toBeGreaterThanOrEqual(join.x + join.width);
    expect(x).toBeLessThan(join.x + join.width + 16);
  });
  test('at a side moves down from a button in the corner', () => {
    const folded = boxOf({ ...FIRST_PLACEMENT, dock: 'right' }, false, VIEW);
    const close = { x: 1_230, y: 10, width: 40, height: 40 };
    const moved = clearOf([close], folded, 'right', VIEW);
    expect(moved.x).toBe(folded.x);
    expect(moved.y).toBeGreaterThanOrEqual(50);
    expect(moved.y).toBeLessThan(66);
  });
  test('stays where its person has put it, over whatever that is', () => {
    expect(clearOf([join], panel, 'free', VIEW)).toEqual(panel);
  });
  test('stays in its place where nothing is clear', () => {
    const row = Array.from({ length: 40 }, (_, n) => ({ x: n * 32, y: 0, width: 30, height: 780 }));
    for (const dock of ['top', 'left'] as const)
      expect(clearOf(row, panel, dock, VIEW)).toEqual(panel);
  });
  test('is never moved out of the window', () => {
    const box = fc.record({
      x: fc.integer({ min: -50, max: 1_300 }),
      y: fc.integer({ min: -50, max: 820 }),
      width: fc.integer({ min: 1, max: 400 }),
      height: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 30 }),
        fc.constantFrom('top', 'left', 'right'),
        (pressables, dock) => {
          const docked = boxOf({ ...FIRST_PLACEMENT, shape: 'panel', dock }, false, VIEW);
          const { x, y, width, height } = clearOf(pressables, docked, dock, VIEW);
          expect([width, height]).toEqual([docked.width, docked.height]);
          const isClear = (at: { x: number; y: number }) =>
            pressables.every(
              (one) =>
                one.x + one.width <= at.x ||
                one.x >= at.x + width ||
                one.y + one.height <= at.y ||
                one.y >= at.y + height,
            );
          // It moves only for a place that is clear.
          expect(isClear({ x, y }) || (x === docked.x && y === docked.y)).toBe(true);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(VIEW.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y + height).toBeLessThanOrEqual(VIEW.height);
        },
      ),
    );
  });
});
