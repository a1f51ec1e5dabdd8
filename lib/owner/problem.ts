import type { Problem } from '../messaging';
import {
  EmptiedError,
  KeyMissingError,
  LockForgedError,
  LockUnreadableError,
  NoSuchSessionError,
  OpenError,
} from '../vault';

/**
 * Bytes. Browsers refuse to write before the last byte is used, so less than this counts as full.
 */
const NEXT_TO_NOTHING = 1_000_000;

/**
 * The problem to show for an error.
 * @param freeBytes how many more bytes the browser would store
 */
export async function problemOf(
  error: unknown,
  freeBytes: () => Promise<number>,
): Promise<Problem> {
  if (error instanceof KeyMissingError) return 'keyMissing';
  if (error instanceof EmptiedError) return 'emptied';
  if (error instanceof LockForgedError) return 'lockForged';
  if (error instanceof LockUnreadableError) return 'lockUnreadable';
  if (error instanceof NoSuchSessionError) return 'noSession';
  if (error instanceof OpenError) return error.reason === 'locked' ? 'lockedNow' : 'unreadable';
  // Dexie wraps the browser's error and keeps it as `inner`.
  for (let cause = error; cause instanceof Error; cause = (cause as { inner?: unknown }).inner)
    if (cause.name === 'QuotaExceededError') return 'storageFull';
    else if (cause.name === 'UpgradeError') return 'upgradeFailed';
    else if (cause.name === 'NewerDatabaseError') return 'newerDatabase';
  // Chromium reports a full disk as an unknown error, but its estimate of free space is right.
  const free = await freeBytes().catch(() => Number.POSITIVE_INFINITY);
  return free < NEXT_TO_NOTHING ? 'storageFull' : 'storageFailed';
}
