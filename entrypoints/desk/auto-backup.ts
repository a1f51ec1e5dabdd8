import { effect, signal } from '@preact/signals';
import type { AutoBackup, AutoBackupActions } from '@/components/desk/AutoBackup';
import { browserText } from '@/lib/platform';
import type { BackupFile } from '@/lib/vault';
import { passphraseProblem, writeEverything } from './backup';
import { lockState, openKeys, written } from './library';

const text = browserText();
const DAY = 86_400_000;
/** How often it is asked whether a backup is due. */
const ASK_EVERY = 10_000;

/** The File System Access API, which Chromium has and TypeScript does not know. */
interface Pickers {
  showSaveFilePicker?(options: {
    suggestedName: string;
    types: readonly { description: string; accept: Record<string, readonly string[]> }[];
  }): Promise<FileSystemFileHandle>;
}
type Asked = FileSystemFileHandle & {
  queryPermission(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
};
const picker = () => globalThis as Pickers;
const WRITE = { mode: 'readwrite' } as const;

/** Where backups go by themselves, and how that stands; null for nowhere. */
export const autoBackup = signal<AutoBackup | null>(null);

/** Read each time it is needed: another page may have changed it, and a new passphrase does. */
const chosen = async (): Promise<BackupFile | null> =>
  (await openKeys()?.vault.backupFile()) ?? null;

const show = (file: BackupFile | null, state: AutoBackup['state']) => {
  autoBackup.value = file && { file: file.handle.name, at: file.at, state };
};

/** Reads where backups go, and makes one if it is due. */
async function look(): Promise<void> {
  if (autoBackup.value?.state === 'working') return;
  const file = await chosen();
  if (!file) return show(null, 'well');
  const allowed = await (file.handle as Asked).queryPermission(WRITE);
  if (allowed !== 'granted') return show(file, 'asks');
  if (autoBackup.value?.state === 'failed') return;
  show(file, 'well');
  if (Date.now() - file.at >= DAY) await write();
}

/** Writes a backup. The file keeps what it held until the new one is whole. */
async function write(): Promise<void> {
  await navigator.locks.request('automatic backup', { ifAvailable: true }, async (mine) => {
    const keys = openKeys();
    const file = await chosen();
    if (!mine || !keys || !file) return;
    show(file, 'working');
    const at = Date.now();
    try {
      await writeEverything({
        vault: keys.vault,
        passphrase: file.passphrase,
        createdAt: at,
        to: await file.handle.createWritable(),
        onProgress: () => {},
      });
    } catch {
      // Locked meanwhile: nothing is shown then, and the next page that is unlocked makes it.
      return show(lockState.value === 'locked' ? null : file, 'failed');
    }
    await put({ ...file, at });
  });
}

async function put(next: BackupFile | null): Promise<boolean> {
  const problem = await written((vault) => vault.putBackupFile(next));
  show(next, problem ? 'failed' : 'well');
  return problem === null;
}

export const autoBackupActions: AutoBackupActions = {
  async choose(passphrase) {
    const wrong = await passphraseProblem(passphrase);
    if (wrong) return wrong;
    const handle = await picker()
      .showSaveFilePicker?.({
        suggestedName: 'perch-backup.age',
        types: [
          { description: text('auto_type'), accept: { 'application/octet-stream': ['.age'] } },
        ],
      })
      .catch(() => null);
    if (!handle) return text('auto_notChosen');
    if (!(await put({ handle, passphrase, at: 0 }))) return text('problem_storageFailed');
    await write();
    return null;
  },
  async now() {
    const file = await chosen();
    if (!file) return;
    if ((await (file.handle as Asked).requestPermission(WRITE)) !== 'granted')
      return show(file, 'asks');
    await write();
  },
  async stop() {
    const before = await chosen();
    await put(null);
    return () => void put(before);
  },
};

/** Whether the browser lets a page keep a file to write to. */
export const autoBackupOffered = (): boolean => picker().showSaveFilePicker !== undefined;

/**
 * Backups that are made by themselves open with the passphrase of the notes, also once that is
 * another.
 */
export async function passphraseChanged(passphrase: string): Promise<void> {
  await written(async (vault) => {
    const file = await vault.backupFile();
    if (file) await vault.putBackupFile({ ...file, passphrase });
  });
}

effect(() => {
  if (lockState.value === 'locked') autoBackup.value = null;
  else if (lockState.value) void look();
});
setInterval(() => {
  if (autoBackup.value && Date.now() - autoBackup.value.at >= DAY) void look();
}, ASK_EVERY);
