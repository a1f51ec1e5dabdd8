import { beforeEach, expect, test } from 'vitest';
import { PRACTICE } from '@/lib/papers';
import type { Store } from '@/lib/store';
import { deviceKeyRing, everyRecord, NoSuchSessionError, type Vault, vaultOf } from '@/lib/vault';
import { device, fill } from './backups.ts';
import { storesForEachTest } from './stores.ts';

storesForEachTest();
let store: Store;
let vault: Vault;
beforeEach(async () => {
  const here = await device();
  ({ store, vault } = here);
  await fill(here);
});

const words = (value: string, from = '') => ({ value, from });
const found = async (of = vault) =>
  (await of.unsaved()).map(({ of, name, kept }) => [of, name, kept.value]).sort();

test('what is half typed is kept by owner and name, over what was there, until it is forgotten', async () => {
  await vault.keepUnsaved('s1', 's1 soap plan', words('half a pl'));
  await vault.keepUnsaved('s1', 's1 soap plan', words('half a plan'));
  await vault.keepUnsaved('s1', 's1 addendum', { value: { id: 'a', text: 'late' }, from: null });
  await vault.keepUnsaved('c1', 'c1 goals', words('to sleep'));
  await vault.keepUnsaved(PRACTICE, 'prompt', words('what else'));
  expect(await found()).toEqual([
    ['c1', 'c1 goals', 'to sleep'],
    [PRACTICE, 'prompt', 'what else'],
    ['s1', 's1 addendum', { id: 'a', text: 'late' }],
    ['s1', 's1 soap plan', 'half a plan'],
  ]);
  await vault.keepUnsaved('s1', 's1 addendum', null);
  await vault.keepUnsaved('c1', 'c1 goals', null);
  await vault.keepUnsaved('c1', 'never there', null);
  expect((await found()).map(([of]) => of)).toEqual([PRACTICE, 's1']);
  expect(await store.unsaved.count()).toBe(2);
});

test('two editors of one owner that are typed in together are both kept', async () => {
  await Promise.all(
    ['plan', 'subjective', 'objective'].map((name) =>
      vault.keepUnsaved('s1', name, words(`in ${name}`)),
    ),
  );
  expect((await found()).map(([, name]) => name)).toEqual(['objective', 'plan', 'subjective']);
});

test('it is sealed with the key for private notes, is in no backup, and another key opens none of it', async () => {
  await vault.keepUnsaved('s1', 's1 private', words('about my own zebra'));
  for (const row of await store.unsaved.toArray())
    expect(new TextDecoder('latin1').decode(row.body)).not.toMatch(/zebra|private/);
  const ring = await deviceKeyRing(store, () => 1);
  const without = vaultOf(store, {
    ...ring,
    opening: ring.opening.filter(({ id }) => id !== ring.private.id),
  });
  expect(await found(without)).toEqual([]);
  for await (const record of everyRecord(vault, () => {}))
    expect(JSON.stringify(record)).not.toContain('zebra');
});

test('it goes with its session or its client, and nothing is kept of what is gone', async () => {
  await vault.keepUnsaved('s1', 's1 note', words('of the session'));
  await vault.keepUnsaved('c1', 'c1 goals', words('of the client'));
  await vault.keepUnsaved(PRACTICE, 'prompt', words('of nobody'));
  await vault.keepUnsaved('s2', 's2 note', words('of another session'));
  await vault.eraseSession('s1', 1);
  expect((await found()).map(([of]) => of)).toEqual(['c1', PRACTICE, 's2']);
  await vault.eraseClient('c1', { what: 'erased', at: 1 });
  expect((await found()).map(([of]) => of)).toEqual([PRACTICE]);
  for (const of of ['s1', 'c1'])
    await expect(vault.keepUnsaved(of, 'again', words('x'))).rejects.toThrow(NoSuchSessionError);
  expect(await store.unsaved.count()).toBe(1);
});

test('what can not be opened is left out, and makes room for what is typed now', async () => {
  await vault.keepUnsaved('s1', 'one', words('first'));
  await store.unsaved.update('s1', { body: new Uint8Array(60) as never });
  expect(await found()).toEqual([]);
  await vault.keepUnsaved('s1', 'two', words('second'));
  expect(await found()).toEqual([['s1', 'two', 'second']]);
});
