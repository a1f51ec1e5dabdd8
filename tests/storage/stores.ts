import { Dexie } from 'dexie';
import { afterEach } from 'vitest';
import { Store } from '@/lib/store';

const open: Store[] = [];

/** A store that is closed after the test, and removed. */
export function storeCalled(name: string): Store {
  const store = new Store(name);
  open.push(store);
  return store;
}

/**
 * Closes a database once everything that was asked of it is done. Its connection would stay open
 * for a transaction that goes on, and the removal would be blocked.
 */
export async function close(database: Dexie): Promise<void> {
  if (database.isOpen()) {
    const connection = database.backendDB();
    await new Promise((done) => {
      // A transaction that may write to all tables waits for every other one.
      const last = connection.transaction(connection.objectStoreNames, 'readwrite');
      last.oncomplete = done;
    });
  }
  database.close();
}

/** Closes after each test of a file the stores that it has opened, and removes them. */
export function storesForEachTest(): void {
  afterEach(async () => {
    const stores = open.splice(0);
    // Nothing can remove a database while a connection to it is open.
    for (const store of stores) await close(store);
    for (const name of new Set(stores.map((store) => store.name))) await Dexie.delete(name);
  });
}
