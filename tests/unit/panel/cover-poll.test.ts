import { expect, test } from 'vitest';
import type { FromPanel } from '@/lib/messaging';
import { pollCover } from '@/lib/panel/cover-poll';

const HERE = { x: 3, y: 4 };

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
  over(HERE);
  over(HERE);
  tick();
  tick();
  expect(sent).toEqual(['hovered', 'look', 'look', 'look']);
  expect(isAsking()).toBe(true);
});

test('a pointer that has left is asked about until nothing covers the panel', () => {
  const { over, left, tick, sent, cover, isAsking } = watched();
  cover(true);
  over(HERE);
  left();
  tick();
  expect(sent).toEqual(['hovered', 'look', 'look']);
  cover(false);
  tick();
  expect(isAsking()).toBe(false);
  over(HERE);
  expect(sent.slice(3)).toEqual(['hovered', 'look']);
});

test('a pointer that comes back while something covers the panel is told again', () => {
  const { over, left, sent, cover } = watched();
  cover(true);
  over(HERE);
  left();
  over(HERE);
  expect(sent).toEqual(['hovered', 'look', 'hovered']);
});

test('a finger is asked about at once', () => {
  const { look, sent, isAsking } = watched();
  look();
  expect(sent).toEqual(['look']);
  expect(isAsking()).toBe(false);
});

test('where the pointer came in is told until it has moved', () => {
  const looks: unknown[] = [];
  let tick = () => {};
  const { over, left } = pollCover({
    send: (message) => message.type === 'look' && looks.push(message.cameAt),
    isCovered: () => false,
    every(_, run) {
      tick = run;
      return () => {};
    },
  });
  over(HERE);
  over(HERE);
  tick();
  over({ x: 4, y: 4 });
  tick();
  over(HERE);
  tick();
  expect(looks).toEqual([HERE, HERE, null, null]);
  left();
  over(HERE);
  tick();
  expect(looks.at(-1)).toEqual(HERE);
});
