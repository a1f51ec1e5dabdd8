import { beforeEach, expect, test } from 'vitest';
import type { DeskVault } from '@/lib/desk/desk-vault';
import { createUnsaved, type UnsavedEditors } from '@/lib/desk/unsaved';
import { PRACTICE } from '@/lib/papers';
import { keyIdOf } from '@/lib/vault/envelope';
import { desksForEachTest, openedDesk } from './desk.ts';

desksForEachTest();
let desk: DeskVault;
let editors: UnsavedEditors;
/** What is to be done later. */
let waiting: (() => void)[] = [];
/** Another page of the desk, as after loading it anew. */
const page = async () => {
  const desk = await openedDesk();
  const editors = createUnsaved(desk, (run) => waiting.push(run));
  await expect.poll(() => editors.ready.value).toBe(true);
  return { desk, editors };
};
beforeEach(async () => {
  waiting = [];
  ({ desk, editors } = await page());
});
/** Has something half typed, and a passphrase set after it. */
async function halfTypedUnderAPassphrase() {
  const lock = await desk.lock();
  editors.put('long', editor('half'));
  await expect.poll(() => editors.wouldLose()).toBe(false);
  expect(await lock.set('five words')).toMatchObject({ ok: true });
  await desk.open();
  return lock;
}
const editor = (value: unknown, from: unknown = '') => ({ of: PRACTICE, value, from });

/** Lets nothing be written anew until the function that it resolves with is called. */
async function fullDisk(): Promise<() => void> {
  const { unsaved } = await desk.store();
  const full = () => {
    throw new DOMException('', 'QuotaExceededError');
  };
  unsaved.hook('creating', full);
  return () => unsaved.hook('creating').unsubscribe(full);
}

test('what is half typed is there again when the desk is loaded anew, to the last letter', async () => {
  for (const typed of ['h', 'ha', 'hal', 'half']) editors.put('long', editor(typed));
  expect(editors.wouldLose()).toBe(true);
  await expect.poll(() => editors.wouldLose()).toBe(false);
  const { editors: anew } = await page();
  expect(anew.get('long')).toEqual(editor('half'));
  expect(anew.has('long')).toBe(true);
  anew.put('long', null);
  await expect.poll(() => anew.wouldLose()).toBe(false);
  expect((await page()).editors.get('long')).toBeNull();
});

test('what is typed, here or in another page, and then saved is told once each', async () => {
  const { editors: other } = await page();
  const seen: unknown[] = [];
  const stop = other.watch('long', () => seen.push(other.get('long')?.value));
  other.watch('short', () => seen.push('short'));
  editors.put('long', editor('half'));
  await expect.poll(() => seen).toEqual(['half']);
  other.put('long', editor('half a line'));
  await expect.poll(() => editors.get('long')?.value).toBe('half a line');
  editors.put('long', null);
  await expect.poll(() => seen).toEqual(['half', 'half a line', undefined]);
  stop();
  editors.put('long', editor('again'));
  await expect.poll(() => other.get('long')?.value).toBe('again');
  expect(seen).toHaveLength(3);
});

test('an editor that was only opened is not kept, nor what needn’t outlast the page', async () => {
  const exercise = { id: 'e' };
  editors.put('exercise', editor(exercise, exercise));
  editors.put('notes query', { of: null, value: 'sleep', from: '' });
  expect(editors.wouldLose()).toBe(false);
  expect(editors.has('exercise')).toBe(false);
  expect((await page()).editors.get('exercise')).toBeNull();
  // What is typed and taken back again is forgotten as well.
  editors.put('exercise', editor({ id: 'f' }, exercise));
  await expect.poll(() => editors.wouldLose()).toBe(false);
  editors.put('exercise', editor(exercise, exercise));
  await expect.poll(() => editors.wouldLose()).toBe(false);
  expect((await page()).editors.get('exercise')).toBeNull();
});

test('locking takes it from memory, and unlocking brings it back', async () => {
  const lock = await halfTypedUnderAPassphrase();
  expect(editors.get('long')).toEqual(editor('half'));
  await navigator.locks.request('reseal', () => {});
  await lock.lock();
  await desk.open();
  expect(desk.lockState.value).toBe('locked');
  expect([editors.ready.value, editors.get('long'), editors.has('long')]).toEqual([
    false,
    null,
    false,
  ]);
  // A page that hadn't heard of the lock yet keeps nothing that is typed.
  editors.put('long', editor('too late'));
  expect([editors.get('long'), editors.wouldLose()]).toEqual([null, false]);
  expect(await lock.unlock('five words')).toMatchObject({ ok: true });
  await desk.open();
  await expect.poll(() => editors.get('long')).toEqual(editor('half'));
  expect(editors.ready.value).toBe(true);
  // It was sealed anew with the lock's own key for private notes.
  const open = desk.opened.value;
  const [row] = (await (await desk.store()).unsaved.toArray()) ?? [];
  expect(keyIdOf(row?.body ?? new Uint8Array())).toBe(open?.ring.private.id);
});

test('what was saved as the notes were locked is forgotten all the same', async () => {
  const lock = await halfTypedUnderAPassphrase();
  await navigator.locks.request('reseal', () => {});
  await lock.lock();
  // The page forgets it before it has heard of the lock.
  editors.put('long', null);
  await desk.open();
  await desk.written(async () => {});
  expect(await lock.unlock('five words')).toMatchObject({ ok: true });
  await desk.open();
  await expect.poll(() => editors.ready.value).toBe(true);
  await expect.poll(async () => (await desk.store()).unsaved.count()).toBe(0);
  expect(editors.get('long')).toBeNull();
});

test('what could not be written is written again after a while, without another letter', async () => {
  const emptied = await fullDisk();
  editors.put('long', editor('half'));
  await expect.poll(() => waiting.length).toBe(1);
  expect(editors.wouldLose()).toBe(true);
  for (const run of waiting.splice(0)) run();
  await expect.poll(() => waiting.length).toBe(1);
  emptied();
  for (const run of waiting.splice(0)) run();
  await expect.poll(() => editors.wouldLose()).toBe(false);
  expect((await page()).editors.get('long')).toEqual(editor('half'));
  expect(waiting).toEqual([]);
});

test('an older text that could not be written is not written over a newer one', async () => {
  const emptied = await fullDisk();
  editors.put('long', editor('half'));
  await expect.poll(() => waiting.length).toBe(1);
  emptied();
  editors.put('long', editor('half a'));
  await expect.poll(() => editors.wouldLose()).toBe(false);
  for (const run of waiting.splice(0)) run();
  await desk.written(async () => {});
  expect((await page()).editors.get('long')).toEqual(editor('half a'));
});

test('what one page saves, gives up or writes is so in another, unless it is being typed there', async () => {
  const other = await page();
  editors.put('long', editor('half'));
  await expect.poll(() => other.editors.get('long')).toEqual(editor('half'));
  editors.put('long', editor('half a'));
  await expect.poll(() => other.editors.get('long')).toEqual(editor('half a'));
  editors.put('long', null);
  await expect.poll(() => other.editors.get('long')).toBeNull();
  // Not there any more, it can't be lost from there, nor written again.
  expect(other.editors.wouldLose()).toBe(false);
  expect((await page()).editors.get('long')).toBeNull();
});

test('words about what was erased have nowhere to be, and keep nobody from leaving', async () => {
  editors.put('s note', { of: 'a session that is gone', value: 'half', from: '' });
  await expect.poll(() => editors.wouldLose()).toBe(false);
  expect((await page()).editors.get('s note')).toBeNull();
});

test('what could not be written is asked about, and written with the next letter', async () => {
  const open = desk.opened.value;
  if (!open) throw new Error('not open');
  const { keepUnsaved } = open.vault;
  Object.assign(open.vault, {
    keepUnsaved: async () => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    },
  });
  editors.put('long', editor('half'));
  await desk.written(async () => {});
  expect(editors.wouldLose()).toBe(true);
  Object.assign(open.vault, { keepUnsaved });
  editors.put('long', editor('half a'));
  await expect.poll(() => editors.wouldLose()).toBe(false);
  expect((await page()).editors.get('long')).toEqual(editor('half a'));
});
