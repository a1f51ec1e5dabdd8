import { expect, test } from 'vitest';
import { lastOf } from '@/lib/session';
import { vaultOf } from '@/lib/vault';
import { storeCalled } from '../stores.ts';
import {
  background,
  device,
  deviceForEachTest,
  lockedDevice,
  note,
  panel,
  start,
} from './device.ts';

deviceForEachTest();

test('a summary that nobody closed is closed when the notes are unlocked hours later, and no sooner', async () => {
  const lock = await lockedDevice();
  const owner = background();
  const a = await panel(owner);
  await a.send(start());
  const { id: sessionId } = a.view();
  await a.send(note('kept'));
  await a.send({ type: 'end' });
  const lockedAndUnlocked = async () => {
    lock.lock();
    await owner.lockChanged();
    expect(a.view().id).toBe(sessionId);
    lock.unlock();
    await owner.lockChanged();
  };
  device.now += 3 * 3_600_000;
  await lockedAndUnlocked();
  expect(a.view().id).toBe(sessionId);
  device.now += 1_000;
  await lockedAndUnlocked();
  expect(a.last()).toMatchObject({ session: null });
  const ring = await device.keys?.();
  const stored = ring && (await vaultOf(storeCalled(device.name), ring).session(sessionId));
  expect(stored?.notes.map(({ text }) => text)).toEqual(['kept']);
  expect(lastOf(stored?.events ?? [], 'closed')?.at).toBe(device.now);
});

test('a session that runs is not closed by unlocking, however long it is over', async () => {
  const lock = await lockedDevice();
  const owner = background();
  const a = await panel(owner);
  await a.send(start());
  const { id: sessionId } = a.view();
  device.now += 24 * 3_600_000;
  lock.lock();
  await owner.lockChanged();
  lock.unlock();
  await owner.lockChanged();
  expect(a.view().id).toBe(sessionId);
});
