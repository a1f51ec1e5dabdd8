import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  ClientChoice,
  ConnectedPanel,
  PanelCommand,
  Press,
  RecordedEvent,
  Reply,
  SessionView,
  Snapshot,
} from '@/lib/messaging';
import { RECORD_ONLY } from '@/lib/notes';
import { type Memory, Owner } from '@/lib/owner';
import { newClient } from '@/lib/practice';
import { LEGS, timeline } from '@/lib/session';
import { Store } from '@/lib/store';
import { deviceKeyRing, Vault } from '@/lib/vault';

const NINE = new Date(2026, 10, 23, 9, 0).getTime();
const MEETING = { site: 'meet', room: 'abc-defg-hij' };

let name: string;
let now: number;
let memory: Memory | null;
let masked: boolean;
let maskFails: boolean;
let lowOnSpace: boolean;
let tabs: Set<number>;
let ended: number;
let notices: number[];
const stores: Store[] = [];

beforeEach(() => {
  name = `owner-${crypto.randomUUID()}`;
  now = NINE;
  memory = null;
  masked = false;
  maskFails = false;
  lowOnSpace = false;
  tabs = new Set([1, 2]);
  ended = 0;
  notices = [];
});
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await Dexie.delete(name);
});

/** A background as it is after a start: with what is stored, and nothing in memory. */
function background(forgetful = false, prepare: (store: Store) => void = () => {}): Owner {
  const store = new Store(name);
  prepare(store);
  stores.push(store);
  let vault: Promise<Vault> | null = null;
  return new Owner({
    vault: () => {
      vault ??= deviceKeyRing(store, () => now).then((keys) => new Vault(store, keys));
      return vault;
    },
    letGo: () => {},
    lock: async () => {},
    used: () => {},
    now: () => now,
    newId: () => crypto.randomUUID(),
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
    notify: async (minutes) => {
      notices.push(minutes);
    },
    freeBytes: async () => Number.POSITIVE_INFINITY,
    lowOnSpace: async () => lowOnSpace,
    forgetful,
    ended: () => {
      ended += 1;
    },
  });
}

const id = () => crypto.randomUUID();

/** A panel in a tab, with the last snapshot that it was shown. */
async function panel(owner: Owner, tabId = 1, more: Partial<ConnectedPanel> = {}) {
  const connected: ConnectedPanel = {
    id: id(),
    tabId,
    meeting: MEETING,
    kind: 'frame',
    fresh: true,
    ...more,
  };
  const seen: Snapshot[] = [];
  const presses: Press[] = [];
  const leave = owner.join(connected, {
    show: (snapshot) => seen.push(snapshot),
    press: (press) => presses.push(press),
  });
  await owner.busy();
  return {
    connected,
    seen,
    presses,
    leave,
    send: (command: PanelCommand): Promise<Reply> => owner.command(connected, command),
    last: () => seen.at(-1),
    view: (): SessionView => {
      const snapshot = seen.at(-1);
      if (!snapshot || snapshot.masked || !snapshot.session) throw new Error('no session is shown');
      return snapshot.session;
    },
    /** What it was told to go on with. */
    resumed: () => {
      const told = seen.flatMap((one) => (one.masked ? [] : (one.session?.resumed ?? [])));
      const last = told.at(-1);
      if (!last) throw new Error('it was told nothing to go on with');
      return last;
    },
  };
}

/**
 * What is kept of what is half typed in a panel: what it is told when another worker lets it in
 * again.
 */
const keptOf = async ({ connected }: { readonly connected: ConnectedPanel }) =>
  (await panel(background(), connected.tabId ?? 1, { id: connected.id, fresh: false })).resumed();

const start = (): PanelCommand => ({
  type: 'start',
  sessionId: id(),
  request: {
    minutes: 50,
    ends: { by: 'length' },
    beganMinutesAgo: 0,
    preset: 'clientLed',
    order: [...LEGS],
    surplus: 'exploration',
  },
  client: { by: 'later' },
  confirmed: true,
});
const note = (text: string): PanelCommand => ({
  type: 'addNote',
  lineId: id(),
  text,
  kind: 'note',
  compartment: 'record',
  speaker: '',
  typed: true,
  chosen: true,
  at: now,
});
const draft = (text: string): PanelCommand => ({
  type: 'draft',
  text,
  kind: 'note',
  compartment: 'record',
  speaker: '',
});

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
    tabs.delete(1);
    expect((await panel(owner, 3)).resumed().draft.text).toBe('first');
    memory = null;
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
    expect(a.view().lines).toHaveLength(1);
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

describe('what is typed', () => {
  const card = (text: string): PanelCommand => ({ type: 'card', field: 'location', text });

  test('is sent to no other panel, at no key', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    await a.send(note('first'));
    const lineId = a.view().lines[0]?.id ?? '';
    for (const one of [a, b]) one.seen.length = 0;
    await a.send(draft('half'));
    await a.send({ type: 'draftEdit', lineId, base: 'first', text: 'first, and mo' });
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
    expect(opened).toEqual(['readwrite drafts lines locks']);
    expect(a.view().lines).toHaveLength(1);
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
    const edit: PanelCommand = {
      type: 'editNote',
      lineId,
      base: 'first',
      otherId: id(),
      text: 'second',
      plan: null,
    };
    for (const command of [edit, edit]) expect(await a.send(command)).toEqual({ ok: true });
    expect(a.view().lines).toHaveLength(1);
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

describe('an edit that is not saved', () => {
  const draftEdit = (lineId: string, text: string): PanelCommand => ({
    type: 'draftEdit',
    lineId,
    base: 'first',
    text,
  });
  const begun = async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    await a.send(note('first'));
    return { owner, a, lineId: a.view().lines[0]?.id ?? '' };
  };
  test('goes on in the next panel of its tab, and is gone once it is saved or given up', async () => {
    const { a, lineId } = await begun();
    await a.send(draftEdit(lineId, 'first, and mo'));
    a.leave();
    const b = await panel(background());
    expect(b.resumed().edit).toEqual({ lineId, base: 'first', text: 'first, and mo' });
    expect(b.resumed().draft.text).toBe('');
    const text = 'first, and more';
    await b.send({ type: 'editNote', lineId, base: 'first', otherId: id(), text, plan: null });
    expect((await keptOf(b)).edit).toBeNull();
    await b.send({ ...draftEdit(lineId, 'again'), base: text } as PanelCommand);
    await b.send(draftEdit(lineId, 'first'));
    expect((await panel(background(), 2)).resumed().edit).toBeNull();
    expect(b.view().lines.map((line) => line.text)).toEqual([text]);
  });
  test('becomes a note when the summary is closed, unless it changes nothing', async () => {
    for (const [typed, texts] of [
      ['first, and more', ['first', 'first, and more']],
      ['first', ['first']],
    ] as const) {
      const { a, lineId } = await begun();
      const { id: sessionId } = a.view();
      await a.send(draftEdit(lineId, typed));
      // Notes of one instant have no order.
      now += 1_000;
      await a.send({ type: 'end' });
      await a.send({ type: 'close' });
      const store = new Store(name);
      stores.push(store);
      const vault = new Vault(store, await deviceKeyRing(store, () => now));
      expect((await vault.session(sessionId))?.lines.map(({ text }) => text)).toEqual(texts);
      expect((await vault.drafts(sessionId)).size).toBe(0);
    }
  });
});

describe('two windows that change one note', () => {
  test('both edits stay, each once', async () => {
    const owner = background();
    const [a, b] = [await panel(owner), await panel(owner, 2)];
    await a.send(start());
    const saved = note('first');
    await a.send(saved);
    const lineId = a.view().lines[0]?.id ?? '';
    const edit = (text: string): PanelCommand => ({
      type: 'editNote',
      lineId,
      base: 'first',
      otherId: id(),
      text,
      plan: null,
    });
    await a.send(edit('by one'));
    const other = edit('by the other');
    for (const command of [other, other]) expect(await b.send(command)).toEqual({ ok: true });
    expect(a.view().lines.map(({ text }) => text)).toEqual(['by one', 'by the other']);
    await a.send({ type: 'deleteNote', lineId });
    await b.send(edit('written while it was deleted'));
    expect(b.view().lines.map(({ text }) => text)).toEqual([
      'by the other',
      'written while it was deleted',
    ]);
    // The same words twice are no conflict.
    const [first] = b.view().lines;
    const same = {
      ...edit('x'),
      lineId: first?.id ?? '',
      base: 'something else',
      text: 'by the other',
    };
    await b.send(same as PanelCommand);
    expect(b.view().lines).toHaveLength(2);
  });
  test('a plan that was chosen in one is not unchosen by an edit in the other', async () => {
    const owner = background();
    const [a, b] = [await panel(owner), await panel(owner, 2)];
    await a.send(start());
    await a.send({ ...note('journal'), kind: 'plan', typed: false, chosen: false } as PanelCommand);
    const lineId = a.view().lines[0]?.id ?? '';
    await b.send({ type: 'choosePlan', lineId, chosen: true });
    expect(a.view().lines[0]?.plan).toMatchObject({ chosen: true });
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
    const a = await panel(owner, 1, { meeting: null });
    owner.tabMoved(1, MEETING);
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
    await a.send(draft('half'));
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

  test('tells a panel whether it may be pressed through a cover, and no more', async () => {
    const store = new Store(name);
    stores.push(store);
    const vault = new Vault(store, await deviceKeyRing(store, () => now));
    await vault.changeSettings((settings) => ({ ...settings, pressCovered: true }));
    const a = await panel(background());
    await a.send({ type: 'mask', masked: true });
    expect(a.last()).toEqual({ masked: true, pressCovered: true });
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

test('little room is told to each panel that comes', async () => {
  const owner = background();
  const a = await panel(owner, 1);
  expect(a.last()).toMatchObject({ practice: { lowOnSpace: false } });
  lowOnSpace = true;
  const b = await panel(owner, 2);
  expect(b.last()).toMatchObject({ practice: { lowOnSpace: true } });
});

describe('keys of the browser', () => {
  test('mask every panel, and show them again', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await owner.toggleMask();
    expect([a.last(), b.last()]).toEqual([{ masked: true }, { masked: true }]);
    expect(masked).toBe(true);
    await owner.toggleMask();
    expect(b.last()).toMatchObject({ masked: false });
  });
  test('a page that shares masks every panel, once, and never shows one', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await owner.mask();
    const shown = a.seen.length;
    await owner.mask();
    expect(a.last()).toEqual({ masked: true });
    expect(a.seen.length).toBe(shown);
  });
  test('go to the panel of the tab in front, or else to the one that has the session', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    expect(await owner.press('leg', 2)).toBe(true);
    expect(await owner.press('note', 77)).toBe(true);
    expect(await owner.press('fold', null)).toBe(true);
    expect(b.presses).toEqual(['leg']);
    expect(a.presses).toEqual(['note', 'fold']);
  });
  test('go to the newest panel of a tab that has two, and to nobody where there is none', async () => {
    const owner = background();
    expect(await owner.press('fold', 1)).toBe(false);
    const over = await panel(owner, 1);
    const inner = await panel(owner, 1);
    expect(await owner.press('leg', 1)).toBe(true);
    expect([over.presses, inner.presses]).toEqual([[], ['leg']]);
    inner.leave();
    await owner.press('leg', 1);
    expect(over.presses).toEqual(['leg']);
  });
});

describe('the client', () => {
  const other = { site: 'meet', room: 'xyz-xyzx-xyz' };
  const withClient = (client: ClientChoice, confirmed = true): PanelCommand =>
    ({ ...start(), client, confirmed }) as PanelCommand;
  const practice = (shown: Snapshot | undefined) => {
    if (!shown || shown.masked) throw new Error('nothing is shown');
    return shown.practice;
  };

  test('is made by a code, is known at its address afterwards, and no name is ever shown', async () => {
    const owner = background();
    const a = await panel(owner);
    expect(practice(a.last())).toMatchObject({ clients: [], here: null, nextCode: 'C-1' });
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: ' M-17 ' }));
    expect(a.view()).toMatchObject({
      client: { id: clientId, code: 'M-17', sessionsBefore: 0 },
      confirm: null,
    });
    expect(practice(a.last())).toMatchObject({
      clients: [{ id: clientId, code: 'M-17' }],
      here: clientId,
    });
    const store = new Store(name);
    stores.push(store);
    const vault = new Vault(store, await deviceKeyRing(store, () => now));
    await vault.changeClient(clientId, (client) => ({
      ...(client ?? newClient(clientId, 'x', 1)),
      name: 'Miriam',
    }));
    const b = await panel(background(), 2);
    expect(JSON.stringify(b.last())).toContain('M-17');
    expect(JSON.stringify(b.last())).not.toContain('Miriam');
  });

  test('is offered by its address and confirmed once', async () => {
    const owner = background();
    const a = await panel(owner);
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    now += 86_400_000;
    expect(practice(a.last()).here).toBe(clientId);
    await a.send(withClient({ by: 'known', id: clientId }, false));
    expect(a.view()).toMatchObject({ confirm: 'start', client: { sessionsBefore: 1 } });
    await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
    expect(a.view().confirm).toBeNull();
  });

  test('is asked about again when the meeting address changes', async () => {
    const owner = background();
    const a = await panel(owner);
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    owner.tabMoved(1, other);
    await owner.busy();
    expect(a.view().confirm).toBe('moved');
    await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
    expect(a.view().confirm).toBeNull();
    owner.tabMoved(1, MEETING);
    await owner.busy();
    expect(a.view().confirm).toBe('moved');
  });

  test('can be another one afterwards, as an event, and nothing is lost', async () => {
    const owner = background();
    const a = await panel(owner);
    const first = id();
    const second = id();
    await a.send(withClient({ by: 'new', id: first, code: 'M-17' }));
    await a.send(note('hers'));
    await a.send({ type: 'setClient', client: { by: 'new', id: second, code: 'K-2' } });
    expect(a.view().client?.code).toBe('K-2');
    expect(a.view().lines.map(({ text }) => text)).toEqual(['hers']);
    expect(a.view().events.filter(({ type }) => type === 'clientChosen')).toHaveLength(2);
    await a.send({ type: 'end' });
    await a.send({ type: 'setClient', client: { by: 'later' } });
    expect(a.view().client).toBeNull();
  });

  test.each<[ClientChoice, string]>([
    [{ by: 'new', id: id(), code: '  ' }, 'codeEmpty'],
    [{ by: 'new', id: id(), code: 'x'.repeat(13) }, 'codeTooLong'],
    [{ by: 'new', id: id(), code: 'm-17' }, 'codeTaken'],
    [{ by: 'known', id: id() }, 'noSuchClient'],
  ])('%j is refused: %s, and no session begins', async (choice, problem) => {
    const a = await panel(background());
    await a.send(withClient({ by: 'new', id: id(), code: 'M-17' }));
    expect(await a.send({ type: 'setClient', client: choice })).toEqual({ ok: false, problem });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    expect(await a.send(withClient(choice))).toEqual({ ok: false, problem });
    expect(a.last()).toMatchObject({ session: null });
  });

  test('has a card that is kept as it is typed, and known the next time, for nobody else', async () => {
    const owner = background();
    const a = await panel(owner);
    const mine = id();
    const other = id();
    await a.send(withClient({ by: 'new', id: mine, code: 'M-17' }));
    await a.send({ type: 'card', field: 'location', text: 'Lisbon' });
    expect((await panel(background(), 2)).view().card.location).toBe('Lisbon');
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });

    // Offered by its address, and it is somebody else.
    await a.send(withClient({ by: 'known', id: mine }, false));
    expect(a.view()).toMatchObject({ card: { location: '' }, client: { card: { location: '' } } });
    await a.send({ type: 'card', field: 'contact', text: 'brother' });
    await a.send({ type: 'setClient', client: { by: 'new', id: other, code: 'K-2' } });
    expect(a.view()).toMatchObject({ card: { contact: 'brother' }, client: { code: 'K-2' } });
    expect(a.view().client?.card.location).toBe('');
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });

    await a.send(withClient({ by: 'known', id: mine }));
    expect(a.view().client?.card).toMatchObject({ location: 'Lisbon', contact: '' });
    await a.send({ type: 'setClient', client: { by: 'known', id: other } });
    expect(a.view().client?.card).toMatchObject({ location: '', contact: 'brother' });
  });

  test('is asked about in its own tab alone, and only that tab says where it is', async () => {
    const owner = background();
    const a = await panel(owner);
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    await a.send(withClient({ by: 'known', id: clientId }, false));
    const b = await panel(owner, 2, { meeting: other });
    expect(b.view().confirm).toBeNull();
    await b.send({ type: 'setClient', client: { by: 'known', id: clientId } });
    expect(a.view().confirm).toBeNull();
    expect(practice(b.last()).here).toBeNull();
    expect(practice(a.last()).here).toBe(clientId);
  });

  test('that was chosen by mistake does not keep the address', async () => {
    const a = await panel(background());
    const mine = id();
    await a.send(withClient({ by: 'new', id: id(), code: 'M-17' }));
    await a.send({ type: 'setClient', client: { by: 'new', id: mine, code: 'K-2' } });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    expect(practice(a.last()).here).toBe(mine);
  });

  test('is known by code even when the session can not be opened', async () => {
    const a = await panel(background());
    await a.send(withClient({ by: 'new', id: id(), code: 'C-1' }));
    const store = new Store(name);
    stores.push(store);
    const first = await store.events.toCollection().first();
    if (first) await store.events.put({ ...first, body: first.body.slice(1) as typeof first.body });
    const b = await panel(background());
    expect(b.last()).toMatchObject({
      problem: 'unreadable',
      practice: { clients: [{ code: 'C-1' }], nextCode: 'C-2' },
    });
  });

  test('has first steps that are ticked once, with their day', async () => {
    const a = await panel(background());
    await a.send(start());
    expect(await a.send({ type: 'firstStep', step: 'limits', on: true })).toEqual({
      ok: false,
      problem: 'noClient',
    });
    await a.send({ type: 'setClient', client: { by: 'new', id: id(), code: 'M-17' } });
    await a.send({ type: 'firstStep', step: 'limits', on: true });
    expect(a.view().client?.firstSteps).toEqual({ limits: now });
    await a.send({ type: 'firstStep', step: 'limits', on: false });
    expect(a.view().client?.firstSteps).toEqual({});
  });
});

describe('a session', () => {
  test('is begun some minutes ago, by a preset and in an order of its own', async () => {
    const a = await panel(background());
    const begin = start();
    if (begin.type !== 'start') throw new Error('not a start');
    const order: (typeof LEGS)[number][] = ['agenda', 'opening', ...LEGS.slice(2)];
    const request = { ...begin.request, beganMinutesAgo: 6, preset: 'intake', order };
    await a.send({ ...begin, request });
    expect(a.view().plan).toMatchObject({ preset: 'intake', mode: 'practitionerLed', order });
    expect(timeline(a.view().plan, a.view().events, now)).toMatchObject({
      elapsedMs: 6 * 60_000,
      current: 'agenda',
    });
  });

  test('takes every event once, however often it is delivered, and says why it takes none', async () => {
    const a = await panel(background());
    await a.send(start());
    const events: readonly RecordedEvent[] = [
      { type: 'modeChanged', mode: 'guided' },
      { type: 'legSetAside', leg: 'planning', reason: 'oneOff' },
      { type: 'legBroughtBack', leg: 'planning' },
      { type: 'interruptionBegan', since: now - 5_000 },
      { type: 'interruptionEnded', until: now },
      { type: 'safetyOverride' },
      { type: 'safetyLifted' },
      { type: 'ticked', tick: 'thanked', on: true },
      { type: 'workChosen', work: 'here' },
    ];
    for (const event of events)
      for (const _ of [1, 2]) expect(await a.send({ type: 'record', event })).toEqual({ ok: true });
    const types = a.view().events.map(({ type }) => type);
    for (const { type } of events) expect(types.filter((one) => one === type)).toHaveLength(1);
    expect(
      await a.send({
        type: 'record',
        event: { type: 'legSetAside', leg: 'opening', reason: 'oneOff' },
      }),
    ).toEqual({ ok: false, problem: 'alreadyVisited' });
  });

  test('keeps a break in contact inside of itself', async () => {
    const a = await panel(background());
    await a.send(start());
    const began = now;
    now += 60_000;
    const { events } = a.view();
    await a.send({ type: 'record', event: { type: 'interruptionBegan', since: began - 99_000 } });
    await a.send({ type: 'record', event: { type: 'interruptionEnded', until: now + 99_000 } });
    expect(a.view().events.slice(events.length)).toEqual([
      { type: 'interruptionBegan', at: now, since: began },
      { type: 'interruptionEnded', at: now, until: now },
    ]);
  });

  test('asks about the time in which its tab had no panel, unless that was a reload', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    a.leave();
    now += 5_000;
    const b = await panel(owner);
    expect(b.view().away).toBeNull();
    const from = now;
    b.leave();
    await owner.busy();
    now += 240_000;
    const c = await panel(background());
    expect(c.view().away).toEqual({ from, to: now });
    now += 10_000;
    expect((await panel(background(), 2)).view().away).toEqual({ from, to: from + 240_000 });
    await c.send({ type: 'awayDone' });
    expect(c.view().away).toBeNull();
  });

  test('takes the time without a panel to end when another tab goes on with it', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    const b = await panel(owner, 2);
    a.leave();
    await owner.busy();
    const from = now;
    now += 60_000;
    await b.send({ type: 'claimTab' });
    now += 600_000;
    expect((await panel(background(), 2)).view().away).toEqual({ from, to: from + 60_000 });
  });

  test('goes into crisis with one command, mode and override, and out of it by hand', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'crisis' });
    await a.send({ type: 'crisis' });
    const shown = () => timeline(a.view().plan, a.view().events, now);
    expect(shown()).toMatchObject({ mode: 'crisis', overriddenSince: now });
    await a.send({ type: 'record', event: { type: 'modeChanged', mode: 'guided' } });
    expect(shown()).toMatchObject({ mode: 'guided', overriddenSince: now });
    await a.send({ type: 'crisis' });
    expect(shown().mode).toBe('crisis');
  });

  test('notes that the clock went back, and that the time zone changed', async () => {
    const a = await panel(background());
    await a.send(start());
    now -= 120_000;
    await a.send({ type: 'enterLeg', leg: 'agenda' });
    expect(a.view().events.at(-2)).toEqual({ type: 'clockWentBack', at: now, byMs: 120_000 });
    const zone = vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-345);
    try {
      await a.send({ type: 'enterLeg', leg: 'exploration' });
      await a.send({ type: 'enterLeg', leg: 'planning' });
    } finally {
      zone.mockRestore();
    }
    expect(a.view().events.filter(({ type }) => type === 'zoneChanged')).toEqual([
      { type: 'zoneChanged', at: now, utcOffsetMinutes: 345 },
    ]);
  });

  test('keeps kinds, plans and topics, and what is picked from a list leaves the draft alone', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send(draft('half'));
    const planId = id();
    await a.send({
      ...note('journal'),
      lineId: planId,
      kind: 'plan',
      typed: false,
      chosen: false,
    } as PanelCommand);
    // Delivered twice, it still is not.
    await a.send({
      ...note('journal'),
      lineId: planId,
      kind: 'plan',
      typed: false,
      chosen: false,
    } as PanelCommand);
    expect(a.view().lines).toHaveLength(1);
    expect((await keptOf(a)).draft.text).toBe('half');
    expect(a.view().lines[0]).toMatchObject({ kind: 'plan', plan: { chosen: false } });
    const plan = { when: 'Monday', know: 'I sleep', chosen: true };
    await a.send({
      type: 'editNote',
      lineId: planId,
      base: 'journal',
      otherId: id(),
      text: 'journal',
      plan,
    });
    expect(a.view().lines[0]?.plan).toEqual(plan);
    const changedAt = a.view().undo?.changedAt ?? 0;
    await a.send({ type: 'undoNote', lineId: planId, changedAt });
    expect(a.view().lines[0]?.plan?.chosen).toBe(false);
    now += 1_000;
    const topicId = id();
    await a.send({ ...note('work'), lineId: topicId, kind: 'topic' } as PanelCommand);
    expect((await keptOf(a)).draft.text).toBe('');
    await a.send({ type: 'markTopic', lineId: topicId, topic: 'nextTime' });
    expect((await panel(background(), 2)).view().lines[1]?.topic).toBe('nextTime');
  });

  test('keeps the plan, measures and risk in the record: as they are written and as they are tagged', async () => {
    const a = await panel(background());
    await a.send(start());
    for (const kind of RECORD_ONLY) {
      const refused = { ...note(`${kind} apart`), kind, compartment: 'private' } as PanelCommand;
      expect(await a.send(refused), kind).toEqual({ ok: false, problem: 'recordOnly' });
    }
    expect(a.view().lines).toEqual([]);

    const [measured, apart] = [id(), id()];
    await a.send({ ...note('PHQ-9: 12'), lineId: measured, kind: 'measure' } as PanelCommand);
    await a.send({ ...note('my own'), lineId: apart, compartment: 'private' } as PanelCommand);
    const before = a.view().lines;
    const tag = (lineId: string, tags: object) =>
      a.send({ type: 'tagNote', lineId, tags } as PanelCommand);
    const recordOnly = { ok: false, problem: 'recordOnly' };
    expect(await tag(measured, { compartment: 'private' })).toEqual(recordOnly);
    expect(await tag(apart, { kind: 'risk' })).toEqual(recordOnly);
    expect(await tag(apart, { clientCopy: true })).toEqual({ ok: false, problem: 'notForClient' });
    expect(a.view().lines).toEqual(before);

    expect(await tag(apart, { kind: 'risk', compartment: 'record' })).toEqual({ ok: true });
    expect(a.view().lines[1]).toMatchObject({ kind: 'risk', compartment: 'record' });
  });

  test('forgets what was going on when another leg is entered, and remembers where prompts stand', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'situation', situation: 'silence' });
    await a.send({
      type: 'stepPrompt',
      leg: 'opening',
      situation: 'silence',
      prompt: 'exploration_wait',
    });
    expect(a.view()).toMatchObject({
      situation: 'silence',
      promptSteps: { 'opening/silence': 'exploration_wait' },
    });
    expect((await panel(background(), 2)).view().situation).toBe('silence');
    await a.send({ type: 'enterLeg', leg: 'agenda' });
    expect(a.view().situation).toBeNull();
  });

  test('shows a notice of the system only when that was asked for', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'notify', minutes: 10 });
    expect(notices).toEqual([]);
    const store = new Store(name);
    stores.push(store);
    const vault = new Vault(store, await deviceKeyRing(store, () => now));
    await vault.changeSettings((settings) => ({ ...settings, notify: true }));
    await expect
      .poll(() => {
        const shown = a.last();
        return shown && !shown.masked && shown.practice.settings.notify;
      })
      .toBe(true);
    await a.send({ type: 'notify', minutes: 10 });
    expect(notices).toEqual([10]);
  });

  test('has the prompts and the guidance that a person wants', async () => {
    const a = await panel(background());
    await a.send(start());
    const settings = () => {
      const shown = a.last();
      if (!shown || shown.masked) throw new Error('nothing is shown');
      return shown.practice.settings;
    };
    await a.send({ type: 'prefer', quiet: true });
    await a.send({ type: 'prefer', guidance: 'minimal' });
    expect(settings()).toMatchObject({ quiet: true, guidance: 'minimal' });
    const keep = (as: 'pinned' | 'favourite' | 'hidden', on: boolean): PanelCommand => ({
      type: 'keepPrompt',
      as,
      on,
      prompt: 'agenda_begin',
      leg: 'agenda',
    });
    for (const as of ['pinned', 'favourite', 'hidden'] as const) await a.send(keep(as, true));
    expect(settings().prompts).toMatchObject({
      pinned: {},
      favourites: ['agenda_begin'],
      hidden: ['agenda_begin'],
    });
    for (const as of ['favourite', 'hidden'] as const) await a.send(keep(as, false));
    expect(settings().prompts).toMatchObject({ favourites: [], hidden: [] });
  });
});
