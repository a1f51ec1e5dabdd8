/** With less room than this its person is told, before it hurts. Bytes. */
const LOW = 50_000_000;

export const isLow = (bytes: number): boolean => bytes < LOW;

// Not called `storage`: WXT would take that for its own, and bundle it.
/**
 * How many bytes more the browser would store now: zero when its quota is used up, infinitely many
 * when it does not say.
 */
export async function freeSpace(from: Pick<StorageManager, 'estimate'>): Promise<number> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await from.estimate();
  return Math.max(0, quota - usage);
}
