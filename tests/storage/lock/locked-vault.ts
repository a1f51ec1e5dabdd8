import { beforeEach, expect } from 'vitest';
import { newClient } from '@/lib/practice';
import type { Store } from '@/lib/store';
import { type Derive, Lock, type RootKeeper, reseal, type Vault } from '@/lib/vault';
import { line } from '../../fixtures/note.ts';
import { begun as begunEvents, planAt } from '../../fixtures/session.ts';
import { cheap } from '../cheap-derive.ts';
import { storeCalled, storesForEachTest } from '../stores.ts';

/** What the device keeps beside the database. Each test has another device. */
export const device = { name: '', now: 0, root: null as string | null };

/** Puts another device there before each test of a file. */
export function lockForEachTest(): void {
  storesForEachTest();
  beforeEach(() => {
    Object.assign(device, { name: `lock-${crypto.randomUUID()}`, now: 1_000, root: null });
  });
}

const keeper: RootKeeper = {
  read: async () => device.root,
  write: async (next) => {
    device.root = next;
  },
};
export const newStore = () => storeCalled(device.name);
export const lockOn = (store: Store, how: Derive = cheap) =>
  new Lock({ store, root: keeper, derive: how, now: () => device.now });
/** Writes a running and a closed session, notes in both compartments, a client, a card, a draft. */
export async function filled(store: Store, vault: Vault) {
  for (const id of ['s1', 's2'])
    await vault.begin({ id, plan: planAt(1_000), meeting: null, events: begunEvents(1_000) });
  await vault.addNotes('s1', [line('l1', 'one'), line('l2', 'two', 'private')], []);
  await vault.addNotes('s2', [line('l3', 'three')], []);
  await vault.append('s1', 2, [{ type: 'safetyReasonGiven', at: 3_000, words: 'for safety' }]);
  await vault.close('s2', 2, [{ type: 'closed', at: 9_000 }], false);
  await vault.changeClient('c1', () => ({ ...newClient('c1', 'M-17', 1), name: 'Mara' }));
  await vault.putCardField('s1', 'location', 'at home');
  await vault.putDraft('s1', 'p1', {
    text: 'half',
    kind: 'note',
    compartment: 'private',
    speaker: '',
  });
  await vault.changeSettings((settings) => ({ ...settings, quiet: true }));
  return store;
}

/** Everything that can be read with this vault, as one text. */
export async function everything(vault: Vault): Promise<string> {
  const sessions = await Promise.all(
    ['s1', 's2'].map((id) => vault.session(id).catch((error: Error) => error.name)),
  );
  const drafts = [...(await vault.drafts('s1'))];
  return JSON.stringify([sessions, await vault.clients(), await vault.card('s1'), drafts]);
}
export const WORDS = ['one', 'two', 'three', 'for safety', 'Mara', 'M-17', 'at home', 'half'];

export const set = async (store: Store, passphrase = 'five words') => {
  const lock = lockOn(store);
  expect(await lock.set(passphrase)).toEqual({ ok: true });
  await reseal(
    store,
    await lock.ring(),
    () => device.now,
    () => {},
  );
  return lock;
};
