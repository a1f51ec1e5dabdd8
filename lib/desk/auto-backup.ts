import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { EpochMs } from '../session';
import type { Text } from '../text';
import type { BackupFile } from '../vault';
import type { Backups } from './backup';
import type { DeskVault } from './desk-vault';

/** The file that backups are written to by themselves. */
export interface AutoBackup {
  readonly file: string;
  /** When the last one was written, in epoch milliseconds; 0 for never. */
  readonly at: EpochMs;
  /**
   * `asks`: the browser wants the person to allow writing to the file again. `renew`: the file has
   * to be chosen again, because no passphrase has been made up for it.
   */
  readonly state: 'well' | 'working' | 'asks' | 'failed' | 'renew';
  /** Since when writing has failed, in epoch milliseconds; null while it hasn't. */
  readonly failedSince: EpochMs | null;
}

export interface AutoBackupActions {
  /** Makes up a passphrase for backups, to be shown before a file is chosen. */
  makeUp(): string;
  /**
   * Lets the person choose a file, and writes the first backup to it. Resolves with why not, in the
   * user's words, or null.
   * @param passphrase one that was made up, and that the person has kept
   */
  choose(passphrase: string): Promise<string | null>;
  /** Writes one now, and asks the browser for permission if that is needed. */
  now(): Promise<void>;
  /** Ends it; the file stays. Resolves with how to undo that. */
  stop(): Promise<() => void>;
}

export interface AutoBackupParts {
  readonly text: Text;
  now(): EpochMs;
  /** Calls back every so many milliseconds. */
  every(ms: number, run: () => void): void;
  /** Among pages of the desk, so that one of them writes. */
  readonly locks: Pick<LockManager, 'request'>;
  /**
   * Lets the person choose a file to write to; null when they chose none. Missing where the browser
   * lets no page keep a file.
   */
  readonly chooseFile: ((name: string, type: string) => Promise<Writable | null>) | null;
  makeUp(): string;
}

/** A file that a page keeps. TypeScript does not know its permissions. */
type Writable = FileSystemFileHandle & {
  queryPermission(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
};

/** A file with a passphrase that was made up for it. */
type ReadyFile = BackupFile & { readonly passphrase: string };

export interface AutoBackups {
  /** Null when no file is chosen, or the notes are locked. */
  readonly state: ReadonlySignal<AutoBackup | null>;
  /** Whether the browser lets a page keep a file to write to. */
  readonly offered: boolean;
  readonly actions: AutoBackupActions;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** How often a page looks whether a backup is due, in milliseconds. */
const LOOK_EVERY = 10_000;
const WRITE = { mode: 'readwrite' } as const;

/** How often writing has failed, and when it is tried again. Instants are epoch milliseconds. */
interface Failing {
  readonly since: EpochMs;
  readonly times: number;
  readonly retryAt: EpochMs;
}

/** Pauses grow from a minute to an hour: a file that is busy is free again soon, a drive is not. */
function failedAgain(before: Failing | null, at: EpochMs): Failing {
  const times = (before?.times ?? 0) + 1;
  const pause = Math.min(HOUR, MINUTE * 2 ** (times - 1));
  return { since: before?.since ?? at, times, retryAt: at + pause };
}

/** Backups once a day, to one file that the person has chosen, while a page of the desk is open. */
export function createAutoBackups(
  desk: DeskVault,
  backups: Pick<Backups, 'writeEverything'>,
  parts: AutoBackupParts,
): AutoBackups {
  const { text, now } = parts;
  const state = signal<AutoBackup | null>(null);
  let failing: Failing | null = null;
  let writing = new AbortController();

  /** Read each time, because another page may have changed it. */
  const chosen = async (): Promise<BackupFile | null> =>
    (await desk.opened.value?.vault.backupFile()) ?? null;

  const show = (file: BackupFile | null, next: AutoBackup['state']) => {
    const failedSince = next === 'failed' ? (failing?.since ?? null) : null;
    state.value = file && { file: file.handle.name, at: file.at, state: next, failedSince };
  };

  const put = async (file: BackupFile | null): Promise<boolean> => {
    const problem = await desk.written((vault) => vault.putBackupFile(file));
    if (problem) failing = failedAgain(failing, now());
    show(file, problem ? 'failed' : 'well');
    return problem === null;
  };

  /**
   * Writes a backup. The file keeps its old content until the new one is whole. What was chosen or
   * ended meanwhile stays as it is.
   */
  const write = async (): Promise<void> => {
    await parts.locks.request('automatic backup', { ifAvailable: true }, async (mine) => {
      const open = desk.opened.value;
      const file = await chosen();
      if (!mine || !open || !isReady(file)) return;
      const isSame = (other: BackupFile | null) => other?.passphrase === file.passphrase;
      show(file, 'working');
      const at = now();
      writing = new AbortController();
      try {
        await backups.writeEverything({
          vault: open.vault,
          passphrase: file.passphrase,
          createdAt: at,
          to: await file.handle.createWritable(),
          onProgress: () => {},
          signal: writing.signal,
        });
        const problem = await desk.written((vault) =>
          vault.changeBackupFile((current) => (isSame(current) ? { ...current, at } : null)),
        );
        if (problem) throw new Error(problem);
        failing = null;
      } catch {
        // When the notes were locked meanwhile, the next page that is unlocked writes it.
        if (desk.lockState.value === 'locked') return show(null, 'well');
        const current = await chosen();
        if (!isSame(current)) return show(current, 'well');
        failing = failedAgain(failing, now());
        return show(current, 'failed');
      }
      show(await chosen(), 'well');
    });
  };

  /** Reads which file is chosen, and writes a backup if one is due. */
  const look = async (): Promise<void> => {
    if (state.value?.state === 'working') return;
    const file = await chosen();
    if (!file) return show(null, 'well');
    if (!isReady(file)) {
      // What is kept of an older version's passphrase goes at once.
      await desk.written((vault) => vault.changeBackupFile((current) => current));
      return show(file, 'renew');
    }
    const allowed = await (file.handle as Writable).queryPermission(WRITE);
    if (allowed !== 'granted') return show(file, 'asks');
    if (now() - file.at < DAY) {
      failing = null;
      return show(file, 'well');
    }
    if (failing && now() < failing.retryAt) return show(file, 'failed');
    await write();
  };

  // A look that fails is followed by another, and whatever else fails at the time says why.
  const lookQuietly = () => void look().catch(() => {});
  effect(() => {
    const lock = desk.lockState.value;
    if (lock === 'locked') state.value = null;
    // A look reads the state and sets it: followed, it would never end.
    else if (lock) untracked(lookQuietly);
  });
  parts.every(LOOK_EVERY, () => {
    const { value } = state;
    if (!value || value.state === 'renew') return;
    if (value.state === 'failed' ? isRetryDue() : now() - value.at >= DAY) lookQuietly();
  });
  const isRetryDue = () => failing === null || now() >= failing.retryAt;

  return {
    state,
    offered: parts.chooseFile !== null,
    actions: {
      makeUp: parts.makeUp,
      async choose(passphrase) {
        const handle = await parts.chooseFile?.('perch-backup.age', text('auto_type'));
        if (!handle) return text('auto_notChosen');
        failing = null;
        if (!(await put({ handle, passphrase, at: 0 }))) return text('problem_storageFailed');
        await write();
        return null;
      },
      async now() {
        const file = await chosen();
        if (!file) return;
        if ((await (file.handle as Writable).requestPermission(WRITE)) !== 'granted')
          return show(file, 'asks');
        await write();
      },
      async stop() {
        const before = await chosen();
        await put(null);
        writing.abort();
        return () => void put(before);
      },
    },
  };
}

const isReady = (file: BackupFile | null): file is ReadyFile =>
  typeof file?.passphrase === 'string';
