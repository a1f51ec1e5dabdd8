/** With less room than this its person is told, before it hurts. Bytes. */
const LOW = 50_000_000;

export const isLow = (bytes: number): boolean => bytes < LOW;

/** How many bytes more the browser would store now: zero when its quota is used up, infinitely many when it does not say. */
export async function roomLeft(storage: Pick<StorageManager, 'estimate'>): Promise<number> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await storage.estimate();
  return Math.max(0, quota - usage);
}
