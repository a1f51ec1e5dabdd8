import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeCalled, storesForEachTest } from '../stores.ts';
import { wholeDesk } from './whole-desk.ts';

storesForEachTest();

const folderName = `scratch-${crypto.randomUUID()}`;
const folder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
const files = async () => {
  const names: string[] = [];
  for await (const name of (await folder()).keys()) names.push(name);
  return names;
};
/** A backup that a page was closed over, before anybody could remove it. */
const leave = async () => {
  await (await folder()).getFileHandle('left.age', { create: true });
};

let desk: Awaited<ReturnType<typeof wholeDesk>>;
let saved: File[] = [];
/** Of each test: a desk that was closed still hears of changes to a database of its name. */
let name: string;
const opened = () =>
  wholeDesk(name, folder, (file, called) => saved.push(new File([file], called)));

beforeEach(async () => {
  saved = [];
  name = `whole-${crypto.randomUUID()}`;
  await leave();
});
// Of two such hooks, the later one runs first: nothing goes on when the stores are closed.
afterEach(async () => {
  await desk.changes.logExport(9, 9);
  await expect.poll(() => desk.library.value?.log.some(({ notes }) => notes === 9)).toBe(true);
  await navigator.locks.request('reseal', () => {});
});

test('a backup that was left behind goes when a page of the desk opens', async () => {
  desk = await opened();
  await expect.poll(files).toEqual([]);
});

test('a backup that was left behind goes with an erased client', async () => {
  desk = await opened();
  await expect.poll(files).toEqual([]);
  await leave();
  const added = await desk.changes.addClient('C-1');
  if (typeof added === 'string') throw new Error(added);
  expect(await desk.changes.eraseClient(added.id)).toBeNull();
  expect(await files()).toEqual([]);
});

test('a backup that was left behind goes with the passphrase that opens it', async () => {
  desk = await opened();
  await expect.poll(files).toEqual([]);
  await leave();
  expect(await desk.lock.set('five words')).toEqual({ ok: true });
  expect(await files()).toEqual([]);
});

test('a restore that was left behind goes when a page of the desk opens', async () => {
  const store = storeCalled(name);
  await store.staged.add({ restore: 'left', table: 'clients', row: { id: 'c' } } as never);
  desk = await opened();
  await expect.poll(() => store.staged.count()).toBe(0);
});

test('another page of the desk that opens leaves alone a restore that is looked at', async () => {
  const store = storeCalled(name);
  const { signal } = new AbortController();
  desk = await opened();
  const added = await desk.changes.addClient('C-1');
  if (typeof added === 'string') throw new Error(added);
  await desk.backups.backup('five words', () => {}, signal);
  const [file = new File([], '')] = saved;
  const kept = new File([await file.arrayBuffer()], file.name);
  expect(await desk.changes.eraseClient(added.id)).toBeNull();
  const looked = await desk.backups.look(kept, 'five words', () => {}, signal);
  expect(looked).toMatchObject({ ok: true, plan: { added: { client: 1 } } });
  const other = await opened();
  await navigator.locks.request('staged', { mode: 'shared' }, () => {});
  expect(await desk.backups.restore()).toEqual({ ok: true });
  await expect.poll(() => other.library.value?.clients.map(({ code }) => code)).toEqual(['C-1']);
  await desk.backups.look(kept, 'five words', () => {}, signal);
  desk.backups.forget();
  // Nobody holds it any more.
  await navigator.locks.request('staged', () => {});
  expect(await store.staged.count()).toBe(0);
});
