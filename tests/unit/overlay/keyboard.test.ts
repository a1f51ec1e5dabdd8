import { beforeEach, expect, test } from 'vitest';
import type { PanelFrame } from '@/lib/overlay/frame';
import { guardKeyboard } from '@/lib/overlay/keyboard';

const told: unknown[] = [];
let focused = 0;
const frame = {
  element: {
    focus() {
      focused += 1;
    },
  },
  tell: (message: unknown) => told.push(message),
} as unknown as PanelFrame;
beforeEach(() => {
  told.length = 0;
  focused = 0;
});

/** A page's window, whose clock stands at `now` milliseconds. */
const guardIn = (now: number, document: { hidden: boolean; focus: boolean }) =>
  guardKeyboard(
    {
      performance: { now: () => now },
      document: { hidden: document.hidden, hasFocus: () => document.focus },
      addEventListener() {},
    } as unknown as Window,
    new AbortController().signal,
  );

test('what a page takes in the middle of typing is taken back once, and then only told', () => {
  const guard = guardIn(20_000, { hidden: false, focus: true });
  guard.lost(frame, 100);
  guard.lost(frame, 100);
  expect(focused).toBe(1);
  expect(told).toEqual([
    { type: 'keyboardTaken', back: true },
    { type: 'keyboardTaken', back: false },
  ]);
});

test.each([
  ['another window has it', { hidden: false, focus: false }],
  ['another tab is in front', { hidden: true, focus: true }],
])('nothing is taken back or told where %s', (_, document) => {
  guardIn(20_000, document).lost(frame, 100);
  expect(focused).toBe(0);
  expect(told).toEqual([]);
});
