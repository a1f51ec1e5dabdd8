import { describe, expect, test } from 'vitest';
import { createDeskVault } from '@/lib/desk/desk-vault';
import { NewerDatabaseError, UpgradeError } from '@/lib/store';
import { derive, deviceKeyRing, type Tally } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';
import { storeCalled } from '../stores.ts';
import { desksForEachTest, openedDesk } from './desk.ts';

desksForEachTest();

describe('the vault of the desk', () => {
  test('is open without a passphrase', async () => {
    const desk = await openedDesk();
    expect(desk.lockState.value).toBe('none');
    expect(desk.opened.value?.vault.locked).toBe(false);
  });

  test('is opened again when another page unlocks it, and gone when that one locks it', async () => {
    const [here, there] = [await openedDesk(), await openedDesk()];
    const lock = await there.lock();
    await lock.set('five words');
    await expect.poll(() => here.lockState.value).toBe('open');
    const unlocked = here.unlocked();
    await lock.lock();
    await expect.poll(() => here.lockState.value).toBe('locked');
    expect(here.opened.value).toBeNull();
    expect(unlocked.aborted).toBe(true);
    expect(here.unlocked().aborted).toBe(false);
    await (await here.lock()).unlock('five words');
    await expect.poll(() => there.lockState.value).toBe('open');
  });

  test('seals older notes under a new passphrase in one page, and says when it is done', async () => {
    const desk = await openedDesk();
    await desk.written((vault) => vault.changeSettings((all) => ({ ...all, quiet: true })));
    await (await desk.lock()).set('five words');
    await expect.poll(() => desk.lockState.value).toBe('open');
    await expect.poll(() => desk.resealing.value).toBeNull();
    expect(desk.leftOver.value).toBe(0);
  });

  test('writes again with new keys when the lock has changed meanwhile', async () => {
    const [here, there] = [await openedDesk(), await openedDesk()];
    // This page has not heard of the new lock yet.
    const writing = here.written(async (vault) => {
      if (vault.lockState === 'none') await (await there.lock()).set('five words');
      await vault.changeSettings((all) => ({ ...all, quiet: true }));
    });
    expect(await writing).toBeNull();
    expect((await here.opened.value?.vault.settings())?.quiet).toBe(true);
  });

  test('writes one after the other, and says why a write failed', async () => {
    const desk = await openedDesk();
    const order: number[] = [];
    const slow = desk.written(async () => {
      await Promise.resolve();
      order.push(1);
    });
    const failing = desk.written(() => Promise.reject(new Error('the disk is gone')));
    const last = desk.written(async () => order.push(2));
    expect(await Promise.all([slow, failing, last])).toEqual([null, 'storageFailed', null]);
    expect(order).toEqual([1, 2]);
  });

  test.each([
    [new UpgradeError('the step'), 'upgradeFailed'],
    [new NewerDatabaseError(), 'newerDatabase'],
    [new Error('anything'), 'openFailed'],
  ] as const)('that can not be opened says why: %s', async (error, failure) => {
    const desk = createDeskVault({
      openStore: () => Promise.reject(error),
      isNewer: async () => false,
      openElsewhere: null,
      tally: { read: async () => null, write: async () => {} },
      removeStore: async () => {},
      root: { read: async () => null, write: async () => {} },
      derive,
      now: () => 1,
      locks: navigator.locks,
    });
    await desk.open().catch((failed: unknown) => desk.fail(failed));
    expect(desk.failure.value).toBe(failure);
    expect(await desk.written(async () => {})).toBe('storageFailed');
  });

  test('that was emptied says what was there, makes no key, and is left behind when asked', async () => {
    const store = storeCalled(`emptied-${crypto.randomUUID()}`);
    let tally: Tally | null = { sessions: 12, at: 7 };
    const parts = {
      openStore: async () => store,
      isNewer: async () => false,
      openElsewhere: null,
      root: { read: async () => null, write: async () => {} },
      tally: {
        read: async () => tally,
        write: async (next: Tally | null) => {
          tally = next;
        },
      },
      removeStore: async () => expect.unreachable(),
      derive,
      now: () => 9,
      locks: navigator.locks,
    };
    const desk = createDeskVault(parts);
    await desk.open().catch((failed: unknown) => desk.fail(failed));
    expect(desk.failure.value).toBe('emptied');
    expect(desk.emptied.value).toEqual({ sessions: 12, at: 7 });
    expect(await desk.written(async (vault) => vault.changeSettings((all) => all))).toBe(
      'storageFailed',
    );
    expect(await store.keys.count()).toBe(0);
    await desk.startAnew();
    const again = createDeskVault(parts);
    await again.open();
    expect(again.failure.value).toBeNull();
    await expect.poll(() => tally).toEqual({ sessions: 0, at: 9 });
    await again.written((vault) =>
      vault.begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) }),
    );
    await expect.poll(() => tally).toEqual({ sessions: 1, at: 9 });
  });

  test.each([
    ['the same as the background has', true, true, 0, null],
    ['another one', false, true, 0, 'apart'],
    ['emptied, and the background says so too', false, false, 12, 'emptied'],
  ] as const)("is told from the background's: %s", async (_, same, opens, sessions, failure) => {
    const store = storeCalled(`apart-${crypto.randomUUID()}`);
    let asked = 0;
    const desk = createDeskVault({
      openStore: async () => store,
      isNewer: async () => false,
      openElsewhere: async () => {
        asked += 1;
        if (same) await deviceKeyRing(store, () => 1);
        return opens;
      },
      root: { read: async () => null, write: async () => {} },
      tally: { read: async () => ({ sessions, at: 7 }), write: async () => {} },
      removeStore: async () => expect.unreachable(),
      derive,
      now: () => 9,
      locks: navigator.locks,
    });
    await desk.open().catch((failed: unknown) => desk.fail(failed));
    expect(desk.failure.value).toBe(failure);
    expect((await store.keys.count()) > 0).toBe(same);
    if (same) await desk.open();
    expect(asked, 'keys that are there need no asking').toBe(1);
  });

  test('opens when nobody can say what it held before', async () => {
    const store = storeCalled(`untold-${crypto.randomUUID()}`);
    const unreadable = () => Promise.reject(new Error('the disk is gone'));
    const desk = createDeskVault({
      openStore: async () => store,
      isNewer: async () => false,
      openElsewhere: null,
      root: { read: async () => null, write: async () => {} },
      tally: { read: unreadable, write: unreadable },
      removeStore: async () => expect.unreachable(),
      derive,
      now: () => 9,
      locks: navigator.locks,
    });
    await desk.open();
    expect(desk.failure.value).toBeNull();
    expect(await desk.written((vault) => vault.changeSettings((all) => all))).toBeNull();
  });

  test('whose lock was forged says so, and opens once that is put right', async () => {
    const desk = await openedDesk();
    expect(await (await desk.lock()).set('five words')).toEqual({ ok: true });
    await expect.poll(() => desk.lockState.value).toBe('open');
    const { locks } = await desk.store();
    const row = await locks.get('vault');
    const value = row?.value as { readonly record: object };
    const forged = { ...value.record, publicKey: new Uint8Array(32).fill(9) };
    await locks.put({ id: 'vault', value: { ...value, record: forged } });
    await desk.open().catch((failed: unknown) => desk.fail(failed));
    expect(desk.failure.value).toBe('lockForged');
    expect(desk.opened.value).toBeNull();
    await desk.mendLock();
    expect(desk.failure.value).toBeNull();
    expect(await desk.written((vault) => vault.changeSettings((all) => all))).toBeNull();
  });

  test('that can not be opened is removed when asked', async () => {
    let removed = 0;
    const desk = createDeskVault({
      openStore: () => Promise.reject(new Error('anything')),
      isNewer: async () => false,
      openElsewhere: null,
      root: { read: async () => null, write: async () => {} },
      tally: { read: async () => null, write: async () => expect.unreachable() },
      removeStore: async () => {
        removed += 1;
      },
      derive,
      now: () => 1,
      locks: navigator.locks,
    });
    await desk.open().catch((failed: unknown) => desk.fail(failed));
    await desk.startAnew();
    expect(removed).toBe(1);
  });
});
