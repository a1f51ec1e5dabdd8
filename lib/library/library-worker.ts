import type { Query } from '../search';
import { openStore, PRACTICE_STORE } from '../store';
import { type KeyRing, vaultOf } from '../vault';
import { Librarian } from './librarian';
import { NO_HITS } from './text-index';

/** What a page tells its worker. */
export type ToLibrarian =
  | { readonly type: 'open'; readonly ring: KeyRing }
  | {
      readonly type: 'search';
      readonly query: Query;
      readonly most: number;
      readonly nr: number;
    };

let librarian: Librarian | null = null;

async function open({ ring }: Extract<ToLibrarian, { type: 'open' }>): Promise<void> {
  const vault = vaultOf(await openStore(PRACTICE_STORE), ring);
  const onError = (error: unknown) => postMessage({ type: 'failed', why: String(error) });
  librarian = new Librarian({
    vault,
    locks: navigator.locks,
    tell: (news) => postMessage(news),
    onError,
  });
  librarian.start();
}

addEventListener('message', ({ data }: MessageEvent<ToLibrarian>) => {
  if (data.type === 'open')
    void open(data).catch((error: unknown) => postMessage({ type: 'failed', why: String(error) }));
  else
    postMessage({
      type: 'found',
      nr: data.nr,
      found: librarian?.search(data.query, data.most) ?? { ...NO_HITS, complete: false },
    });
});
