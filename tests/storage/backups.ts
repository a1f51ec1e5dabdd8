import { beforeEach } from 'vitest';
import { type Age, ageInWorker, readBackup, writeBackup } from '@/lib/backup';
import { newDocument } from '@/lib/papers';
import { newClient } from '@/lib/practice';
import type { Store } from '@/lib/store';
import {
  deviceKeyRing,
  everyRecord,
  type KeyRing,
  Restore,
  type Vault,
  vaultOf,
} from '@/lib/vault';
import { someMeasures } from '../fixtures/measures.ts';
import { line } from '../fixtures/note.ts';
import { begun, planAt } from '../fixtures/session.ts';
import { storeCalled, storesForEachTest } from './stores.ts';

/** A vault as one browser has it. */
export interface Device {
  readonly store: Store;
  readonly ring: KeyRing;
  readonly vault: Vault;
}

export async function device(): Promise<Device> {
  const store = storeCalled(`backup-${crypto.randomUUID()}`);
  const ring = await deviceKeyRing(store, () => 1);
  return { store, ring, vault: vaultOf(store, ring) };
}

/** Two new devices for each test of a file. */
export function devicesForEachTest(): () => { readonly here: Device; readonly there: Device } {
  storesForEachTest();
  let here: Device;
  let there: Device;
  beforeEach(async () => {
    here = await device();
    there = await device();
  });
  return () => ({ here, there });
}

/** Two closed sessions with three notes, a client, a card and settings. */
export async function fill({ vault }: Device): Promise<void> {
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
  await vault.append('s1', 3, [
    { type: 'safetyOverride', at: 2_500 },
    { type: 'safetyReasonGiven', at: 3_000, words: 'for safety' },
  ]);
  await vault.addNotes('s1', [line('l1', 'one ü 你好'), line('l2', 'two', 'private')], []);
  await vault.addNotes('s2', [line('l3', 'three')], []);
  await over({ vault }, 's1', 5, 9_000);
  await over({ vault }, 's2', 3, 9_500);
  await vault.changeClient('c1', () => ({ ...newClient('c1', 'M-17', 1), name: 'Mara' }));
  await vault.putCardField('s1', 'location', 'at home');
  await vault.changeSettings((settings) => ({ ...settings, quiet: true }));
  await vault.changePaper('document', 's1', () => ({
    ...newDocument('soap'),
    own: { soap: { plan: 'in my own words' } },
  }));
  await vault.changePaper('handout', 's1', () => ({
    exercises: [{ id: 'e1', name: 'A walk', instructions: 'Ten minutes outside.' }],
    words: 'See you soon.',
  }));
  await vault.changePaper('ahead', 'c1', () => ({
    lines: [{ id: 'a1', at: 1, text: 'the sister visits' }],
  }));
  await vault.changePaper('measures', 'c1', () => someMeasures(1_000));
  await vault.changePaper('scaling', 'c1', () => ({
    goals: { g1: { weight: 2, levels: { '0': 'twice a week' } } },
    reviews: [{ id: 'v1', at: 1, levels: { g1: 1 } }],
  }));
}

/** Ends and closes a session that has so many events. */
export const over = ({ vault }: Pick<Device, 'vault'>, id: string, count: number, at: number) =>
  vault.close(
    id,
    count,
    [
      { type: 'ended', at },
      { type: 'closed', at },
    ],
    false,
  );

export async function backupOf(
  { vault }: Device,
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
    signal: new AbortController().signal,
  });
  return new Blob(chunks);
}

/** Everything in a vault, as one text. */
export async function everything({ vault }: Device): Promise<string> {
  const all: unknown[] = [];
  for await (const record of everyRecord(vault, () => all.push('unreadable'))) all.push(record);
  return JSON.stringify(all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
}

/** Reads a backup for a device. Nothing is restored yet. */
export async function look(
  file: Blob,
  { store, ring }: Device,
  passphrase = 'five words',
  age = ageInWorker,
): Promise<Restore> {
  const restore = new Restore(store, ring, crypto.randomUUID());
  await restore.begin();
  for await (const record of readBackup(file, passphrase, age)) await restore.take(record);
  await restore.finish();
  return restore;
}

/** The format without its expensive key: what these tests are about is what is inside. */
export const plainAge: Age = async (_, __, stream) => ({ stream, stop: () => {} });
const PLAIN_HEADER = 'age-encryption.org/v1\n-> scrypt x 18\n';
export const aged = (inner: BlobPart) => new Blob([PLAIN_HEADER, inner]);
export const zipped = async (text: string) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
export const skipHeader: Age = async (way, passphrase, stream) => {
  if (way === 'encrypt') return plainAge(way, passphrase, stream);
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const at = new TextEncoder().encode(PLAIN_HEADER).length;
  return {
    stream: new Blob([bytes.slice(at)]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>,
    stop: () => {},
  };
};

/** A backup that holds these records, without encryption. `look` it with `lookPlain`. */
export async function plainFile(records: readonly unknown[]): Promise<Blob> {
  const header = '{"format":"perch-backup","version":1,"createdAt":""}';
  const lines = [header, ...records.map((record) => JSON.stringify(record))];
  return aged(await zipped(`${lines.join('\n')}\n{"end":${records.length}}\n`));
}

/** A backup of all that a device holds, without encryption. */
export async function plainBackupOf(from: Device): Promise<Blob> {
  const records: unknown[] = [];
  for await (const record of everyRecord(from.vault, () => {})) records.push(record);
  return plainFile(records);
}

export const lookPlain = (file: Blob, into: Device) => look(file, into, 'x', skipHeader);
