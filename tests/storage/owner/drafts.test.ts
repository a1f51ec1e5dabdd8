import { describe, expect, test } from 'vitest';
import type { ConnectedPanel, PanelCommand } from '@/lib/messaging';
import type { Owner } from '@/lib/owner';
import {
  background,
  device,
  deviceForEachTest,
  draft,
  id,
  keptOf,
  lockedDevice,
  MEETING,
  note,
  panel,
  start,
  storedVault,
} from './device.ts';

deviceForEachTest();

describe('drafts', () => {
  test('two panels keep their own, and saving in one leaves the other alone', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    await a.send(draft('half'));
    await b.send(draft('other'));
    await b.send(note('other'));
    expect((await keptOf(a)).draft.text).toBe('half');
    expect((await keptOf(b)).draft.text).toBe('');
    const again = await panel(background(), 1);
    expect(again.resumed().draft.text).toBe('half');
  });

  test('a new panel goes on with what was typed in panels that are gone, and only then', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await a.send(start());
    await a.send(draft('half'));
    expect((await panel(owner, 2)).resumed().draft.text).toBe('');
    a.leave();
    expect((await panel(owner, 1)).resumed().draft.text).toBe('half');
  });

  test('a new panel takes nothing from one that is about to be let in again', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await a.send(start());
    await a.send(draft('half'));
    const next = background();
    expect((await panel(next, 2)).resumed().draft.text).toBe('');
    const again = await panel(next, 1, { id: a.connected.id, fresh: false });
    expect(again.resumed().draft.text).toBe('half');
  });

  test('of closed tabs, and from before a restart of the browser, pass to a new panel', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    await a.send(draft('first'));
    await b.send(draft('second'));
    a.leave();
    device.tabs.delete(1);
    expect((await panel(owner, 3)).resumed().draft.text).toBe('first');
    device.memory = null;
    const last = await panel(background(), 7);
    expect(last.resumed().draft.text.split('\n').sort()).toEqual(['first', 'second']);
  });

  test('a panel is shown nothing before it has what it goes on with', async () => {
    const a = await panel(background(), 1);
    await a.send(start());
    await a.send(draft('half'));
    const next = background();
    next.tabMoved(1, MEETING);
    const seen: string[] = [];
    const connected: ConnectedPanel = {
      id: id(),
      tabId: 1,
      meeting: MEETING,
      kind: 'frame',
      fresh: true,
    };
    next.join(connected, {
      show: (snapshot) => {
        if (!snapshot.masked) seen.push(snapshot.session?.resumed?.draft.text ?? 'nothing more');
      },
      press: () => {},
    });
    next.tabMoved(1, MEETING);
    await next.busy();
    expect(seen).toEqual(['half', 'nothing more']);
  });

  test('a note that is delivered again takes its draft with it', async () => {
    const a = await panel(background());
    await a.send(start());
    const saved = note('words');
    await a.send(draft('words'));
    await a.send(saved);
    await a.send(draft('words'));
    await a.send(saved);
    expect((await keptOf(a)).draft.text).toBe('');
    expect(a.view().notes).toHaveLength(1);
  });

  test('a panel that is let in again by another worker finds its own', async () => {
    const a = await panel(background(), 1);
    await a.send(start());
    await a.send(draft('half'));
    expect((await keptOf(a)).draft.text).toBe('half');
  });

  test('are told once, and again after a mask, when a panel may have dropped what was on its way', async () => {
    const a = await panel(background());
    await a.send(start());
    const told = () =>
      a.seen.map((one) =>
        one.masked ? 'masked' : (one.session?.resumed?.draft.text ?? 'nothing'),
      );
    a.seen.length = 0;
    await a.send(draft('half'));
    expect(told()).toEqual([]);
    await a.send({ type: 'enterLeg', leg: 'agenda' });
    expect(told()).toEqual(['nothing']);
    await a.send({ type: 'mask', masked: true });
    await a.send({ type: 'mask', masked: false });
    await a.send({ type: 'enterLeg', leg: 'exploration' });
    expect(told()).toEqual(['nothing', 'masked', 'half', 'nothing']);
  });

  test('become notes when the session is closed, in order and whole', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    const long = Array.from({ length: 9_000 }, (_, index) => `word${index}`).join(' ');
    await a.send(draft(`${long}😀`));
    await a.send({ type: 'end' });
    const { id: sessionId } = a.view();
    expect(await a.send({ type: 'close' })).toEqual({ ok: true });
    const kept = await (await storedVault()).session(sessionId);
    expect(kept?.notes.length).toBeGreaterThan(3);
    expect(
      kept?.notes
        .map(({ text }) => text)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(`${long}😀`.replaceAll(' ', ''));
  });
});

describe('what is typed', () => {
  const card = (text: string): PanelCommand => ({ type: 'card', field: 'location', text });

  test('is sent to no other panel, at no key', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    await a.send(note('first'));
    const noteId = a.view().notes[0]?.id ?? '';
    for (const one of [a, b]) one.seen.length = 0;
    await a.send(draft('half'));
    await a.send({ type: 'draftEdit', noteId, base: 'first', text: 'first, and mo', plan: null });
    expect(a.seen).toHaveLength(0);
    await a.send(card('at home'));
    expect(b.seen).toHaveLength(0);
    // Other pages of the same panel show the card too.
    expect(a.seen).toHaveLength(1);
    expect(a.view().card.location).toBe('at home');
    await a.send({ type: 'enterLeg', leg: 'agenda' });
    expect(b.view().card.location).toBe('at home');
  });

  test('is saved as a note in one transaction, with no read before it', async () => {
    const opened: string[] = [];
    const owner = background(false, (store) =>
      store.use({
        stack: 'dbcore',
        name: 'counting',
        create: (down) => ({
          ...down,
          transaction(tables, mode, options) {
            opened.push(`${mode} ${[...tables].sort().join(' ')}`);
            return down.transaction(tables, mode, options);
          },
        }),
      }),
    );
    const a = await panel(owner);
    await a.send(start());
    await a.send(draft('half'));
    await owner.busy();
    opened.length = 0;
    expect(await a.send(note('half'))).toEqual({ ok: true });
    expect(opened).toEqual(['readwrite drafts lines locks sessions stale']);
    expect(a.view().notes).toHaveLength(1);
  });

  test('is answered before it is remembered where a note of its kind went', async () => {
    const a = await panel(background());
    await a.send(start());
    const order: string[] = [];
    const shown = () => {
      const last = a.last();
      return last && !last.masked ? last.practice.settings.compartments.note : undefined;
    };
    const sent = a.send({ ...note('apart'), compartment: 'private' } as PanelCommand);
    await sent.then(() => order.push(`answered ${shown()}`));
    await a.send({ type: 'awayDone' });
    order.push(`then ${shown()}`);
    expect(order).toEqual(['answered undefined', 'then private']);
  });
});

test('where notes of a kind go is remembered as soon as it is chosen, for a kind that can go there', async () => {
  const owner = background();
  const a = await panel(owner);
  await a.send(start());
  const kept = () => {
    const last = a.last();
    return last && !last.masked ? last.practice.settings.compartments : undefined;
  };
  await a.send({ type: 'keepNotesIn', kind: 'note', compartment: 'private' });
  expect(kept()).toEqual({ note: 'private' });
  const refused = await a.send({ type: 'keepNotesIn', kind: 'plan', compartment: 'private' });
  expect(refused).toEqual({ ok: false, problem: 'recordOnly' });
  await a.send({ type: 'keepNotesIn', kind: 'note', compartment: 'record' });
  expect(kept()?.note).toBe('record');
});

describe('an edit that is not saved', () => {
  const draftEdit = (noteId: string, text: string): PanelCommand => ({
    type: 'draftEdit',
    noteId,
    base: 'first',
    text,
    plan: null,
  });
  const begun = async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    await a.send(note('first'));
    return { owner, a, noteId: a.view().notes[0]?.id ?? '' };
  };
  test('goes on in the next panel of its tab, and is gone once it is saved or given up', async () => {
    const { a, noteId } = await begun();
    await a.send(draftEdit(noteId, 'first, and mo'));
    a.leave();
    const b = await panel(background());
    expect(b.resumed().edit).toEqual({ noteId, base: 'first', text: 'first, and mo', plan: null });
    expect(b.resumed().draft.text).toBe('');
    const text = 'first, and more';
    await b.send({ type: 'editNote', noteId, base: 'first', otherId: id(), text, plan: null });
    expect((await keptOf(b)).edit).toBeNull();
    await b.send({ ...draftEdit(noteId, 'again'), base: text } as PanelCommand);
    await b.send(draftEdit(noteId, 'first'));
    expect((await panel(background(), 2)).resumed().edit).toBeNull();
    expect(b.view().notes.map((line) => line.text)).toEqual([text]);
  });
  test('becomes a note when the summary is closed, unless it changes nothing', async () => {
    for (const [typed, texts] of [
      ['first, and more', ['first', 'first, and more']],
      ['first', ['first']],
    ] as const) {
      const { a, noteId } = await begun();
      const { id: sessionId } = a.view();
      await a.send(draftEdit(noteId, typed));
      // Notes of one instant have no order.
      device.now += 1_000;
      await a.send({ type: 'end' });
      await a.send({ type: 'close' });
      const vault = await storedVault();
      expect((await vault.session(sessionId))?.notes.map(({ text }) => text)).toEqual(texts);
      expect((await vault.drafts(sessionId)).size).toBe(0);
    }
  });
});

describe('the details of a plan that are not saved', () => {
  const plan = { when: 'Monday', know: 'I sle', chosen: true };
  const begun = async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ ...note('first'), kind: 'plan' } as PanelCommand);
    const noteId = a.view().notes[0]?.id ?? '';
    await a.send({ type: 'draftEdit', noteId, base: 'first', text: 'first', plan });
    return { a, noteId };
  };
  test('go on in the next panel of its tab', async () => {
    const { a, noteId } = await begun();
    a.leave();
    const b = await panel(background());
    expect(b.resumed().edit).toEqual({ noteId, base: 'first', text: 'first', plan });
  });
  test('are in the plan when the summary is closed', async () => {
    const { a } = await begun();
    const { id: sessionId } = a.view();
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    const vault = await storedVault();
    expect((await vault.session(sessionId))?.notes).toMatchObject([{ text: 'first', plan }]);
    expect((await vault.drafts(sessionId)).size).toBe(0);
  });
});

describe('a reason that is not saved', () => {
  const begun = async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'record', event: { type: 'safetyOverride' } });
    await a.send({ type: 'draftField', field: 'override', text: 'named la' });
    await a.send({ type: 'draftField', field: 'aside', text: 'she pref' });
    return a;
  };
  test('goes on in the next panel of its tab, each in its field', async () => {
    const a = await begun();
    a.leave();
    const b = await panel(background());
    expect(b.resumed()).toMatchObject({
      draft: { text: '' },
      edit: null,
      fields: { override: 'named la', aside: 'she pref' },
    });
    await b.send({ type: 'draftField', field: 'aside', text: '' });
    b.leave();
    expect((await panel(background())).resumed().fields).toEqual({ override: 'named la' });
  });
  test('is gone once it is saved, and else becomes a note when the summary is closed', async () => {
    const a = await begun();
    const { id: sessionId } = a.view();
    const event = { type: 'legSetAside', leg: 'planning', reason: { words: 'she prefers so' } };
    await a.send({ type: 'record', event } as PanelCommand);
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    const vault = await storedVault();
    const session = await vault.session(sessionId);
    expect(session?.notes).toMatchObject([{ text: 'named la', kind: 'risk' }]);
    expect((await vault.drafts(sessionId)).size).toBe(0);
  });
});

describe('what the client says about the session, and nobody saved', () => {
  const said = { feedback: ' more silence ', mattered: '8' } as const;
  const begun = async (owner: Owner, client = true) => {
    const a = await panel(owner);
    await a.send(start());
    const clientId = id();
    if (client)
      await a.send({ type: 'setClient', client: { by: 'new', id: clientId, code: 'M-17' } });
    for (const [field, text] of Object.entries(said))
      await a.send({ type: 'draftField', field: field as keyof typeof said, text });
    await a.send({ type: 'draftField', field: 'breakFrom', text: '14:0' });
    return { a, clientId, sessionId: a.view().id };
  };
  const over = async ({ a }: Awaited<ReturnType<typeof begun>>) => {
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
  };
  test('goes on in the next panel of its tab', async () => {
    const { a } = await begun(background());
    a.leave();
    expect((await panel(background())).resumed().fields).toEqual({ ...said, breakFrom: '14:0' });
  });
  test('is the client’s when the summary is closed, and no note', async () => {
    const all = await begun(background());
    const { clientId, sessionId } = all;
    await over(all);
    const vault = await storedVault();
    expect((await vault.paper('feedback', clientId))?.answers).toMatchObject([
      { at: device.now, sessionId, mattered: 8, lead: null, words: 'more silence' },
    ]);
    expect((await vault.session(sessionId))?.notes).toEqual([]);
    expect((await vault.drafts(sessionId)).size).toBe(0);
  });
  test('is a note of what they said if the session has no client', async () => {
    const all = await begun(background(), false);
    await over(all);
    expect((await (await storedVault()).session(all.sessionId))?.notes).toMatchObject([
      { text: 'more silence', kind: 'said' },
    ]);
  });
  test('is nothing where nothing but spaces was typed', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    const clientId = id();
    await a.send({ type: 'setClient', client: { by: 'new', id: clientId, code: 'M-17' } });
    await a.send({ type: 'draftField', field: 'feedback', text: '  ' });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    expect(await (await storedVault()).paper('feedback', clientId)).toBeNull();
  });
  test('is there again once the notes are unlocked', async () => {
    const lock = await lockedDevice();
    const owner = background();
    const { a } = await begun(owner);
    lock.lock();
    await owner.lockChanged();
    expect(a.last()).not.toMatchObject({ session: { resumed: { fields: said } } });
    lock.unlock();
    await owner.lockChanged();
    expect(a.resumed().fields).toEqual({ ...said, breakFrom: '14:0' });
    expect(a.view().notes).toEqual([]);
  });
});

describe('two windows that change one note', () => {
  test('both edits stay, each once', async () => {
    const owner = background();
    const [a, b] = [await panel(owner), await panel(owner, 2)];
    await a.send(start());
    const saved = note('first');
    await a.send(saved);
    const noteId = a.view().notes[0]?.id ?? '';
    const edit = (text: string): PanelCommand => ({
      type: 'editNote',
      noteId,
      base: 'first',
      otherId: id(),
      text,
      plan: null,
    });
    await a.send(edit('by one'));
    const other = edit('by the other');
    for (const command of [other, other]) expect(await b.send(command)).toEqual({ ok: true });
    expect(a.view().notes.map(({ text }) => text)).toEqual(['by one', 'by the other']);
    await a.send({ type: 'deleteNote', noteId });
    await b.send(edit('written while it was deleted'));
    expect(b.view().notes.map(({ text }) => text)).toEqual([
      'by the other',
      'written while it was deleted',
    ]);
    // The same words twice are no conflict.
    const [first] = b.view().notes;
    const same = {
      ...edit('x'),
      noteId: first?.id ?? '',
      base: 'something else',
      text: 'by the other',
    };
    await b.send(same as PanelCommand);
    expect(b.view().notes).toHaveLength(2);
  });
  test('a plan that was chosen in one is not unchosen by an edit in the other', async () => {
    const owner = background();
    const [a, b] = [await panel(owner), await panel(owner, 2)];
    await a.send(start());
    await a.send({ ...note('journal'), kind: 'plan', typed: false } as PanelCommand);
    const noteId = a.view().notes[0]?.id ?? '';
    await b.send({ type: 'choosePlan', noteId, chosen: true });
    expect(a.view().notes[0]?.plan).toMatchObject({ chosen: true });
  });
});
