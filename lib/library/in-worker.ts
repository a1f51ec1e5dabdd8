import type { Query } from '../search';
import type { KeyRing, Vault } from '../vault';
import type { Found, News } from './librarian';
import type { ToLibrarian } from './library-worker';

/** A librarian at work. */
export interface LibrarianAtWork {
  /** @param most sessions whose notes are given */
  search(query: Query, most: number): Promise<Found>;
  /** Ends it. Nothing of what it knew stays in memory. */
  stop(): void;
}

/** Starts a librarian for a vault that is open. */
export type StartLibrarian = (parts: {
  readonly vault: Vault;
  readonly ring: KeyRing;
  tell(news: News): void;
  onError(error: unknown): void;
}) => LibrarianAtWork;

/** Starts it in a worker, so that the page is never kept waiting. */
export const librarianInWorker: StartLibrarian = ({ ring, tell, onError }) => {
  const worker = new Worker(new URL('./library-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (found: Found) => void>();
  let asked = 0;
  worker.addEventListener('message', ({ data }) => {
    if (data.type === 'found') {
      waiting.get(data.nr)?.(data.found);
      waiting.delete(data.nr);
    } else if (data.type === 'failed') onError(new Error(data.why));
    else tell(data);
  });
  worker.addEventListener('error', ({ message }) => onError(new Error(message)));
  const send = (message: ToLibrarian) => worker.postMessage(message);
  send({ type: 'open', ring });
  return {
    search: (query, most) =>
      new Promise((resolve) => {
        asked += 1;
        waiting.set(asked, resolve);
        send({ type: 'search', query, most, nr: asked });
      }),
    stop: () => worker.terminate(),
  };
};
