import { expect, test } from 'vitest';
import { CALM, patiently } from '@/lib/overlay/patience';

function patience(longest = 60_000) {
  let now = 0;
  const pauses: number[] = [];
  const waiting: (() => void)[] = [];
  const told: boolean[] = [];
  let answers = 0;
  const view = {
    performance: { now: () => now },
    setTimeout(run: () => void, ms: number) {
      pauses.push(ms);
      waiting.push(run);
    },
  };
  const made = patiently(
    view,
    longest,
    () => {
      answers += 1;
    },
    () => told.push(made.isLasting()),
  );
  return {
    ...made,
    pauses,
    told,
    answers: () => answers,
    pass(ms: number) {
      now += ms;
    },
    wake: () => waiting.shift()?.(),
  };
}

test('what happens twenty times in a row is answered at once, and then after pauses that double', () => {
  const fight = patience();
  for (let n = 0; n < 20; n += 1) fight.now();
  expect([fight.answers(), fight.told, fight.pauses]).toEqual([20, [], []]);
  for (let n = 0; n < 9; n += 1) {
    fight.now();
    fight.now();
    fight.wake();
  }
  expect(fight.answers()).toBe(29);
  const seconds = [1, 2, 4, 8, 16, 32, 60, 60, 60];
  expect(fight.pauses).toEqual(seconds.map((one) => one * 1_000));
  expect(fight.told).toEqual([true]);
});

test('it is over when nothing has happened for a while, and begins anew', () => {
  const fight = patience(4_000);
  for (let n = 0; n < 21; n += 1) fight.now();
  fight.pass(CALM);
  fight.tick();
  expect(fight.isLasting(), 'an answer is still to come').toBe(true);
  fight.wake();
  fight.now();
  fight.wake();
  fight.tick();
  expect(fight.isLasting(), 'it has just happened again').toBe(true);
  fight.pass(CALM);
  fight.tick();
  expect([fight.isLasting(), fight.told]).toEqual([false, [true, false]]);
  const before = fight.answers();
  fight.now();
  expect(fight.answers()).toBe(before + 1);
});

test('what happens every few seconds for hours is no fight', () => {
  const page = patience();
  for (let n = 0; n < 1_000; n += 1) {
    page.now();
    page.pass(3_000);
    if (n % 2 === 0) page.tick();
  }
  expect([page.answers(), page.told]).toEqual([1_000, []]);
});
