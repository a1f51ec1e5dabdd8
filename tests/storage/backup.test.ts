import { armor } from 'age-encryption';
import { beforeEach, describe, expect, test } from 'vitest';
import { ageInWorker, BackupError, readBackup, writeBackup } from '@/lib/backup';
import { newClient } from '@/lib/practice';
import type { SealedBytes } from '@/lib/store';
import { derive, everyRecord, Lock, RingChangedError, reseal } from '@/lib/vault';
import { line } from '../fixtures/note.ts';
import { begun, planAt } from '../fixtures/session.ts';
import {
  aged,
  backupOf,
  type Device,
  devicesForEachTest,
  everything,
  fill,
  look,
  plainAge,
  skipHeader,
  zipped,
} from './backups.ts';
import { cheapAge } from './cheap-age.ts';

const devices = devicesForEachTest();
let here: Device;
let there: Device;
beforeEach(() => {
  ({ here, there } = devices());
});

const refusal = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof BackupError ? error.reason : String(error)),
  );

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
    expect(restore.plan.added).toEqual({
      settings: 1,
      client: 1,
      session: 2,
      line: 3,
      card: 1,
      paper: 5,
    });
    expect(await there.store.lines.count()).toBe(0);
    await restore.commit();
    expect(await everything(there)).toBe(await everything(here));
    expect(await there.store.staged.count()).toBe(0);
    expect(await there.vault.sessionStarts()).toEqual(await here.vault.sessionStarts());
  }, 30_000);

  test('opens with composed letters where another program took the passphrase as it was typed', async () => {
    await fill(here);
    const typed = await backupOf(here, 'fu\u0308nf Wo\u0308rter', cheapAge);
    const restore = await look(typed, there, 'f\u00fcnf W\u00f6rter');
    expect(restore.plan.added).toMatchObject({ session: 2, line: 3 });
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
    const read = (blob: Blob) => look(blob, there, 'five words', cheapAge);
    const file = await backupOf(here, 'five words', cheapAge);
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(await refusal(look(file, there, 'other words', cheapAge))).toBe('wrongBackupPassphrase');
    const flipped = bytes.slice();
    flipped[bytes.length - 100] = (flipped[bytes.length - 100] ?? 0) ^ 1;
    expect(await refusal(read(new Blob([flipped])))).toBe('damagedFile');
    expect(await refusal(read(new Blob([bytes.slice(0, -1)])))).toBe('damagedFile');
    expect(await refusal(read(new Blob([bytes.slice(0, 60)])))).toBe('damagedFile');
    expect(await refusal(read(new Blob(['age-encryption.org/v1'])))).toBe('damagedFile');
    for (const other of ['', 'hello', '{"format":"perch-sessions"}', '%PDF-1.7', 'PK\u0003\u0004'])
      expect(await refusal(read(new Blob([other])))).toBe('foreignFile');
    expect(await refusal(read(new Blob(['age-encryption.org/v1\n-> X25519 abc\n'])))).toBe(
      'foreignFile',
    );
    expect(await everything(there)).not.toContain('three');
    await there.store.staged.clear();
  });

  test.each<[string, string | null, string]>([
    ['is no gzip', null, 'notABackup'],
    ['is something else', 'hello\n', 'notABackup'],
    ['is empty', '', 'notABackup'],
    ['is newer', '{"format":"perch-backup","version":3,"createdAt":""}\n', 'newerFile'],
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
      signal: new AbortController().signal,
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
