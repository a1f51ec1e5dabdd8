import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newLine } from '@/lib/notes';
import { newClient } from '@/lib/practice';
import { type SealedBytes, Store } from '@/lib/store';
import {
  COST,
  type Derive,
  derive,
  deriveInWorker,
  deviceKeyRing,
  Lock,
  LockUnreadableError,
  open,
  RingChangedError,
  type RootKeeper,
  reseal,
  seal,
  type Vault,
  vaultOf,
} from '@/lib/vault';
import { begun as begunEvents, planAt } from '../fixtures/session.ts';

/** The real derivation at a hundredth of its price. */
const cheap: Derive = (passphrase, salt, cost) =>
  derive(passphrase, salt, { ...cost, memoryKiB: cost.memoryKiB / 128, passes: 1 });

let name: string;
let now: number;
let root: string | null;
const stores: Store[] = [];
const keeper: RootKeeper = {
  read: async () => root,
  write: async (next) => {
    root = next;
  },
};
beforeEach(() => {
  name = `lock-${crypto.randomUUID()}`;
  now = 1_000;
  root = null;
});
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await Dexie.delete(name);
});

const newStore = () => {
  const store = new Store(name);
  stores.push(store);
  return store;
};
const lockOn = (store: Store, how: Derive = cheap) =>
  new Lock({ store, root: keeper, derive: how, now: () => now });
const line = (id: string, text: string, compartment: 'record' | 'private' = 'record') =>
  newLine({ id, at: 2_000, leg: 'opening', intoMs: 1_000, kind: 'note', compartment, text });

/**
 * A vault with a running session, a closed one, notes in both compartments, a client, a card, a
 * draft.
 */
async function filled(store: Store, vault: Vault) {
  for (const id of ['s1', 's2'])
    await vault.begin({ id, plan: planAt(1_000), meeting: null, events: begunEvents(1_000) });
  await vault.addLines('s1', [line('l1', 'one'), line('l2', 'two', 'private')], []);
  await vault.addLines('s2', [line('l3', 'three')], []);
  await vault.append('s1', 2, [{ type: 'safetyReasonGiven', at: 3_000, words: 'for safety' }]);
  await vault.close('s2', 2, [{ type: 'closed', at: 9_000 }], false);
  await vault.changeClient('c1', () => ({ ...newClient('c1', 'M-17', 1), name: 'Mara' }));
  await vault.putCardField('s1', 'location', 'at home');
  await vault.putDraft('s1', 'p1', {
    text: 'half',
    kind: 'note',
    compartment: 'private',
    speaker: '',
  });
  await vault.changeSettings((settings) => ({ ...settings, quiet: true }));
  return store;
}

/** Everything that can be read with this vault, as one text. */
async function everything(vault: Vault): Promise<string> {
  const sessions = await Promise.all(
    ['s1', 's2'].map((id) => vault.session(id).catch((error: Error) => error.name)),
  );
  const drafts = [...(await vault.drafts('s1'))];
  return JSON.stringify([sessions, await vault.clients(), await vault.card('s1'), drafts]);
}
const WORDS = ['one', 'two', 'three', 'for safety', 'Mara', 'M-17', 'at home', 'half'];

const set = async (store: Store, passphrase = 'five words') => {
  const lock = lockOn(store);
  expect(await lock.set(passphrase)).toEqual({ ok: true });
  await reseal(
    store,
    await lock.ring(),
    () => now,
    () => {},
  );
  return lock;
};

describe('a passphrase', () => {
  test('is not there at first, and notes are open', async () => {
    const lock = lockOn(newStore());
    expect(await lock.state()).toBe('none');
    expect(await lock.unlock('x')).toEqual({ ok: false, problem: 'noPassphrase' });
    expect((await lock.ring()).locked).toBe(false);
  });
  test('once set, opens everything from before, and nothing else does', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const lock = await set(store);
    expect(await lock.state()).toBe('open');
    const opened = await everything(vaultOf(store, await lock.ring()));
    for (const word of WORDS) expect(opened).toContain(word);

    await lock.lock();
    expect(await lock.state()).toBe('locked');
    const vault = vaultOf(store, await lock.ring());
    const closed = await everything(vault);
    for (const word of WORDS) expect(closed).not.toContain(word);
    // What a running session shows is there: its plan, its legs, and how many notes it has.
    const session = await vault.session('s1');
    expect(session).toMatchObject({ locked: 2, lines: [], plan: planAt(1_000) });
    expect(session?.events.map(({ type }) => type)).toEqual([
      ...begunEvents(1_000).map(({ type }) => type),
      'safetyReasonGiven',
    ]);
    expect((await vault.settings()).quiet).toBe(true);

    expect(await lock.unlock('four words')).toEqual({ ok: false, problem: 'wrongPassphrase' });
    expect(await lock.state()).toBe('locked');
    expect(await lock.unlock('five words')).toEqual({ ok: true });
    expect(await everything(vaultOf(store, await lock.ring()))).toBe(opened);
  });
  test('leaves nothing behind that this device could open by itself', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const before = await store.keys.toArray();
    const lock = await set(store);
    const after = await store.keys.toArray();
    expect(after.map(({ use }) => use)).toEqual(['device']);
    expect(before.map(({ id }) => id)).not.toContain(after[0]?.id);
    await lock.lock();
    const kept = await store.keys.toArray();
    const tries = [
      ...(await store.lines.toArray()).map(({ id, body }) => ['line', id, body] as const),
      ...(await store.clients.toArray()).map(({ id, body }) => ['client', id, body] as const),
      ...(await store.cards.toArray()).map(({ id, body }) => ['card', id, body] as const),
      ['draft', 's1/p1', (await store.drafts.toArray())[0]?.body as SealedBytes] as const,
      // Of a session that is over not even its legs.
      ['session', 's2', (await store.sessions.get('s2'))?.body as SealedBytes] as const,
      ['event', 's2/0', (await store.events.get(['s2', 0]))?.body as SealedBytes] as const,
    ];
    expect(tries.length).toBe(8);
    for (const [kind, id, body] of tries)
      await expect(open(kept, kind, id, body)).rejects.toMatchObject({ reason: 'unknownKey' });
  });
  test('can be changed: the old one no longer opens, and no record is sealed anew', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const lock = await set(store);
    const bodies = async () =>
      JSON.stringify([await store.lines.toArray(), await store.clients.toArray()]);
    const before = await bodies();
    expect(await lock.change('wrong', 'next words')).toMatchObject({ problem: 'wrongPassphrase' });
    expect(await lock.change('five words', ' ')).toMatchObject({ problem: 'passphraseEmpty' });
    expect(await lock.change('five words', 'x'.repeat(1_001))).toMatchObject({
      problem: 'passphraseTooLong',
    });
    expect(await lock.change('five words', 'next words')).toEqual({ ok: true });
    expect(await bodies()).toBe(before);
    await lock.lock();
    expect(await lock.unlock('five words')).toMatchObject({ problem: 'wrongPassphrase' });
    expect(await lock.unlock('next words')).toEqual({ ok: true });
    expect(await everything(vaultOf(store, await lock.ring()))).toContain('Mara');
  });
  test('can be removed, and set again', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const lock = await set(store);
    await lock.lock();
    // Written while locked: that too has to stay readable.
    await vaultOf(store, await lock.ring()).addLines('s1', [line('l4', 'four')], []);
    expect(await lock.remove('wrong')).toMatchObject({ problem: 'wrongPassphrase' });
    expect(await lock.remove('five words')).toEqual({ ok: true });
    expect(await lock.state()).toBe('none');
    const opened = await everything(vaultOf(store, await lock.ring()));
    for (const word of [...WORDS, 'four']) expect(opened).toContain(word);
    expect((await store.keys.toArray()).every(({ key }) => !key.extractable)).toBe(true);

    await set(store, 'other words');
    expect((await store.keys.toArray()).map(({ use }) => use)).toEqual(['device']);
    await lock.lock();
    const closed = await everything(vaultOf(store, await lock.ring()));
    for (const word of [...WORDS, 'four']) expect(closed).not.toContain(word);
    expect(await lock.unlock('other words')).toEqual({ ok: true });
    expect(await everything(vaultOf(store, await lock.ring()))).toContain('four');
  });
  test('is set by one of two who try at the same time', async () => {
    const [a, b] = [newStore(), newStore()];
    const replies = await Promise.all([lockOn(a).set('one'), lockOn(b).set('two')]);
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    expect(
      replies.filter((reply) => !reply.ok && reply.problem === 'passphraseThere'),
    ).toHaveLength(1);
  });
  test('of any letters is taken as it is', async () => {
    const store = newStore();
    const passphrase = '  pässword 你好 👩‍👧  ';
    const lock = await set(store, passphrase);
    await lock.lock();
    expect(await lock.unlock(passphrase.trim())).toMatchObject({ problem: 'wrongPassphrase' });
    expect(await lock.unlock(passphrase.normalize('NFD'))).toEqual({ ok: true });
  });
});

describe('wrong passphrases', () => {
  test('never change anything, and wait after several', async () => {
    const store = newStore();
    const lock = await set(store);
    await lock.lock();
    for (let tries = 1; tries <= 4; tries += 1)
      expect(await lock.unlock('wrong')).toEqual({ ok: false, problem: 'wrongPassphrase' });
    expect(await lock.unlock('wrong')).toEqual({
      ok: false,
      problem: 'wrongPassphrase',
      waitMs: 5_000,
    });
    // Not even the right one, and not in another window.
    expect(await lockOn(newStore()).unlock('five words')).toEqual({
      ok: false,
      problem: 'tooManyTries',
      waitMs: 5_000,
    });
    now += 4_000;
    expect(await lock.unlock('five words')).toMatchObject({ waitMs: 1_000 });
    now += 1_000;
    expect(await lock.unlock('wrong')).toMatchObject({ waitMs: 10_000 });
    now += 10_000;
    expect(await lock.unlock('five words')).toEqual({ ok: true });
    expect(await lock.unlock('wrong')).toEqual({ ok: false, problem: 'wrongPassphrase' });
  });
  test('do not make anybody wait for ever because a clock was set back', async () => {
    const store = newStore();
    const lock = await set(store);
    now = 1_000_000_000;
    for (let tries = 1; tries <= 5; tries += 1) await lock.unlock('wrong');
    now = 1_000;
    expect(await lock.unlock('five words')).toEqual({ ok: true });
  });
});

describe('while locked', () => {
  test('notes, drafts, cards and words are sealed, and are there afterwards', async () => {
    const store = newStore();
    await filled(store, vaultOf(store, await lockOn(store).ring()));
    const lock = await set(store);
    await lock.lock();
    const vault = vaultOf(store, await lock.ring());
    const lines = [line('l5', 'five'), line('l6', 'six', 'private')];
    expect(await vault.addLines('s1', lines, [])).toEqual(['l5', 'l6']);
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
    // That they are there is known without a key.
    expect(await vault.addLines('s1', [line('l5', 'again')], [])).toEqual([]);
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
    expect((await after.session('s1'))?.lines.map(({ text }) => text).sort()).toEqual([
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
  await expect(before.addLines('s1', [line('l9', 'late')], [])).rejects.toThrow(RingChangedError);
  await expect(before.changeSettings((all) => all)).rejects.toThrow(RingChangedError);
  expect(await store.lines.get('l9')).toBeUndefined();
});

describe('sealing anew', () => {
  test('goes on where it was, and tells how far it is', async () => {
    const store = newStore();
    const vault = vaultOf(store, await lockOn(store).ring());
    await filled(store, vault);
    await vault.addLines(
      's1',
      Array.from({ length: 450 }, (_, n) => line(`many-${n}`, `text ${n}`)),
      [],
    );
    const lock = lockOn(store);
    await lock.set('five words');
    const ring = await lock.ring();
    const told: string[] = [];
    await expect(
      reseal(
        store,
        ring,
        () => now,
        ({ done, all }) => {
          told.push(`${done}/${all}`);
          if (told.length === 2) throw new Error('closed in the middle');
        },
      ),
    ).rejects.toThrow('closed in the middle');
    // All of it is readable in between.
    expect((await vaultOf(store, ring).session('s1'))?.lines).toHaveLength(452);
    const rest: number[] = [];
    expect(
      await reseal(
        store,
        ring,
        () => now,
        ({ all }) => rest.push(all),
      ),
    ).toBe(0);
    expect(Math.max(...rest)).toBeLessThan(Number(told[0]?.split('/')[1]));
    expect((await vaultOf(store, await lock.ring()).session('s1'))?.lines).toHaveLength(452);
    expect(
      await reseal(
        store,
        await lock.ring(),
        () => now,
        () => rest.push(-1),
      ),
    ).toBe(0);
    expect(rest).not.toContain(-1);
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
        () => now,
        () => {},
      ),
    ).toBe(1);
    expect((await store.keys.toArray()).some(({ use }) => use === 'old')).toBe(true);
    expect((await vaultOf(store, await lock.ring()).session('s1'))?.unreadable).toBe(1);
  });
});

describe('the lock itself', () => {
  test('is refused when anything in it is unknown or too costly, and nothing is written over it', async () => {
    const store = newStore();
    const lock = await set(store);
    const row = await store.locks.get('vault');
    const value = row?.value as { slots: { cost: object }[] };
    const changes: object[] = [
      { ...value, version: 2 },
      { ...value, more: true },
      { ...value, slots: [] },
      { ...value, record: { id: 'x', publicKey: new Uint8Array(32) } },
      { ...value, keys: 'text' },
      {
        ...value,
        slots: [{ ...value.slots[0], cost: { memoryKiB: 4_000_000, passes: 3, lanes: 1 } }],
      },
    ];
    for (const changed of changes) {
      await store.locks.put({ id: 'vault', value: changed });
      await expect(lock.ring()).rejects.toThrow(LockUnreadableError);
      expect(await lock.unlock('five words')).toMatchObject({ problem: 'lockUnreadable' });
      expect((await store.locks.get('vault'))?.value).toEqual(changed);
    }
  });
  test('is raised to the cost of today when it is opened', async () => {
    const store = newStore();
    const lock = await set(store);
    type Value = { slots: { cost: object; id: string; salt: string; wrapped: Uint8Array }[] };
    const value = (await store.locks.get('vault'))?.value as Value;
    const [slot] = value.slots;
    if (!slot) throw new Error('no slot');
    const low = { memoryKiB: 8_192, passes: 1, lanes: 1 };
    const bytes = await cheap(
      'five words',
      Uint8Array.from(slot.salt.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
      low,
    );
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]);
    const wrapped = await seal({ id: slot.id, key }, 'root', 'vault', root);
    await store.locks.put({
      id: 'vault',
      value: { ...value, slots: [{ ...slot, cost: low, wrapped }] },
    });
    await lock.lock();
    expect(await lock.unlock('five words')).toEqual({ ok: true });
    const after = (await store.locks.get('vault'))?.value as Value;
    expect(after.slots[0]?.cost).toEqual(COST);
    await lock.lock();
    expect(await lock.unlock('five words')).toEqual({ ok: true });
  });
  test('takes the root key of another vault for none', async () => {
    const lock = await set(newStore());
    root = 'ab'.repeat(32);
    expect(await lock.state()).toBe('locked');
    expect((await lock.ring()).locked).toBe(true);
  });
  test('opens with a passkey beside the passphrase, and without it once that is removed', async () => {
    const lock = await set(newStore());
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const passkey = { credentialId: 'abcd', salt: '11'.repeat(32) };
    expect(await lock.addPasskey(passkey, secret)).toEqual({ ok: true });
    const [added] = await lock.passkeys();
    expect(added).toMatchObject(passkey);
    await lock.lock();
    expect(await lock.addPasskey(passkey, secret)).toMatchObject({ problem: 'lockedNow' });
    const id = added?.id ?? '';
    expect(await lock.unlockWithPasskey(id, new Uint8Array(32))).toMatchObject({
      problem: 'passkeyUnknown',
    });
    expect(await lock.unlockWithPasskey(id, secret)).toEqual({ ok: true });
    await lock.change('five words', 'next words');
    await lock.lock();
    expect(await lock.unlockWithPasskey(id, secret)).toEqual({ ok: true });
    const putBack = await lock.removePasskey(id);
    await lock.lock();
    expect(await lock.unlockWithPasskey(id, secret)).toMatchObject({ problem: 'passkeyUnknown' });
    await putBack();
    await putBack();
    expect(await lock.passkeys()).toEqual([added]);
    expect(await lock.unlockWithPasskey(id, secret)).toEqual({ ok: true });
    const putBackLater = await lock.removePasskey(id);
    expect(await lock.unlock('next words')).toEqual({ ok: true });
    await lock.remove('next words');
    await lock.set('another lock');
    // A passkey of a lock that is gone does not come back into the next one.
    await putBackLater();
    expect(await lock.passkeys()).toEqual([]);
  });
  test('derives its key in a worker, at full cost, off the thread of the page', async () => {
    const store = newStore();
    const lock = lockOn(store, deriveInWorker);
    expect(await lock.set('five words')).toEqual({ ok: true });
    await lock.lock();
    expect(await lock.unlock('five words')).toEqual({ ok: true });
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
  expect((await vaultOf(store, ring).session('s1'))?.lines[0]?.text).toBe('one');
  const lock = await set(store);
  expect((await store.keys.toArray()).map((row) => row.id)).not.toContain(id);
  expect((await vaultOf(store, await lock.ring()).session('s1'))?.lines[0]?.text).toBe('one');
});
