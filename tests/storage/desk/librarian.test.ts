import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followPractice, type Library } from '@/lib/desk/library';
import { type Head, headOf, Librarian, type News, NO_HITS, readHeads } from '@/lib/library';
import { newNote } from '@/lib/notes';
import { NO_QUERY, type Query } from '@/lib/search';
import type { Store } from '@/lib/store';
import { deviceKeyRing, reseal, spanOf, type Vault, vaultOf } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';
import { lockOn } from '../lock/locked-vault.ts';
import { storeCalled, storesForEachTest } from '../stores.ts';

const query = (words: string): Query => ({ ...NO_QUERY, words, among: 'both' });
/** The sessions that hold some words. */
const idsFor = (librarian: Librarian, words: string) =>
  librarian.search(query(words), 1_000).sessions.map(({ id }) => id);

const name = `librarian-${crypto.randomUUID()}`;
const DAY = 86_400_000;
/** Days that begin three spans. */
const DAYS = [0, 1, 60, 61, 120] as const;
storesForEachTest();

let store: Store;
let vault: Vault;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const note = (id: string, text: string, compartment: 'record' | 'private' = 'record') =>
  newNote({ id, at: 1, leg: 'opening', intoMs: 1, kind: 'note', text, compartment });

/** A session of a day that is over, with a note in each compartment. */
async function held(id: string, day: number, clientId: string | null = null): Promise<void> {
  const at = day * DAY;
  const chosen = { type: 'clientChosen', at, clientId, confirmed: true, room: null } as const;
  const events = [...begun(at), ...(clientId ? [chosen] : [])];
  await vault.begin({ id, plan: planAt(at), meeting: null, events });
  await vault.addNotes(
    id,
    [note(`${id}-r`, `record of ${id}`), note(`${id}-p`, `doubts about ${id}`, 'private')],
    [],
  );
  const over = [{ type: 'ended', at: at + 1 } as const, { type: 'closed', at: at + 1 } as const];
  await vault.close(id, events.length, over, false);
}

beforeEach(async () => {
  store = storeCalled(name);
  vault = vaultOf(store, await deviceKeyRing(store, () => 1));
  for (const day of DAYS) await held(`s${day}`, day);
});

/** A librarian that has gone through all sessions, and what it said. */
async function librarian(of: Vault = vault) {
  const news: News[] = [];
  const errors: unknown[] = [];
  const read: string[] = [];
  const counted: Vault = {
    ...of,
    sessionsWith: (ids) => {
      read.push(...ids);
      return of.sessionsWith(ids);
    },
  };
  const one = new Librarian({
    vault: counted,
    locks: navigator.locks,
    tell: (next) => news.push(next),
    onError: (error) => errors.push(error),
  });
  stops.push(one.start());
  await expect.poll(() => one.search(query(''), 0).complete).toBe(true);
  return {
    search: (words: string) => idsFor(one, words),
    /** Which sessions it has opened since this was asked last. */
    read: () => read.splice(0),
    news,
    errors,
  };
}

const headsIn = async (span: number): Promise<readonly Head[]> =>
  readHeads(await vault.pack('heads', span))?.heads ?? [];

/** What all packs hold, by session; it has to be what the sessions hold. */
async function packed(): Promise<ReadonlyMap<string, Head>> {
  const spans = await vault.packedSpans();
  const heads = (await Promise.all(spans.map(headsIn))).flat();
  return new Map(heads.map((head) => [head.id, head]));
}
async function expectInStep(): Promise<void> {
  const sessions = await vault.sessionsWith(await vault.sessionIds());
  await expect
    .poll(packed)
    .toEqual(
      new Map([...sessions].flatMap(([id, session]) => (session ? [[id, headOf(session)]] : []))),
    );
}

describe('a librarian', () => {
  test('packs what is there, the newest first, and reads nothing the second time', async () => {
    const first = await librarian();
    expect(first.read()).toEqual(['s120', 's60', 's61', 's0', 's1']);
    await expectInStep();
    expect(first.news.filter(({ type }) => type === 'read')).toEqual([
      { type: 'read', done: 1, all: 5 },
      { type: 'read', done: 3, all: 5 },
      { type: 'read', done: 5, all: 5 },
    ]);
    expect(await store.stale.count()).toBe(0);
    const second = await librarian();
    expect(second.read()).toEqual([]);
    expect(second.search('doubts')).toEqual(['s120', 's61', 's60', 's1', 's0']);
    expect(second.search('s61 record')).toEqual(['s61']);
    expect([...first.errors, ...second.errors]).toEqual([]);
  });

  test('reads one session again when a note of it changes', async () => {
    const one = await librarian();
    one.read();
    await vault.putNote('s60', note('s60-r', 'another thing'));
    await expect.poll(() => one.search('another')).toEqual(['s60']);
    expect(one.read()).toEqual(['s60']);
    expect(one.search('record of s60')).toEqual([]);
    await expectInStep();
    await expect.poll(() => store.stale.count()).toBe(0);
  });

  test('finds words of a session that runs, and packs it once it is over', async () => {
    const one = await librarian();
    const at = 121 * DAY;
    await vault.begin({ id: 'now', plan: planAt(at), meeting: null, events: begun(at) });
    await vault.addNotes('now', [note('n1', 'as it is said')], []);
    await expect.poll(() => one.search('said')).toEqual(['now']);
    expect((await headsIn(spanOf(at))).map(({ id }) => id)).toEqual(['s120']);
    const over = [{ type: 'ended', at } as const, { type: 'closed', at } as const];
    await vault.close('now', begun(at).length, over, false);
    await expectInStep();
  });

  test('forgets what was erased, and no pack holds a word of it', async () => {
    const one = await librarian();
    await held('theirs', 62, 'c1');
    await expect.poll(() => one.search('theirs')).toEqual(['theirs']);
    await expectInStep();
    for (const stop of stops.splice(0)) stop();
    await vault.eraseClient('c1', { what: 'erased', at: 1 });
    // The packs of that span are gone with the client, before anybody could make new ones.
    expect(await headsIn(spanOf(62 * DAY))).toEqual([]);
    expect(await vault.pack('record', spanOf(62 * DAY))).toBeNull();
    expect(await vault.pack('private', spanOf(62 * DAY))).toBeNull();
    const next = await librarian();
    expect(next.search('theirs')).toEqual([]);
    expect(next.read()).toEqual(['s60', 's61']);
    await expectInStep();
  });

  test('does not put back what was erased while it worked', async () => {
    const erased = { ...vault };
    erased.sessionsWith = async (ids) => {
      const read = await vault.sessionsWith(ids);
      if (ids.includes('s60')) await vault.eraseSession('s60', 1);
      return read;
    };
    const one = await librarian(erased);
    await expect.poll(() => one.search('s60')).toEqual([]);
    await expectInStep();
  });

  test.each(['heads', 'record', 'private'] as const)(
    'makes a damaged pack of %s anew',
    async (part) => {
      await librarian();
      const id = `${part}/${spanOf(60 * DAY)}`;
      await store.packs.update(id, { body: new Uint8Array(90) as never });
      const one = await librarian();
      expect(one.read()).toEqual(['s60', 's61']);
      expect(one.search('doubts about s61')).toEqual(['s61']);
      await expectInStep();
      expect((await librarian()).read()).toEqual([]);
    },
  );

  test('makes a pack of another version anew, and one that is put in the place of another', async () => {
    await librarian();
    const [span, other] = [spanOf(60 * DAY), spanOf(0)];
    const later = { format: 99, heads: 'in another form', texts: [] };
    await vault.putPack(span, [], { heads: later, record: later, private: later }, new Map());
    const moved = await store.packs.get(`heads/${span}`);
    await store.packs.update(`heads/${other}`, { body: moved?.body as never });
    const one = await librarian();
    expect(one.read()).toEqual(['s60', 's61', 's0', 's1']);
    await expectInStep();
  });

  test('names a session that can not be opened once, and packs the others', async () => {
    await store.events.where({ sessionId: 's61' }).modify({ body: new Uint8Array(40) as never });
    const one = await librarian();
    expect(one.news).toContainEqual(
      expect.objectContaining({ type: 'heads', unreadable: ['s61'], gone: [] }),
    );
    expect(one.search('s61')).toEqual([]);
    expect((await headsIn(spanOf(60 * DAY))).map(({ id }) => id)).toEqual(['s60']);
    expect((await librarian()).read()).toEqual([]);
  });

  test('goes on where it stopped', async () => {
    let left = 1;
    const stopping = { ...vault };
    const first = new Librarian({
      vault: stopping,
      locks: navigator.locks,
      tell: () => {},
      onError: () => {},
    });
    stopping.putPack = async (...args) => {
      left -= 1;
      const kept = await vault.putPack(...args);
      if (left === 0) stop();
      return kept;
    };
    const stop = first.start();
    await expect.poll(() => vault.packedSpans()).toEqual([spanOf(120 * DAY)]);
    const next = await librarian();
    expect(next.read()).toEqual(['s60', 's61', 's0', 's1']);
  });

  test('answers and tells all the same where no pack can be kept', async () => {
    const full = { ...vault };
    full.putPack = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    const one = await librarian(full);
    expect(one.search('doubts')).toHaveLength(5);
    expect(one.errors).toEqual([]);
    expect(one.news.at(-1)).toEqual({ type: 'read', done: 5, all: 5 });
  });

  test('says what went wrong, and goes on with the next change', async () => {
    const errors: unknown[] = [];
    const failing = { ...vault };
    failing.sessionSpans = () => Promise.reject(new Error('the disk is gone'));
    const one = new Librarian({
      vault: failing,
      locks: navigator.locks,
      tell: () => {},
      onError: (error) => errors.push(error),
    });
    stops.push(one.start());
    await expect.poll(() => errors).toHaveLength(1);
    expect(one.search(query(''), 0)).toEqual({ ...NO_HITS, complete: false });
    failing.sessionSpans = vault.sessionSpans;
    await vault.putNote('s60', note('s60-r', 'another thing'));
    await expect.poll(() => idsFor(one, 'another')).toEqual(['s60']);
    await expect.poll(() => one.search(query(''), 0).complete).toBe(true);
  });
});

describe('what private notes say', () => {
  test("is in no pack but the private one, which the record's key does not open", async () => {
    await librarian();
    const span = spanOf(60 * DAY);
    for (const part of ['heads', 'record'] as const)
      expect(JSON.stringify(await vault.pack(part, span))).not.toContain('doubts');
    expect(JSON.stringify(await vault.pack('private', span))).toContain('doubts about s60');
    const ring = await deviceKeyRing(store, () => 1);
    const record = { ...ring, opening: ring.opening.filter(({ id }) => id !== ring.private.id) };
    expect(await vaultOf(store, record).pack('private', span)).toBeNull();
    expect(await vaultOf(store, record).pack('record', span)).not.toBeNull();
  });

  test('is at rest in no pack as it was written', async () => {
    await librarian();
    for (const { body } of await store.packs.toArray())
      expect(new TextDecoder('latin1').decode(body)).not.toMatch(/doubts|record|stretches/);
  });
});

describe('a passphrase', () => {
  test('leaves no pack of before, and packs are made with its keys', async () => {
    await librarian();
    for (const stop of stops.splice(0)) stop();
    const lock = lockOn(store);
    expect(await lock.set('five words')).toEqual({ ok: true });
    expect(await store.packs.count()).toBe(0);
    const ring = await lock.ring();
    await reseal(
      store,
      ring,
      () => 1,
      () => {},
    );
    vault = vaultOf(store, ring);
    await librarian();
    await expectInStep();
    const before = await store.packs.toArray();
    await lock.lock();
    const locked = vaultOf(store, await lock.ring());
    expect(before.length).toBeGreaterThan(0);
    await expect(locked.pack('heads', spanOf(0))).rejects.toThrow('locked');
  });
});

describe('a desk', () => {
  const opened = async () => {
    let library: Library | null = null;
    const { tell, stop } = followPractice(
      vault,
      'en',
      (next) => {
        library = next;
      },
      (error) => {
        throw error;
      },
    );
    stops.push(stop);
    await expect.poll(() => library).not.toBeNull();
    return { tell, now: () => library as unknown as Library };
  };

  test('shows what packs hold, without opening a session', async () => {
    await librarian();
    const read: string[] = [];
    const { sessionsWith } = vault;
    vault.sessionsWith = (ids) => {
      read.push(...ids);
      return sessionsWith(ids);
    };
    const { now } = await opened();
    expect(now().heads.map(({ id }) => id)).toEqual(['s120', 's61', 's60', 's1', 's0']);
    expect(now().reading).toBeNull();
    expect(read).toEqual([]);
  });

  test('says how far it is while packs are missing, and shows them as they are made', async () => {
    await store.stale.clear();
    const { now, tell } = await opened();
    expect(now().heads).toEqual([]);
    expect(now().reading).toEqual({ done: 0, all: 5 });
    const one = new Librarian({ vault, locks: navigator.locks, tell, onError: () => {} });
    stops.push(one.start());
    await expect.poll(() => now().reading).toBeNull();
    expect(now().heads.map(({ id }) => id)).toEqual(['s120', 's61', 's60', 's1', 's0']);
  });

  test("keeps what it shows when a pack is dropped with somebody else's session", async () => {
    await librarian();
    for (const stop of stops.splice(0)) stop();
    const { now } = await opened();
    await vault.eraseSession('s60', 1);
    await expect.poll(() => now().heads.map(({ id }) => id)).toEqual(['s120', 's61', 's1', 's0']);
    expect(await headsIn(spanOf(60 * DAY))).toEqual([]);
  });
});
