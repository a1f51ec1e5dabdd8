import type { Refusal } from '../messaging';

/** `storage.session`, which the browser clears when it ends. */
export interface SessionStorage {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

type Counts = Partial<Record<Refusal, number>>;

/**
 * Counts refused messages by kind, never by content, for the desk to show. Only one write runs at a
 * time. If a write fails, its counts are lost.
 */
export function refusalCounter(memory: SessionStorage): (refusal: Refusal) => void {
  let uncounted: Counts = {};
  let writing = false;
  const write = async () => {
    writing = true;
    while (Object.keys(uncounted).length > 0) {
      const more = Object.entries(uncounted) as [Refusal, number][];
      uncounted = {};
      const { refused = {} } = await memory
        .get('refused')
        .catch((): Record<string, unknown> => ({}));
      const counts = { ...(refused as Counts) };
      for (const [refusal, count] of more) counts[refusal] = (counts[refusal] ?? 0) + count;
      await memory.set({ refused: counts }).catch(() => {});
    }
    writing = false;
  };
  return (refusal) => {
    uncounted[refusal] = (uncounted[refusal] ?? 0) + 1;
    if (!writing) void write();
  };
}
