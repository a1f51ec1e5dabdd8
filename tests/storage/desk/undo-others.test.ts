import type { Signal } from '@preact/signals';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createChanges, type DeskChanges } from '@/lib/desk/changes';
import type { DeskVault } from '@/lib/desk/desk-vault';
import { newNote } from '@/lib/notes';
import { type AsFinal, finalised, newDocument, withOwnWords } from '@/lib/papers';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { MINUTE, type WrittenSession } from '@/lib/session';
import type { LockState, Vault } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';
import { desksForEachTest, openedDesk } from './desk.ts';

desksForEachTest();

let desk: DeskVault;
let changes: DeskChanges;
/** Writes as another page of the desk, or the panel, does. */
const others = (): Vault => {
  const open = desk.opened.value;
  if (!open) throw new Error('the vault is not open');
  return open.vault;
};
const onErased = vi.fn(async () => {});
let now: number;
beforeEach(async () => {
  let ids = 0;
  now = 5_000;
  onErased.mockClear();
  desk = await openedDesk();
  changes = createChanges(desk, { now: () => now, newId: () => `id-${++ids}`, onErased });
});

const added = async () => {
  const client = await changes.addClient('C-1');
  if (typeof client === 'string') throw new Error(client);
  return client.id;
};
const stored = async () => (await others().clients())[0];
const AS_FINAL: AsFinal = {
  code: '',
  late: false,
  notes: [],
  header: {},
  ownFormat: null,
  left: '',
  utcOffset: 0,
  shown: { format: 'soap', header: [], sections: [] },
};

describe('undo leaves what others have written', () => {
  test('between two letters', async () => {
    const id = await added();
    const type = (name: string) => changes.changeClient(id, (client) => ({ ...client, name }));
    await type('A');
    await others().changeClient(id, (client) => ({
      ...(client as NonNullable<typeof client>),
      legalHold: 'a claim',
      places: [{ site: 'meet', room: 'abc-defg-hij' }],
    }));
    await type('Ab');
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await stored()).toMatchObject({
      name: '',
      legalHold: 'a claim',
      places: [{ site: 'meet', room: 'abc-defg-hij' }],
    });
  });

  test('in the same field between two letters, which begins another typing', async () => {
    const id = await added();
    const type = (name: string) => changes.changeClient(id, (client) => ({ ...client, name }));
    await type('A');
    await others().changeClient(id, (client) => ({
      ...(client as NonNullable<typeof client>),
      name: 'what others wrote',
    }));
    await type('Ab');
    expect(await changes.removed.value?.undo()).toBeNull();
    expect((await stored())?.name).toBe('what others wrote');
  });

  test('in the same field since then, and says so', async () => {
    const id = await added();
    await changes.changeClient(id, (client) => ({ ...client, name: 'Mara' }));
    await others().changeClient(id, (client) => ({
      ...(client as NonNullable<typeof client>),
      name: 'Mara Meier',
    }));
    expect(await changes.removed.value?.undo()).toBe('changedSince');
    expect((await stored())?.name).toBe('Mara Meier');
  });

  test('of settings, also where all of them were reset', async () => {
    await changes.changeSettings((before) => ({ ...before, quiet: true }));
    await changes.resetSettings();
    await others().changeSettings((before) => ({ ...before, region: 'us' }));
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await others().settings()).toMatchObject({ quiet: true, region: 'us' });
    expect(changes.removed.value).toBeNull();
  });

  test('about a client who was added just now', async () => {
    const id = await added();
    const offer = changes.removed.value;
    await others().changePaper('goals', id, () => ({
      goals: [{ id: 'g', at: 1, text: 'no', state: 'open', changedAt: 1 }],
    }));
    expect(await offer?.undo()).toBe('changedSince');
    expect(await stored()).toMatchObject({ id });
    expect(onErased).not.toHaveBeenCalled();
  });

  test('in a session that was entered just now', async () => {
    const client = await added();
    const written: WrittenSession = {
      clientId: client,
      startedAt: MINUTE,
      endedAt: 51 * MINUTE,
      minutes: 50,
      mode: 'clientLed',
      legs: [{ leg: 'opening', at: MINUTE }],
    };
    const note = newNote({
      id: 'n1',
      at: 1_000,
      leg: 'opening',
      intoMs: 0,
      kind: 'note',
      text: 'x',
    });
    const enter = (id: string) => changes.enterSession(id, written, [{ ...note, id: `${id}-n` }]);
    now = 10_000_000;
    expect(await enter('s1')).toBeNull();
    const offer = changes.removed.value;
    expect(offer?.what).toBe('added');
    await others().changeNotes('s1', [{ ...note, id: 's1-n', text: 'xy' }], []);
    expect(await offer?.undo()).toBe('changedSince');
    expect(await others().sessionIds()).toEqual(['s1']);
    // It stands there already: nothing was entered, so there is nothing to undo.
    await changes.changeSettings((before) => ({ ...before, quiet: true }));
    const before = changes.removed.value;
    expect(await enter('s1')).toBeNull();
    expect(changes.removed.value).toBe(before);
    expect(await enter('s2')).toBeNull();
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await others().sessionIds()).toEqual(['s1']);
    // Pressed by mistake, it takes no page of lines with it.
    expect(changes.removed.value?.what).toBe('removed');
    expect(await changes.removed.value?.undo()).toBeNull();
    expect((await others().session('s2'))?.notes).toMatchObject([{ text: 'x' }]);
    expect(changes.removed.value?.what).toBe('added');
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await others().sessionIds()).toEqual(['s1']);
    expect(onErased).toHaveBeenCalledTimes(2);
    // Lines without a time of their own have that of the one above, and ids in any order.
    const lines = ['z', 'y', 'x'].map((letter) => ({ ...note, id: letter, text: letter }));
    expect(await changes.enterSession('s3', written, lines)).toBeNull();
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await others().sessionIds()).toEqual(['s1']);
  });

  test('in a note, and puts back one that was removed', async () => {
    await others().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    const note = (id: string, text: string) =>
      newNote({ id, at: 2, leg: 'opening', intoMs: 0, kind: 'note', text });
    const texts = async () =>
      (await others().session('s1'))?.notes
        .filter(({ deleted }) => !deleted)
        .map(({ text }) => text)
        .toSorted();
    await changes.changeNotes('s1', [note('a', 'one'), note('b', 'two')], []);
    await changes.changeNotes('s1', [note('a', 'one, edited')], []);
    await others().changeNotes('s1', [note('a', 'by others')], []);
    expect(await changes.removed.value?.undo()).toBe('changedSince');
    expect(await texts()).toEqual(['by others', 'two']);
    await changes.changeNotes('s1', [], [note('b', 'two')]);
    expect(await texts()).toEqual(['by others']);
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await texts()).toEqual(['by others', 'two']);
    await changes.changeNotes('s1', [note('c', 'three')], []);
    await others().changeNotes('s1', [note('c', 'three and more')], []);
    expect(await changes.removed.value?.undo()).toBe('changedSince');
    expect(await texts()).toEqual(['by others', 'three and more', 'two']);
  });

  test('in a document that is final by then, which nothing but an addendum changes', async () => {
    await others().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    const words = (said: string) =>
      changes.changePaper('document', 's1', (before) => {
        const made = withOwnWords(before ?? newDocument('soap'), 'soap', 'plan', said);
        return typeof made === 'string' ? null : made;
      });
    await words('walk');
    await others().changePaper('document', 's1', (before) => {
      const made = before && finalised(before, 9, '', AS_FINAL);
      return typeof made === 'string' ? null : made;
    });
    expect(await changes.removed.value?.undo()).toBe('changedSince');
    const final = await others().paper('document', 's1');
    expect(final?.own).toEqual({ soap: { plan: 'walk' } });
    const write = (change: object) =>
      changes.changePaper('document', 's1', (before) => before && { ...before, ...change });
    expect(await write({ own: {} })).toBe('documentFinal');
    expect(await write({ addenda: [{ id: 'a', at: 10, utcOffset: 0, text: 'more' }] })).toBeNull();
    expect(await write({ addenda: [] })).toBe('documentFinal');
    const other = { id: 'a', at: 10, utcOffset: 0, text: 'other words' };
    expect(await write({ addenda: [other] })).toBe('documentFinal');
    expect((await others().paper('document', 's1'))?.addenda).toHaveLength(1);
  });

  test('and offers nothing where a change could not be written', async () => {
    const id = await added();
    await changes.changeClient(id, (client) => ({ ...client, name: 'Mara' }));
    const offer = changes.removed.value;
    expect(await changes.changePaper('goals', 'nobody', () => ({ goals: [] }))).toBe('noSession');
    expect(changes.removed.value).toBe(offer);
  });
});

test('the first letters of a level that had no words are taken back together', async () => {
  const id = await added();
  for (const words of ['o', 'on', 'once']) {
    const problem = await changes.changePaper('scaling', id, (before) => ({
      goals: { g: { weight: 1, levels: { '0': words } } },
      reviews: before?.reviews ?? [],
    }));
    expect(problem).toBeNull();
    now += 500;
  }
  expect((await others().paper('scaling', id))?.goals.g?.levels).toEqual({ '0': 'once' });
  expect(await changes.removed.value?.undo()).toBeNull();
  expect((await others().paper('scaling', id))?.goals).toEqual({});
});

test('the first format of a document is taken back to the one it began with', async () => {
  await others().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
  await changes.changePaper('document', 's1', () => newDocument('dap'));
  expect(changes.removed.value?.what).toBe('changed');
  await changes.removed.value?.undo();
  expect((await others().paper('document', 's1'))?.format).toBe('soap');
});

test('what was typed and deleted again offers nothing, and Undo pressed twice is done once', async () => {
  const id = await added();
  const type = (name: string) => changes.changeClient(id, (client) => ({ ...client, name }));
  await type('x');
  await type('');
  expect(changes.removed.value).toBeNull();
  await type('Mara');
  const offer = changes.removed.value;
  expect(await Promise.all([offer?.undo(), offer?.undo()])).toEqual([null, null]);
  expect((await stored())?.name).toBe('');
});

describe('an Undo that is pressed while another change is being written', () => {
  const quiet = () => changes.changeSettings((before) => ({ ...before, quiet: true }));

  test('waits for that change, and takes it back', async () => {
    await quiet();
    const second = changes.changeSettings((before) => ({ ...before, region: 'us' }));
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await second).toBeNull();
    const { region, quiet: isQuiet } = await others().settings();
    expect({ region, isQuiet }).toEqual({ region: DEFAULT_SETTINGS.region, isQuiet: true });
  });

  test('is done before what is changed after it, which can be undone by itself', async () => {
    await quiet();
    const done = [
      changes.changeSettings((before) => ({ ...before, region: 'us' })),
      changes.removed.value?.undo(),
      changes.resetSettings(),
    ];
    expect(await Promise.all(done)).toEqual([null, null, null]);
    expect(await others().settings()).toEqual(DEFAULT_SETTINGS);
    expect(changes.removed.value?.what).toBe('reset');
    expect(await changes.removed.value?.undo()).toBeNull();
    expect(await others().settings()).toEqual({ ...DEFAULT_SETTINGS, quiet: true });
  });

  test('leaves the one before it where that change fails, and can be pressed again', async () => {
    await quiet();
    const offer = changes.removed.value;
    const refused = changes.changePaper('goals', 'nobody', () => ({ goals: [] }));
    expect(await offer?.undo()).toBe('changedSince');
    expect(await refused).toBe('noSession');
    expect((await others().settings()).quiet).toBe(true);
    expect(await offer?.undo()).toBeNull();
    expect((await others().settings()).quiet).toBe(false);
  });

  test('leaves the one before it where only the last of two fails', async () => {
    await quiet();
    const two = [
      changes.changeSettings((before) => ({ ...before, region: 'us' })),
      changes.changePaper('goals', 'nobody', () => ({ goals: [] })),
    ];
    expect(await changes.removed.value?.undo()).toBe('changedSince');
    expect(await Promise.all(two)).toEqual([null, 'noSession']);
    expect(await others().settings()).toMatchObject({ quiet: true, region: 'us' });
  });

  test('takes back no letter that was typed after it', async () => {
    const id = await added();
    await quiet();
    const type = (name: string) => changes.changeClient(id, (client) => ({ ...client, name }));
    const running = changes.changeSettings((before) => ({ ...before, region: 'us' }));
    const first = type('M');
    const undone = changes.removed.value?.undo();
    const second = changes.changeClient(id, (client) => ({ ...client, legalHold: 'a claim' }));
    expect(await Promise.all([running, first, undone, second])).toEqual([null, null, null, null]);
    expect(await stored()).toMatchObject({ name: '', legalHold: 'a claim' });
  });

  test('is refused once the notes are locked meanwhile, and nothing is on offer', async () => {
    await quiet();
    const offer = changes.removed.value;
    const second = changes.changeSettings((before) => ({ ...before, region: 'us' }));
    const undone = offer?.undo();
    (desk.lockState as Signal<LockState | null>).value = 'locked';
    expect(await undone).toBe('changedSince');
    await second;
    expect(changes.removed.value).toBeNull();
  });

  test('has nothing to take back after an erasure', async () => {
    const id = await added();
    await quiet();
    const erased = changes.eraseClient(id);
    expect(await changes.removed.value?.undo()).toBe('changedSince');
    expect(await erased).toBeNull();
    expect((await others().settings()).quiet).toBe(true);
  });
});

describe('under a legal hold', () => {
  const hold = (id: string) =>
    others().changeClient(id, (client) => ({
      ...(client as NonNullable<typeof client>),
      legalHold: 'a claim',
    }));
  const session = async () => {
    const there = await others().session('s1');
    if (!there) throw new Error('there is no session');
    return there;
  };

  test('a session stays with its client', async () => {
    const id = await added();
    await others().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    expect(await changes.moveSession(await session(), id)).toBeNull();
    const undo = changes.removed.value?.undo;
    await hold(id);
    // Also where it would go back to nobody.
    expect(await undo?.()).toBe('underHold');
    expect(await changes.moveSession(await session(), null)).toBe('underHold');
    expect(await others().sessionIds(id)).toEqual(['s1']);
  });

  test('what became of a session’s plans moves with it, and comes back with Undo', async () => {
    const [x, y] = [await added(), await added()];
    await others().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    const plan = newNote({
      id: 'p',
      at: 1,
      leg: 'planning',
      intoMs: 1,
      kind: 'plan',
      text: 'rest',
    });
    await others().addNotes('s1', [plan], []);
    await changes.moveSession(await session(), x);
    const done = { answer: 'done', at: 5 } as const;
    await changes.changePaper('plans', x, () => ({ answers: { p: done, other: done } }));
    const answers = async (of: string) => (await others().paper('plans', of))?.answers ?? {};
    expect(await changes.moveSession(await session(), y)).toBeNull();
    expect([await answers(x), await answers(y)]).toEqual([{ other: done }, { p: done }]);
    expect(await changes.removed.value?.undo()).toBeNull();
    expect([await answers(x), await answers(y)]).toEqual([{ other: done, p: done }, {}]);
  });

  test('what a file has of a session stays in it, also once that session has no client', async () => {
    const [x, y] = [await added(), await added()];
    await others().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    expect(await changes.moveSession(await session(), x)).toBeNull();
    expect(await changes.moveSession(await session(), null)).toBeNull();
    await hold(x);
    expect(await changes.moveSession(await session(), y)).toBe('underHold');
  });
});
