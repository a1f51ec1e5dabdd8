import { writeBackup } from '@/lib/backup';
import { Store } from '@/lib/store';
import { deviceKeyRing, everyRecord, Lock, reseal, vaultOf } from '@/lib/vault';
import { lookPlain } from './backups.ts';
import { cheapAge } from './cheap-age.ts';
import { cheap } from './cheap-derive.ts';

/** What a worker is asked to do with a store, until it ends. */
export type Work =
  | { readonly what: 'restore'; readonly store: string; readonly file: Blob }
  | { readonly what: 'erase'; readonly store: string; readonly clientId: string }
  | { readonly what: 'set' | 'change'; readonly store: string }
  | { readonly what: 'backup'; readonly store: string; readonly to: FileSystemFileHandle };

/** Opens what the work needs, and gives the work itself. */
async function prepared(work: Work): Promise<() => Promise<unknown>> {
  const store = new Store(work.store);
  const now = () => 5_000;
  let root: string | null = null;
  const keeper = {
    read: async () => root,
    write: async (next: string | null) => {
      root = next;
    },
  };
  const lock = new Lock({ store, root: keeper, derive: cheap, now });
  if (work.what === 'change') return () => lock.change('five words', 'other words');
  if (work.what === 'set')
    return async () => {
      await lock.set('five words');
      await reseal(store, await lock.ring(), now, () => {});
    };
  const ring = await deviceKeyRing(store, now);
  const vault = vaultOf(store, ring);
  switch (work.what) {
    case 'restore':
      return async () => (await lookPlain(work.file, { store, ring, vault })).commit();
    case 'erase':
      return () => vault.eraseClient(work.clientId, { what: 'erased', at: now() });
    case 'backup':
      return async () =>
        writeBackup({
          records: everyRecord(vault, () => {}),
          passphrase: 'five words',
          createdAt: now(),
          age: cheapAge,
          to: await work.to.createWritable(),
          onProgress: () => {},
          signal: new AbortController().signal,
        });
  }
}

let go: () => Promise<unknown>;
self.onmessage = async ({ data }: MessageEvent<Work | 'go'>) => {
  if (data === 'go') {
    await go();
    self.postMessage('done');
    return;
  }
  go = await prepared(data);
  self.postMessage('ready');
};
