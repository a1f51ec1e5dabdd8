import { armor } from 'age-encryption';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Age, ageInWorker, BackupError, readBackup, writeBackup } from '@/lib/backup';
import { editNote } from '@/lib/notes';
import { DEFAULT_SETTINGS, newClient } from '@/lib/practice';
import type { SealedBytes } from '@/lib/store';
import {
  derive,
  deviceKeyRing,
  everyRecord,
  Lock,
  Restore,
  RingChangedError,
  reseal,
  vaultOf,
} from '@/lib/vault';
import { line } from '../fixtures/note.ts';
import { begun, planAt } from '../fixtures/session.ts';
import { storeCalled, storesForEachTest } from './stores.ts';

storesForEachTest();
const open = async (name: string) => {
  const store = storeCalled(name);
  const ring = await deviceKeyRing(store, () => 1);
  return { store, ring, vault: vaultOf(store, ring) };
};
let here: Awaited<ReturnType<typeof open>>;
let there: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  here = await open(`backup-${crypto.randomUUID()}`);
  there = await open(`backup-${crypto.randomUUID()}`);
});
async function fill({ vault }: typeof here): Promise<void> {
  for (const id of ['s1', 's2'])
    await vault.begin({
      id,
      plan: planAt(1_000),
      meeting: { site: 'meet', room: 'abc' },
      events: [
        ...begun(1_000),
        { type: 'clientChosen', at: 1_000, clientId: 'c1', confirmed: true, room: null },
      ],
    });
  await vault.append('s1', 3, [{ type: 'safetyReasonGiven', at: 3_000, words: 'for safety' }]);
  await vault.addNotes('s1', [line('l1', 'one ü 你好'), line('l2', 'two', 'private')], []);
  await vault.addNotes('s2', [line('l3', 'three')], []);
  await vault.close('s1', 4, [{ type: 'closed', at: 9_000 }], false);
  await vault.close('s2', 3, [{ type: 'closed', at: 9_500 }], false);
  await vault.changeClient('c1', () => ({ ...newClient('c1', 'M-17', 1), name: 'Mara' }));
  await vault.putCardField('s1', 'location', 'at home');
  await vault.changeSettings((settings) => ({ ...settings, quiet: true }));
}

const never = new AbortController().signal;

async function backupOf(
  { vault }: typeof here,
  passphrase = 'five words',
  age: Age = ageInWorker,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  await writeBackup({
    records: everyRecord(vault, () => {}),
    passphrase,
    createdAt: 5_000,
    age,
    to: new WritableStream({ write: (chunk) => void chunks.push(chunk) }),
    onProgress: () => {},
    signal: never,
  });
  return new Blob(chunks);
}

/** Everything in a vault, as one text. */
async function everything({ vault }: typeof here): Promise<string> {
  const all: unknown[] = [];
  for await (const record of everyRecord(vault, () => all.push('unreadable'))) all.push(record);
  return JSON.stringify(all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
}

async function look(file: Blob, into: typeof here, passphrase = 'five words', age = ageInWorker) {
  const restore = new Restore(into.store, into.ring, into.vault);
  await restore.begin();
  for await (const record of readBackup(file, passphrase, age)) await restore.take(record);
  return restore;
}

const refusal = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof BackupError ? error.reason : String(error)),
  );

/** The format without its expensive key: what these tests are about is what is inside. */
const plainAge: Age = async (_, __, stream) => ({ stream, stop: () => {} });
const aged = (inner: BlobPart) => new Blob(['age-encryption.org/v1\n-> scrypt x 18\n', inner]);
const zipped = async (text: string) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
const skipHeader: Age = async (way, passphrase, stream) => {
  if (way === 'encrypt') return plainAge(way, passphrase, stream);
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const at = new TextEncoder().encode('age-encryption.org/v1\n-> scrypt x 18\n').length;
  return {
    stream: new Blob([bytes.slice(at)]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>,
    stop: () => {},
  };
};

describe('a backup', () => {
  test('restored on another device is what was there, byte for byte', async () => {
    await fill(here);
    // Keyboards give letters with marks in two forms. This one is taken apart.
    const file = await backupOf(here, 'fu\u0308nf Wo\u0308rter');
    const bytes = new TextDecoder('latin1').decode(await file.arrayBuffer());
    expect(bytes.startsWith('age-encryption.org/v1\n-> scrypt ')).toBe(true);
    for (const word of ['Mara', 'M-17', 'three', 'perch']) expect(bytes).not.toContain(word);
    // Other programs may write the file as lines of text.
    const text = armor.encode(new Uint8Array(await file.arrayBuffer()));
    const restore = await look(new Blob([text]), there, 'f\u00fcnf W\u00f6rter');
    expect(restore.plan.added).toEqual({ settings: 1, client: 1, session: 2, line: 3, card: 1 });
    expect(await there.store.lines.count()).toBe(0);
    await restore.commit();
    expect(await everything(there)).toBe(await everything(here));
    expect(await there.store.staged.count()).toBe(0);
    expect(await there.vault.sessionStarts()).toEqual(await here.vault.sessionStarts());
  }, 30_000);

  test('in lines of text that were cut is damaged', async () => {
    const text = armor.encode(new TextEncoder().encode('age-encryption.org/v1\n-> scrypt x 18\n'));
    expect(await refusal(look(new Blob([text.slice(0, -40)]), there))).toBe('damagedFile');
  });
  test('that would take more work than is allowed says so', async () => {
    const costly = new Blob(['age-encryption.org/v1\n-> scrypt c2FsdA 21\nxyz']);
    expect(await refusal(look(costly, there))).toBe('costlyFile');
  });

  test('is refused with the reason when it is foreign, damaged, cut, newer, or the passphrase is wrong', async () => {
    await fill(here);
    const file = await backupOf(here);
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(await refusal(look(file, there, 'other words'))).toBe('wrongBackupPassphrase');
    const flipped = bytes.slice();
    flipped[bytes.length - 100] = (flipped[bytes.length - 100] ?? 0) ^ 1;
    expect(await refusal(look(new Blob([flipped]), there))).toBe('damagedFile');
    expect(await refusal(look(new Blob([bytes.slice(0, -1)]), there))).toBe('damagedFile');
    expect(await refusal(look(new Blob([bytes.slice(0, 60)]), there))).toBe('damagedFile');
    expect(await refusal(look(new Blob(['age-encryption.org/v1']), there))).toBe('damagedFile');
    for (const other of ['', 'hello', '{"format":"perch-sessions"}', '%PDF-1.7', 'PK\u0003\u0004'])
      expect(await refusal(look(new Blob([other]), there))).toBe('foreignFile');
    expect(await refusal(look(new Blob(['age-encryption.org/v1\n-> X25519 abc\n']), there))).toBe(
      'foreignFile',
    );
    expect(await everything(there)).not.toContain('three');
    await there.store.staged.clear();
  }, 60_000);

  test.each<[string, string | null, string]>([
    ['is no gzip', null, 'notABackup'],
    ['is something else', 'hello\n', 'notABackup'],
    ['is empty', '', 'notABackup'],
    ['is newer', '{"format":"perch-backup","version":2,"createdAt":""}\n', 'newerFile'],
    ['has no end', '{"format":"perch-backup","version":1,"createdAt":""}\n', 'damagedFile'],
    [
      'has fewer records than it says',
      '{"format":"perch-backup","version":1,"createdAt":""}\n{"end":1}\n',
      'damagedFile',
    ],
    [
      'goes on after its end',
      '{"format":"perch-backup","version":1,"createdAt":""}\n{"end":0}\n{"end":0}\n',
      'damagedFile',
    ],
    [
      'has a record of an unknown kind',
      '{"format":"perch-backup","version":1,"createdAt":""}\n{"record":"spell"}\n{"end":1}\n',
      'damagedFile',
    ],
    [
      'has a note with a field too many',
      '{"format":"perch-backup","version":1,"createdAt":""}\n{"record":"line","id":"a","sessionId":"b","body":{"x":1}}\n{"end":1}\n',
      'damagedFile',
    ],
    [
      'ends in the middle of a line',
      '{"format":"perch-backup","version":1,"createdAt":""}\n{"end":0}',
      'damagedFile',
    ],
  ])('that %s is refused', async (_, inner, reason) => {
    const file = aged(inner === null ? 'not packed at all' : await zipped(inner));
    expect(await refusal(look(file, there, 'x', skipHeader))).toBe(reason);
  });

  test('that is broken off leaves nothing, and says so', async () => {
    await fill(here);
    const controller = new AbortController();
    let aborted = false;
    const chunks: Uint8Array[] = [];
    await expect(
      writeBackup({
        records: (async function* () {
          yield* everyRecord(here.vault, () => {});
          controller.abort();
          // More would come.
          yield* everyRecord(here.vault, () => {});
        })(),
        passphrase: 'x',
        createdAt: 1,
        age: plainAge,
        to: new WritableStream({
          write: (chunk) => void chunks.push(chunk),
          abort: () => {
            aborted = true;
          },
        }),
        onProgress: () => {},
        signal: controller.signal,
      }),
    ).rejects.toThrow();
    expect(aborted).toBe(true);
  });

  test('of 50,000 notes is read only as fast as it is written, and comes back record by record', async () => {
    const ALL = 50_000;
    const { id: _, ...body } = line('', '');
    let read = 0;
    const records = async function* () {
      for (; read < ALL; read += 1)
        yield {
          record: 'line' as const,
          id: `l${read}`,
          sessionId: 's',
          // Words that pack badly, so that the file grows with the notes.
          body: { ...body, past: [], text: crypto.randomUUID() },
        };
    };
    /** How many notes had been read when each part was written. */
    const readAt: number[] = [];
    const parts: Uint8Array<ArrayBuffer>[] = [];
    await writeBackup({
      records: records(),
      passphrase: 'five words',
      createdAt: 1,
      age: ageInWorker,
      to: new WritableStream({
        write(part) {
          parts.push(part);
          readAt.push(read);
        },
      }),
      onProgress: () => {},
      signal: never,
    });
    expect(read).toBe(ALL);
    const ahead = (readAt[Math.floor(readAt.length / 2)] ?? ALL) - ALL / 2;
    console.log(`backup: half written, ${Math.round(ahead)} of ${ALL} notes were on their way`);
    expect(ahead).toBeLessThan(ALL / 20);
    let back = 0;
    for await (const { record } of readBackup(new Blob(parts), 'five words', ageInWorker))
      if (record === 'line') back += 1;
    expect(back).toBe(ALL);
  }, 120_000);

  test('of what can not be opened says how much it left out', async () => {
    await fill(here);
    const other = (await here.store.lines.get('l3'))?.body as SealedBytes;
    await here.store.lines.update('l1', { body: other });
    let left = 0;
    let lines = 0;
    for await (const { record } of everyRecord(here.vault, (count) => {
      left += count;
    }))
      if (record === 'line') lines += 1;
    expect([left, lines]).toEqual([1, 2]);
  });
});

test('a backup ends with an error when the lock changes under it, and never only looks whole', async () => {
  await fill(here);
  const records = everyRecord(here.vault, () => {});
  await records.next();
  let root: string | null = null;
  const lock = new Lock({
    store: here.store,
    root: {
      read: async () => root,
      write: async (next) => {
        root = next;
      },
    },
    derive,
    now: () => 1,
  });
  await lock.set('five words');
  await reseal(
    here.store,
    await lock.ring(),
    () => 1,
    () => {},
  );
  await expect(
    (async () => {
      for await (const record of records) expect(record.record).not.toBe('line');
    })(),
  ).rejects.toThrow(RingChangedError);
});

describe('restoring', () => {
  const file = async () => {
    const chunks: string[] = [];
    const records = everyRecord(here.vault, () => {});
    let count = 0;
    chunks.push('{"format":"perch-backup","version":1,"createdAt":""}');
    for await (const record of records) {
      chunks.push(JSON.stringify(record));
      count += 1;
    }
    return aged(await zipped(`${chunks.join('\n')}\n{"end":${count}}\n`));
  };
  const looked = async (backup: Blob, into: typeof here) => look(backup, into, 'x', skipHeader);

  test('twice adds nothing the second time', async () => {
    await fill(here);
    const backup = await file();
    await (await looked(backup, there)).commit();
    const before = await everything(there);
    const again = await looked(backup, there);
    expect(again.plan.added).toEqual({ settings: 0, client: 0, session: 0, line: 0, card: 0 });
    expect(again.plan.same).toEqual({ settings: 1, client: 1, session: 2, line: 3, card: 1 });
    await again.commit();
    expect(await everything(there)).toBe(before);
  });
  test('of another device gives no two clients one code, also when it is restored again', async () => {
    await here.vault.changeClient('a', () => newClient('a', 'C-1', 1));
    await there.vault.changeClient('b', () => newClient('b', 'c-1', 1));
    const backup = await file();
    const restore = await looked(backup, there);
    expect(restore.plan).toMatchObject({ added: { client: 1 }, renamed: 1 });
    await restore.commit();
    const codes = async () => (await there.vault.clients()).map(({ code }) => code).sort();
    expect(await codes()).toEqual(['C-1 (2)', 'c-1']);
    const again = await looked(backup, there);
    expect(again.plan).toMatchObject({ same: { client: 1 }, renamed: 0 });
    await again.commit();
    expect(await codes()).toEqual(['C-1 (2)', 'c-1']);
  });
  test('weakens no setting that protects the notes, and says so', async () => {
    await here.vault.changeSettings((settings) => ({
      ...settings,
      quiet: true,
      shareGuard: 'off',
      lockAfterMinutes: 0,
      lockOnSleep: false,
      pressCovered: true,
    }));
    const restore = await looked(await file(), there);
    expect(restore.plan).toMatchObject({ added: { settings: 1 }, protected: true });
    await restore.commit();
    expect(await there.vault.settings()).toEqual({ ...DEFAULT_SETTINGS, quiet: true });
    const again = await looked(await file(), there);
    expect(again.plan).toMatchObject({ same: { settings: 1 }, protected: false });
  });
  test('keeps both of what differs, once', async () => {
    await fill(here);
    const backup = await file();
    await (await looked(backup, there)).commit();
    await there.vault.putNote('s1', editNote(line('l1', 'one ü 你好'), 'changed since', 8_000));
    await there.vault.changeClient('c1', (client) => ({
      ...(client ?? newClient('c1', '', 1)),
      name: 'Mara Other',
    }));
    const again = await looked(backup, there);
    expect(again.plan.kept).toEqual({ settings: 0, client: 1, session: 0, line: 1, card: 0 });
    await again.commit();
    const texts = (await there.vault.session('s1'))?.notes.map(({ text }) => text).sort();
    expect(texts).toEqual(['changed since', 'one ü 你好', 'two']);
    const clients = await there.vault.clients();
    expect(clients.map(({ code, name }) => `${code} ${name}`).sort()).toEqual([
      'M-17 (2) Mara',
      'M-17 Mara Other',
    ]);
    const third = await looked(backup, there);
    expect(third.plan.kept).toEqual({ settings: 0, client: 0, session: 0, line: 0, card: 0 });
    await third.commit();
    expect((await there.vault.clients()).length).toBe(2);
  });
  test('takes the longer of a session that went on, and both of one that went two ways', async () => {
    await fill(here);
    await here.vault.begin({ id: 's3', plan: planAt(5), meeting: null, events: begun(5) });
    const early = await file();
    await (await looked(early, there)).commit();
    await here.vault.append('s3', 2, [{ type: 'legEntered', at: 9, leg: 'closing' }]);
    const later = await file();
    expect((await looked(later, there)).plan.added.session).toBe(1);
    await (await looked(later, there)).commit();
    expect((await there.vault.session('s3'))?.events).toHaveLength(3);
    // The earlier one adds nothing to that.
    expect((await looked(early, there)).plan.same.session).toBe(3);
    await there.vault.append('s3', 3, [{ type: 'legEntered', at: 10, leg: 'agenda' }]);
    await here.vault.append('s3', 3, [{ type: 'legEntered', at: 11, leg: 'planning' }]);
    const other = await looked(await file(), there);
    expect(other.plan.kept.session).toBe(1);
    await other.commit();
    expect(await there.vault.sessionIds()).toHaveLength(4);
  });
  test('does not write over settings that are there', async () => {
    await fill(here);
    await there.vault.changeSettings((settings) => ({ ...settings, guidance: 'minimal' }));
    const restore = await looked(await file(), there);
    expect(restore.plan.kept.settings).toBe(1);
    await restore.commit();
    expect(await there.vault.settings()).toMatchObject({ guidance: 'minimal', quiet: false });
  });
  test('is all or nothing', async () => {
    await fill(here);
    const restore = await looked(await file(), there);
    const before = await everything(there);
    // A row that no table takes: the last of all.
    await there.store.staged.add({ table: 'lines', row: { sessionId: 'no id' } });
    await expect(restore.commit()).rejects.toThrow();
    expect(await everything(there)).toBe(before);
    const again = await looked(await file(), there);
    await again.commit();
    expect(await everything(there)).toBe(await everything(here));
  });
});

describe('a client', () => {
  test('is erased with everything that is theirs and nothing else, and only that it was done is kept', async () => {
    await fill(here);
    await here.vault.begin({ id: 's9', plan: planAt(7), meeting: null, events: begun(7) });
    await here.vault.addNotes('s9', [line('l9', 'of nobody')], []);
    await here.vault.changeClient('c2', () => newClient('c2', 'K-2', 1));
    await here.vault.eraseClient('c1', { what: 'erased', at: 42 });
    const left = await everything(here);
    for (const word of ['Mara', 'M-17', 'one ü', 'two', 'three', 'for safety', 'at home'])
      expect(left).not.toContain(word);
    expect(left).toContain('of nobody');
    expect(left).toContain('K-2');
    expect(await here.store.cards.count()).toBe(0);
    expect(await here.store.events.count()).toBe(2);
    expect(await here.vault.log()).toEqual([{ what: 'erased', at: 42, sessions: 2, notes: 3 }]);
  });
});
