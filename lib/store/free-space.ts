/** Bytes. */
const LOW = 50_000_000;

/** Whether so few bytes are free that the user is warned. */
export const isLow = (bytes: number): boolean => bytes < LOW;

// Not called `storage`: WXT would take that for its own, and bundle it.
/**
 * How many more bytes the browser would store: 0 if the quota is used up, Infinity if the browser
 * doesn't say.
 */
export async function freeSpace(from: Pick<StorageManager, 'estimate'>): Promise<number> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await from.estimate();
  return Math.max(0, quota - usage);
}
