import { type Store, watchChanges } from '../store';

/** How many sessions a database held, and when it was last counted, in epoch milliseconds. */
export interface Tally {
  readonly sessions: number;
  readonly at: number;
}

/**
 * Keeps the tally outside of the database, so that a database that was emptied doesn't look like a
 * first day. It holds no content.
 */
export interface TallyKeeper {
  read(): Promise<Tally | null>;
  write(tally: Tally | null): Promise<void>;
}

/** The database is empty, and there were sessions in it. Nothing was written to it. */
export class EmptiedError extends Error {
  override readonly name = 'EmptiedError';
  readonly tally: Tally;
  constructor(tally: Tally) {
    super('the database was emptied');
    this.tally = tally;
  }
}

/**
 * A tally that can't be read counts as none.
 * @throws EmptiedError if the database has neither keys nor sessions, and had sessions before
 */
export async function refuseEmptied(store: Store, keeper: TallyKeeper): Promise<void> {
  const tally = await keeper.read().catch(() => null);
  if (!tally || tally.sessions === 0) return;
  const left = await Promise.all(
    [store.keys, store.locks, store.sessions].map((table) => table.count()),
  );
  if (left.every((count) => count === 0)) throw new EmptiedError(tally);
}

/** Counts the sessions now and after every change of them. Returns how to stop. */
export function keepTally(store: Store, keeper: TallyKeeper, now: () => number): () => void {
  let counting = Promise.resolve();
  const count = () => {
    counting = counting
      .then(async () => keeper.write({ sessions: await store.sessions.count(), at: now() }))
      // What can't be counted now is counted after the next change.
      .catch(() => {});
  };
  count();
  return watchChanges(store, ({ tables }) => {
    if (tables.has('sessions')) count();
  });
}
