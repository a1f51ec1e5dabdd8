import { expect, test } from 'vitest';
import { shareTeller } from '@/lib/background/shares';

test('each change of what a tab shares is told once, also by another background', async () => {
  const told: string[] = [];
  let tabs: readonly number[] = [];
  const kept = {
    read: async () => tabs,
    write: async (next: readonly number[]) => {
      tabs = next;
    },
  };
  const teller = () =>
    shareTeller(kept, async (tabId, signal) => {
      told.push(`${tabId} ${signal}`);
      return true;
    });
  const hear = teller();
  // A camera that goes on and off is told of with the same word about the screen.
  await Promise.all(
    (
      [
        [1, false],
        [1, true],
        [1, true],
        [2, true],
        [1, false],
        [1, false],
        [1, true],
      ] as const
    ).map(([tabId, shares]) => hear(tabId, shares)),
  );
  expect(told).toEqual(['1 sharesMore', '2 sharesMore', '1 shareEnded', '1 sharesMore']);
  told.length = 0;
  const later = teller();
  await later(1, true);
  await later(2, false);
  expect(told).toEqual(['2 shareEnded']);
});

test('a failure to keep it keeps nothing from being told afterwards', async () => {
  const told: number[] = [];
  let fails = true;
  const hear = shareTeller(
    {
      read: async () => [],
      write: async () => {
        if (fails) throw new Error('full');
      },
    },
    async (tabId) => {
      told.push(tabId);
      return true;
    },
  );
  await expect(hear(1, true)).rejects.toThrow('full');
  fails = false;
  await hear(1, true);
  expect(told).toEqual([1, 1]);
});

test('what nobody in the tab has heard is told again', async () => {
  let tabs: readonly number[] = [];
  let isThere = false;
  const told: string[] = [];
  const hear = shareTeller(
    {
      read: async () => tabs,
      write: async (next) => {
        tabs = next;
      },
    },
    async (tabId, signal) => {
      told.push(`${tabId} ${signal}`);
      return isThere;
    },
  );
  // The page shares before its site is added.
  await hear(1, true);
  isThere = true;
  await hear(1, true);
  await hear(1, true);
  expect(told).toEqual(['1 sharesMore', '1 sharesMore']);
});
