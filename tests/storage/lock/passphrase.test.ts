import { describe, expect, test, vi } from 'vitest';
import type { SealedBytes } from '@/lib/store';
import {
  COST,
  deriveInWorker,
  LockForgedError,
  LockUnreadableError,
  open,
  seal,
  vaultOf,
} from '@/lib/vault';
import { line } from '../../fixtures/note.ts';
import { begun as begunEvents, planAt } from '../../fixtures/session.ts';
import { cheap } from '../cheap-derive.ts';
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
    // A running session still shows its plan, its legs, and how many notes it has.
    const session = await vault.session('s1');
    expect(session).toMatchObject({ locked: 2, notes: [], plan: planAt(1_000) });
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
      // A session that is over does not even show its legs.
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
    // This note is written while locked, and has to stay readable as well.
    await vaultOf(store, await lock.ring()).addNotes('s1', [line('l4', 'four')], []);
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
    // The right passphrase has to wait too, also in another window.
    expect(await lockOn(newStore()).unlock('five words')).toEqual({
      ok: false,
      problem: 'tooManyTries',
      waitMs: 5_000,
    });
    device.now += 4_000;
    expect(await lock.unlock('five words')).toMatchObject({ waitMs: 1_000 });
    device.now += 1_000;
    expect(await lock.unlock('wrong')).toMatchObject({ waitMs: 10_000 });
    device.now += 10_000;
    expect(await lock.unlock('five words')).toEqual({ ok: true });
    expect(await lock.unlock('wrong')).toEqual({ ok: false, problem: 'wrongPassphrase' });
  });
  test('do not make anybody wait for ever because a clock was set back', async () => {
    const store = newStore();
    const lock = await set(store);
    device.now = 1_000_000_000;
    for (let tries = 1; tries <= 5; tries += 1) await lock.unlock('wrong');
    device.now = 1_000;
    expect(await lock.unlock('five words')).toEqual({ ok: true });
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
    const wrapped = await seal({ id: slot.id, key }, 'root', 'vault', device.root);
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
    device.root = 'ab'.repeat(32);
    expect(await lock.state()).toBe('locked');
    expect((await lock.ring()).locked).toBe(true);
  });
  test('opens with a passkey beside the passphrase, and without it once that is removed', async () => {
    const lock = await set(newStore());
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const passkey = { credentialId: 'abcd', salt: '11'.repeat(32) };
    const make = vi.fn(async () => ({ ...passkey, secret }));
    expect(await lock.addPasskey('other words', make)).toMatchObject({
      problem: 'wrongPassphrase',
    });
    expect(make, 'nothing is made for somebody else').not.toHaveBeenCalled();
    expect(await lock.addPasskey('five words', async () => null)).toMatchObject({
      problem: 'passkeyFailed',
    });
    expect(await lock.passkeys()).toEqual([]);
    expect(await lock.addPasskey('five words', make)).toEqual({ ok: true });
    const [added] = await lock.passkeys();
    expect(added).toMatchObject({ ...passkey, addedAt: device.now, usedAt: null });
    await lock.lock();
    const id = added?.id ?? '';
    device.now += 1;
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
    expect(await lock.passkeys()).toEqual([{ ...added, usedAt: device.now }]);
    expect(await lock.unlockWithPasskey(id, secret)).toEqual({ ok: true });
    const putBackLater = await lock.removePasskey(id);
    expect(await lock.unlock('next words')).toEqual({ ok: true });
    await lock.remove('next words');
    await lock.set('another lock');
    // A passkey of a lock that is gone does not come back into the next lock.
    await putBackLater();
    expect(await lock.passkeys()).toEqual([]);
  });
  test('can be changed so that no passkey opens it any more, not even in an earlier copy', async () => {
    const store = newStore();
    const lock = await set(store);
    await filled(store, vaultOf(store, await lock.ring()));
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const make = async () => ({ credentialId: 'abcd', salt: '11'.repeat(32), secret });
    await lock.addPasskey('five words', make);
    const [{ id } = { id: '' }] = await lock.passkeys();
    const earlier = await store.locks.get('vault');
    const root = device.root;
    expect(await lock.change('five words', 'next words', 'remove')).toEqual({ ok: true });
    expect(await lock.passkeys()).toEqual([]);
    expect(await lock.state(), 'it stays open').toBe('open');
    expect(device.root).not.toBe(root);
    expect(await everything(vaultOf(store, await lock.ring()))).toContain('Mara');
    await lock.lock();
    expect(await lock.unlockWithPasskey(id, secret)).toMatchObject({ problem: 'passkeyUnknown' });
    expect(await lock.unlock('next words')).toEqual({ ok: true });
    await lock.lock();
    expect(await lock.change('next words', 'last words', 'remove')).toEqual({ ok: true });
    expect(await lock.state(), 'a change unlocks nothing').toBe('locked');
    // The root key of the copy opens nothing of what is there now.
    device.root = root;
    expect(await lock.state()).toBe('locked');
    if (earlier) await store.locks.put(earlier);
    expect(await lock.state()).toBe('open');
  });
  test('is changed by one page at a time, so that a passphrase always opens it', async () => {
    const store = newStore();
    const lock = await set(store);
    const changes = await Promise.all([
      lock.change('five words', 'one', 'keep'),
      lockOn(store).change('five words', 'other', 'remove'),
    ]);
    expect(changes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(changes.find(({ ok }) => !ok)).toEqual({ ok: false, problem: 'lockChanged' });
    await lock.lock();
    const holds = changes[0]?.ok ? 'one' : 'other';
    expect(await lock.unlock(holds)).toEqual({ ok: true });
    expect((await lock.ring()).locked).toBe(false);
  });
  test('gets another root key with each passphrase while no passkey is to be kept', async () => {
    const lock = await set(newStore());
    const before = device.root;
    expect(await lock.change('five words', 'next words', 'keep')).toEqual({ ok: true });
    expect(device.root).not.toBe(before);
    expect(await lock.state()).toBe('open');
  });
  test('takes no passkey back that belongs to an earlier root key or passphrase', async () => {
    for (const passkeys of ['keep', 'remove'] as const) {
      const lock = await set(newStore());
      const make = (credentialId: string) => async () => ({
        credentialId,
        salt: '11'.repeat(32),
        secret: crypto.getRandomValues(new Uint8Array(32)),
      });
      await lock.addPasskey('five words', make('aa'));
      await lock.addPasskey('five words', make('bb'));
      const [one] = await lock.passkeys();
      const putBack = await lock.removePasskey(one?.id ?? '');
      await lock.change('five words', 'next words', passkeys);
      await putBack();
      expect((await lock.passkeys()).map(({ credentialId }) => credentialId)).toEqual(
        passkeys === 'keep' ? ['bb'] : [],
      );
      await lock.remove('next words');
    }
  });
  test('whose public keys somebody has exchanged says so when it is opened, and is put right', async () => {
    const store = newStore();
    const lock = await set(store);
    const before = vaultOf(store, await lock.ring());
    await filled(store, before);
    const words = await everything(before);
    const theirs = (await crypto.subtle.generateKey('X25519', true, [
      'deriveBits',
    ])) as CryptoKeyPair;
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', theirs.publicKey));
    const row = await store.locks.get('vault');
    const value = row?.value as { readonly private: { readonly id: string } };
    for (const forged of [
      { private: { id: value.private.id, publicKey } },
      { record: { id: '00'.repeat(8), publicKey } },
    ]) {
      await store.locks.put({ id: 'vault', value: { ...value, ...forged } });
      await expect(lock.ring()).rejects.toThrow(LockForgedError);
      await lock.lock();
      expect((await lock.ring()).locked, 'the clock goes on').toBe(true);
      await lock.mend();
      await lock.unlock('five words');
      await expect(lock.ring(), 'nobody mends a lock that is locked').rejects.toThrow(
        LockForgedError,
      );
      await lock.mend();
      expect(await everything(vaultOf(store, await lock.ring()))).toBe(words);
    }
  });
  test('derives its key in a worker, at full cost, off the thread of the page', async () => {
    const store = newStore();
    const lock = lockOn(store, deriveInWorker);
    expect(await lock.set('five words')).toEqual({ ok: true });
    await lock.lock();
    expect(await lock.unlock('five words')).toEqual({ ok: true });
  });
});
