import { ASK_EVERY, lockDue } from '../vault';

/** What keeping the notes locked needs from outside. */
export interface LockingParts {
  now(): number;
  /**
   * Whether there is a key in the browser's memory: the notes are unlocked, or there is a
   * passphrase to lock with.
   */
  isUnlocked(): Promise<boolean>;
  lock(): Promise<void>;
  /** When this was last asked, in epoch milliseconds; 0 for never since the browser started. */
  readonly asked: { read(): Promise<number>; write(at: number): Promise<void> };
  /**
   * When somebody last did something with Perch, in epoch milliseconds; 0 for not since the browser
   * started.
   */
  lastUse(): Promise<number>;
  /** The practitioner's choices. */
  settings(): Promise<{ readonly lockAfterMinutes: number; readonly lockOnSleep: boolean }>;
  /** Whether a session is running. */
  busy(): Promise<boolean>;
  /** After how many minutes without use the browser is to say that the device is idle. */
  detectIdleAfter(minutes: number): void;
}

/** How often `ask` is to be called, in minutes. */
export const ASK_EVERY_MINUTES = ASK_EVERY / 60_000;

/** Locks the notes after time without use, after sleep, and with the device's own screen lock. */
export interface Locking {
  /** Locks when it is due. To be called every half minute, and whenever somebody comes back. */
  ask(): Promise<void>;
  /**
   * Told when somebody has locked or unlocked: however long it was locked, it was not asleep since.
   */
  changed(): Promise<void>;
  /** Told how the device stands. */
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
      running: await parts.busy(),
    });
    await askedNow();
    if (due) await parts.lock();
    else if (lockAfterMinutes > 0) parts.detectIdleAfter(lockAfterMinutes);
  };
  return {
    ask,
    changed: askedNow,
    async deviceIs(state) {
      if (state === 'active') return ask();
      const { lockAfterMinutes, lockOnSleep } = await parts.settings();
      if (state === 'locked' && lockOnSleep) await parts.lock();
      if (state === 'idle' && lockAfterMinutes > 0 && !(await parts.busy())) await parts.lock();
    },
  };
}
