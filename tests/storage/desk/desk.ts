import { afterEach } from 'vitest';
import { createDeskVault, type DeskVault } from '@/lib/desk/desk-vault';
import type { RootKeeper } from '@/lib/vault';
import { cheap } from '../cheap-derive.ts';
import { storeCalled, storesForEachTest } from '../stores.ts';

/** Of each test: a desk that was closed still hears of changes to a database of its name. */
let name = `desk-${crypto.randomUUID()}`;
let root: string | null = null;
let watchers: (() => void)[] = [];
let desks: DeskVault[] = [];

/** Desks on one device for each test of a file. */
export function desksForEachTest(): void {
  storesForEachTest();
  // Of two such hooks, the later one runs first: nothing goes on when the stores are closed.
  afterEach(async () => {
    watchers = [];
    root = null;
    for (const desk of desks) await desk.written(async () => {});
    await navigator.locks.request('reseal', () => {});
    desks = [];
    name = `desk-${crypto.randomUUID()}`;
  });
}

/** What keeps the root key, as the browser does for every page of the extension. */
const keeper: RootKeeper = {
  read: async () => root,
  write: async (next) => {
    root = next;
    for (const watcher of watchers) watcher();
  },
};

/** A page of the desk that has opened its vault. */
export async function openedDesk(): Promise<DeskVault> {
  const desk = createDeskVault({
    openStore: async () => storeCalled(name),
    isNewer: async () => false,
    openElsewhere: null,
    tally: { read: async () => null, write: async () => {} },
    removeStore: async () => {},
    root: keeper,
    derive: cheap,
    now: () => 1_000,
    locks: navigator.locks,
  });
  watchers.push(() => void desk.open().catch((error: unknown) => desk.fail(error)));
  desks.push(desk);
  await desk.open();
  return desk;
}
