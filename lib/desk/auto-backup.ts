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
  /** `asks`: the browser wants the person to allow writing to the file again. */
  readonly state: 'well' | 'working' | 'asks' | 'failed';
}

export interface AutoBackupActions {
  /**
   * Lets the person choose a file, and writes the first backup to it. Resolves with why not, in the
   * user's words, or null.
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
}

/** A file that a page keeps. TypeScript does not know its permissions. */
type Writable = FileSystemFileHandle & {
  queryPermission(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
};

export interface AutoBackups {
  /** Null when no file is chosen, or the notes are locked. */
  readonly state: ReadonlySignal<AutoBackup | null>;
  /** Whether the browser lets a page keep a file to write to. */
  readonly offered: boolean;
  readonly actions: AutoBackupActions;
  /** Encrypts automatic backups with this passphrase from now on. */
  passphraseChanged(passphrase: string): Promise<void>;
}

const DAY = 86_400_000;
/** How often a page looks whether a backup is due, in milliseconds. */
const LOOK_EVERY = 10_000;
const WRITE = { mode: 'readwrite' } as const;

/** Backups once a day, to one file that the person has chosen, while a page of the desk is open. */
export function createAutoBackups(
  desk: DeskVault,
  backups: Pick<Backups, 'writeEverything' | 'passphraseProblem'>,
  parts: AutoBackupParts,
): AutoBackups {
  const { text, now } = parts;
  const state = signal<AutoBackup | null>(null);

  /** Read each time, because another page or a new passphrase may have changed it. */
  const chosen = async (): Promise<BackupFile | null> =>
    (await desk.opened.value?.vault.backupFile()) ?? null;

  const show = (file: BackupFile | null, next: AutoBackup['state']) => {
    state.value = file && { file: file.handle.name, at: file.at, state: next };
  };

  const put = async (file: BackupFile | null): Promise<boolean> => {
    const problem = await desk.written((vault) => vault.putBackupFile(file));
    show(file, problem ? 'failed' : 'well');
    return problem === null;
  };

  /** Writes a backup. The file keeps its old content until the new one is whole. */
  const write = async (): Promise<void> => {
    await parts.locks.request('automatic backup', { ifAvailable: true }, async (mine) => {
      const open = desk.opened.value;
      const file = await chosen();
      if (!mine || !open || !file) return;
      show(file, 'working');
      const at = now();
      try {
        await backups.writeEverything({
          vault: open.vault,
          passphrase: file.passphrase,
          createdAt: at,
          to: await file.handle.createWritable(),
          onProgress: () => {},
        });
      } catch {
        // When the notes were locked meanwhile, the next page that is unlocked writes it.
        return show(desk.lockState.value === 'locked' ? null : file, 'failed');
      }
      await put({ ...file, at });
    });
  };

  /** Reads which file is chosen, and writes a backup if one is due. */
  const look = async (): Promise<void> => {
    if (state.value?.state === 'working') return;
    const file = await chosen();
    if (!file) return show(null, 'well');
    const allowed = await (file.handle as Writable).queryPermission(WRITE);
    if (allowed !== 'granted') return show(file, 'asks');
    if (state.value?.state === 'failed') return;
    show(file, 'well');
    if (now() - file.at >= DAY) await write();
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
    if (state.value && now() - state.value.at >= DAY) lookQuietly();
  });

  return {
    state,
    offered: parts.chooseFile !== null,
    actions: {
      async choose(passphrase) {
        const wrong = await backups.passphraseProblem(passphrase);
        if (wrong) return wrong;
        const handle = await parts.chooseFile?.('perch-backup.age', text('auto_type'));
        if (!handle) return text('auto_notChosen');
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
        return () => void put(before);
      },
    },
    async passphraseChanged(passphrase) {
      await desk.written(async (vault) => {
        const file = await vault.backupFile();
        if (file) await vault.putBackupFile({ ...file, passphrase });
      });
    },
  };
}
