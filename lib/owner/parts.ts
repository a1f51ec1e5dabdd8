import type { EpochMs, NoticeMinutes } from '../session';
import type { Vault } from '../vault';
import type { Memory } from './state';

/** What the owner needs from outside. */
export interface OwnerParts {
  /** Opens the vault. Called again after a failure. */
  vault(): Promise<Vault>;
  /**
   * Lets go of a vault that failed or whose lock has changed. The next `vault` call opens it again.
   */
  letGo(): void;
  /** Locks the notes if there is a passphrase. */
  lock(): Promise<void>;
  /** Called on every command, so that notes in use aren't locked. */
  used(): void;
  now(): EpochMs;
  /** A new UUID. */
  newId(): string;
  readonly memory: { read(): Promise<Memory | null>; write(memory: Memory | null): Promise<void> };
  /** Whether panels are masked. The value survives a restart of the browser. */
  readonly mask: { read(): Promise<boolean>; write(masked: boolean): Promise<void> };
  readonly tabs: { exists(tabId: number): Promise<boolean>; show(tabId: number): Promise<void> };
  /** Opens the desk: today, or this page. */
  openDesk(page?: string): Promise<void>;
  /** Shows a neutral system notice that names the minutes left and nothing else. */
  notify(minutes: NoticeMinutes): Promise<void>;
  /** Arranges a call of `milestone` at this instant, instead of an earlier plan; null for none. */
  wakeAt(at: EpochMs | null): void;
  /** How many more bytes the browser would store. */
  freeBytes(): Promise<number>;
  /** Whether that is little. Never rejects. */
  lowOnSpace(): Promise<boolean>;
  /** Whether closing a session deletes everything, so that a rehearsal leaves nothing behind. */
  readonly forgetful: boolean;
  /** Called when a session's summary is closed. */
  ended(): void;
}
