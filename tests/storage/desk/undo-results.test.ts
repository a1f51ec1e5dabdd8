import { beforeEach, expect, test } from 'vitest';
import { createChanges, type DeskChanges } from '@/lib/desk/changes';
import type { DeskVault } from '@/lib/desk/desk-vault';
import { newNote } from '@/lib/notes';
import {
  type AsFinal,
  finalised,
  type MeasureResult,
  NO_MEASURES,
  newDocument,
} from '@/lib/papers';
import { MINUTE, type WrittenSession } from '@/lib/session';
import type { Vault } from '@/lib/vault';
import { desksForEachTest, openedDesk } from './desk.ts';

desksForEachTest();

let desk: DeskVault;
let changes: DeskChanges;
const vault = (): Vault => {
  const open = desk.opened.value;
  if (!open) throw new Error('the vault is not open');
  return open.vault;
};
beforeEach(async () => {
  let ids = 0;
  desk = await openedDesk();
  changes = createChanges(desk, {
    now: () => 200 * MINUTE,
    newId: () => `id-${++ids}`,
    onErased: async () => {},
  });
});

const RESULT: MeasureResult = {
  id: 'r1',
  at: 60 * MINUTE,
  sessionId: 's1',
  measure: 'phq9',
  version: '',
  answers: [1, 1, 1, 1, 1, 1, 1, 1, 1],
  unscored: null,
  by: 'readOut',
  person: '',
  assessed: 'safe',
  agreed: 'a call',
};
const noted = (id: string, kind: 'measure' | 'risk', text: string) =>
  newNote({ id, at: 60 * MINUTE, leg: null, intoMs: 50 * MINUTE, kind, text });
/** Whether the form of the result holds nothing else, and how often it got its answers back. */
let isFree = true;
let givenBack = 0;
/** A client with a session, whose record has two lines of a result that was kept. */
async function kept(): Promise<string> {
  isFree = true;
  givenBack = 0;
  const client = await changes.addClient('C-1');
  if (typeof client === 'string') throw new Error(client);
  const written: WrittenSession = {
    clientId: client.id,
    startedAt: 10 * MINUTE,
    endedAt: 60 * MINUTE,
    minutes: 50,
    mode: 'clientLed',
    legs: [{ leg: 'opening', at: 10 * MINUTE }],
  };
  await changes.enterSession('s1', written, []);
  await changes.changePaper('measures', client.id, (before) => ({
    ...(before ?? NO_MEASURES),
    results: [RESULT],
  }));
  await changes.changeNotes(
    's1',
    [noted('r1-result', 'measure', 'PHQ-9: 9'), noted('r1-safety', 'risk', 'Item 9: safe')],
    [],
  );
  changes.offerForm({
    isFree: () => isFree,
    giveBack() {
      givenBack += 1;
    },
  });
  return client.id;
}
const there = async (client: string) => [
  (await vault().paper('measures', client))?.results.map(({ id }) => id) ?? [],
  (await vault().session('s1'))?.notes.map(({ id }) => id).sort(),
];

test('a result is undone together with its lines in the record', async () => {
  const client = await kept();
  expect(await there(client)).toEqual([['r1'], ['r1-result', 'r1-safety']]);
  expect(changes.removed.value).toMatchObject({ what: 'added', of: 'measures' });
  expect(givenBack).toBe(0);
  expect(await changes.removed.value?.undo()).toBeNull();
  expect(await there(client)).toEqual([[], []]);
  expect(givenBack).toBe(1);
  expect(changes.removed.value).toBeNull();
});

test('a result stays while its form holds something else, and can be undone after that', async () => {
  const client = await kept();
  isFree = false;
  expect(await changes.removed.value?.undo()).toBe('begunAgain');
  expect(await there(client)).toEqual([['r1'], ['r1-result', 'r1-safety']]);
  expect(givenBack).toBe(0);
  isFree = true;
  expect(await changes.removed.value?.undo()).toBeNull();
  expect(await there(client)).toEqual([[], []]);
  expect(givenBack).toBe(1);
});

test('a line that somebody has changed since stays, and so does its result', async () => {
  const client = await kept();
  const offer = changes.removed.value;
  await vault().changeNotes('s1', [noted('r1-result', 'measure', 'changed')], []);
  expect(await offer?.undo()).toBe('changedSince');
  expect(givenBack).toBe(0);
  expect(await there(client)).toEqual([['r1'], ['r1-result', 'r1-safety']]);
});

test('a line that somebody has removed since keeps its result from nobody who undoes it', async () => {
  const client = await kept();
  const offer = changes.removed.value;
  await vault().changeNotes('s1', [], ['r1-safety']);
  expect(await offer?.undo()).toBeNull();
  expect(await there(client)).toEqual([[], []]);
});

test('lines that were sent again, without their result on offer, stay with it', async () => {
  const client = await kept();
  await changes.changeClient(client, (one) => ({ ...one, name: 'Mara' }));
  await changes.changeNotes('s1', [noted('r1-result', 'measure', 'PHQ-9: 9, again')], []);
  await changes.changeNotes('s1', [noted('r2-result', 'measure', 'of nobody')], []);
  expect(changes.removed.value).toBeNull();
  expect((await there(client))[1]).toContain('r2-result');
});

test('what is final by then keeps its result', async () => {
  const client = await kept();
  const offer = changes.removed.value;
  const shown: AsFinal = {
    code: '',
    late: false,
    notes: [],
    ownFormat: null,
    left: '',
    utcOffset: 0,
    header: {},
    shown: { format: 'soap', header: [], sections: [] },
  };
  await vault().changePaper('document', 's1', () => {
    const final = finalised(newDocument('soap'), 100 * MINUTE, '', shown);
    if (typeof final === 'string') throw new Error(final);
    return final;
  });
  expect(await offer?.undo()).toBe('documentFinal');
  expect(await there(client)).toEqual([['r1'], ['r1-result', 'r1-safety']]);
});

test('a risk that is written by itself is undone by itself', async () => {
  const client = await kept();
  await changes.changeNotes('s1', [noted('own', 'risk', 'said on the way out')], []);
  expect(changes.removed.value).toMatchObject({ what: 'added', of: 'notes' });
  expect(await changes.removed.value?.undo()).toBeNull();
  expect(await there(client)).toEqual([['r1'], ['r1-result', 'r1-safety']]);
});
