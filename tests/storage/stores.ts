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

/** Closes after each test of a file the stores that it has opened, and removes them. */
export function storesForEachTest(): void {
  afterEach(async () => {
    const stores = open.splice(0);
    // Nothing can remove a database while a connection to it is open.
    for (const store of stores) store.close();
    for (const name of new Set(stores.map((store) => store.name))) await Dexie.delete(name);
  });
}
