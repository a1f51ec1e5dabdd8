/** What decides whether to lock the notes now. All instants are in epoch milliseconds. */
export interface Watched {
  readonly now: number;
  /** When this was last checked; 0 for never. */
  readonly lastAsked: number;
  /** When Perch was last used; 0 means not since the browser started. */
  readonly lastUse: number;
  /** Minutes without use after which the notes lock; 0 means never. */
  readonly afterMinutes: number;
  readonly onSleep: boolean;
  /**
   * Whether a session is running. A listening practitioner doesn't type, so idleness counts only
   * afterwards.
   */
  readonly running: boolean;
}

/** Milliseconds between two checks, and the gap between two that only sleep explains. */
export const ASK_EVERY = 30_000;
const SLEPT = 180_000;

/**
 * Why to lock the notes now, or null. A clock set forward looks like sleep and locks; a clock set
 * back counts as no time.
 */
export function lockDue({
  now,
  lastAsked,
  lastUse,
  afterMinutes,
  onSleep,
  running,
}: Watched): 'slept' | 'idle' | null {
  if (onSleep && lastAsked > 0 && now - lastAsked > SLEPT) return 'slept';
  if (running || afterMinutes === 0 || lastUse === 0) return null;
  return now - lastUse >= afterMinutes * 60_000 ? 'idle' : null;
}
