import { describe, expect, test } from 'vitest';
import { readBackup } from '@/lib/backup';
import { newClient } from '@/lib/practice';
import type { Store } from '@/lib/store';
import { Lock, type Restore, reseal, SessionOpenError, type Vault, vaultOf } from '@/lib/vault';
import { line } from '../fixtures/note.ts';
import { begun, planAt } from '../fixtures/session.ts';
import { type Device, device, everything, lookPlain, over, plainBackupOf } from './backups.ts';
import { cheapAge } from './cheap-age.ts';
import { cheap } from './cheap-derive.ts';
import type { Work } from './killed-worker.ts';
import { storesForEachTest } from './stores.ts';

storesForEachTest();

/** How often each kind of work is killed. */
const KILLS = 6;
const SESSIONS = 4;
const NOTES = 10;

const ids = (count: number, name: string) => Array.from({ length: count }, (_, n) => `${name}${n}`);

/** Two clients with closed sessions, and their notes. */
async function filled(): Promise<Device> {
  const made = await device();
  const { vault } = made;
  for (const [n, id] of ids(SESSIONS, 's').entries()) {
    const clientId = `c${n % 2}`;
    await vault.begin({
      id,
      plan: planAt(1_000),
      meeting: null,
      events: [
        ...begun(1_000),
        { type: 'clientChosen', at: 1_000, clientId, confirmed: true, room: null },
      ],
    });
    await vault.addNotes(
      id,
      ids(NOTES, `${id}-`).map((one) => line(one, `words of ${one}`)),
      [],
    );
    await over(made, id, 3, 9_000);
  }
  for (const id of ['c0', 'c1']) await vault.changeClient(id, () => newClient(id, `M-${id}`, 1));
  return made;
}

/**
 * Does the work in a worker of its own, and kills it after so many milliseconds. Without a number
 * it isn't killed. Resolves with how long it took, or null if it was killed first.
 */
async function inWorker(work: Work, killAfter: number | null): Promise<number | null> {
  const worker = new Worker(new URL('./killed-worker.ts', import.meta.url), { type: 'module' });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  try {
    const ready = next();
    worker.postMessage(work);
    await ready;
    const done = next();
    const from = performance.now();
    worker.postMessage('go');
    const killed = new Promise<null>((kill) => {
      // The instant is what is random here; nothing is waited for.
      if (killAfter !== null) setTimeout(() => kill(null), killAfter);
    });
    return (await Promise.race([done, killed])) === null ? null : performance.now() - from;
  } finally {
    worker.terminate();
  }
}

/**
 * Lets the work be done once, then kills it again and again between its beginning and its end.
 * `check` says what it has left behind: everything as before, or everything as afterwards.
 */
async function killed(
  begin: () => Promise<{ readonly work: Work; check(): Promise<'before' | 'after'> }>,
): Promise<{ readonly before: number; readonly after: number; readonly killed: number }> {
  const counts = { before: 0, after: 0, killed: 0 };
  const whole = await begin();
  const took = (await inWorker(whole.work, null)) ?? 0;
  expect(await whole.check()).toBe('after');
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { work, check } = await begin();
    const ended = await inWorker(work, (1.3 * took * kill) / (KILLS - 1));
    if (ended === null) counts.killed += 1;
    const left = await check();
    counts[left] += 1;
    if (ended !== null) expect(left).toBe('after');
  }
  return counts;
}

describe('a page that is killed', () => {
  test('in a restore has restored everything or nothing', async () => {
    const from = await filled();
    const file = await plainBackupOf(from);
    const whole = await everything(from);
    const counts = await killed(async () => {
      const into = await device();
      const empty = await everything(into);
      return {
        work: { what: 'restore', store: into.store.name, file },
        async check() {
          const now = await everything(into);
          expect([empty, whole]).toContain(now);
          // What was left half done is no obstacle to doing it again.
          await (await lookPlain(file, into)).commit();
          expect(await everything(into)).toBe(whole);
          return now === whole ? 'after' : 'before';
        },
      };
    });
    console.log(`killed in a restore: ${JSON.stringify(counts)}`);
    expect(counts.before).toBeGreaterThan(0);
    expect(counts.killed).toBeGreaterThan(0);
  }, 60_000);

  test('in erasing a client has erased everything of theirs or nothing', async () => {
    const counts = await killed(async () => {
      const from = await filled();
      const before = await everything(from);
      return {
        work: { what: 'erase', store: from.store.name, clientId: 'c0' },
        async check() {
          const { store, vault } = from;
          const erased = (await vault.clients()).length === 1;
          if (!erased) expect(await everything(from)).toBe(before);
          const share = erased ? SESSIONS / 2 : SESSIONS;
          expect(await store.sessions.count()).toBe(share);
          expect(await store.lines.count()).toBe(share * NOTES);
          expect(await store.events.count()).toBe(share * 5);
          expect(await vault.log()).toHaveLength(erased ? 1 : 0);
          return erased ? 'after' : 'before';
        },
      };
    });
    console.log(`killed in erasing: ${JSON.stringify(counts)}`);
    expect(counts.before).toBeGreaterThan(0);
    expect(counts.killed).toBeGreaterThan(0);
  }, 60_000);

  const lockOn = (store: Store) => {
    let root: string | null = null;
    const keeper = {
      read: async () => root,
      write: async (next: string | null) => {
        root = next;
      },
    };
    return new Lock({ store, root: keeper, derive: cheap, now: () => 6_000 });
  };
  const readAll = async (store: Store, lock: Lock) => {
    const ring = await lock.ring();
    return everything({ store, ring, vault: vaultOf(store, ring) });
  };

  test('in setting a passphrase leaves every note readable, and another page goes on', async () => {
    const counts = await killed(async () => {
      const from = await filled();
      const before = await everything(from);
      return {
        work: { what: 'set', store: from.store.name },
        async check() {
          const { store } = from;
          const lock = lockOn(store);
          if ((await lock.state()) === 'none') {
            expect(await readAll(store, lock)).toBe(before);
            return 'before';
          }
          expect(await lock.unlock('five words')).toEqual({ ok: true });
          expect(await readAll(store, lock)).toBe(before);
          const left = await reseal(
            store,
            await lock.ring(),
            () => 7_000,
            () => {},
          );
          expect(left).toBe(0);
          expect((await store.keys.toArray()).map(({ use }) => use)).toEqual(['device']);
          expect(await readAll(store, lock)).toBe(before);
          return 'after';
        },
      };
    });
    console.log(`killed in setting a passphrase: ${JSON.stringify(counts)}`);
    expect(counts.before).toBeGreaterThan(0);
    expect(counts.killed).toBeGreaterThan(0);
  }, 60_000);

  test('in a change of passphrase leaves one that opens, and every note', async () => {
    const counts = await killed(async () => {
      const from = await filled();
      const before = await everything(from);
      const { store } = from;
      const lock = lockOn(store);
      await lock.set('five words');
      await reseal(
        store,
        await lock.ring(),
        () => 6_000,
        () => {},
      );
      return {
        work: { what: 'change', store: store.name },
        async check() {
          const again = lockOn(store);
          const old = await again.unlock('five words');
          const other = await again.unlock('other words');
          expect([old.ok, other.ok].filter(Boolean)).toHaveLength(1);
          expect(await readAll(store, again)).toBe(before);
          return other.ok ? 'after' : 'before';
        },
      };
    });
    console.log(`killed in a change of passphrase: ${JSON.stringify(counts)}`);
    expect(counts.before).toBeGreaterThan(0);
    expect(counts.killed).toBeGreaterThan(0);
  }, 60_000);

  test('in a backup by itself leaves the file as it was, or whole', async () => {
    const from = await filled();
    const folder = await navigator.storage.getDirectory();
    const names: string[] = [];
    /** What the browser has begun to replace may be replaced after the kill, while it is read. */
    const read = async (handle: FileSystemFileHandle): Promise<Blob> => {
      for (;;)
        try {
          return new Blob([await (await handle.getFile()).arrayBuffer()]);
        } catch (error) {
          if (!(error instanceof DOMException && error.name === 'NotReadableError')) throw error;
        }
    };
    const recordsIn = async (file: Blob) => {
      let records = 0;
      for await (const _ of readBackup(file, 'five words', cheapAge)) records += 1;
      return records;
    };
    const counts = await killed(async () => {
      const name = `killed-${crypto.randomUUID()}.age`;
      names.push(name);
      const to = await folder.getFileHandle(name, { create: true });
      const writable = await to.createWritable();
      await writable.write('as it was');
      await writable.close();
      return {
        work: { what: 'backup', store: from.store.name, to },
        async check() {
          const file = await read(to);
          if ((await file.slice(0, 9).text()) === 'as it was') return 'before';
          expect(await recordsIn(file)).toBe(SESSIONS * (NOTES + 1) + 3);
          return 'after';
        },
      };
    });
    for (const name of names) await folder.removeEntry(name).catch(() => {});
    console.log(`killed in a backup by itself: ${JSON.stringify(counts)}`);
    expect(counts.before).toBeGreaterThan(0);
    expect(counts.killed).toBeGreaterThan(0);
  }, 60_000);
});

describe('while notes are saved in a session,', () => {
  /** Saves notes one by one while something else is done. Returns the ids of those saved. */
  async function saving(vault: Vault, meanwhile: () => Promise<unknown>): Promise<string[]> {
    await vault.begin({
      id: 'open',
      plan: planAt(1_000),
      meeting: null,
      events: [
        ...begun(1_000),
        { type: 'clientChosen', at: 1_000, clientId: 'c1', confirmed: true, room: null },
      ],
    });
    const saved: string[] = [];
    const other = meanwhile();
    for (const id of ids(60, 'now-')) {
      const added = await vault.addNotes('open', [line(id, `words of ${id}`)], []);
      saved.push(...added);
    }
    await other;
    return saved;
  }
  const noteIds = async (vault: Vault) =>
    (await vault.session('open'))?.notes.map(({ id }) => id).sort();

  test('another client is erased, and theirs is not: no note is lost', async () => {
    const { vault, store } = await filled();
    const saved = await saving(vault, async () => {
      await vault.eraseClient('c0', { what: 'erased', at: 1 });
      for (const id of ['s1', 's3']) await vault.eraseSession(id, 2);
      for (let tries = 0; tries < 5; tries += 1)
        await expect(vault.eraseClient('c1', { what: 'erased', at: 3 })).rejects.toThrow(
          SessionOpenError,
        );
    });
    console.log(`saved while erasing: ${saved.length}, there: ${(await noteIds(vault))?.length}`);
    expect(saved).toHaveLength(60);
    expect(await noteIds(vault)).toEqual(saved.sort());
    expect(await store.sessions.toCollection().primaryKeys()).toEqual(['open']);
  });

  test('nothing is restored, neither begun before nor after: no note is lost', async () => {
    const into = await filled();
    const file = await plainBackupOf(await filled());
    const looked: Restore = await lookPlain(file, into);
    const before = await into.store.sessions.count();
    const saved = await saving(into.vault, async () => {
      for (let tries = 0; tries < 5; tries += 1) {
        await expect(looked.commit()).rejects.toThrow(SessionOpenError);
        await expect(lookPlain(file, into)).rejects.toThrow(SessionOpenError);
      }
    });
    console.log(
      `saved while restoring: ${saved.length}, there: ${(await noteIds(into.vault))?.length}`,
    );
    expect(saved).toHaveLength(60);
    expect(await noteIds(into.vault)).toEqual(saved.sort());
    expect(await into.store.sessions.count()).toBe(before + 1);
  });
});
