import { expect, test } from 'vitest';
import type { FromPanel } from '@/lib/messaging';
import { pollCover } from '@/lib/panel/cover-poll';

function watched() {
  const sent: FromPanel['type'][] = [];
  let covered = false;
  let run: (() => void) | null = null;
  const pointer = pollCover({
    send: ({ type }) => sent.push(type),
    isCovered: () => covered,
    every(_, tick) {
      run = tick;
      return () => {
        run = null;
      };
    },
  });
  return {
    ...pointer,
    sent,
    cover(on: boolean) {
      covered = on;
    },
    tick: () => run?.(),
    isAsking: () => run !== null,
  };
}

test('a pointer that comes is told to the host once, and asked about as long as it is there', () => {
  const { over, tick, sent, isAsking } = watched();
  over();
  over();
  tick();
  tick();
  expect(sent).toEqual(['hovered', 'look', 'look', 'look']);
  expect(isAsking()).toBe(true);
});

test('a pointer that has left is asked about until nothing covers the panel', () => {
  const { over, left, tick, sent, cover, isAsking } = watched();
  cover(true);
  over();
  left();
  tick();
  expect(sent).toEqual(['hovered', 'look', 'look']);
  cover(false);
  tick();
  expect(isAsking()).toBe(false);
  over();
  expect(sent.slice(3)).toEqual(['hovered', 'look']);
});

test('a pointer that comes back while something covers the panel is told again', () => {
  const { over, left, sent, cover } = watched();
  cover(true);
  over();
  left();
  over();
  expect(sent).toEqual(['hovered', 'look', 'hovered']);
});

test('a finger is asked about at once', () => {
  const { look, sent, isAsking } = watched();
  look();
  expect(sent).toEqual(['look']);
  expect(isAsking()).toBe(false);
});
