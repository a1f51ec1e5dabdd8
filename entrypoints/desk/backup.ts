import { effect } from '@preact/signals';
import type { BackupActions, Outcome } from '@/components/DeskBackup';
import { lockProblemText } from '@/components/problem';
import { ageInWorker, BackupError, backupName, readBackup, writeBackup } from '@/lib/exchange';
import { browserText } from '@/lib/platform';
import { everyRecord, type LogEntry, Restore } from '@/lib/vault';
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

/** Writes down that something was done with whole files. That it could not be written stops nobody. */
const note = (what: LogEntry['what'], sessions: number, notes: number) =>
  written((vault) => vault.addLog({ what, at: Date.now(), sessions, notes }));

let restore: Restore | null = null;

// What was looked at holds keys and clients.
effect(() => {
  if (lockState.value === 'locked') restore = null;
});

export const backupActions: BackupActions = {
  async backup(passphrase, onProgress, signal) {
    const keys = openKeys();
    if (!keys) return no(text('problem_lockedNow'));
    const lock = await theLock();
    if ((await lock.state()) !== 'none') {
      const reply = await lock.verify(passphrase);
      if (!reply.ok) return no(lockProblemText(text, reply.problem));
    }
    const createdAt = Date.now();
    let left = 0;
    const counts = { session: 0, line: 0 };
    try {
      const all = await keys.vault.countRecords();
      const folder = await scratch();
      const handle = await folder.getFileHandle(SCRATCH, { create: true });
      const records = everyRecord(keys.vault, (count) => {
        left += count;
      });
      await writeBackup({
        records: (async function* () {
          for await (const record of records) {
            if (record.record === 'session' || record.record === 'line') counts[record.record] += 1;
            yield record;
          }
        })(),
        passphrase,
        createdAt,
        age: ageInWorker,
        to: await handle.createWritable(),
        onProgress: (done) => onProgress(done, all),
        signal,
      });
      const name = backupName(createdAt);
      save(await handle.getFile(), name);
      await note('backedUp', counts.session, counts.line);
      return { ok: true, name, left };
    } catch {
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
      for await (const record of readBackup(file, passphrase, ageInWorker)) {
        signal.throwIfAborted();
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
