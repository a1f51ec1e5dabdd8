import type { EpochMs, NoticeMinutes } from '../session';
import type { Vault } from '../vault';
import type { Memory } from './state';

/** What the owner needs from outside. */
export interface OwnerParts {
  /** Opens the vault; called again after it failed. */
  vault(): Promise<Vault>;
  /**
   * Lets go of a vault that failed or whose lock has changed, so that the next call opens it
   * afresh.
   */
  letGo(): void;
  /** Locks the notes, if there is a passphrase. */
  lock(): Promise<void>;
  /** Told when somebody does something, so that notes are not locked for want of use. */
  used(): void;
  now(): EpochMs;
  /** A new id, in the form of a UUID. */
  newId(): string;
  readonly memory: { read(): Promise<Memory | null>; write(memory: Memory | null): Promise<void> };
  /** Whether panels are masked. Kept until somebody unmasks, restarts included. */
  readonly mask: { read(): Promise<boolean>; write(masked: boolean): Promise<void> };
  readonly tabs: { exists(tabId: number): Promise<boolean>; show(tabId: number): Promise<void> };
  openDesk(): Promise<void>;
  /** Shows a neutral notice of the system: so many minutes, and nothing else. */
  notify(minutes: NoticeMinutes): Promise<void>;
  /** Has `milestone` called at this instant instead of an earlier one; null for never. */
  wakeAt(at: EpochMs | null): void;
  /** How many bytes more the browser would store now. */
  freeBytes(): Promise<number>;
  /** Whether that is little. Never rejects. */
  lowOnSpace(): Promise<boolean>;
  /** Whether a session is removed when its summary is closed: rehearsals leave nothing behind. */
  readonly forgetful: boolean;
  /** Called when a session is over and its summary closed. */
  ended(): void;
}
