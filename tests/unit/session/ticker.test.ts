import { describe, expect, test } from 'vitest';
import { startTicker, untilNextSecond } from '@/lib/session';

const END = 1_000_000_000_250;

test.each([
  [0, 1_000],
  [1, 1],
  [999, 999],
  [1_000, 1_000],
  [61_250, 250],
  // Past the end, it counts up.
  [-1, 999],
  [-1_000, 1_000],
  [-1_250, 750],
])('with %i ms to the end, the next second comes in %i ms', (left, expected) => {
  expect(untilNextSecond(END - left, END)).toBe(expected);
});

describe('a ticker', () => {
  /** A clock that moves only when what waits for it is called. */
  function clockwork(start: number) {
    let now = start;
    let next: { readonly run: () => void; readonly ms: number } | null = null;
    return {
      now: () => now,
      later: (run: () => void, ms: number) => {
        next = { run, ms };
        return () => {
          next = null;
        };
      },
      /** Lets the time pass until it calls back, and so many milliseconds more. */
      pass(late = 0) {
        const due = next;
        if (!due) throw new Error('nothing waits');
        now += due.ms + late;
        due.run();
      },
      waits: () => next !== null,
    };
  }

  test('ticks at once, and then with the seconds of the countdown', () => {
    const clock = clockwork(END - 10_400);
    const left: number[] = [];
    startTicker(
      clock,
      () => END,
      (at) => left.push(END - at),
    );
    for (let times = 0; times < 3; times += 1) clock.pass();
    expect(left).toEqual([10_400, 10_000, 9_000, 8_000]);
  });

  test('comes back into step after it was called late', () => {
    const clock = clockwork(END - 10_000);
    const left: number[] = [];
    startTicker(
      clock,
      () => END,
      (at) => left.push(END - at),
    );
    clock.pass(300);
    clock.pass();
    expect(left).toEqual([10_000, 8_700, 8_000]);
  });

  test('follows an end that is corrected', () => {
    let end = END;
    const clock = clockwork(END - 10_000);
    const at: number[] = [];
    startTicker(
      clock,
      () => end,
      (now) => at.push(now),
    );
    end = END + 400;
    clock.pass();
    clock.pass();
    clock.pass();
    expect(at.map((now) => (end - now) % 1_000)).toEqual([400, 400, 0, 0]);
  });

  test('does nothing more once it is stopped', () => {
    const clock = clockwork(END);
    const stop = startTicker(
      clock,
      () => END,
      () => {},
    );
    stop();
    expect(clock.waits()).toBe(false);
  });
});
