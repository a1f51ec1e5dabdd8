import { beforeEach, describe, expect, test } from 'vitest';
import { markNote } from '@/lib/notes';
import {
  finalised,
  NO_MEASURES,
  newDocument,
  type SessionDocument,
  withAddendum,
} from '@/lib/papers';
import { newClient } from '@/lib/practice';
import type { Store } from '@/lib/store';
import {
  DocumentFinalError,
  deviceKeyRing,
  everyRecord,
  NoSuchSessionError,
  Restore,
  type Transferred,
  type Vault,
  vaultOf,
} from '@/lib/vault';
import { line } from '../fixtures/note.ts';
import { type Device, device, fill } from './backups.ts';
import { storesForEachTest } from './stores.ts';

storesForEachTest();
let here: Device;
let store: Store;
let vault: Vault;
beforeEach(async () => {
  here = await device();
  ({ store, vault } = here);
  await fill(here);
});

const document = (change: Partial<SessionDocument> = {}): SessionDocument => ({
  ...newDocument('soap'),
  ...change,
});

/** What a document that becomes final is given. */
const AS_FINAL = {
  code: '',
  late: false,
  notes: [],
  header: {},
  ownFormat: null,
  left: '',
  utcOffset: 0,
  shown: { format: 'soap', header: [], sections: [] },
};

/** Makes a document final. */
const end = (before: SessionDocument | null) => {
  const done = before && finalised(before, 1, '', AS_FINAL);
  return typeof done === 'string' ? null : done;
};

/** Restores into another device what this one has, and says what that did. */
async function restoredInto(there: Device) {
  const records: Transferred[] = [];
  for await (const record of everyRecord(vault, () => {})) records.push(record);
  const restore = new Restore(there.store, there.ring, crypto.randomUUID());
  await restore.begin();
  for (const record of records) await restore.take(record);
  const { added, same, kept, left } = await restore.finish();
  await restore.commit();
  return { added: added.paper, same: same.paper, kept: kept.paper, left };
}

describe('a paper', () => {
  test('is kept, changed, and sealed in the compartment of its kind', async () => {
    expect((await vault.paper('document', 's1'))?.own).toEqual({
      soap: { plan: 'in my own words' },
    });
    await vault.changePaper('document', 's1', (before) => before && { ...before, format: 'dap' });
    expect((await vault.paper('document', 's1'))?.format).toBe('dap');
    expect((await vault.session('s1'))?.document?.format).toBe('dap');
    const ring = await deviceKeyRing(store, () => 1);
    const without = (use: 'record' | 'private') =>
      vaultOf(store, { ...ring, opening: ring.opening.filter(({ id }) => id !== ring[use].id) });
    expect(await without('private').paper('ahead', 'c1')).toBeNull();
    expect(await without('private').paper('document', 's1')).not.toBeNull();
    expect(await without('record').paper('ahead', 'c1')).not.toBeNull();
    for (const { body } of await store.papers.toArray())
      expect(new TextDecoder('latin1').decode(body)).not.toMatch(/words|sister/);
  });

  test('is found with all of its kind, without those that can not be opened', async () => {
    await vault.changeClient('c2', () => newClient('c2', 'C-2', 1));
    const line = { id: 'b', at: 2, text: 'the letter' };
    await vault.changePaper('ahead', 'c2', () => ({ lines: [line] }));
    const all = await vault.papersOf('ahead');
    expect(all.map(([of]) => of).sort()).toEqual(['c1', 'c2']);
    expect(all.find(([of]) => of === 'c2')?.[1]).toEqual({ lines: [line] });
    const wanted = await vault.papersOf('ahead', ['c2', 'nobody']);
    expect(wanted).toEqual([['c2', { lines: [line] }]]);
    expect(await vault.papersOf('ahead', [])).toEqual([]);
    await store.papers.update('c2/ahead', { body: new Uint8Array(60) as never });
    expect((await vault.papersOf('ahead')).map(([of]) => of)).toEqual(['c1']);
    expect(await vault.papersOf('calendar')).toEqual([]);
  });

  test('of a session or a client that is gone is not written', async () => {
    await expect(vault.changePaper('document', 'nobody', () => document())).rejects.toThrow(
      NoSuchSessionError,
    );
    await expect(vault.changePaper('goals', 'nobody', () => ({ goals: [] }))).rejects.toThrow(
      NoSuchSessionError,
    );
    expect(await store.papers.count()).toBe(5);
  });

  test('stays as it is when the change says so, and no change is lost when two come together', async () => {
    await vault.changePaper('document', 's1', () => null);
    expect((await vault.paper('document', 's1'))?.format).toBe('soap');
    const add = (id: string) =>
      vault.changePaper('ahead', 'c1', (before) => ({
        lines: [...(before?.lines ?? []), { id, at: 1, text: id }],
      }));
    await Promise.all(['x', 'y', 'z'].map(add));
    expect((await vault.paper('ahead', 'c1'))?.lines.map(({ id }) => id).sort()).toEqual([
      'a1',
      'x',
      'y',
      'z',
    ]);
  });

  test('that can not be opened is counted, and not written over', async () => {
    await store.papers.update('s1/document', { body: new Uint8Array(60) as never });
    expect(await vault.paper('document', 's1')).toBeNull();
    expect(await vault.unreadablePapers('s1')).toBe(1);
    await expect(vault.changePaper('document', 's1', () => document())).rejects.toThrow();
    const left: number[] = [];
    for await (const _ of everyRecord(vault, (count) => left.push(count)));
    expect(left).toEqual([1]);
  });

  test('and settings of more than anybody can add are read again', async () => {
    const exercises = Array.from({ length: 150 }, (_, n) => ({
      id: `e${n}`,
      name: `Exercise ${n}`,
      instructions: '',
    }));
    const formats = Array.from({ length: 30 }, (_, n) => ({
      id: `f${n}`,
      name: `Format ${n}`,
      sections: Array.from({ length: 20 }, (_, at) => ({ id: `s${at}`, title: `Section ${at}` })),
      places: {},
    }));
    await vault.changeSettings((settings) => ({ ...settings, exercises, formats }));
    await vault.changePaper('handout', 's1', () => ({ exercises, words: '' }));
    expect(await vault.settings()).toMatchObject({ exercises, formats });
    expect((await vault.paper('handout', 's1'))?.exercises).toEqual(exercises);
  });

  test('is erased with its session, and with its client', async () => {
    await vault.eraseSession('s1', 1);
    expect((await store.papers.toArray()).map(({ id }) => id)).toEqual([
      'c1/ahead',
      'c1/measures',
      'c1/scaling',
    ]);
    await vault.eraseClient('c1', { what: 'erased', at: 1 });
    expect(await store.papers.count()).toBe(0);
  });
});

describe('restoring papers', () => {
  test('adds them, and nothing the second time', async () => {
    const there = await device();
    expect(await restoredInto(there)).toEqual({ added: 5, same: 0, kept: 0, left: 0 });
    for (const kind of ['document', 'handout'] as const)
      expect(await there.vault.paper(kind, 's1')).toEqual(await vault.paper(kind, 's1'));
    for (const kind of ['ahead', 'measures', 'scaling'] as const)
      expect(await there.vault.paper(kind, 'c1')).toEqual(await vault.paper(kind, 'c1'));
    expect(await restoredInto(there)).toEqual({ added: 0, same: 5, kept: 0, left: 0 });
  });

  test('makes one of two that differ, with the words of both and the earlier end', async () => {
    const there = await device();
    await restoredInto(there);
    const end = (of: Vault, at: number, text: string) =>
      of.changePaper('document', 's1', (before) => {
        const done = before && finalised(before, at, '', { ...AS_FINAL, code: 'M-17' });
        const added =
          done &&
          typeof done !== 'string' &&
          withAddendum(done, { id: text, at, utcOffset: null, text });
        return added && typeof added !== 'string' ? added : null;
      });
    await end(vault, 20, 'from here');
    await end(there.vault, 30, 'from there');
    expect(await restoredInto(there)).toMatchObject({ kept: 1, same: 4 });
    const both = await there.vault.paper('document', 's1');
    expect(both?.finalisedAt).toBe(20);
    expect(both?.addenda.map(({ text }) => text)).toEqual(['from here', 'from there']);
    expect(both?.own).toEqual({ soap: { plan: 'in my own words' } });
    expect(await restoredInto(there)).toMatchObject({ kept: 0, same: 5 });
  });

  test('is left out if it has a scale of no length, where no value has a place', async () => {
    const own = { id: 'o', name: 'Sleep', from: 3, to: 3, better: null };
    const paper = (to: number): Transferred => ({
      record: 'paper',
      kind: 'measures',
      of: 'c9',
      body: { ...NO_MEASURES, own: [{ ...own, to }] },
    });
    const { id: _, ...body } = newClient('c9', 'Z-9', 1);
    for (const [to, left] of [
      [3, 1],
      [4, 0],
    ] as const) {
      const restore = new Restore(store, here.ring, `r${to}`);
      await restore.begin();
      await restore.take({ record: 'client', id: 'c9', body } as never);
      await restore.take(paper(to));
      expect((await restore.finish()).left).toBe(left);
    }
  });

  test('of a session that is not in the file is left out', async () => {
    const restore = new Restore(store, here.ring, 'r');
    await restore.begin();
    await restore.take({ record: 'paper', kind: 'document', of: 's1', body: document() } as never);
    expect((await restore.finish()).left).toBe(1);
  });
});

test("a change of a session's document makes its pack stale", async () => {
  await store.stale.clear();
  await vault.changePaper('document', 's2', () => document());
  expect([...(await vault.stale()).keys()]).toEqual(['s2']);
  await store.stale.clear();
  await vault.changeClient('c2', () => newClient('c2', 'K-1', 1));
  await vault.changePaper('goals', 'c2', () => ({ goals: [] }));
  expect(await store.stale.count()).toBe(0);
});

describe('notes of a session that is over', () => {
  const change = (id: string) => vault.changeNotes('s1', [line(id, id)], ['l1']);

  test('are changed together, and the change says whose they are', async () => {
    const told: unknown[] = [];
    const stop = vault.watch(({ ids }) => told.push(ids));
    await change('l9');
    stop();
    expect((await vault.session('s1'))?.notes.map(({ id }) => id).sort()).toEqual(['l2', 'l9']);
    expect(told).toEqual([['s1']]);
  });

  test('stay as they are once the document is final, or can not be read', async () => {
    await vault.changePaper('document', 's1', end);
    await expect(change('l9')).rejects.toThrow(DocumentFinalError);
    await store.papers.update('s1/document', { body: new Uint8Array(60) as never });
    await expect(change('l9')).rejects.toThrow(DocumentFinalError);
    const session = await vault.session('s1');
    expect(session?.notes.map(({ id }) => id).sort()).toEqual(['l1', 'l2']);
    expect(session?.unreadable).toBe(1);
  });

  test('of the record take the mark for supervision once the document is final, and nothing else', async () => {
    await vault.changePaper('document', 's1', end);
    const kept = (await vault.session('s1'))?.notes.find(({ id }) => id === 'l1');
    if (!kept) throw new Error('no note');
    await vault.changeNotes('s1', [markNote(kept, true)], []);
    const marked = (await vault.session('s1'))?.notes.find(({ id }) => id === 'l1');
    expect(marked).toEqual({ ...kept, forSupervision: true });
    for (const change of [
      { text: 'other words' },
      { kind: 'risk' as const },
      { clientCopy: true },
      { at: kept.at + 1 },
      { compartment: 'private' as const },
    ])
      await expect(
        vault.changeNotes('s1', [{ ...markNote(kept, false), ...change }], []),
      ).rejects.toThrow(DocumentFinalError);
    await vault.changeNotes('s1', [markNote(kept, false)], []);
    expect((await vault.session('s1'))?.notes.find(({ id }) => id === 'l1')).toEqual(kept);
  });

  test('that are private can be added, changed and removed once the document is final, and none of the record becomes one', async () => {
    await vault.changePaper('document', 's1', end);
    await vault.changeNotes('s1', [line('p1', 'what I noticed', 'private')], []);
    expect((await vault.session('s1'))?.notes.map(({ id }) => id).sort()).toEqual([
      'l1',
      'l2',
      'p1',
    ]);
    await vault.changeNotes('s1', [line('p1', 'what I saw', 'private')], []);
    await vault.changeNotes('s1', [], ['p1']);
    expect((await vault.session('s1'))?.notes.map(({ id }) => id).sort()).toEqual(['l1', 'l2']);
    for (const [notes, removed] of [
      [[line('l1', 'hidden away', 'private')], []],
      [[line('p2', 'x', 'private'), line('r2', 'y')], []],
      [[line('p3', 'x', 'private')], ['l1']],
    ] as const)
      await expect(vault.changeNotes('s1', notes, removed)).rejects.toThrow(DocumentFinalError);
  });
});
