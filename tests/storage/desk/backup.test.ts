import { effect } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AutoBackupParts, createAutoBackups } from '@/lib/desk/auto-backup';
import { type Backups, createBackups } from '@/lib/desk/backup';
import type { DeskVault } from '@/lib/desk/desk-vault';
import { createScratch, type Scratch } from '@/lib/desk/scratch';
import { open, seal } from '@/lib/vault/envelope';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { begun, planAt } from '../../fixtures/session.ts';
import { cheapAge } from '../cheap-age.ts';
import { desksForEachTest, openedDesk } from './desk.ts';

desksForEachTest();

const MINUTE = 60_000;
const DAY = 86_400_000;
let desk: DeskVault;
let backups: Backups;
let saved: { file: Blob; name: string }[];
let now: number;
let later: (() => void)[];
let scratch: Scratch;
/** A folder of each test alone. */
let name: string;
const folder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
afterEach(async () => {
  await folder();
  await (await navigator.storage.getDirectory()).removeEntry(name, { recursive: true });
});
const files = async () => {
  const names: string[] = [];
  for await (const name of (await folder()).keys()) names.push(name);
  return names;
};
const going = () => new AbortController().signal;
beforeEach(async () => {
  now = DAY;
  name = crypto.randomUUID();
  saved = [];
  later = [];
  scratch = createScratch({
    folder,
    locks: navigator.locks,
    newId: () => crypto.randomUUID(),
    later: (run) => later.push(run),
  });
  desk = await openedDesk();
  backups = backupsIn(scratch);
  await desk.written(async (vault) => {
    await vault.begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    await vault.addNotes('s1', [line('l1', 'for nobody else')], []);
  });
});

const backupsIn = (scratch: Scratch) =>
  createBackups(desk, {
    text: english,
    age: cheapAge,
    now: () => now,
    newId: () => crypto.randomUUID(),
    scratch,
    save: (file, name) => saved.push({ file, name }),
    locks: navigator.locks,
  });
const fileIn = (blob: Blob) => new File([blob], 'perch.age');

describe('a backup by hand', () => {
  test('is one encrypted file, is logged, and restores what has gone once it was looked at', async () => {
    const { actions } = backups;
    const made = await actions.backup('five words', () => {}, going());
    expect(made).toEqual({ ok: true });
    expect(actions.handedOver.value).toMatchObject({ left: 0 });
    expect(await desk.opened.value?.vault.log(), 'a dialog may have been cancelled').toEqual([]);
    now += DAY;
    // Pressed twice.
    expect(await Promise.all([actions.have(), actions.have()])).toEqual([null, null]);
    expect(await desk.opened.value?.vault.log()).toMatchObject([{ what: 'backedUp', at: DAY }]);
    expect(actions.handedOver.value).toBeNull();
    expect(await desk.opened.value?.vault.log()).toHaveLength(1);
    const file = saved[0]?.file ?? new Blob();
    const blob = new Blob([await file.arrayBuffer()]);
    expect(await file.text()).not.toContain('for nobody else');
    await desk.written((vault) => vault.removeAll());
    expect(await actions.restore()).toMatchObject({ ok: false });
    const looked = await actions.look(fileIn(blob), 'five words', () => {}, going());
    expect(looked).toMatchObject({ ok: true, plan: { added: { session: 1, line: 1 } } });
    expect(await actions.restore()).toEqual({ ok: true });
    const vault = desk.opened.value?.vault;
    expect((await vault?.session('s1'))?.notes[0]?.text).toBe('for nobody else');
    expect((await vault?.log())?.map(({ what }) => what).sort()).toEqual(['backedUp', 'restored']);
  });

  test('asks for the passphrase of the notes, if there is one', async () => {
    await (await desk.lock()).set('five words');
    await expect.poll(() => desk.lockState.value).toBe('open');
    expect(await backups.passphraseProblem('five words')).toBeNull();
    const refused = await backups.actions.backup('other words', () => {}, going());
    expect(refused).toMatchObject({ ok: false });
    expect(saved).toEqual([]);
  });

  test.each([
    ['no folder for it', () => Promise.reject(new DOMException('', 'SecurityError'))],
    [
      'no room for it',
      async () => ({
        ...(await scratch.make()),
        writable: async () =>
          new WritableStream<Uint8Array>({
            write: () => Promise.reject(new DOMException('', 'QuotaExceededError')),
          }),
      }),
    ],
  ])('is made in memory where the browser has %s', async (_, make) => {
    const { actions } = backupsIn({ make, clear: scratch.clear });
    const made = await actions.backup('five words', () => {}, going());
    expect(made).toMatchObject({ ok: true });
    expect(saved).toHaveLength(1);
    await desk.written((vault) => vault.removeAll());
    const looked = await actions.look(
      fileIn(saved[0]?.file ?? new Blob()),
      'five words',
      () => {},
      going(),
    );
    expect(looked).toMatchObject({ ok: true, plan: { added: { session: 1, line: 1 } } });
    await expect.poll(files).toEqual([]);
  });

  test('that was cancelled says so, and saves no file', async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    expect(await backups.actions.backup('five words', () => {}, cancelled.signal)).toEqual({
      ok: false,
      said: english('backup_cancelled'),
    });
    expect(saved).toEqual([]);
    await expect.poll(files).toEqual([]);
  });

  test('is not made, and none is read, while the notes are locked', async () => {
    const lock = await desk.lock();
    await lock.set('five words');
    await lock.lock();
    await expect.poll(() => desk.lockState.value).toBe('locked');
    const said = english('problem_lockedNow');
    const { actions } = backups;
    expect(await actions.backup('five words', () => {}, going())).toEqual({ ok: false, said });
    const file = new File([], 'perch.age');
    expect(await actions.look(file, 'x', () => {}, going())).toEqual({ ok: false, said });
  });
});

describe('the file that a backup is put together in', () => {
  test('stays until the downloads must have taken it over, and goes then', async () => {
    const file = await scratch.make();
    file.done(true);
    await scratch.clear();
    expect(await files()).toHaveLength(1);
    for (const run of later) run();
    await expect.poll(files).toEqual([]);
  });

  test('goes with the next look when the page that made it is gone', async () => {
    await (await folder()).getFileHandle('of-a-page-that-is-gone.age', { create: true });
    const own = await scratch.make();
    await scratch.clear();
    expect(await files()).toEqual([own.name]);
    own.done(false);
    await expect.poll(files).toEqual([]);
  });

  test('is another one for each of two backups at once', async () => {
    const [one, two] = [await scratch.make(), await scratch.make()];
    expect(one.name).not.toBe(two.name);
    one.done(false);
    await expect.poll(files).toEqual([two.name]);
    two.done(false);
    await expect.poll(files).toEqual([]);
  });
});

describe('a backup by itself', () => {
  const FILE = `auto-${crypto.randomUUID()}.age`;
  const OTHER = `other-${FILE}`;
  type Chosen = NonNullable<Awaited<ReturnType<NonNullable<AutoBackupParts['chooseFile']>>>>;
  let due: () => void;
  /** Runs when a backup is about to be written. */
  let begins: () => Promise<void>;
  const file = async (name = FILE) => {
    const folder = await navigator.storage.getDirectory();
    return (await folder.getFileHandle(name, { create: true })) as Chosen;
  };
  /** Whether real backups are written; encrypting one takes seconds on a busy machine. */
  let real: boolean;
  const made = (...chosen: readonly (Chosen | null)[]) => {
    const left = [...chosen];
    const writeEverything: Backups['writeEverything'] = async (write) => {
      try {
        await begins();
      } catch (error) {
        await write.to.abort();
        throw error;
      }
      if (real) return backups.writeEverything(write);
      await new Response('a backup').body?.pipeTo(write.to);
      return { session: 0, line: 0, left: 0 };
    };
    return createAutoBackups(
      desk,
      { writeEverything },
      {
        text: english,
        now: () => now,
        every: (_, run) => {
          due = run;
        },
        locks: navigator.locks,
        chooseFile: async () => left.shift() ?? null,
        makeUp: () => 'made up',
      },
    );
  };
  const sizeOf = async () => (await (await file()).getFile()).size;
  const stored = async () => desk.opened.value?.vault.backupFile();
  const withFile = async () => {
    const auto = made(await file(), await file(OTHER));
    expect(await auto.actions.choose('made up')).toBeNull();
    return auto;
  };
  beforeEach(() => {
    begins = async () => {};
    real = false;
  });

  test('is made at once when a file is chosen, and each day until that is ended', async () => {
    real = true;
    expect(await made(null).actions.choose('made up')).toBe(english('auto_notChosen'));
    const auto = await withFile();
    expect(auto.state.value).toEqual({ file: FILE, at: DAY, state: 'well', failedSince: null });
    let shown = 0;
    const stop = effect(() => {
      shown += auto.state.value ? 1 : 0;
    });
    for (const _ of [1, 2, 3, 4, 5]) await desk.written(async (vault) => vault.backupFile());
    stop();
    expect(shown, 'a state that stays is not shown again and again').toBe(1);
    const size = await sizeOf();
    expect(size).toBeGreaterThan(100);
    now += DAY - 1;
    due();
    expect(auto.state.value).toEqual({ file: FILE, at: DAY, state: 'well', failedSince: null });
    const undo = await auto.actions.stop();
    expect(auto.state.value).toBeNull();
    expect(await sizeOf()).toBe(size);
    undo();
    await expect.poll(() => auto.state.value?.file).toBe(FILE);
  });

  test('that is ended while it is written stays ended', async () => {
    const auto = await withFile();
    now += DAY;
    begins = async () => void (await auto.actions.stop());
    await auto.actions.now();
    expect(await stored()).toBeNull();
    expect(auto.state.value).toBeNull();
  });

  test('leaves another file that is chosen while it is written', async () => {
    const auto = await withFile();
    begins = async () => {
      begins = async () => {};
      await desk.written(async (vault) =>
        vault.putBackupFile({ handle: await file(OTHER), passphrase: 'another', at: 5 }),
      );
    };
    now += 1;
    await auto.actions.now();
    expect(await stored()).toMatchObject({ handle: { name: OTHER }, passphrase: 'another', at: 5 });
    expect(auto.state.value).toMatchObject({ file: OTHER, at: 5, state: 'well' });
  });

  test('that fails is tried again with growing pauses, and leaves the file as it was', async () => {
    const auto = await withFile();
    const size = await sizeOf();
    expect(size).toBe('a backup'.length);
    let tries = 0;
    begins = async () => {
      tries += 1;
      throw new DOMException('busy', 'NoModificationAllowedError');
    };
    now += DAY;
    const since = now;
    const lookAfter = async (ms: number, expected: number) => {
      now += ms;
      due();
      await expect.poll(() => tries).toBe(expected);
      await expect
        .poll(() => auto.state.value)
        .toMatchObject({ state: 'failed', failedSince: since });
    };
    await lookAfter(0, 1);
    await lookAfter(MINUTE - 1, 1);
    await lookAfter(1, 2);
    await lookAfter(MINUTE, 2);
    await lookAfter(MINUTE, 3);
    expect(await sizeOf()).toBe(size);
    begins = async () => {};
    now += 4 * MINUTE;
    due();
    await expect
      .poll(() => auto.state.value)
      .toMatchObject({ at: now, state: 'well', failedSince: null });
  });

  test('forgets the passphrase of the notes that an older version kept, and asks to go on', async () => {
    const opened = desk.opened.value;
    if (!opened) throw new Error('the vault is not open');
    const store = await desk.store();
    const body = await seal(opened.ring.record, 'place', 'backup', {
      passphrase: 'of the notes',
      at: 7,
    });
    await store.places.put({ id: 'backup', handle: await file(), body });
    const auto = made(null);
    await expect
      .poll(() => auto.state.value)
      .toEqual({ file: FILE, at: 7, state: 'renew', failedSince: null });
    const row = await store.places.get('backup');
    const kept = await open(opened.ring.opening, 'place', 'backup', row?.body ?? new Uint8Array());
    expect(kept).toEqual({ madeUp: null, at: 7 });
    now += 2 * DAY;
    due();
    await auto.actions.now();
    expect(auto.state.value?.state, 'nothing is written without a passphrase').toBe('renew');
    await desk.written(async () => {});
    expect((await store.places.get('backup'))?.body, 'it is not written again').toEqual(row?.body);
  });
});
