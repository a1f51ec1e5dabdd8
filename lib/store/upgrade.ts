import { Dexie } from 'dexie';
import { Store, VERSION } from './store';

/** The database couldn't be upgraded. The old rows still exist, in it or in its copy. */
export class UpgradeError extends Error {
  override readonly name = 'UpgradeError';
}

/** A newer Perch has made the database, so this version can't write to it. Nothing was written. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
  constructor() {
    super('the database is of a newer version, and is only read');
  }
}

/** Dexie's version numbers are a tenth of the browser's. */
const TENTHS = 10;

/** A database's version, or null if it doesn't exist. */
async function versionOf(name: string): Promise<number | null> {
  const found = (await indexedDB.databases()).find((one) => one.name === name);
  return found?.version === undefined ? null : Math.floor(found.version / TENTHS);
}

const copyName = (name: string) => `${name}-before-${VERSION}`;

/**
 * Opens a store, upgrading an older database first. Every row is copied to a second database
 * before, and the copy is deleted once every row reads back the same. A newer database is opened
 * for reading only. One context upgrades; the others wait.
 * @param upgrade opens the store, which runs the missing steps; tests replace it
 * @throws UpgradeError, NewerDatabaseError
 */
export async function openStore(
  name: string,
  upgrade: (store: Store) => Promise<unknown> = (store) => store.open(),
): Promise<Store> {
  const version = await versionOf(name);
  if (version !== null && version > VERSION) return readOnly(name);
  const copied = version === VERSION && (await versionOf(copyName(name))) !== null;
  if (version === null || (version === VERSION && !copied)) return new Store(name);
  return navigator.locks.request(`upgrade ${name}`, async () => {
    // Another context may have upgraded it in the meantime.
    const now = await versionOf(name);
    if (now !== null && now < VERSION) await keepCopy(name);
    const store = new Store(name);
    try {
      await upgrade(store);
    } catch (error) {
      store.close();
      throw new UpgradeError('a step failed', { cause: error });
    }
    if ((await versionOf(copyName(name))) !== null) {
      if (!(await holdsAll(store, name))) {
        store.close();
        throw new UpgradeError('a row differs');
      }
      await Dexie.delete(copyName(name));
    }
    return store;
  });
}

/** Removes a database and what it holds, for good. */
export const removeStore = (name: string): Promise<void> => Dexie.delete(name);

/** Whether a database is newer than this version. */
export const isNewer = async (name: string): Promise<boolean> =>
  ((await versionOf(name)) ?? 0) > VERSION;

/** @throws NewerDatabaseError if a table or index is missing, because opening would add it */
async function readOnly(name: string): Promise<Store> {
  const store = new Store(name);
  const there = await new Dexie(name).open();
  const has = (table: string, index: string) =>
    there.tables.some(
      (one) => one.name === table && one.schema.indexes.some(({ src }) => src === index),
    );
  const lacks = store.tables.some(
    ({ name: table, schema }) =>
      !there.tables.some((one) => one.name === table) ||
      schema.indexes.some(({ src }) => !has(table, src)),
  );
  there.close();
  if (lacks) throw new NewerDatabaseError();
  store.use({
    stack: 'dbcore',
    name: 'readOnly',
    create: (core) => ({
      ...core,
      transaction(tables, mode, options) {
        if (mode !== 'readonly') throw new NewerDatabaseError();
        return core.transaction(tables, mode, options);
      },
    }),
  });
  return store;
}

const BATCH = 500;

/** Copies every row unchanged, replacing the copy of an earlier, interrupted attempt. */
async function keepCopy(name: string): Promise<void> {
  await Dexie.delete(copyName(name));
  const old = await new Dexie(name).open();
  const copy = new Dexie(copyName(name), { chromeTransactionDurability: 'strict' });
  copy
    .version(1)
    .stores(Object.fromEntries(old.tables.map((table) => [table.name, table.schema.primKey.src])));
  try {
    for (const table of old.tables)
      for (let from = 0; ; from += BATCH) {
        const rows = await table.offset(from).limit(BATCH).toArray();
        await copy.table(table.name).bulkPut(rows);
        if (rows.length < BATCH) break;
      }
  } catch (error) {
    await copy.delete();
    throw new UpgradeError('no copy could be made', { cause: error });
  } finally {
    old.close();
    copy.close();
  }
}

/**
 * Whether the store holds every row of the copy with the same content. A step that rewrites rows
 * has to allow for that here.
 */
async function holdsAll(store: Store, name: string): Promise<boolean> {
  const copy = await new Dexie(copyName(name)).open();
  try {
    for (const table of copy.tables)
      for (let from = 0; ; from += BATCH) {
        const rows = await table.offset(from).limit(BATCH).toArray();
        for (const row of rows) {
          const path = table.schema.primKey.keyPath;
          const key = Array.isArray(path) ? path.map((part) => row[part]) : row[path ?? ''];
          const now = await store.table(table.name).get(key);
          if (!now || fingerprint(now) !== fingerprint(row)) return false;
        }
        if (rows.length < BATCH) break;
      }
    return true;
  } finally {
    copy.close();
  }
}

/**
 * A row as text that differs whenever the content does. A `CryptoKey` can't be read, so only its
 * presence counts.
 */
const fingerprint = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) =>
    value instanceof Uint8Array
      ? Array.from(value).join()
      : value instanceof CryptoKey
        ? `key ${value.algorithm.name}`
        : value,
  );
