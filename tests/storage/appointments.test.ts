import { beforeEach, expect, test } from 'vitest';
import { type Calendar, PRACTICE } from '@/lib/papers';
import type { Store } from '@/lib/store';
import { SessionOpenError, type Vault } from '@/lib/vault';
import { device, fill } from './backups.ts';
import { storesForEachTest } from './stores.ts';

storesForEachTest();
let store: Store;
let vault: Vault;
const erased = { what: 'erased', at: 1 } as const;
const appointment = (uid: string) => ({
  uid,
  at: 1,
  until: 2,
  title: uid,
  cancelled: false,
  meeting: null,
  link: '',
});
const calendarOf = (...uids: string[]): Calendar => ({
  name: 'a.ics',
  readAt: 1,
  appointments: uids.map(appointment),
  whose: { theirs: 'c1', 'of another': 'c2' },
});
const uids = async () =>
  (await vault.paper('calendar', PRACTICE))?.appointments.map(({ uid }) => uid);

beforeEach(async () => {
  const here = await device();
  ({ store, vault } = here);
  await fill(here);
  await vault.changePaper('calendar', PRACTICE, () => calendarOf('theirs', 'of another'));
});

test('a client’s appointments go with the client, in one write', async () => {
  await vault.eraseClient('c1', erased);
  expect(await uids()).toEqual(['of another']);
  expect((await vault.paper('calendar', PRACTICE))?.whose).toEqual({ 'of another': 'c2' });
});

test('they stay where nothing of the client may be erased', async () => {
  const [id = ''] = await vault.sessionIds('c1');
  await store.sessions.update(id, { closedAt: 0 });
  await expect(vault.eraseClient('c1', erased)).rejects.toThrow(SessionOpenError);
  expect(await uids()).toEqual(['theirs', 'of another']);
});

test('a newer calendar that another page has read meanwhile is cleaned, not written over', async () => {
  const newer = vault.changePaper('calendar', PRACTICE, () =>
    calendarOf('theirs', 'of another', 'new'),
  );
  await Promise.all([vault.eraseClient('c1', erased), newer]);
  expect(await uids()).toContain('of another');
  await vault.eraseClient('c1', erased);
  expect(await uids()).toEqual(['of another', 'new']);
});

test('one that can’t be opened stays, and keeps no client from being erased', async () => {
  const [row] = await store.papers.where({ of: PRACTICE }).toArray();
  if (!row) throw new Error('a calendar');
  const body = new Uint8Array(row.body);
  body[40] = (body[40] ?? 0) ^ 1;
  await store.papers.put({ ...row, body: body as never });
  await vault.eraseClient('c1', erased);
  expect((await vault.clients()).map(({ id }) => id)).not.toContain('c1');
  expect(await store.papers.where({ of: PRACTICE }).count()).toBe(1);
});
