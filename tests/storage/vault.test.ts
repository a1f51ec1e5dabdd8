import { describe, expect, test } from 'vitest';
import { newNote, settleNotes } from '@/lib/notes';
import { type Client, DEFAULT_SETTINGS, EMPTY_CARD, linked, newClient } from '@/lib/practice';
import type { SessionEvent } from '@/lib/session';
import type { Change, SealedBytes, Store } from '@/lib/store';
import {
  type Draft,
  deviceKeyRing,
  KeyMissingError,
  type KeyRing,
  type NamedKey,
  NoSuchSessionError,
  OpenError,
  SessionOpenError,
  seal,
  UnderHoldError,
  type Vault,
  vaultOf,
} from '@/lib/vault';
import { planAt } from '../fixtures/session.ts';
import { storeCalled, storesForEachTest } from './stores.ts';

storesForEachTest();
const newStore = (name = `test-${crypto.randomUUID()}`) => storeCalled(name);

const newKey = async (id = '0123456789abcdef'): Promise<NamedKey> => ({
  id,
  key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]),
});

/** A ring of one key, as from before there were several. */
const ringOf = (key: NamedKey): KeyRing => ({
  locked: false,
  lockId: null,
  device: key,
  record: key,
  private: key,
  opening: [key],
});

const everyRow = (store: Store) =>
  Promise.all(
    [store.lines, store.events, store.drafts, store.cards].map((table) => table.toArray()),
  );

const reason = (failing: Promise<unknown>) =>
  failing.then(
    () => 'opened',
    (error: unknown) => (error instanceof OpenError ? error.reason : String(error)),
  );

describe('the device key', () => {
  test('is made once, however many ask at the same time, and no script can read it', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const rings = await Promise.all([1, 2, 3].map(() => deviceKeyRing(newStore(name), () => 1)));
    for (const use of ['device', 'record', 'private'] as const)
      expect(new Set(rings.map((ring) => ring[use].id)).size).toBe(1);
    const keys = rings[0]?.opening ?? [];
    expect(keys).toHaveLength(3);
    for (const { key } of keys) {
      expect(key.extractable).toBe(false);
      await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    }
  });
  test('is never replaced while there are records: that would hide them for good', async () => {
    const store = newStore();
    await store.sessions.add({
      id: 'a',
      startedAt: 1,
      endedAt: 0,
      closedAt: 0,
      body: new Uint8Array(50) as SealedBytes,
    });
    await expect(deviceKeyRing(store, () => 1)).rejects.toThrow(KeyMissingError);
    expect(await store.keys.count()).toBe(0);
  });
});

describe('the vault', () => {
  const plan = planAt(1_000);
  const events: readonly SessionEvent[] = [
    { type: 'started', at: 1_000, toldAt: 1_000, utcOffsetMinutes: 60 },
    { type: 'legEntered', at: 1_000, leg: 'opening' },
  ];
  const line = newNote({
    id: 'l1',
    at: 2_000,
    leg: 'opening',
    intoMs: 1_000,
    kind: 'note',
    text: 'one',
  });
  const typed = (text: string): Draft => ({
    text,
    kind: 'note',
    compartment: 'record',
    speaker: '',
  });
  const begun = async () => {
    const store = newStore();
    const vault = vaultOf(store, await deviceKeyRing(store, () => 1));
    const session = { id: 's1', plan, meeting: { site: 'meet', room: 'abc-defg-hij' }, events };
    await vault.begin(session);
    return { store, vault, session };
  };

  test('gives back what it was given', async () => {
    const { vault, session } = await begun();
    await vault.addNotes('s1', [line], ['p1']);
    expect(await vault.session('s1')).toEqual({
      ...session,
      notes: [line],
      unreadable: 0,
      locked: 0,
    });
    expect(await vault.current()).toEqual({ ...session, notes: [line], unreadable: 0, locked: 0 });
    expect(await vault.session('none')).toBeNull();
  });
  test('has no current session once it is closed', async () => {
    const { vault } = await begun();
    await vault.append('s1', 2, [
      { type: 'ended', at: 3_000 },
      { type: 'closed', at: 4_000 },
    ]);
    expect(await vault.current()).toBeNull();
    expect(await vault.sessionIds()).toEqual(['s1']);
  });
  test('refuses events when somebody else has added some, and keeps theirs', async () => {
    const { vault } = await begun();
    await vault.append('s1', 2, [{ type: 'legEntered', at: 3_000, leg: 'closing' }]);
    await expect(vault.append('s1', 2, [{ type: 'ended', at: 3_001 }])).rejects.toThrow();
    expect((await vault.session('s1'))?.events.at(-1)).toEqual({
      type: 'legEntered',
      at: 3_000,
      leg: 'closing',
    });
  });
  test('keeps a draft for each panel until its note is saved', async () => {
    const { vault } = await begun();
    await vault.putDraft('s1', 'p1', typed('half'));
    await vault.putDraft('s1', 'p2', typed('other'));
    expect([...(await vault.drafts('s1'))]).toEqual([
      ['p1', typed('half')],
      ['p2', typed('other')],
    ]);
    await vault.addNotes('s1', [line], ['p1']);
    expect([...(await vault.drafts('s1'))]).toEqual([['p2', typed('other')]]);
    await vault.moveDrafts('s1', ['p2'], 'p3', typed('other, moved'));
    expect([...(await vault.drafts('s1'))]).toEqual([['p3', typed('other, moved')]]);
    await vault.putDraft('s1', 'p3', typed(''));
    expect((await vault.drafts('s1')).size).toBe(0);
  });
  test('settles and removes', async () => {
    const { vault, store } = await begun();
    await vault.addNotes(
      's1',
      [{ ...line, past: [{ text: 'zero', plan: null }], changedAt: 5 }],
      ['p1'],
    );
    await vault.addNotes('s1', [{ ...line, id: 'l2', deleted: true }], ['p1']);
    await vault.putDraft('s1', 'p1', typed('half'));
    await vault.settle('s1', settleNotes((await vault.session('s1'))?.notes ?? []), ['l2'], ['p1']);
    expect((await vault.drafts('s1')).size).toBe(0);
    expect((await vault.session('s1'))?.notes).toEqual([line]);
    await vault.putCardField('s1', 'location', 'here');
    expect(await vault.card('s1')).toEqual({ ...EMPTY_CARD, location: 'here' });
    await vault.changeClient('c1', () => newClient('c1', 'M-17', 1));
    await vault.changeSettings((settings) => ({ ...settings, quiet: true }));
    await vault.removeAll();
    const { sessions, events: rows, lines, drafts, clients, cards } = store;
    for (const table of [sessions, rows, lines, drafts, clients, cards])
      expect(await table.count()).toBe(0);
    expect((await vault.settings()).quiet).toBe(true);
  });
  test('counts a note that was put in the place of another, and keeps the rest', async () => {
    const { vault, store } = await begun();
    await vault.addNotes('s1', [line], ['p1']);
    await vault.addNotes('s1', [{ ...line, id: 'l2', text: 'two' }], ['p1']);
    const other = await store.lines.get('l2');
    await store.lines.update('l1', { body: other?.body as SealedBytes });
    const session = await vault.session('s1');
    expect(session?.notes.map(({ text }) => text)).toEqual(['two']);
    expect(session?.unreadable).toBe(1);
    await vault.settle('s1', settleNotes(session?.notes ?? []), [], []);
    expect(await store.lines.count()).toBe(2);
  });
  test('refuses a session one of whose events was changed', async () => {
    const { vault, store } = await begun();
    const first = await store.events.get(['s1', 0]);
    await store.events.update(['s1', 1], { body: first?.body as SealedBytes });
    expect(await reason(vault.session('s1'))).toBe('notAuthentic');
  });
  test('reads what was written before sessions had clients, kinds and orders', async () => {
    const store = newStore();
    const key = await newKey();
    const vault = vaultOf(store, ringOf(key));
    const { minutes, endsBy, endsAt, budgets } = plan;
    const old = { plan: { minutes, endsBy, endsAt, budgets }, place: null };
    const { kind: _, plan: __, topic: ___, id: ____, ...oldLine } = line;
    await store.sessions.add({
      id: 's0',
      startedAt: 1_000,
      endedAt: 0,
      closedAt: 0,
      body: await seal(key, 'session', 's0', old),
    });
    const started = { type: 'started', at: 1_000, utcOffsetMinutes: 60 };
    await store.events.add({
      sessionId: 's0',
      seq: 0,
      body: await seal(key, 'event', 's0/0', started),
    });
    await store.lines.add({
      id: 'l1',
      sessionId: 's0',
      at: 2_000,
      body: await seal(key, 'line', 'l1', { ...oldLine, past: ['zero'] }),
    });
    await store.drafts.add({
      sessionId: 's0',
      panel: 'p1',
      body: await seal(key, 'draft', 's0/p1', { text: 'half' }),
    });
    expect(await vault.session('s0')).toEqual({
      id: 's0',
      plan,
      meeting: null,
      events: [{ ...started, toldAt: 1_000 }],
      notes: [{ ...line, past: [{ text: 'zero', plan: null }] }],
      unreadable: 0,
      locked: 0,
    });
    expect([...(await vault.drafts('s0'))]).toEqual([['p1', typed('half')]]);
    expect(await vault.sessionStarts()).toEqual(new Map());
  });
  test('keeps clients, and every change of two who change one at the same time', async () => {
    const { vault } = await begun();
    await vault.changeClient('c1', () => newClient('c1', 'M-17', 1));
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        vault.changeClient('c1', (client) =>
          linked(client ?? newClient('c1', 'lost', 1), { site: 'meet', room: `room-${n}` }),
        ),
      ),
    );
    const [client] = await vault.clients();
    expect(client?.code).toBe('M-17');
    expect(client?.places.map(({ room }) => room).sort()).toEqual(
      Array.from({ length: 8 }, (_, n) => `room-${n}`),
    );
  });
  test('leaves out a client that can not be opened, and uses the usual settings then', async () => {
    const { vault, store } = await begun();
    await vault.changeClient('c1', () => newClient('c1', 'M-17', 1));
    await vault.changeClient('c2', () => newClient('c2', 'K-2', 2));
    await vault.changeSettings((settings) => ({ ...settings, quiet: true }));
    const [first, settings] = await Promise.all([
      store.clients.get('c1'),
      store.settings.get('settings'),
    ]);
    await store.clients.update('c2', { body: first?.body as SealedBytes });
    expect((await vault.clients()).map(({ code }) => code)).toEqual(['M-17']);
    await expect(vault.changeClient('c2', () => newClient('c2', 'over it', 3))).rejects.toThrow(
      OpenError,
    );
    await store.settings.update('settings', { body: first?.body as SealedBytes });
    expect(await vault.settings()).toEqual(DEFAULT_SETTINGS);
    await expect(vault.changeSettings((all) => all)).rejects.toThrow(OpenError);
    expect(await vault.countClients()).toBe(2);
    await store.settings.put({ id: 'settings', body: settings?.body as SealedBytes });
    expect((await vault.settings()).quiet).toBe(true);
  });
  test('knows when a client was seen, without a key', async () => {
    const { vault, store } = await begun();
    const chosen = (clientId: string | null): SessionEvent => ({
      type: 'clientChosen',
      at: 5_000,
      clientId,
      confirmed: true,
      room: null,
    });
    await vault.append('s1', 2, [chosen('c1')]);
    await vault.begin({ id: 's2', plan, meeting: null, events: [...events, chosen('c1')] });
    expect(await vaultOf(store, ringOf(await newKey())).sessionStarts()).toEqual(
      new Map([['c1', [1_000, 1_000]]]),
    );
    await vault.append('s1', 3, [chosen('c2')]);
    await vault.append('s2', 3, [chosen(null)]);
    expect(await vault.sessionStarts()).toEqual(new Map([['c2', [1_000]]]));
  });
  describe('tells of each write what it changed:', () => {
    const told = async (write: (vault: Vault) => Promise<unknown>) => {
      const { vault, store } = await begun();
      await vault.addNotes('s1', [line], []);
      const changes: Change[] = [];
      const stop = vault.watch((change) => changes.push(change));
      await write(vault);
      stop();
      await vault.changeSettings((settings) => settings);
      store.close();
      return changes.map(({ tables, ids }) => ({ tables: [...tables].sort(), ids }));
    };
    const client = newClient('c1', 'C-1', 1);
    test.each<[string, (vault: Vault) => Promise<unknown>, object[]]>([
      [
        'settings',
        (vault) => vault.changeSettings((settings) => ({ ...settings, quiet: true })),
        [{ tables: ['settings'], ids: [] }],
      ],
      [
        'a client',
        (vault) => vault.changeClient('c1', () => client),
        [{ tables: ['clients'], ids: [] }],
      ],
      [
        'an event',
        (vault) => vault.append('s1', 2, [{ type: 'focusShifted', at: 5_000 }]),
        [{ tables: ['events'], ids: ['s1'] }],
      ],
      [
        'an end',
        (vault) => vault.append('s1', 2, [{ type: 'ended', at: 5_000 }]),
        [{ tables: ['events', 'sessions'], ids: ['s1'] }],
      ],
      [
        'a new note',
        (vault) => vault.addNotes('s1', [{ ...line, id: 'l2' }], []),
        [{ tables: ['lines'], ids: ['s1'] }],
      ],
      [
        'a changed note',
        (vault) => vault.putNote('s1', { ...line, text: 'other' }),
        [{ tables: ['lines'], ids: ['s1'] }],
      ],
      [
        'settled notes',
        (vault) => vault.settle('s1', [], [line.id], []),
        [{ tables: ['lines', 'sessions'], ids: ['s1'] }],
      ],
      [
        'everything that goes',
        (vault) => vault.removeAll(),
        [{ tables: ['clients', 'events', 'lines', 'papers', 'sessions'], ids: 'any' }],
      ],
      ['a draft', (vault) => vault.putDraft('s1', 'p1', typed('x')), []],
    ])('%s', async (_, write, expected) => {
      expect(await told(write)).toEqual(expected);
    });
  });
  describe('writes nothing for a session that is gone:', () => {
    test.each<[string, (vault: Vault) => Promise<unknown>]>([
      ['a new note', (vault) => vault.addNotes('gone', [line], [])],
      ['a changed note', (vault) => vault.putNote('gone', line)],
      ['a draft', (vault) => vault.putDraft('gone', 'p1', typed('x'))],
      ['a draft that moves', (vault) => vault.moveDrafts('gone', ['p1'], 'p2', typed('x'))],
      ['a field of the card', (vault) => vault.putCardField('gone', 'location', 'at home')],
      ['settled notes', (vault) => vault.settle('gone', [line], [], [])],
      ['an event', (vault) => vault.append('gone', 0, [{ type: 'focusShifted', at: 1 }])],
    ])('%s', async (_, write) => {
      const { vault, store } = await begun();
      await expect(write(vault)).rejects.toThrow(NoSuchSessionError);
      const kept = [store.lines, store.drafts, store.cards];
      expect(await Promise.all(kept.map((table) => table.count()))).toEqual([0, 0, 0]);
      expect(await store.events.where({ sessionId: 'gone' }).count()).toBe(0);
    });
  });
  test('sweeps what belongs to no session, and nothing else', async () => {
    const { vault, store } = await begun();
    await vault.addNotes('s1', [line], []);
    await vault.putDraft('s1', 'p1', typed('x'));
    await vault.putCardField('s1', 'location', 'at home');
    expect(await vault.sweep()).toBe(false);
    const before = await everyRow(store);
    const body = (await store.lines.get('l1'))?.body as SealedBytes;
    await store.lines.add({ id: 'l9', sessionId: 'gone', at: 1, body });
    await store.events.add({ sessionId: 'gone', seq: 0, body });
    await store.drafts.add({ sessionId: 'gone', panel: 'p1', body });
    await store.cards.bulkAdd([
      { id: 'gone', body },
      { id: 'gone/location', body },
    ]);
    expect(await vault.sweep()).toBe(true);
    expect(await everyRow(store)).toEqual(before);
    expect(await vault.sweep()).toBe(false);
  });
  test('takes no card of another session whose id begins alike', async () => {
    const { vault, store } = await begun();
    const over: readonly SessionEvent[] = [
      { type: 'clientChosen', at: 3_000, clientId: 'c1', confirmed: true, room: null },
      { type: 'ended', at: 4_000 },
      { type: 'closed', at: 5_000 },
    ];
    await vault.begin({ id: 's10', plan, meeting: null, events });
    for (const id of ['s1', 's10']) await vault.putCardField(id, 'location', `of ${id}`);
    expect((await vault.card('s1')).location).toBe('of s1');
    await vault.close('s1', 2, over, false);
    await vault.eraseClient('c1', { what: 'erased', at: 1 });
    expect((await vault.card('s10')).location).toBe('of s10');
    const [row] = await store.cards.toArray();
    await store.cards.add({ id: 's', body: row?.body as SealedBytes });
    expect(await vault.sweep()).toBe(true);
    expect((await vault.card('s10')).location).toBe('of s10');
  });
  test('erases no client while a session of theirs is open', async () => {
    const { vault } = await begun();
    await vault.changeClient('c1', () => newClient('c1', 'C-1', 1));
    const chosen = { type: 'clientChosen', clientId: 'c1', confirmed: true, room: null } as const;
    await vault.append('s1', 2, [{ ...chosen, at: 3_000 }]);
    const entry = { what: 'erased', at: 1 } as const;
    await expect(vault.eraseClient('c1', entry)).rejects.toThrow(SessionOpenError);
    expect(await vault.clients()).toHaveLength(1);
    expect(await vault.log()).toEqual([]);
    const over = [
      { type: 'ended', at: 4_000 },
      { type: 'closed', at: 5_000 },
    ] as const;
    await vault.close('s1', 3, over, false);
    await vault.eraseClient('c1', entry);
    expect([await vault.clients(), await vault.sessionIds()]).toEqual([[], []]);
  });
  test('erases neither a client nor their session while a legal hold is on them', async () => {
    const { vault } = await begun();
    await vault.changeClient('c1', () => ({ ...newClient('c1', 'C-1', 1), legalHold: 'court' }));
    const chosen = { type: 'clientChosen', clientId: 'c1', confirmed: true, room: null } as const;
    await vault.append('s1', 2, [{ ...chosen, at: 3_000 }]);
    const over = [
      { type: 'ended', at: 4_000 },
      { type: 'closed', at: 5_000 },
    ] as const;
    await vault.close('s1', 3, over, false);
    const entry = { what: 'erased', at: 1 } as const;
    await expect(vault.eraseClient('c1', entry)).rejects.toThrow(UnderHoldError);
    await expect(vault.eraseSession('s1', 1)).rejects.toThrow(UnderHoldError);
    expect(await vault.clients()).toHaveLength(1);
    expect(await vault.sessionIds()).toEqual(['s1']);
    expect(await vault.log()).toEqual([]);
    await vault.changeClient('c1', (client) => ({ ...(client as Client), legalHold: ' ' }));
    await vault.eraseSession('s1', 1);
    await vault.eraseClient('c1', entry);
    expect([await vault.clients(), await vault.sessionIds()]).toEqual([[], []]);
  });
  test('asks the browser to flush every write to disk', async () => {
    const asked: (string | undefined)[] = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
      if (args[1] === 'readwrite')
        asked.push((args[2] as IDBTransactionOptions | undefined)?.durability);
      return transaction.apply(this, args);
    };
    try {
      const { vault } = await begun();
      await vault.addNotes('s1', [line], ['p1']);
      await vault.putDraft('s1', 'p1', typed('x'));
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(new Set(asked)).toEqual(new Set(['strict']));
  });
});
