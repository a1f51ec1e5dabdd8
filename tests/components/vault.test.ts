import { Dexie } from 'dexie';
import { afterEach, describe, expect, test } from 'vitest';
import { type Line, settleLines } from '@/lib/notes';
import { planSession, type SessionEvent } from '@/lib/session';
import { type SealedBytes, Store } from '@/lib/store';
import {
  deviceKeyRing,
  KeyMissingError,
  type NamedKey,
  OpenError,
  open,
  seal,
  Vault,
} from '@/lib/vault';

const stores: Store[] = [];
const newStore = (name = `test-${crypto.randomUUID()}`) => {
  const store = new Store(name);
  stores.push(store);
  return store;
};
afterEach(async () => {
  for (const store of stores.splice(0)) {
    store.close();
    await Dexie.delete(store.name);
  }
});

const newKey = async (id = '0123456789abcdef'): Promise<NamedKey> => ({
  id,
  key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]),
});

const reason = (failing: Promise<unknown>) =>
  failing.then(
    () => 'opened',
    (error: unknown) => (error instanceof OpenError ? error.reason : String(error)),
  );

describe('an envelope', () => {
  test('opens as what was sealed, and shows nothing of it', async () => {
    const key = await newKey();
    const value = { text: 'boundary with sister', list: [1, null, 'ü'] };
    const sealed = await seal(key, 'line', 'a', value);
    expect(await open([key], 'line', 'a', sealed)).toEqual(value);
    expect(new TextDecoder('latin1').decode(sealed)).not.toContain('boundary');
    expect(await seal(key, 'line', 'a', value)).not.toEqual(sealed);
  });
  test('is refused as another kind, another id, or with another key', async () => {
    const key = await newKey();
    const sealed = await seal(key, 'line', 'a', 'x');
    expect(await reason(open([key], 'draft', 'a', sealed))).toBe('notAuthentic');
    expect(await reason(open([key], 'line', 'b', sealed))).toBe('notAuthentic');
    expect(await reason(open([await newKey()], 'line', 'a', sealed))).toBe('notAuthentic');
    expect(await reason(open([await newKey('ffffffffffffffff')], 'line', 'a', sealed))).toBe(
      'unknownKey',
    );
  });
  test('is refused when any byte was changed, and when it was cut', async () => {
    const key = await newKey();
    const sealed = await seal(key, 'line', 'a', 'x');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = sealed.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await reason(open([key], 'line', 'a', changed))).toMatch(
        /^(notAuthentic|unknown(Version|Algorithm|Key))$/,
      );
    }
    expect(await reason(open([key], 'line', 'a', sealed.slice(0, 20)))).toBe('tooShort');
    expect(await reason(open([key], 'line', 'a', sealed.slice(0, -1)))).toBe('notAuthentic');
    expect(await reason(open([key], 'line', 'a', new Uint8Array()))).toBe('tooShort');
  });
});

describe('the device key', () => {
  test('is made once, however many ask at the same time, and no script can read it', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const rings = await Promise.all([1, 2, 3].map(() => deviceKeyRing(newStore(name), () => 1)));
    expect(new Set(rings.map(({ sealing }) => sealing.id)).size).toBe(1);
    const key = rings[0]?.sealing.key as CryptoKey;
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
  test('is never replaced while there are records: that would hide them for good', async () => {
    const store = newStore();
    await store.sessions.add({
      id: 'a',
      startedAt: 1,
      endedAt: 0,
      closedAt: 0,
      body: new Uint8Array(50) as SealedBytes,
    });
    await expect(deviceKeyRing(store, () => 1)).rejects.toThrow(KeyMissingError);
    expect(await store.keys.count()).toBe(0);
  });
});

describe('the vault', () => {
  const plan = planSession({ minutes: 50, ends: { by: 'length' } }, 1_000);
  if (typeof plan === 'string') throw new Error(plan);
  const events: readonly SessionEvent[] = [
    { type: 'started', at: 1_000, utcOffsetMinutes: 60 },
    { type: 'legEntered', at: 1_000, leg: 'opening' },
  ];
  const line: Line = {
    id: 'l1',
    at: 2_000,
    leg: 'opening',
    intoMs: 1_000,
    text: 'one',
    past: [],
    changedAt: null,
    deleted: false,
  };
  const begun = async () => {
    const store = newStore();
    const vault = new Vault(store, await deviceKeyRing(store, () => 1));
    const session = { id: 's1', plan, place: { site: 'meet', room: 'abc-defg-hij' }, events };
    await vault.begin(session);
    return { store, vault, session };
  };

  test('gives back what it was given', async () => {
    const { vault, session } = await begun();
    await vault.addLine('s1', line, 'p1');
    expect(await vault.session('s1')).toEqual({ ...session, lines: [line], unreadable: 0 });
    expect(await vault.current()).toEqual({ ...session, lines: [line], unreadable: 0 });
    expect(await vault.session('none')).toBeNull();
  });
  test('has no current session once it is closed', async () => {
    const { vault } = await begun();
    await vault.append('s1', 2, [
      { type: 'ended', at: 3_000 },
      { type: 'closed', at: 4_000 },
    ]);
    expect(await vault.current()).toBeNull();
    expect(await vault.sessionIds()).toEqual(['s1']);
  });
  test('refuses events when somebody else has added some, and keeps theirs', async () => {
    const { vault } = await begun();
    await vault.append('s1', 2, [{ type: 'legEntered', at: 3_000, leg: 'closing' }]);
    await expect(vault.append('s1', 2, [{ type: 'ended', at: 3_001 }])).rejects.toThrow();
    expect((await vault.session('s1'))?.events.at(-1)).toEqual({
      type: 'legEntered',
      at: 3_000,
      leg: 'closing',
    });
  });
  test('keeps a draft for each panel until its note is saved', async () => {
    const { vault } = await begun();
    await vault.putDraft('s1', 'p1', 'half');
    await vault.putDraft('s1', 'p2', 'other');
    expect([...(await vault.drafts('s1'))]).toEqual([
      ['p1', 'half'],
      ['p2', 'other'],
    ]);
    await vault.addLine('s1', line, 'p1');
    expect([...(await vault.drafts('s1'))]).toEqual([['p2', 'other']]);
    await vault.moveDrafts('s1', ['p2'], 'p3', 'other, moved');
    expect([...(await vault.drafts('s1'))]).toEqual([['p3', 'other, moved']]);
    await vault.putDraft('s1', 'p3', '');
    expect((await vault.drafts('s1')).size).toBe(0);
  });
  test('settles and removes', async () => {
    const { vault, store } = await begun();
    await vault.addLine('s1', { ...line, past: ['zero'], changedAt: 5 }, 'p1');
    await vault.addLine('s1', { ...line, id: 'l2', deleted: true }, 'p1');
    await vault.putDraft('s1', 'p1', 'half');
    await vault.settle('s1', settleLines((await vault.session('s1'))?.lines ?? []), ['l2'], ['p1']);
    expect((await vault.drafts('s1')).size).toBe(0);
    expect((await vault.session('s1'))?.lines).toEqual([line]);
    await vault.remove('s1');
    expect(
      await Promise.all([store.sessions.count(), store.events.count(), store.lines.count()]),
    ).toEqual([0, 0, 0]);
  });
  test('counts a note that was put in the place of another, and keeps the rest', async () => {
    const { vault, store } = await begun();
    await vault.addLine('s1', line, 'p1');
    await vault.addLine('s1', { ...line, id: 'l2', text: 'two' }, 'p1');
    const other = await store.lines.get('l2');
    await store.lines.update('l1', { body: other?.body as SealedBytes });
    const session = await vault.session('s1');
    expect(session?.lines.map(({ text }) => text)).toEqual(['two']);
    expect(session?.unreadable).toBe(1);
    await vault.settle('s1', settleLines(session?.lines ?? []), [], []);
    expect(await store.lines.count()).toBe(2);
  });
  test('refuses a session one of whose events was changed', async () => {
    const { vault, store } = await begun();
    const first = await store.events.get(['s1', 0]);
    await store.events.update(['s1', 1], { body: first?.body as SealedBytes });
    expect(await reason(vault.session('s1'))).toBe('notAuthentic');
  });
  test('asks the browser to flush every write to disk', async () => {
    const asked: (string | undefined)[] = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
      if (args[1] === 'readwrite')
        asked.push((args[2] as IDBTransactionOptions | undefined)?.durability);
      return transaction.apply(this, args);
    };
    try {
      const { vault } = await begun();
      await vault.addLine('s1', line, 'p1');
      await vault.putDraft('s1', 'p1', 'x');
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(new Set(asked)).toEqual(new Set(['strict']));
  });
});
