import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isNewer, NewerDatabaseError, openStore, type Store, UpgradeError } from '@/lib/store';
import { deviceKeyRing, Lock, vaultOf } from '@/lib/vault';
import v1 from '../fixtures/databases/v1.json';
import v2 from '../fixtures/databases/v2.json';
import v3 from '../fixtures/databases/v3.json';
import v4 from '../fixtures/databases/v4.json';
import v5 from '../fixtures/databases/v5.json';
import v6 from '../fixtures/databases/v6.json';
import { cheap } from './cheap-derive.ts';
import { close } from './stores.ts';

interface Frozen {
  readonly version: number;
  readonly schema: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}
const FROZEN: readonly Frozen[] = [v1, v2, v3, v4, v5, v6] as unknown as readonly Frozen[];

let name: string;
const stores: Store[] = [];
beforeEach(() => {
  name = `upgrade-${crypto.randomUUID()}`;
});
afterEach(async () => {
  for (const store of stores.splice(0)) await close(store);
  for (const { name: found } of await indexedDB.databases())
    if (found?.startsWith(name)) await Dexie.delete(found);
});

const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * A value as it was: bytes are kept as `{ hex }`, keys as `{ key }`; in the first two versions
 * without braces.
 */
async function revived(value: unknown, name = ''): Promise<unknown> {
  if (typeof value === 'string' && name === 'body') return bytes(value);
  if (typeof value === 'string' && name === 'key') return aes(value);
  if (typeof value !== 'object' || value === null) return value;
  if ('hex' in value) return bytes(String(value.hex));
  if ('key' in value && Object.keys(value).length === 1) return aes(String(value.key));
  if (Array.isArray(value)) return Promise.all(value.map((one) => revived(one)));
  return Object.fromEntries(
    await Promise.all(
      Object.entries(value).map(async ([key, one]) => [key, await revived(one, key)] as const),
    ),
  );
}
const aes = (hex: string) =>
  crypto.subtle.importKey('raw', bytes(hex), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** Puts a database there as an earlier Perch has left it. */
async function thaw({ version, schema, tables }: Frozen): Promise<void> {
  const old = new Dexie(name);
  old.version(version).stores(schema);
  for (const [table, rows] of Object.entries(tables))
    for (const row of rows) await old.table(table).add(await revived(row));
  old.close();
}

const open = async () => {
  const store = await openStore(name);
  stores.push(store);
  let root: string | null = null;
  const lock = new Lock({
    store,
    root: {
      read: async () => root,
      write: async (next) => {
        root = next;
      },
    },
    // At a hundredth of its price, as when it was frozen.
    derive: cheap,
    now: () => 1,
  });
  if ((await lock.state()) === 'none')
    return { store, vault: vaultOf(store, await deviceKeyRing(store, () => 1)) };
  expect(await lock.unlock('frozen passphrase')).toEqual({ ok: true });
  return { store, vault: vaultOf(store, await lock.ring()) };
};
const copies = async () =>
  (await indexedDB.databases()).filter((one) => one.name?.startsWith(`${name}-before`));

test('there is a frozen database of every version before this one, without gaps', () => {
  expect(FROZEN.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
});

describe.each(FROZEN)('a database of version $version', (frozen) => {
  test('is read by this version, word for word', async () => {
    await thaw(frozen);
    const { vault } = await open();
    const texts = async (id: string) =>
      (await vault.session(id))?.notes.map(
        ({ text, deleted }) => `${text}${deleted ? ' (deleted)' : ''}`,
      );
    expect((await texts('closed-session'))?.sort()).toEqual(
      ['boundary with sister, ü 你好', 'say no once'].sort(),
    );
    expect((await texts('open-session'))?.sort()).toEqual([
      'edited',
      'taken away (deleted)',
      ...(frozen.version >= 3 ? ['written while locked'] : []),
    ]);
    const session = await vault.session('open-session');
    expect(session?.notes.find(({ text }) => text === 'edited')?.past).toMatchObject([
      { text: 'before', plan: null },
    ]);
    expect(session?.unreadable).toBe(0);
    expect((await vault.drafts('open-session')).get('panel-1')?.text).toBe('half typed');
    expect((await vault.current())?.id).toBe('open-session');
    if (frozen.version >= 2) {
      expect((await vault.clients()).map(({ code, name: called }) => `${code} ${called}`)).toEqual([
        'M-17 Mara',
      ]);
      expect((await vault.settings()).quiet).toBe(true);
      expect((await vault.card('open-session')).location).toBe('at home');
      expect(JSON.stringify(session?.events)).toContain('for safety');
    }
    if (frozen.version >= 3) {
      expect(vault.lockState).toBe('open');
      expect(await vault.log()).toMatchObject([{ what: 'backedUp', sessions: 2, notes: 5 }]);
    }
    if (frozen.version >= 6) {
      const document = await vault.paper('document', 'closed-session');
      expect(document?.own.soap).toEqual({ subjective: 'her own words, 你好' });
      expect((await vault.paper('ahead', 'client-1'))?.lines).toMatchObject([
        { text: 'what might come up' },
      ]);
    }
  });
  test('can be written to, and its copy is gone once it was read back', async () => {
    await thaw(frozen);
    const { vault } = await open();
    expect(await copies()).toEqual([]);
    const [line] = (await vault.session('open-session'))?.notes ?? [];
    if (!line) throw new Error('no line');
    await vault.putNote('open-session', { ...line, text: 'written by this version' });
    expect(JSON.stringify(await vault.session('open-session'))).toContain(
      'written by this version',
    );
  });
  test('whose step fails is as it was, says so, and is brought here the next time', async () => {
    await thaw(frozen);
    const before = (await indexedDB.databases()).find((one) => one.name === name)?.version;
    await expect(
      openStore(name, async () => {
        throw new Error('no room in the middle');
      }),
    ).rejects.toThrow(UpgradeError);
    expect((await indexedDB.databases()).find((one) => one.name === name)?.version).toBe(before);
    const { vault } = await open();
    expect((await vault.session('closed-session'))?.notes).toHaveLength(2);
    expect(await copies()).toEqual([]);
  });
  test('that lost a row on the way is refused, and there is the copy', async () => {
    await thaw(frozen);
    await expect(
      openStore(name, async (store) => {
        await store.open();
        await store.lines.delete('line-1');
      }),
    ).rejects.toThrow(UpgradeError);
    expect(await copies()).toHaveLength(1);
    const copy = await new Dexie(`${name}-before-7`).open();
    expect(await copy.table('lines').count()).toBe(frozen.tables.lines?.length);
    copy.close();
    // It stays refused: nothing goes on as if all were well.
    await expect(openStore(name)).rejects.toThrow(UpgradeError);
  });
  test('is brought here once, by whichever of several comes first', async () => {
    await thaw(frozen);
    const opened = await Promise.all(Array.from({ length: 4 }, () => openStore(name)));
    stores.push(...opened);
    for (const store of opened) expect(await store.lines.count()).toBe(frozen.tables.lines?.length);
    expect(await copies()).toEqual([]);
  });
});

/** Changes the database as a version of the future does. */
const newerBy = (change: (database: IDBDatabase) => void) =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, 90);
    request.onupgradeneeded = () => change(request.result);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error);
  });

describe('a database of a newer version', () => {
  test('that lacks what this version reads is left alone', async () => {
    await thaw(v2 as unknown as Frozen);
    (await open()).store.close();
    await newerBy((database) => database.deleteObjectStore('cards'));
    await expect(openStore(name)).rejects.toThrow(NewerDatabaseError);
    const version = (await indexedDB.databases()).find((one) => one.name === name)?.version;
    expect(version).toBe(90);
  });
  test('is read, and nothing is written to it', async () => {
    await thaw(v2 as unknown as Frozen);
    (await open()).store.close();
    await newerBy((database) => database.createObjectStore('later', { keyPath: 'id' }));
    expect(await isNewer(name)).toBe(true);
    const { store, vault } = await open();
    expect((await vault.session('closed-session'))?.notes).toHaveLength(2);
    const [line] = (await vault.session('closed-session'))?.notes ?? [];
    if (!line) throw new Error('no line');
    const refusal = await vault.putNote('closed-session', { ...line, text: 'over it' }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(Error);
    expect(String(refusal)).toContain(NewerDatabaseError.name);
    expect(JSON.stringify(await vault.session('closed-session'))).not.toContain('over it');
    expect(await store.lines.count()).toBe(4);
  });
});

test('a database that is not there yet is made, without a copy', async () => {
  const { vault } = await open();
  expect(await vault.sessionIds()).toEqual([]);
  expect(await isNewer(name)).toBe(false);
  expect(await copies()).toEqual([]);
});
