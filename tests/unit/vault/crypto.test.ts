import { argon2id } from '@noble/hashes/argon2.js';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '@/lib/vault/bytes';
import { ASK_EVERY, lockDue, type Watched } from '@/lib/vault/lock-due';
import { cheaperThan, derive, waitAfter } from '@/lib/vault/passphrase';
import { strengthOf } from '@/lib/vault/strength';
import { CASES } from '../../crypto/suite.ts';

describe('cryptography, in Node', () => {
  test.each(CASES)('$name', ({ run }) => run(), 60_000);
});

test('Argon2id is what an independent implementation says it is', async () => {
  const salt = fromHex('000102030405060708090a0b0c0d0e0f');
  for (const [passphrase, cost] of [
    ['pässword', { memoryKiB: 256, passes: 2, lanes: 1 }],
    ['five unrelated words in here', { memoryKiB: 1_024, passes: 3, lanes: 2 }],
  ] as const) {
    const other = argon2id(passphrase.normalize('NFC'), salt, {
      m: cost.memoryKiB,
      t: cost.passes,
      p: cost.lanes,
      dkLen: 32,
    });
    expect(toHex(await derive(passphrase, salt, cost))).toBe(toHex(other));
  }
});

test('a wait grows with wrong tries, begins after several, and has a limit', () => {
  expect([0, 4, 5, 6, 7, 8, 9, 10, 100].map(waitAfter)).toEqual([
    0, 0, 5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000,
  ]);
});

test('a cost is cheaper when it takes less memory, or less work over the same', () => {
  const cost = { memoryKiB: 64, passes: 3, lanes: 1 };
  expect(cheaperThan(cost, cost)).toBe(false);
  expect(cheaperThan({ ...cost, memoryKiB: 32 }, cost)).toBe(true);
  expect(cheaperThan({ ...cost, passes: 2 }, cost)).toBe(true);
  expect(cheaperThan({ ...cost, passes: 4 }, cost)).toBe(false);
});

test('the strength of a passphrase is told in time', () => {
  expect([3, 8, 10, 11, 12, 14, 20].map(strengthOf)).toEqual([
    'minutes',
    'minutes',
    'days',
    'days',
    'months',
    'centuries',
    'centuries',
  ]);
});

describe('notes are locked', () => {
  const now = 1_800_000_000_000;
  const usual: Watched = {
    now,
    lastAsked: now - ASK_EVERY,
    lastUse: now - 60_000,
    afterMinutes: 15,
    onSleep: true,
    running: false,
  };
  test.each<[string, Partial<Watched>, ReturnType<typeof lockDue>]>([
    ['not while in use', {}, null],
    ['after time without use', { lastUse: now - 15 * 60_000 }, 'idle'],
    ['not a moment before', { lastUse: now - 15 * 60_000 + 1 }, null],
    ['not if never was chosen', { lastUse: 1, afterMinutes: 0 }, null],
    ['not while a session is running', { lastUse: 1, running: true }, null],
    ['after sleep, session or not', { lastAsked: now - 600_000, running: true }, 'slept'],
    ['not after sleep if that was turned off', { lastAsked: now - 600_000, onSleep: false }, null],
    ['not when asked for the first time', { lastAsked: 0, lastUse: 0 }, null],
    ['not for a clock that went back', { lastAsked: now + 600_000, lastUse: now + 600_000 }, null],
  ])('%s', (_, change, expected) => {
    expect(lockDue({ ...usual, ...change })).toBe(expected);
  });
});
