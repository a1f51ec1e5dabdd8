import { effect } from '@preact/signals';
import type { BackupActions, Outcome } from '@/components/desk/DeskBackup';
import { lockProblemText } from '@/components/shared/problem';
import { ageInWorker, BackupError, backupName, readBackup, writeBackup } from '@/lib/exchange';
import { browserText } from '@/lib/platform';
import { everyRecord, type LogEntry, Restore, type Vault } from '@/lib/vault';
import { lockState, openKeys, theLock, theStore, written } from './library';

const text = browserText();
const no = (said: string): Outcome<never> => ({ ok: false, said });

/** Where a backup is put together: a file of the extension's own, encrypted from its first byte. */
const SCRATCH = 'backup.age';

const scratch = async () => navigator.storage.getDirectory();

/** Hands a file to the browser's downloads. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has its own reference by now or in a moment; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Writes down that something was done with whole files. That it could not be written stops nobody.
 */
const note = (what: LogEntry['what'], sessions: number, notes: number) =>
  written((vault) => vault.addLog({ what, at: Date.now(), sessions, notes }));

let restore: Restore | null = null;
/** Ends with the keys: what is under way must not go on with them once the notes are locked. */
let unlocked = new AbortController();

// What was looked at holds keys and clients.
effect(() => {
  if (lockState.value !== 'locked') return;
  restore = null;
  unlocked.abort();
  unlocked = new AbortController();
});

/**
 * Writes every record there is into `to`, encrypted. Says how many sessions and notes, and how many
 * could not be read.
 */
export async function writeEverything({
  vault,
  passphrase,
  createdAt,
  to,
  onProgress,
  signal,
}: {
  vault: Vault;
  passphrase: string;
  createdAt: number;
  to: WritableStream<Uint8Array<ArrayBuffer>>;
  onProgress(done: number, all: number): void;
  signal?: AbortSignal;
}): Promise<{ session: number; line: number; left: number }> {
  const written = { session: 0, line: 0, left: 0 };
  const all = await vault.countRecords();
  const records = everyRecord(vault, (count) => {
    written.left += count;
  });
  await writeBackup({
    records: (async function* () {
      for await (const record of records) {
        if (record.record === 'session' || record.record === 'line') written[record.record] += 1;
        yield record;
      }
    })(),
    passphrase,
    createdAt,
    age: ageInWorker,
    to,
    onProgress: (done) => onProgress(done, all),
    signal: AbortSignal.any([unlocked.signal, ...(signal ? [signal] : [])]),
  });
  return written;
}

/** Whether it is the passphrase of the notes; anything is, where there is none. */
export async function passphraseProblem(passphrase: string): Promise<string | null> {
  const lock = await theLock();
  if ((await lock.state()) === 'none') return null;
  const reply = await lock.verify(passphrase);
  return reply.ok ? null : lockProblemText(text, reply.problem);
}

export const backupActions: BackupActions = {
  async backup(passphrase, onProgress, signal) {
    const keys = openKeys();
    if (!keys) return no(text('problem_lockedNow'));
    const problem = await passphraseProblem(passphrase);
    if (problem) return no(problem);
    const createdAt = Date.now();
    try {
      const folder = await scratch();
      const handle = await folder.getFileHandle(SCRATCH, { create: true });
      const to = await handle.createWritable();
      const { vault } = keys;
      const { session, line, left } = await writeEverything({
        vault,
        passphrase,
        createdAt,
        to,
        onProgress,
        signal,
      });
      const name = backupName(createdAt);
      save(await handle.getFile(), name);
      await note('backedUp', session, line);
      return { ok: true, name, left };
    } catch {
      if (lockState.value === 'locked') return no(text('problem_lockedNow'));
      return no(text(signal.aborted ? 'backup_cancelled' : 'problem_backupFailed'));
    }
  },

  async look(file, passphrase, onProgress, signal) {
    const keys = openKeys();
    if (!keys) return no(text('problem_lockedNow'));
    const next = new Restore(await theStore(), keys.ring, keys.vault);
    try {
      await next.begin();
      let done = 0;
      const open = unlocked.signal;
      for await (const record of readBackup(file, passphrase, ageInWorker)) {
        signal.throwIfAborted();
        open.throwIfAborted();
        await next.take(record);
        done += 1;
        if (done % 50 === 0) onProgress(done, null);
      }
      restore = next;
      return { ok: true, plan: next.plan };
    } catch (error) {
      await next.begin().catch(() => {});
      if (signal.aborted) return no(text('restore_cancelled'));
      return no(
        text(error instanceof BackupError ? `problem_${error.reason}` : 'problem_restoreFailed'),
      );
    }
  },

  async restore() {
    const looked = restore;
    restore = null;
    if (!looked) return no(text('problem_restoreFailed'));
    try {
      await looked.commit();
    } catch {
      return no(text('problem_restoreFailed'));
    }
    const { added, kept } = looked.plan;
    await note('restored', added.session + kept.session, added.line + kept.line);
    return { ok: true };
  },

  forget() {
    const looked = restore;
    restore = null;
    void looked?.begin().catch(() => {});
  },
};
