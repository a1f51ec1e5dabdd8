import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHAPES } from '@/lib/messaging';
import {
  boxOf,
  FIRST_PLACEMENT,
  movedBy,
  PILL,
  readPlacement,
  resizedBy,
  STRIP,
} from '@/lib/overlay/placement';
import { placeOf, siteOf } from '@/lib/sites';

describe('a call address', () => {
  test.each([
    ['https://meet.google.com/abc-defg-hij', 'meet', 'abc-defg-hij'],
    ['https://meet.google.com/abc-defg-hij?authuser=1#x', 'meet', 'abc-defg-hij'],
    ['https://meet.google.com/_meet/abc-defg-hij', 'meet', 'abc-defg-hij'],
    ['https://meet.google.com/lookup/team-room', 'meet', 'lookup/team-room'],
    ['https://app.zoom.us/wc/98765432100/join?from=pwa', 'zoom', '98765432100'],
    ['https://app.zoom.us/wc/join/987654321', 'zoom', '987654321'],
    ['https://us02web.zoom.us/wc/98765432100/start', 'zoom', '98765432100'],
    ['https://clinic.zoom.us/wc/my/dr.example', 'zoom', 'my/dr.example'],
    ['https://app.zoom.us/wc/start/videomeeting', 'zoom', 'start/videomeeting'],
  ])('%s is a room', (address, site, room) => {
    expect(placeOf(address)).toEqual({ site, room });
  });

  test.each([
    'https://meet.google.com/',
    'https://meet.google.com/landing',
    'https://meet.google.com/new',
    'https://meet.google.com/_meet/whoops',
    'https://meet.google.com/abc-defg-hij/extra',
    'https://app.zoom.us/wc',
    'https://app.zoom.us/wc/home',
    'https://app.zoom.us/wc/leave',
    'https://zoom.us/j/98765432100',
  ])('%s is a page of a call site, and no room', (address) => {
    expect(siteOf(address)).not.toBeNull();
    expect(placeOf(address)).toBeNull();
  });

  test.each([
    'http://meet.google.com/abc-defg-hij',
    'https://meet.google.com.evil.example/abc-defg-hij',
    'https://evilzoom.us/wc/98765432100/join',
    'https://example.org/meet.google.com/abc-defg-hij',
    'chrome-extension://meet.google.com/abc-defg-hij',
    'not an address',
    '',
  ])('%s belongs to no call site', (address) => {
    expect(siteOf(address)).toBeNull();
  });
});

describe('the overlay', () => {
  const screen = { width: 1_280, height: 800 };

  test('is a strip in the middle of the top edge at first', () => {
    expect(boxOf(FIRST_PLACEMENT, false, screen)).toEqual({ x: 468, y: 8, ...STRIP });
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
  test('moves from where it is shown', () => {
    const box = boxOf(FIRST_PLACEMENT, false, screen);
    const moved = movedBy(FIRST_PLACEMENT, box, 30, 40);
    expect(boxOf(moved, false, screen)).toMatchObject({ x: 498, y: 48 });
  });
  test.each([null, 5, 'x', {}, { dock: 'nowhere', width: 'wide', height: Number.NaN }])(
    'reads %j as the first placement',
    (stored) => {
      expect(readPlacement(stored)).toEqual(FIRST_PLACEMENT);
    },
  );
});
