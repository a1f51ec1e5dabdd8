import type { Json } from '../driver/driver.ts';
import type { Scope } from './scope.ts';

/** In an extension document: everything that an area of the extension's storage holds. */
export const stored = (area: 'local' | 'session'): Promise<Record<string, Json>> => {
  const scope = globalThis as unknown as Scope;
  return (scope.browser ?? scope.chrome).storage[area].get();
};

/** In an extension document: puts something into an area of the extension's storage. */
export const store = (
  area: 'local' | 'session',
  items: Readonly<Record<string, Json>>,
): Promise<void> => {
  const scope = globalThis as unknown as Scope;
  return (scope.browser ?? scope.chrome).storage[area].set(items);
};

/**
 * In an extension document: the rows of one table of Perch's database, or of all tables. Each row
 * is text, with its bytes as Latin-1.
 */
export const storedRows = async (
  only: string | null,
): Promise<readonly { readonly table: string; readonly rows: readonly string[] }[]> => {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('perch');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all: { table: string; rows: string[] }[] = [];
  for (const table of only === null ? database.objectStoreNames : [only]) {
    const values = await new Promise<unknown[]>((resolve, reject) => {
      const request = database.transaction(table).objectStore(table).getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const rows = values.map((row) =>
      JSON.stringify(row, (_, value) =>
        value instanceof Uint8Array
          ? new TextDecoder('latin1').decode(value)
          : value instanceof CryptoKey
            ? `key extractable ${value.extractable}`
            : value,
      ),
    );
    all.push({ table, rows });
  }
  database.close();
  return all;
};

/** In an extension document: changes one bit of a note, as a fault of the disk would. */
export const spoilNote = async (id: string): Promise<void> => {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('perch');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction('lines', 'readwrite');
    const lines = transaction.objectStore('lines');
    const request = lines.get(id);
    request.onsuccess = () => {
      const row = request.result as { body: Uint8Array };
      row.body[40] = (row.body[40] ?? 0) ^ 1;
      lines.put(row);
    };
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
  database.close();
};
