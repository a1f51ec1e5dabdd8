import type { ReadonlySignal } from '@preact/signals';
import type { Age } from '../backup';
import type { StartLibrarian } from '../library';
import { forPractice } from '../text';
import { type AutoBackupParts, type AutoBackups, createAutoBackups } from './auto-backup';
import { type BackupActions, type BackupParts, createBackups } from './backup';
import { createChanges, type DeskChanges } from './changes';
import { createDeskVault, type DeskVault, type DeskVaultParts } from './desk-vault';
import { createDevice, type DeskDevice, type DeviceParts } from './device';
import { createFiles, type DeskFiles } from './files';
import { createLibrary, type LibraryParts } from './library';
import {
  createLockActions,
  type LockActions,
  type Passkeys,
  type UnlockActions,
} from './lock-actions';
import { createScratch, type ScratchParts } from './scratch';
import { createUnsaved, type UnsavedEditors } from './unsaved';

/** What the desk's page shows, and what can be done in it. */
export interface Desk
  extends Pick<
      DeskVault,
      | 'emptied'
      | 'failure'
      | 'leftOver'
      | 'lockState'
      | 'newer'
      | 'passkeys'
      | 'resealing'
      | 'sealed'
    >,
    LibraryParts {
  /** Whether the browser has passkeys that can unlock notes. */
  readonly passkeysOffered: ReadonlySignal<boolean>;
  readonly lock: LockActions & UnlockActions;
  readonly changes: DeskChanges;
  readonly unsaved: UnsavedEditors;
  readonly files: DeskFiles;
  readonly backups: BackupActions;
  readonly autoBackups: AutoBackups;
  readonly device: DeskDevice;
  readonly browser: DeskBrowser;
  newId(): string;
  /** Puts the panel back to its first place and size, on every site. That can be undone. */
  resetPlacements(): Promise<void>;
  /** Puts a lock right that somebody has forged, and goes on. */
  mendLock(): Promise<void>;
  /**
   * Leaves behind a database that was emptied or can't be opened, and loads the page again where a
   * backup can be restored.
   */
  startAnew(): Promise<void>;
}

/** What the desk's page asks of the browser in one press. */
export interface DeskBrowser {
  /** The address of the rehearsal's page. */
  readonly rehearsal: string;
  /** Whether the browser tells Perch that the device's screen is locked. */
  readonly tellsScreenLock: boolean;
  /** Whether the browser tells Perch that a tab shares a screen. */
  readonly tellsShares: boolean;
  allowSite(patterns: readonly string[]): Promise<boolean>;
  withdrawSite(patterns: readonly string[]): Promise<void>;
  /** Asks for, or gives up, the permission to show notices. Says whether they are allowed now. */
  allowNotices(on: boolean): Promise<boolean>;
  /** Opens the desk where the rest of Perch is, outside of any container. */
  openOutside(): void;
  /** Goes to the tab of the session. Resolves with false if it is closed. */
  showCall(): Promise<boolean>;
  /** Loads the page of the desk again, at its settings. */
  loadSettings(): void;
  /** Opens the browser's own page for key combinations. */
  changeKeys(): void;
  /**
   * Puts the panel back to its first place and size, on every site. Resolves with how to undo that.
   */
  resetPlacements(): Promise<() => Promise<void>>;
}

export interface DeskParts
  extends DeskVaultParts,
    Omit<BackupParts, 'age' | 'scratch'>,
    ScratchParts,
    Omit<AutoBackupParts, 'locks'> {
  readonly age: Age;
  readonly passkeys: Passkeys;
  readonly device: DeviceParts;
  readonly librarian: StartLibrarian;
  readonly browser: DeskBrowser;
  newId(): string;
}

/** Puts the desk together. Nothing is read before `open` of what it returns is called. */
export function createDesk(parts: DeskParts): Desk & { open(): void } {
  const { text } = parts;
  const vault = createDeskVault(parts);
  const { library, searched, search, read, readPaper, readPapers, readCard, idsOf } = createLibrary(
    vault,
    text,
    parts.librarian,
  );
  const unsaved = createUnsaved(vault, parts.later);
  const scratch = createScratch(parts);
  const clear = () => scratch.clear().catch(() => {});
  // What a scratch file holds may have been erased.
  const changes = createChanges(vault, { ...parts, onErased: clear });
  // A page that was closed in the middle may have left a file or half a restore behind.
  void clear();
  const backups = createBackups(vault, { ...parts, scratch });
  void backups.clear().catch(() => {});
  const autoBackups = createAutoBackups(vault, backups, parts);
  // What is left there opens with the passphrase from before.
  const lock = createLockActions(vault, changes, parts.passkeys, text, clear);
  return {
    emptied: vault.emptied,
    failure: vault.failure,
    leftOver: vault.leftOver,
    lockState: vault.lockState,
    newer: vault.newer,
    passkeys: vault.passkeys,
    resealing: vault.resealing,
    sealed: vault.sealed,
    library,
    searched,
    search,
    read,
    idsOf,
    readPaper,
    readPapers,
    readCard,
    passkeysOffered: lock.passkeysOffered,
    lock,
    unsaved,
    changes,
    files: createFiles(changes, {
      ...parts,
      read,
      idsOf,
      search,
      readPaper,
      readCard,
      text() {
        const { profile, hours } = library.value?.settings ?? {};
        return forPractice(text, profile, hours);
      },
    }),
    backups: backups.actions,
    autoBackups,
    device: createDevice(parts.device),
    browser: parts.browser,
    newId: parts.newId,
    async resetPlacements() {
      const undo = await parts.browser.resetPlacements();
      changes.offerUndo('settings', null, 'placesReset', () => undo().then(() => null));
    },
    mendLock: () => vault.mendLock().catch((error: unknown) => vault.fail(error)),
    async startAnew() {
      await vault.startAnew();
      parts.browser.loadSettings();
    },
    open: () => void vault.open().catch((error: unknown) => vault.fail(error)),
  };
}
