import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { type Age, BackupError, backupName, readBackup, writeBackup } from '../backup';
import { lockProblemText } from '../problems';
import type { EpochMs } from '../session';
import type { Text } from '../text';
import {
  everyRecord,
  type LogEntry,
  Restore,
  RestoreOutdatedError,
  type RestorePlan,
  SessionOpenError,
  type Vault,
} from '../vault';
import type { DeskVault } from './desk-vault';
import { inMemory, type Scratch, type ScratchFile } from './scratch';

/** Told how many records are done, and how many there are if that is known. */
export type Progress = (done: number, all: number | null) => void;

/** What came of it, or why nothing did, in the user's words. */
export type Outcome<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly said: string };

/** A backup that the downloads have. `left` records could not be opened and are not in it. */
export interface HandedOver {
  readonly name: string;
  readonly left: number;
}

export interface BackupActions {
  /**
   * Hands a backup to the downloads. It counts as made once the person has said that the file is
   * there, because no browser tells.
   */
  backup(passphrase: string, onProgress: Progress, signal: AbortSignal): Promise<Outcome<object>>;
  /** The backup that was handed over last, until the person says that it is there. */
  readonly handedOver: ReadonlySignal<HandedOver | null>;
  /**
   * The person has the file that was handed over last. Resolves with why that can't be noted, or
   * null.
   */
  have(): Promise<string | null>;
  /** Reads a backup and says what restoring it would do. Nothing is changed. */
  look(
    file: File,
    passphrase: string,
    onProgress: Progress,
    signal: AbortSignal,
  ): Promise<Outcome<{ plan: RestorePlan }>>;
  /** Restores the backup that was looked at, all or nothing. */
  restore(): Promise<Outcome<object>>;
  /** Forgets the backup that was looked at. */
  forget(): void;
}

export interface BackupParts {
  readonly text: Text;
  readonly age: Age;
  now(): EpochMs;
  newId(): string;
  /** Where a backup is put together. What is written there is encrypted already. */
  readonly scratch: Scratch;
  /** Hands a file to the browser's downloads. */
  save(file: Blob, name: string): void;
  /** Among pages of the desk. */
  readonly locks: Pick<LockManager, 'request'>;
}

export interface Backups {
  readonly actions: BackupActions;
  /** Writes every record, encrypted, into `to`, until the notes are locked. */
  writeEverything(write: EverythingWrite): Promise<Written>;
  /** Why it isn't the passphrase of the notes, in the user's words; null without a passphrase. */
  passphraseProblem(passphrase: string): Promise<string | null>;
  /** Removes what restores have staged, unless a page of the desk works with it now. */
  clear(): Promise<void>;
}

interface EverythingWrite {
  readonly vault: Vault;
  readonly passphrase: string;
  readonly createdAt: EpochMs;
  readonly to: WritableStream<Uint8Array<ArrayBuffer>>;
  onProgress(done: number, all: number): void;
  readonly signal?: AbortSignal;
}

/** How many sessions and notes were written, and how many records could not be opened. */
interface Written {
  readonly session: number;
  readonly line: number;
  readonly left: number;
}

/** A backup that was looked at. What it has staged is held until it is released. */
interface Looked {
  readonly restore: Restore;
  release(): void;
}

/** The lock that every page of the desk shares that has staged something. */
const STAGED = 'staged';

/** How many records are read between two words about it. */
const TELL_EVERY = 50;

export function createBackups(desk: DeskVault, parts: BackupParts): Backups {
  const { text, age, now } = parts;
  const no = (said: string): Outcome<never> => ({ ok: false, said });
  let looked: Looked | null = null;
  const forget = () => {
    const { restore, release } = looked ?? {};
    looked = null;
    return restore
      ?.forget()
      .catch(() => {})
      .finally(release);
  };
  effect(() => {
    // It holds keys and clients.
    if (desk.lockState.value === 'locked') void forget();
  });

  /** Keeps what this page stages until what this resolves with is called. */
  const holdStaged = () =>
    new Promise<() => void>((held, failed) => {
      parts.locks
        .request(STAGED, { mode: 'shared' }, () => new Promise<void>((release) => held(release)))
        .catch(failed);
    });

  const clear = () =>
    parts.locks.request(STAGED, { ifAvailable: true }, async (free) => {
      if (free) await (await desk.store()).staged.clear();
    });

  /** Logs what was done. A log that can't be written stops nothing. */
  const log = (what: LogEntry['what'], sessions: number, notes: number) =>
    desk.written((vault) => vault.addLog({ what, at: now(), sessions, notes }));

  const writeEverything = async (write: EverythingWrite): Promise<Written> => {
    const written = { session: 0, line: 0, left: 0 };
    const all = await write.vault.countRecords();
    const records = everyRecord(write.vault, (count) => {
      written.left += count;
    });
    await writeBackup({
      records: (async function* () {
        for await (const record of records) {
          if (record.record === 'session' || record.record === 'line') written[record.record] += 1;
          yield record;
        }
      })(),
      passphrase: write.passphrase,
      createdAt: write.createdAt,
      age,
      to: write.to,
      onProgress: (done) => write.onProgress(done, all),
      signal: AbortSignal.any([desk.unlocked(), ...(write.signal ? [write.signal] : [])]),
    });
    return written;
  };

  const whyNotRestored = (error: unknown): string => {
    if (error instanceof BackupError) return text(`problem_${error.reason}`);
    if (error instanceof SessionOpenError) return text('problem_restoreSessionOpen');
    if (error instanceof RestoreOutdatedError) return text('problem_restoreOutdated');
    return text('problem_restoreFailed');
  };

  const passphraseProblem = async (passphrase: string) => {
    const lock = await desk.lock();
    if ((await lock.state()) === 'none') return null;
    const reply = await lock.verify(passphrase);
    return reply.ok ? null : lockProblemText(text, reply.problem);
  };

  const handedOver = signal<(HandedOver & { readonly entry: LogEntry }) | null>(null);

  const actions: BackupActions = {
    async backup(passphrase, onProgress, signal) {
      const open = desk.opened.value;
      if (!open) return no(text('problem_lockedNow'));
      const problem = await passphraseProblem(passphrase);
      if (problem) return no(problem);
      const createdAt = now();
      const name = backupName(createdAt);
      const writeTo = async (file: ScratchFile): Promise<Written> => {
        let saved = false;
        try {
          const written = await writeEverything({
            vault: open.vault,
            passphrase,
            createdAt,
            to: await file.writable(),
            onProgress,
            signal,
          });
          parts.save(await file.read(), name);
          saved = true;
          return written;
        } finally {
          file.done(saved);
        }
      };
      try {
        const written = await parts.scratch
          .make()
          .then(writeTo)
          .catch((error: unknown) => {
            if (signal.aborted || desk.lockState.value === 'locked') throw error;
            return writeTo(inMemory(name));
          });
        const { session, line, left } = written;
        const entry = { what: 'backedUp', at: createdAt, sessions: session, notes: line } as const;
        handedOver.value = { name, left, entry };
        return { ok: true };
      } catch {
        if (desk.lockState.value === 'locked') return no(text('problem_lockedNow'));
        return no(text(signal.aborted ? 'backup_cancelled' : 'problem_backupFailed'));
      }
    },

    handedOver,
    async have() {
      const before = handedOver.value;
      // Pressed twice, it is noted once.
      handedOver.value = null;
      const problem = before && (await desk.written((vault) => vault.addLog(before.entry)));
      if (!problem) return null;
      handedOver.value = before;
      return text(problem === 'lockedNow' ? 'problem_lockedNow' : 'problem_backupNotNoted');
    },

    async look(file, passphrase, onProgress, signal) {
      const open = desk.opened.value;
      if (!open) return no(text('problem_lockedNow'));
      const unlocked = desk.unlocked();
      const next = new Restore(await desk.store(), open.ring, parts.newId());
      const release = await holdStaged();
      try {
        await next.begin();
        let done = 0;
        for await (const record of readBackup(file, passphrase, age)) {
          signal.throwIfAborted();
          unlocked.throwIfAborted();
          await next.take(record);
          done += 1;
          if (done % TELL_EVERY === 0) onProgress(done, null);
        }
        const plan = await next.finish();
        unlocked.throwIfAborted();
        await forget();
        looked = { restore: next, release };
        return { ok: true, plan };
      } catch (error) {
        await next.forget().catch(() => {});
        release();
        if (signal.aborted) return no(text('restore_cancelled'));
        return no(whyNotRestored(error));
      }
    },

    async restore() {
      const restore = looked?.restore;
      if (!restore) return no(text('problem_restoreFailed'));
      try {
        await restore.commit();
      } catch (error) {
        return no(whyNotRestored(error));
      } finally {
        await forget();
      }
      const { added, kept } = restore.plan;
      await log('restored', added.session + kept.session, added.line + kept.line);
      return { ok: true };
    },

    forget: () => void forget(),
  };
  return { actions, writeEverything, passphraseProblem, clear };
}
