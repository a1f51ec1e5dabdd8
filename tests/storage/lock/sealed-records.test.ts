import { describe, expect, test } from 'vitest';
import { newClient } from '@/lib/practice';
import type { SealedBytes } from '@/lib/store';
import { deviceKeyRing, open, RingChangedError, reseal, seal, vaultOf } from '@/lib/vault';
import { line } from '../../fixtures/note.ts';
import { planAt } from '../../fixtures/session.ts';
import {
  device,
  everything,
  filled,
  lockForEachTest,
  lockOn,
  newStore,
  set,
  WORDS,
} from './locked-vault.ts';

lockForEachTest();

/** A store with more notes than are sealed anew in two batches. */
const withMany = async () => {
  const store = newStore();
  const vault = vaultOf(store, await lockOn(store).ring());
  await filled(store, vault);
  await vault.addNotes(
    's1',
    Array.from({ length: 450 }, (_, n) => line(`many-${n}`, `text ${n}`)),
    [],
  );
  return store;
};

describe('while locked', () => {
  test('notes, drafts, cards and words are sealed, and are there afterwards', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const lock = await set(store);
    await lock.lock();
    const vault = vaultOf(store, await lock.ring());
    const lines = [line('l5', 'five'), line('l6', 'six', 'private')];
    expect(await vault.addNotes('s1', lines, [])).toEqual(['l5', 'l6']);
    await vault.putDraft('s1', 'p2', {
      text: 'later',
      kind: 'note',
      compartment: 'record',
      speaker: '',
    });
    await vault.putCardField('s1', 'present', 'a sister');
    await vault.append('s1', 3, [
      { type: 'legSetAside', at: 4_000, leg: 'planning', reason: { words: 'too much today' } },
    ]);
    const written = ['five', 'six', 'later', 'a sister', 'too much today'];
    const closed = await everything(vault);
    for (const word of written) expect(closed).not.toContain(word);
    // The vault knows without a key that these notes are there.
    expect(await vault.addNotes('s1', [line('l5', 'again')], [])).toEqual([]);
    await expect(vault.changeClient('c1', () => newClient('c1', 'X', 1))).rejects.toMatchObject({
      reason: 'locked',
    });

    await lock.unlock('five words');
    const opened = await everything(vaultOf(store, await lock.ring()));
    for (const word of [...WORDS, ...written]) expect(opened).toContain(word);
  });
  test('a session can be closed, and is locked away whole', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const lock = await set(store);
    await lock.lock();
    const vault = vaultOf(store, await lock.ring());
    await vault.close(
      's1',
      3,
      [
        { type: 'ended', at: 5_000 },
        { type: 'closed', at: 6_000 },
      ],
      true,
    );
    await expect(vault.session('s1')).rejects.toMatchObject({ reason: 'unknownKey' });
    expect(await vault.unsettled()).toEqual(['s1']);
    await lock.unlock('five words');
    const after = vaultOf(store, await lock.ring());
    expect((await after.session('s1'))?.notes.map(({ text }) => text).sort()).toEqual([
      'one',
      'two',
    ]);
    await after.settle('s1', [], [], []);
    expect(await after.unsettled()).toEqual([]);
  });
});

test('private and record have keys of their own', async () => {
  const store = newStore();
  await filled(store, vaultOf(store, await lockOn(store).ring()));
  const lock = await set(store);
  const ring = await lock.ring();
  const own = ring.opening.filter(({ id }) => id !== ring.private.id);
  const l2 = (await store.lines.get('l2'))?.body as SealedBytes;
  await expect(open(own, 'line', 'l2', l2)).rejects.toMatchObject({ reason: 'unknownKey' });
  const l1 = (await store.lines.get('l1'))?.body as SealedBytes;
  expect(await open(own, 'line', 'l1', l1)).toMatchObject({ text: 'one' });
});

test('nobody writes with keys of a lock that is no longer there', async () => {
  const store = newStore();
  const before = vaultOf(store, await lockOn(store).ring());
  await filled(store, before);
  await set(store);
  await expect(before.addNotes('s1', [line('l9', 'late')], [])).rejects.toThrow(RingChangedError);
  await expect(before.changeSettings((all) => all)).rejects.toThrow(RingChangedError);
  expect(await store.lines.get('l9')).toBeUndefined();
});

describe('sealing anew', () => {
  test('goes on where it was, and tells how far it is', async () => {
    const store = await withMany();
    const lock = lockOn(store);
    await lock.set('five words');
    const ring = await lock.ring();
    const told: string[] = [];
    await expect(
      reseal(
        store,
        ring,
        () => device.now,
        ({ done, all }) => {
          told.push(`${done}/${all}`);
          if (told.length === 2) throw new Error('closed in the middle');
        },
      ),
    ).rejects.toThrow('closed in the middle');
    // Everything is readable while half of it is sealed anew.
    expect((await vaultOf(store, ring).session('s1'))?.notes).toHaveLength(452);
    const rest: number[] = [];
    expect(
      await reseal(
        store,
        ring,
        () => device.now,
        ({ all }) => rest.push(all),
      ),
    ).toBe(0);
    expect(Math.max(...rest)).toBeLessThan(Number(told[0]?.split('/')[1]));
    expect((await vaultOf(store, await lock.ring()).session('s1'))?.notes).toHaveLength(452);
    expect(
      await reseal(
        store,
        await lock.ring(),
        () => device.now,
        () => rest.push(-1),
      ),
    ).toBe(0);
    expect(rest).not.toContain(-1);
  });
  test('ends where it is when the notes are locked, and deletes no key', async () => {
    const store = await withMany();
    const lock = lockOn(store);
    await lock.set('five words');
    const locked = new AbortController();
    const told: number[] = [];
    await expect(
      reseal(
        store,
        await lock.ring(),
        () => device.now,
        ({ done }) => {
          told.push(done);
          locked.abort(new Error('locked'));
        },
        locked.signal,
      ),
    ).rejects.toThrow('locked');
    expect(told).toEqual([200]);
    expect((await store.keys.toArray()).some(({ use }) => use === 'old')).toBe(true);
    expect((await vaultOf(store, await lock.ring()).session('s1'))?.notes).toHaveLength(452);
  });

  test('leaves what it can not open, says so, and keeps the key that might', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const other = (await store.lines.get('l2'))?.body as SealedBytes;
    await store.lines.update('l1', { body: other });
    const lock = lockOn(store);
    await lock.set('five words');
    expect(
      await reseal(
        store,
        await lock.ring(),
        () => device.now,
        () => {},
      ),
    ).toBe(1);
    expect((await store.keys.toArray()).some(({ use }) => use === 'old')).toBe(true);
    expect((await vaultOf(store, await lock.ring()).session('s1'))?.unreadable).toBe(1);
  });
});

test('a vault of one key from before is given keys of its own, and its notes stay readable', async () => {
  const store = newStore();
  const old = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const id = '0123456789abcdef';
  await store.keys.add({ id, key: old, createdAt: 1 });
  const { id: _, ...body } = line('l1', 'one');
  const key = { id, key: old };
  const { minutes, endsBy, endsAt, budgets } = planAt(1_000);
  await store.sessions.add({
    id: 's1',
    startedAt: 1_000,
    endedAt: 0,
    closedAt: 5_000,
    body: await seal(key, 'session', 's1', {
      plan: { minutes, endsBy, endsAt, budgets },
      place: null,
    }),
  });
  await store.lines.add({
    id: 'l1',
    sessionId: 's1',
    at: 1,
    body: await seal(key, 'line', 'l1', body),
  });
  const ring = await deviceKeyRing(store, () => 1);
  expect(ring.device.id).toBe(id);
  expect((await vaultOf(store, ring).session('s1'))?.notes[0]?.text).toBe('one');
  const lock = await set(store);
  expect((await store.keys.toArray()).map((row) => row.id)).not.toContain(id);
  expect((await vaultOf(store, await lock.ring()).session('s1'))?.notes[0]?.text).toBe('one');
});
