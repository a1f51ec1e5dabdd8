/**
 * A backup: one file in the age format, encrypted with a passphrase. Inside is gzip, and inside
 * that JSON lines: a header, every record, and the number of records. `age -d` and `gunzip` open it
 * without Perch.
 */
import * as v from 'valibot';
import { readTransferred, type Transferred } from '../vault';
import type { Age } from './age';

const FORMAT = 'perch-backup';
/** Version 1 had no papers. It is read as well. */
const VERSION = 2;
const OLDEST = 1;
/** Longest line that is read, in UTF-16 units. No record is nearly that long. */
const LONGEST = 20_000_000;

const header = v.object({ format: v.literal(FORMAT), version: v.number(), createdAt: v.string() });
const footer = v.strictObject({ end: v.number() });

/**
 * A backup's file name, such as `perch-backup-2026-11-23.age`. `at` is in epoch milliseconds; the
 * day is local.
 */
export function backupName(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `perch-backup-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.age`;
}

/**
 * Writes a backup of these records into `to`, record by record. Rejects if it is cancelled or
 * fails, and then aborts `to`, so that no partial file is kept.
 */
export async function writeBackup({
  records,
  passphrase,
  createdAt,
  age,
  to,
  onProgress,
  signal,
}: {
  records: AsyncIterable<Transferred>;
  passphrase: string;
  /** Epoch milliseconds. */
  createdAt: number;
  age: Age;
  to: WritableStream<Uint8Array<ArrayBuffer>>;
  /** Called with the number of records written so far. */
  onProgress(done: number): void;
  signal: AbortSignal;
}): Promise<void> {
  const lines = linesOf(records, createdAt, onProgress);
  const text = new ReadableStream<string>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
  const packed = text
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(new CompressionStream('gzip')) as ReadableStream<Uint8Array<ArrayBuffer>>;
  const { stream, stop } = await age('encrypt', passphrase, packed);
  try {
    await stream.pipeTo(to, { signal });
  } finally {
    stop();
  }
}

async function* linesOf(
  records: AsyncIterable<Transferred>,
  createdAt: number,
  onProgress: (done: number) => void,
): AsyncGenerator<string> {
  yield line({ format: FORMAT, version: VERSION, createdAt: new Date(createdAt).toISOString() });
  let done = 0;
  for await (const record of records) {
    yield line(record);
    done += 1;
    if (done % 50 === 0) onProgress(done);
  }
  yield line({ end: done });
  onProgress(done);
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

/** Why a file can't be restored. */
export type BackupProblem =
  /** Not an age file, or encrypted for a key instead of a passphrase. */
  | 'foreignFile'
  | 'wrongBackupPassphrase'
  /** Opening it would take more work than Perch allows. */
  | 'costlyFile'
  /** The end is missing, or something was changed. */
  | 'damagedFile'
  | 'newerFile'
  /** It can be decrypted, but isn't a backup. */
  | 'notABackup';

/** A file that can't be restored. The message names only the reason. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly reason: BackupProblem;
  constructor(reason: BackupProblem) {
    super(`backup refused: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Reads a backup record by record.
 * @throws BackupError with the reason. Records before a damaged one are yielded, so keep none of
 * them unless the iteration ends normally.
 */
export async function* readBackup(
  file: Blob,
  passphrase: string,
  age: Age,
): AsyncGenerator<Transferred> {
  const plain = await withoutArmor(file);
  await checkHeader(plain);
  const source = plain.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  const { stream, stop } = await age('decrypt', passphrase, source).catch((error: unknown) => {
    throw new BackupError(
      /no identity matched/.test(String(error)) ? 'wrongBackupPassphrase' : 'damagedFile',
    );
  });
  try {
    yield* recordsIn(stream);
  } finally {
    stop();
  }
}

/** The first two lines of an age file name the format and the recipient's type. */
async function checkHeader(file: Blob): Promise<void> {
  const start = await file.slice(0, 200).text();
  const [first, second] = start.split('\n');
  if (first !== 'age-encryption.org/v1') throw new BackupError('foreignFile');
  if (second === undefined || !second.startsWith('-> scrypt '))
    throw new BackupError(second === undefined ? 'damagedFile' : 'foreignFile');
  if (Number(second.split(' ')[3]) > MOST_WORK) throw new BackupError('costlyFile');
}

/** The most work for a passphrase, as a power of two, that the age library takes on. */
const MOST_WORK = 20;

/** The file as bytes, if it was written as lines of text (`age --armor`). */
async function withoutArmor(file: Blob): Promise<Blob> {
  const start = await file.slice(0, 100).text();
  if (!start.trimStart().startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) return file;
  const { armor } = await import('age-encryption');
  try {
    return new Blob([armor.decode(await file.text()) as Uint8Array<ArrayBuffer>]);
  } catch {
    throw new BackupError('damagedFile');
  }
}

async function* recordsIn(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Transferred> {
  let said: 'nothing' | 'header' | 'end' = 'nothing';
  let count = 0;
  for await (const text of textLines(stream)) {
    const value = parsed(text);
    if (said === 'nothing') {
      const read = v.safeParse(header, value);
      if (!read.success) throw new BackupError('notABackup');
      const { version } = read.output;
      if (version < OLDEST || version > VERSION) throw new BackupError('newerFile');
      said = 'header';
      continue;
    }
    if (said === 'end') throw new BackupError('damagedFile');
    const end = v.safeParse(footer, value);
    if (end.success) {
      if (end.output.end !== count) throw new BackupError('damagedFile');
      said = 'end';
      continue;
    }
    const record = readTransferred(value);
    if (!record) throw new BackupError('damagedFile');
    count += 1;
    yield record;
  }
  if (said !== 'end') throw new BackupError(said === 'nothing' ? 'notABackup' : 'damagedFile');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function* textLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = stream
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))
    .getReader();
  let rest = '';
  let any = false;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      // Content that isn't gzip fails at its first bytes.
      const other = !any && error instanceof TypeError;
      throw new BackupError(other ? 'notABackup' : 'damagedFile');
    });
    if (done) break;
    any = true;
    rest += value;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new BackupError('damagedFile');
    yield* lines;
  }
  if (rest !== '') throw new BackupError('damagedFile');
}
