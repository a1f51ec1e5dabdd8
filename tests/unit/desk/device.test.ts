import { expect, test } from 'vitest';
import { createDevice, type DeviceParts } from '@/lib/desk/device';
import { BUILT_IN_PATTERNS, KNOWN_PATTERNS } from '@/lib/sites';

const device = (change: Partial<DeviceParts> = {}) =>
  createDevice({
    version: '0.1.0',
    storage: {
      persisted: async () => false,
      persist: async () => true,
      estimate: async () => ({ usage: 5_000_000, quota: 1_000_000_000 }),
    } as unknown as StorageManager,
    refusals: async () => ({}),
    origins: async () => [],
    granted: async () => [],
    allows: async () => false,
    os: async () => 'linux',
    commands: async () => [],
    ...change,
  });

test('nothing is known before the browser was asked', () => {
  const { storage, sites, commands, lowOnSpace } = device();
  expect(storage.value).toEqual({
    version: '0.1.0',
    persisted: null,
    usedBytes: null,
    freeBytes: null,
    refused: null,
  });
  expect([sites.value, commands.value, lowOnSpace.value]).toEqual([null, null, false]);
});

test('the storage says what is used, what is free, and what was refused', async () => {
  const { storage, readStorage } = device({ refusals: async () => ({ token: 2, sender: 3 }) });
  await readStorage();
  expect(storage.value).toMatchObject({ persisted: false, usedBytes: 5_000_000, refused: 5 });
});

test('a browser that would store little more is said to be low on space', async () => {
  const estimate = async () => ({ usage: 999_000_000, quota: 1_000_000_000 });
  const storage = { persisted: async () => true, estimate } as unknown as StorageManager;
  const { lowOnSpace, readStorage } = device({ storage });
  await readStorage();
  expect(lowOnSpace.value).toBe(true);
});

test('the browser is asked to keep what is stored, and then how it stands', async () => {
  let kept = false;
  const storage = {
    persisted: async () => kept,
    persist: async () => {
      kept = true;
      return kept;
    },
    estimate: async () => ({}),
  } as unknown as StorageManager;
  const made = device({ storage });
  expect(await made.persist()).toBe(true);
  expect(made.storage.value.persisted).toBe(true);
});

test('known sites are listed with what the browser allows, and added ones after them', async () => {
  const allowed = ['https://meet.google.com/*', 'https://calls.example.org/*'];
  const { sites, everywhere, readSites } = device({
    origins: async () => allowed,
    granted: async (known, builtIn) => {
      expect([known, builtIn]).toEqual([KNOWN_PATTERNS, BUILT_IN_PATTERNS]);
      return ['https://calls.example.org/*'];
    },
    allows: async (patterns) => patterns.some((pattern) => allowed.includes(pattern)),
  });
  await readSites();
  expect(sites.value?.find(({ name }) => name === 'Google Meet')?.allowed).toBe(true);
  expect(sites.value?.find(({ name }) => name === 'Zoom')?.allowed).toBe(false);
  expect(sites.value?.at(-1)).toMatchObject({ name: 'calls.example.org', allowed: true });
  expect(everywhere.value).toBe(false);
});

test.each(['<all_urls>', '*://*/*', 'https://*/*'])('%s lets Perch run everywhere', async (one) => {
  const { everywhere, readSites } = device({ origins: async () => [one] });
  await readSites();
  expect(everywhere.value).toBe(true);
});

test('commands without words are left out, and one without a key has none', async () => {
  const { commands, readCommands } = device({
    commands: async () => [
      { description: 'Mask', shortcut: 'Alt+Shift+M' },
      { description: 'Lock' },
      { shortcut: 'Alt+Shift+X' },
    ],
  });
  await readCommands();
  expect(commands.value).toEqual([
    { what: 'Mask', key: 'Alt+Shift+M', trouble: 'layout' },
    { what: 'Lock', key: '', trouble: 'none' },
  ]);
});
