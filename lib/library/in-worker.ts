import type { LegId } from '../session';
import type { KeyRing, Vault } from '../vault';
import type { Found, News } from './librarian';
import type { ToLibrarian } from './library-worker';

/** A librarian at work. */
export interface LibrarianAtWork {
  search(query: string): Promise<Found>;
  /** Ends it. Nothing of what it knew stays in memory. */
  stop(): void;
}

/** Starts a librarian for a vault that is open. */
export type StartLibrarian = (parts: {
  readonly vault: Vault;
  readonly ring: KeyRing;
  readonly legNames: Readonly<Record<LegId, string>>;
  tell(news: News): void;
  onError(error: unknown): void;
}) => LibrarianAtWork;

/** Starts it in a worker, so that the page is never kept waiting. */
export const librarianInWorker: StartLibrarian = ({ ring, legNames, tell, onError }) => {
  const worker = new Worker(new URL('./library-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (found: Found) => void>();
  let asked = 0;
  worker.addEventListener('message', ({ data }) => {
    if (data.type === 'found') {
      waiting.get(data.nr)?.({ ids: data.ids, complete: data.complete });
      waiting.delete(data.nr);
    } else if (data.type === 'failed') onError(new Error(data.why));
    else tell(data);
  });
  worker.addEventListener('error', ({ message }) => onError(new Error(message)));
  const send = (message: ToLibrarian) => worker.postMessage(message);
  send({ type: 'open', ring, legNames });
  return {
    search: (query) =>
      new Promise((resolve) => {
        asked += 1;
        waiting.set(asked, resolve);
        send({ type: 'search', query, nr: asked });
      }),
    stop: () => worker.terminate(),
  };
};
