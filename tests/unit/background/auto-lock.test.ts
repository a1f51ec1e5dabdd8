import { describe, expect, test } from 'vitest';
import { keepLocked, type LockingParts } from '@/lib/background/auto-lock';

const NOON = new Date(2026, 10, 23, 12, 0).getTime();
const MINUTE = 60_000;

/** Locking on a device at noon: unlocked, asked half a minute ago, used a moment ago. */
function device(
  change: Partial<{
    unlocked: boolean;
    asked: number;
    lastUse: number;
    underway: boolean;
    lockAfterMinutes: number;
    lockOnSleep: boolean;
    withoutInput: number;
    windows: number;
  }> = {},
) {
  const state = {
    now: NOON,
    unlocked: true,
    asked: NOON - 30_000,
    lastUse: NOON - 1_000,
    underway: false,
    lockAfterMinutes: 10,
    lockOnSleep: true,
    withoutInput: 10,
    windows: 1,
    locked: 0,
    idleAfter: [] as number[],
    ...change,
  };
  const parts: LockingParts = {
    now: () => state.now,
    isUnlocked: async () => state.unlocked,
    lock: async () => {
      state.locked += 1;
      state.unlocked = false;
    },
    asked: {
      read: async () => state.asked,
      write: async (at) => {
        state.asked = at;
      },
    },
    lastUse: async () => state.lastUse,
    settings: async () => state,
    underway: async () => state.underway,
    used() {
      state.lastUse = state.now;
    },
    detectIdleAfter: (minutes) => state.idleAfter.push(minutes),
    countWindows: async () => state.windows,
    isIdleFor: async (minutes) => state.withoutInput >= minutes,
  };
  return { state, locking: keepLocked(parts) };
}

describe('when it is asked whether to lock', () => {
  test('notes in use stay open, and the browser is told when the device counts as idle', async () => {
    const { state, locking } = device();
    await locking.ask();
    expect(state).toMatchObject({ locked: 0, asked: NOON, idleAfter: [10] });
  });

  test('notes are locked after so many minutes without use', async () => {
    const { state, locking } = device({ lastUse: NOON - 10 * MINUTE });
    await locking.ask();
    expect(state).toMatchObject({ locked: 1, idleAfter: [] });
  });

  test('notes are not locked for want of use while a session runs, or when that is not wanted', async () => {
    for (const change of [{ underway: true }, { lockAfterMinutes: 0 }]) {
      const { state, locking } = device({ lastUse: NOON - 60 * MINUTE, ...change });
      await locking.ask();
      expect(state.locked).toBe(0);
    }
  });

  test('notes are locked after sleep, during a session too, unless that is not wanted', async () => {
    for (const [change, locked] of [
      [{}, 1],
      [{ underway: true }, 1],
      [{ lockOnSleep: false }, 0],
    ] as const) {
      const { state, locking } = device({ asked: NOON - 5 * MINUTE, ...change });
      await locking.ask();
      expect(state.locked).toBe(locked);
    }
  });

  test('nothing is done while they are locked, and that it was asked is known', async () => {
    const { state, locking } = device({ unlocked: false, asked: NOON - 60 * MINUTE });
    await locking.ask();
    expect(state).toMatchObject({ locked: 0, asked: NOON });
  });
});

test('notes that were locked for hours stay open once they are unlocked, which is a use', async () => {
  const hoursAgo = NOON - 300 * MINUTE;
  const { state, locking } = device({ unlocked: false, asked: hoursAgo, lastUse: hoursAgo });
  await locking.changed();
  expect(state.lastUse, 'locking is none').toBe(hoursAgo);
  state.unlocked = true;
  await locking.changed();
  await locking.ask();
  expect(state.locked).toBe(0);
  state.now += 10 * MINUTE;
  state.asked = state.now;
  await locking.ask();
  expect(state.locked).toBe(1);
});

describe('what the device tells', () => {
  test('that its screen is locked locks the notes, unless that is not wanted', async () => {
    for (const [change, locked] of [
      [{}, 1],
      [{ underway: true }, 1],
      [{ lockOnSleep: false }, 0],
    ] as const) {
      const { state, locking } = device(change);
      await locking.deviceIs('locked');
      expect(state.locked).toBe(locked);
    }
  });

  test('that nobody uses it locks the notes, but not during a session or when that is not wanted', async () => {
    for (const [change, locked] of [
      [{}, 1],
      [{ underway: true }, 0],
      [{ lockAfterMinutes: 0 }, 0],
    ] as const) {
      const { state, locking } = device(change);
      await locking.deviceIs('idle');
      expect(state.locked).toBe(locked);
    }
  });

  test('that nobody has used it for a minute locks nothing before the time that is set', async () => {
    const { state, locking } = device({ withoutInput: 1 });
    await locking.deviceIs('idle');
    expect(state).toMatchObject({ locked: 0, idleAfter: [10] });
  });

  test('that somebody is back asks whether it is time to lock', async () => {
    const { state, locking } = device({ asked: NOON - 60 * MINUTE });
    await locking.deviceIs('active');
    expect(state.locked).toBe(1);
  });
});

test.each([
  [0, true, 1],
  [1, true, 0],
  [0, false, 0],
])(
  'a window is closed, %i are left, unlocked: %s, and the notes are locked %i times',
  async (windows, unlocked, locked) => {
    const { state, locking } = device({ windows, unlocked, underway: true });
    await locking.windowClosed();
    expect(state.locked).toBe(locked);
  },
);
