import type { Refusal } from '../messaging';

/** The browser's memory, for as long as it runs. */
export interface SessionStorage {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

type Counts = Partial<Record<Refusal, number>>;

/**
 * Counts refused messages by kind and never by content, for the desk to show. However many come,
 * one write is under way at a time. Counts that can't be written are lost, and nothing else is.
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
