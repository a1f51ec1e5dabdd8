import { Dexie } from 'dexie';
import { afterEach } from 'vitest';
import { Store } from '@/lib/store';

const open: Dexie[] = [];

/** Closes a database after the test, and removes it. */
export function closedLater<D extends Dexie>(database: D): D {
  open.push(database);
  return database;
}

/** A store that is closed after the test, and removed. */
export const storeCalled = (name: string): Store => closedLater(new Store(name));

/** Closes what each test of a file has opened, and removes it. */
export function storesForEachTest(): void {
  afterEach(async () => {
    const databases = open.splice(0);
    // Nothing can remove a database while a connection to it is open.
    for (const database of databases) database.close();
    for (const name of new Set(databases.map((database) => database.name)))
      await Dexie.delete(name);
  });
}
