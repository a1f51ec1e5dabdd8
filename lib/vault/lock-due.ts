/**
 * How things stand when it is asked whether the notes are to be locked. All instants in epoch
 * milliseconds.
 */
export interface Watched {
  readonly now: number;
  /** When this was last asked; 0 for never. */
  readonly lastAsked: number;
  /** When somebody last did something with Perch; 0 for not since the browser started. */
  readonly lastUse: number;
  /** Minutes without use after which to lock; 0 for never. */
  readonly afterMinutes: number;
  readonly onSleep: boolean;
  /** Whether a session is running: whoever listens does not type, so idleness counts afterwards. */
  readonly running: boolean;
}

/** How often it is asked, and a gap between two that only sleep explains. */
export const ASK_EVERY = 30_000;
const SLEPT = 180_000;

/**
 * Why the notes are to be locked now, or null. A clock that was set forward looks like sleep, and
 * locks; one that was set back counts as no time.
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
