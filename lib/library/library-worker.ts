import type { LegId } from '../session';
import { openStore, PRACTICE_STORE } from '../store';
import { type KeyRing, vaultOf } from '../vault';
import { Librarian } from './librarian';

/** What a page tells its worker. */
export type ToLibrarian =
  | {
      readonly type: 'open';
      readonly ring: KeyRing;
      readonly legNames: Readonly<Record<LegId, string>>;
    }
  | { readonly type: 'search'; readonly query: string; readonly nr: number };

let librarian: Librarian | null = null;

async function open({ ring, legNames }: Extract<ToLibrarian, { type: 'open' }>): Promise<void> {
  const vault = vaultOf(await openStore(PRACTICE_STORE), ring);
  const onError = (error: unknown) => postMessage({ type: 'failed', why: String(error) });
  librarian = new Librarian({
    vault,
    legNames,
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
      ...(librarian?.search(data.query) ?? { ids: [], complete: false }),
    });
});
