import { expect, test } from 'vitest';
import { attendSites } from '@/lib/background/sites';
import type { ToHost } from '@/lib/messaging';
import { KNOWN_PATTERNS, OPTIONAL_PATTERNS } from '@/lib/sites';

const OWN = 'https://rooms.example/*';

function browserWith(granted: readonly string[]) {
  const seen = {
    granted,
    registered: [] as (readonly string[])[],
    busy: false,
    injected: [] as number[],
    asked: [] as string[],
    told: [] as (readonly [number, ToHost])[],
  };
  const sites = attendSites({
    granted: async () => seen.granted,
    registered: async () => (seen.registered.length === 0 ? [] : (seen.registered.at(-1) ?? null)),
    async register(patterns) {
      expect(seen.busy, 'another registration is going on').toBe(false);
      seen.busy = true;
      await Promise.resolve();
      seen.registered.push(patterns);
      seen.busy = false;
    },
    inject: async (tabId) => void seen.injected.push(tabId),
    tabs: async (patterns) => {
      if (patterns) seen.asked.push(...patterns);
      return patterns ? [7] : [7, 8];
    },
    tell: (tabId, message) => seen.told.push([tabId, message]),
  });
  return { seen, sites };
}

test('no address counts as added before it is known what is', () => {
  const { sites } = browserWith([OWN]);
  expect(sites.isAdded('https://rooms.example/one')).toBe(false);
});

test('Perch runs on what is granted, and knows its addresses', async () => {
  const { seen, sites } = browserWith([OWN]);
  await sites.attend();
  expect(seen.registered).toEqual([[OWN]]);
  expect(sites.isAdded('https://rooms.example/one')).toBe(true);
  for (const other of ['https://other.rooms.example/', 'https://elsewhere.example/', 'no address'])
    expect(sites.isAdded(other)).toBe(false);
});

test('what is registered already stays, and is registered once by two who attend at once', async () => {
  const { seen, sites } = browserWith([OWN]);
  await Promise.all([sites.attend(), sites.added([OWN]), sites.attend()]);
  expect(seen.registered).toEqual([[OWN]]);
  const again = browserWith([OWN]);
  again.seen.registered.push([OWN]);
  await again.sites.attend();
  expect(again.seen.registered).toHaveLength(1);
});

test('a site that is added has the panel in tabs that are open', async () => {
  const { seen, sites } = browserWith([]);
  seen.granted = [OWN];
  await sites.added([OWN]);
  expect(seen.registered).toEqual([[OWN]]);
  expect(seen.injected).toEqual([7]);
  expect(seen.told).toEqual([]);
});

test('every tab is told of a site that is removed, because its scripts are still there', async () => {
  const { seen, sites } = browserWith([OWN]);
  await sites.attend();
  seen.granted = [];
  await sites.removed([OWN]);
  expect(seen.registered.at(-1)).toEqual([]);
  expect(sites.isAdded('https://rooms.example/one')).toBe(false);
  const message = { type: 'withdrawn', origins: [OWN] };
  expect(seen.told).toEqual([
    [7, message],
    [8, message],
  ]);
});

test('the removal of another kind of permission tells nobody anything', async () => {
  const { seen, sites } = browserWith([OWN]);
  await sites.removed([]);
  expect(seen.told).toEqual([]);
});

test('a permission for every site puts the panel into known sites alone', async () => {
  const { seen, sites } = browserWith([OWN]);
  await sites.added([OWN, '<all_urls>']);
  expect(seen.asked).toEqual([OWN, ...KNOWN_PATTERNS]);
});

test.each(['<all_urls>', 'https://*/*', '*://*/*'])(
  'when %s is taken back, the sites that are allowed by themselves keep the panel',
  async (everywhere) => {
    const [kept, ...gone] = OPTIONAL_PATTERNS;
    const { seen, sites } = browserWith([OWN, kept ?? '']);
    await sites.removed([everywhere]);
    expect(seen.told[0]).toEqual([7, { type: 'withdrawn', origins: gone }]);
  },
);
