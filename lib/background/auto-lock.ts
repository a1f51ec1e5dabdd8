import { ASK_EVERY, lockDue } from '../vault';

/** What `keepLocked` needs from outside. */
export interface LockingParts {
  now(): number;
  /**
   * Whether a root key is in the browser's memory, that is, whether there is a passphrase and the
   * notes are unlocked.
   */
  isUnlocked(): Promise<boolean>;
  lock(): Promise<void>;
  /** When `ask` last ran, in epoch milliseconds; 0 means not since the browser started. */
  readonly asked: { read(): Promise<number>; write(at: number): Promise<void> };
  /** When Perch was last used, in epoch milliseconds; 0 means not since the browser started. */
  lastUse(): Promise<number>;
  /** The practitioner's settings for locking. */
  settings(): Promise<{ readonly lockAfterMinutes: number; readonly lockOnSleep: boolean }>;
  /** Whether a session is running that nobody can have forgotten. */
  underway(): Promise<boolean>;
  /** Perch is being used now. */
  used(): void;
  /** Sets after how many minutes without input the browser reports the device as idle. */
  detectIdleAfter(minutes: number): void;
  /** How many windows the browser shows. */
  countWindows(): Promise<number>;
  /** Whether the device has had no input for so many minutes. */
  isIdleFor(minutes: number): Promise<boolean>;
}

/** Minutes between two calls of `ask`. */
export const ASK_EVERY_MINUTES = ASK_EVERY / 60_000;

/**
 * Locks the notes after time without use, after sleep, with the device's own screen lock, and with
 * the browser's last window.
 */
export interface Locking {
  /** Locks if it is due. Call it every `ASK_EVERY_MINUTES`, and when the device is in use again. */
  ask(): Promise<void>;
  /** Call it after locking or unlocking, so that the time until now doesn't count as sleep. */
  changed(): Promise<void>;
  /** Locks if no window is left. Call it when one was closed. */
  windowClosed(): Promise<void>;
  /** Call it when the browser reports another state of the device. */
  deviceIs(state: 'active' | 'idle' | 'locked'): Promise<void>;
}

export function keepLocked(parts: LockingParts): Locking {
  const askedNow = () => parts.asked.write(parts.now());
  const ask = async () => {
    if (!(await parts.isUnlocked())) return askedNow();
    const lastAsked = await parts.asked.read();
    const { lockAfterMinutes, lockOnSleep } = await parts.settings();
    const due = lockDue({
      now: parts.now(),
      lastAsked,
      lastUse: await parts.lastUse(),
      afterMinutes: lockAfterMinutes,
      onSleep: lockOnSleep,
      running: await parts.underway(),
    });
    await askedNow();
    if (due) await parts.lock();
    else if (lockAfterMinutes > 0) parts.detectIdleAfter(lockAfterMinutes);
  };
  return {
    ask,
    async changed() {
      // Whoever unlocks uses Perch, also in the popup, which counts nothing else.
      if (await parts.isUnlocked()) parts.used();
      await askedNow();
    },
    async windowClosed() {
      // A browser that runs on without a window looks closed, and closing it locks.
      if ((await parts.countWindows()) === 0 && (await parts.isUnlocked())) await parts.lock();
    },
    async deviceIs(state) {
      if (state === 'active') return ask();
      const { lockAfterMinutes, lockOnSleep } = await parts.settings();
      if (state === 'locked' && lockOnSleep) await parts.lock();
      if (state !== 'idle' || lockAfterMinutes === 0) return;
      // A background that has just started hears of a minute without input, the browser's default.
      if (!(await parts.isIdleFor(lockAfterMinutes))) parts.detectIdleAfter(lockAfterMinutes);
      else if (!(await parts.underway())) await parts.lock();
    },
  };
}
