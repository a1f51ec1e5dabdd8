import type { Problem } from '../messaging';
import { KeyMissingError, LockUnreadableError, OpenError } from '../vault';

/** Less room than this is none: a browser stops before the last byte. */
const NEXT_TO_NOTHING = 1_000_000;

/**
 * What went wrong, as a panel says it.
 * @param freeBytes how many bytes more the browser would store now
 */
export async function problemOf(
  error: unknown,
  freeBytes: () => Promise<number>,
): Promise<Problem> {
  if (error instanceof KeyMissingError) return 'keyMissing';
  if (error instanceof LockUnreadableError) return 'lockUnreadable';
  if (error instanceof OpenError) return error.reason === 'locked' ? 'lockedNow' : 'unreadable';
  // Dexie wraps what the browser throws and keeps it as `inner`.
  for (let cause = error; cause instanceof Error; cause = (cause as { inner?: unknown }).inner)
    if (cause.name === 'QuotaExceededError') return 'storageFull';
    else if (cause.name === 'UpgradeError') return 'upgradeFailed';
    else if (cause.name === 'NewerDatabaseError') return 'newerDatabase';
  // Chromium calls a full disk an unknown error, and tells the truth when asked how much room there
  // is.
  const free = await freeBytes().catch(() => Number.POSITIVE_INFINITY);
  return free < NEXT_TO_NOTHING ? 'storageFull' : 'storageFailed';
}
