import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Guest, PanelCommand, Reply, SessionView, Snapshot } from '@/lib/messaging';
import { type Memory, Owner } from '@/lib/owner';
import { Store } from '@/lib/store';
import { deviceKeyRing, Vault } from '@/lib/vault';

const NINE = new Date(2026, 10, 23, 9, 0).getTime();
const PLACE = { site: 'meet', room: 'abc-defg-hij' };

let name: string;
let now: number;
let memory: Memory | null;
let masked: boolean;
let maskFails: boolean;
let tabs: Set<number>;
let ended: number;
const stores: Store[] = [];

beforeEach(() => {
  name = `owner-${crypto.randomUUID()}`;
  now = NINE;
  memory = null;
  masked = false;
  maskFails = false;
  tabs = new Set([1, 2]);
  ended = 0;
});
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await Dexie.delete(name);
});

/** A background as it is after a start: with what is stored, and nothing in memory. */
function background(forgetful = false): Owner {
  const store = new Store(name);
  stores.push(store);
  let vault: Promise<Vault> | null = null;
  return new Owner({
    vault: () => {
      vault ??= deviceKeyRing(store, () => now).then((keys) => new Vault(store, keys));
      return vault;
    },
    letGo: () => {},
    now: () => now,
    memory: {
      read: async () => memory,
      write: async (next) => {
        memory = next;
      },
    },
    mask: {
      read: async () => {
        if (maskFails) throw new Error('no storage');
        return masked;
      },
      write: async (next) => {
        if (maskFails) throw new Error('no room');
        masked = next;
      },
    },
    tabs: {
      exists: async (tabId) => tabs.has(tabId),
      show: async () => {
        throw new Error('the tab has just closed');
      },
    },
    openDesk: async () => {},
    freeBytes: async () => Number.POSITIVE_INFINITY,
    forgetful,
    ended: () => {
      ended += 1;
    },
  });
}

const id = () => crypto.randomUUID();

/** A panel in a tab, with the last snapshot that it was shown. */
async function panel(owner: Owner, tabId = 1, more: Partial<Guest> = {}) {
  const guest: Guest = { id: id(), tabId, place: PLACE, kind: 'frame', fresh: true, ...more };
  const seen: Snapshot[] = [];
  const leave = owner.join(guest, (snapshot) => seen.push(snapshot));
  await owner.busy();
  return {
    guest,
    leave,
    send: (command: PanelCommand): Promise<Reply> => owner.command(guest, command),
    last: () => seen.at(-1),
    view: (): SessionView => {
      const snapshot = seen.at(-1);
      if (!snapshot || snapshot.masked || !snapshot.session) throw new Error('no session is shown');
      return snapshot.session;
    },
  };
}

const start = (): PanelCommand => ({
  type: 'start',
  sessionId: id(),
  request: { minutes: 50, ends: { by: 'length' } },
});
const note = (text: string): PanelCommand => ({ type: 'addNote', lineId: id(), text, at: now });

describe('drafts', () => {
  test('two panels keep their own, and saving in one leaves the other alone', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    await a.send({ type: 'draft', text: 'half' });
    await b.send({ type: 'draft', text: 'other' });
    await b.send(note('other'));
    expect(a.view().draft).toBe('half');
    expect(b.view().draft).toBe('');
    const again = await panel(background(), 1);
    expect(again.view().draft).toBe('half');
  });

  test('a new panel goes on with what was typed in panels that are gone, and only then', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await a.send(start());
    await a.send({ type: 'draft', text: 'half' });
    expect((await panel(owner, 2)).view().draft).toBe('');
    a.leave();
    expect((await panel(owner, 1)).view().draft).toBe('half');
  });

  test('a new panel takes nothing from one that is about to be let in again', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await a.send(start());
    await a.send({ type: 'draft', text: 'half' });
    const next = background();
    expect((await panel(next, 2)).view().draft).toBe('');
    expect((await panel(next, 1, { id: a.guest.id, fresh: false })).view().draft).toBe('half');
  });

  test('of closed tabs, and from before a restart of the browser, pass to a new panel', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    await a.send({ type: 'draft', text: 'first' });
    await b.send({ type: 'draft', text: 'second' });
    a.leave();
    tabs.delete(1);
    expect((await panel(owner, 3)).view().draft).toBe('first');
    memory = null;
    expect((await panel(background(), 7)).view().draft.split('\n').sort()).toEqual([
      'first',
      'second',
    ]);
  });

  test('a panel is shown nothing before it has what it goes on with', async () => {
    const a = await panel(background(), 1);
    await a.send(start());
    await a.send({ type: 'draft', text: 'half' });
    const next = background();
    next.tabMoved(1, PLACE);
    const seen: string[] = [];
    const guest: Guest = { id: id(), tabId: 1, place: PLACE, kind: 'frame', fresh: true };
    next.join(guest, (snapshot) => {
      if (!snapshot.masked) seen.push(snapshot.session?.draft ?? 'none');
    });
    next.tabMoved(1, PLACE);
    await next.busy();
    expect(seen).toEqual(['half', 'half']);
  });

  test('a note that is delivered again takes its draft with it', async () => {
    const a = await panel(background());
    await a.send(start());
    const saved = note('words');
    await a.send({ type: 'draft', text: 'words' });
    await a.send(saved);
    await a.send({ type: 'draft', text: 'words' });
    await a.send(saved);
    expect(a.view().draft).toBe('');
    expect(a.view().lines).toHaveLength(1);
  });

  test('a panel that is let in again by another worker finds its own', async () => {
    const a = await panel(background(), 1);
    await a.send(start());
    await a.send({ type: 'draft', text: 'half' });
    const again = await panel(background(), 1, { id: a.guest.id, fresh: false });
    expect(again.view().draft).toBe('half');
  });

  test('become notes when the session is closed, in order and whole', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    const long = Array.from({ length: 9_000 }, (_, index) => `word${index}`).join(' ');
    await a.send({ type: 'draft', text: `${long}😀` });
    await a.send({ type: 'end' });
    const { id: sessionId } = a.view();
    expect(await a.send({ type: 'close' })).toEqual({ ok: true });
    const store = new Store(name);
    stores.push(store);
    const kept = await new Vault(store, await deviceKeyRing(store, () => now)).session(sessionId);
    expect(kept?.lines.length).toBeGreaterThan(3);
    expect(
      kept?.lines
        .map(({ text }) => text)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(`${long}😀`.replaceAll(' ', ''));
  });
});

describe('commands that arrive twice', () => {
  test('do their work once', async () => {
    const a = await panel(background());
    const begin = start();
    for (const command of [begin, begin]) expect(await a.send(command)).toEqual({ ok: true });
    now += 60_000;
    const saved = note('first');
    for (const command of [saved, saved]) expect(await a.send(command)).toEqual({ ok: true });
    const [line] = a.view().lines;
    const lineId = line?.id ?? '';
    await a.send({ type: 'editNote', lineId, text: 'second' });
    now += 1_000;
    await a.send({ type: 'deleteNote', lineId });
    const undo = a.view().undo;
    const back: PanelCommand = { type: 'undoNote', lineId, changedAt: undo?.changedAt ?? 0 };
    for (const command of [back, back]) expect(await a.send(command)).toEqual({ ok: true });
    expect(a.view().lines.map(({ text }) => text)).toEqual(['second']);
    for (const type of ['end', 'end', 'close', 'close'] as const)
      expect(await a.send({ type })).toEqual({ ok: true });
    expect(ended).toBe(1);
  });
});

describe('a session', () => {
  test('is not begun over another, and is refused what makes no sense', async () => {
    const a = await panel(background());
    expect(await a.send({ type: 'end' })).toEqual({ ok: false, problem: 'noSession' });
    await a.send(start());
    expect(await a.send(start())).toEqual({ ok: false, problem: 'sessionRunning' });
    expect(await a.send({ type: 'close' })).toEqual({ ok: false, problem: 'notEnded' });
    expect(await a.send(note('  '))).toEqual({ ok: false, problem: 'empty' });
    expect(await a.send({ type: 'deleteNote', lineId: id() })).toEqual({
      ok: false,
      problem: 'noSuchNote',
    });
  });

  test('records that the clock went back', async () => {
    const a = await panel(background());
    await a.send(start());
    now -= 3_600_000;
    await a.send({ type: 'enterLeg', leg: 'closing' });
    expect(a.view().events.map(({ type }) => type)).toEqual([
      'started',
      'legEntered',
      'clockWentBack',
      'legEntered',
    ]);
  });

  test('has the room in which it was begun, also when the tab went there without a load', async () => {
    const owner = background();
    const a = await panel(owner, 1, { place: null });
    owner.tabMoved(1, PLACE);
    await a.send(start());
    tabs.delete(1);
    const again = await panel(background(), 2);
    expect(again.view().here).toBe('here');
  });

  test('is in no room once its tab has left one', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    owner.tabMoved(1, null);
    await a.send(start());
    expect(a.view().site).toBeNull();
  });

  test('stays with its tab while that is there, and can be taken over', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await a.send(start());
    const b = await panel(owner, 2);
    expect(b.view().here).toBe('otherTab');
    // The tab may be gone by the time it is asked for; that is nobody's fault.
    expect(await b.send({ type: 'showTab' })).toEqual({ ok: true });
    await b.send({ type: 'claimTab' });
    expect(b.view().here).toBe('here');
    expect(a.view().here).toBe('otherTab');
  });

  test('that can not be opened keeps nobody from beginning another', async () => {
    const a = await panel(background());
    await a.send(start());
    const store = new Store(name);
    stores.push(store);
    const first = await store.events.toCollection().first();
    if (!first) throw new Error('no event was kept');
    await store.events.toCollection().modify({ body: first.body });
    const b = await panel(background());
    expect(b.last()).toMatchObject({ session: null, problem: 'unreadable' });
    now += 1_000;
    expect(await b.send(start())).toEqual({ ok: true });
    expect(b.last()).toMatchObject({ problem: null });
    expect(await b.send(note('goes on'))).toEqual({ ok: true });
    expect(await store.sessions.count()).toBe(2);
  });

  test('leaves nothing behind when it was a rehearsal', async () => {
    const a = await panel(background(true));
    await a.send(start());
    await a.send(note('practice'));
    await a.send({ type: 'draft', text: 'half' });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    const store = new Store(name);
    stores.push(store);
    expect(
      await Promise.all(
        [store.sessions, store.events, store.lines, store.drafts].map((table) => table.count()),
      ),
    ).toEqual([0, 0, 0, 0]);
  });
});

describe('the mask', () => {
  test('tells a panel nothing, and holds over a restart', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'mask', masked: true });
    expect(a.last()).toEqual({ masked: true });
    expect((await panel(background(), 2)).last()).toEqual({ masked: true });
  });

  test('holds when it could not be written down', async () => {
    const a = await panel(background());
    await a.send(start());
    maskFails = true;
    expect(await a.send({ type: 'mask', masked: true })).toMatchObject({ ok: false });
    expect(a.last()).toEqual({ masked: true });
    expect(await a.send({ type: 'mask', masked: false })).toMatchObject({ ok: false });
    expect(a.last()).toMatchObject({ masked: false });
  });

  test('is on every panel at once, and on when it can not be known', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send({ type: 'mask', masked: true });
    expect(b.last()).toEqual({ masked: true });
    maskFails = true;
    expect((await panel(background(), 1)).last()).toEqual({ masked: true });
  });
});
