import { expect, test } from 'vitest';
import { refusalCounter, type SessionStorage } from '@/lib/background/refusals';

/** A storage whose writes wait until they are let through. */
function slowStorage() {
  let stored: Record<string, unknown> = {};
  const waiting: (() => void)[] = [];
  const storage: SessionStorage = {
    get: async () => stored,
    set: (items) =>
      new Promise((resolve) => {
        waiting.push(() => {
          stored = { ...stored, ...items };
          resolve();
        });
      }),
  };
  return {
    storage,
    get writing() {
      return waiting.length;
    },
    async letThrough() {
      waiting.shift()?.();
      await settled();
    },
    refused: () => stored.refused,
  };
}

/** Lets everything that waits for nothing but promises go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('refusals are counted by kind, on top of what was counted before', async () => {
  const slow = slowStorage();
  await Promise.all([slow.storage.set({ refused: { token: 2 } }), slow.letThrough()]);
  const count = refusalCounter(slow.storage);
  count('token');
  count('sender');
  count('token');
  await settled();
  await slow.letThrough();
  await slow.letThrough();
  expect(slow.refused()).toEqual({ token: 4, sender: 1 });
});

test('one write is under way at a time, however many are refused', async () => {
  const slow = slowStorage();
  const count = refusalCounter(slow.storage);
  for (let times = 0; times < 1_000; times += 1) count('malformed');
  await settled();
  expect(slow.writing).toBe(1);
  for (let times = 0; times < 1_000; times += 1) count('malformed');
  await settled();
  expect(slow.writing).toBe(1);
  await slow.letThrough();
  await slow.letThrough();
  expect(slow.refused()).toEqual({ malformed: 2_000 });
  expect(slow.writing).toBe(0);
});

test('a storage that fails loses counts, and counting goes on', async () => {
  let fails = true;
  let stored: Record<string, unknown> = {};
  const count = refusalCounter({
    get: async () => (fails ? Promise.reject(new Error('no storage')) : stored),
    set: async (items) => {
      if (fails) throw new Error('no storage');
      stored = items;
    },
  });
  count('order');
  await settled();
  fails = false;
  count('order');
  await settled();
  expect(stored).toEqual({ refused: { order: 1 } });
});
