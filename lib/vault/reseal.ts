import { PAPER_KINDS, PAPERS } from '../papers';
import type { SealedBytes, SessionRow, Store } from '../store';
import { sameBytes } from './bytes';
import { keyIdOf, OpenError, open, type RecordKind, type SealingKey, seal } from './envelope';
import type { KeyRing } from './keys';
import { isResealed, lockIdOf, markResealed, RingChangedError } from './lock';

/** The progress of resealing, in records. */
export interface ResealProgress {
  readonly done: number;
  readonly all: number;
}

const BATCH = 200;

/**
 * Seals all records from before the lock again with the lock's keys, then deletes the earlier keys.
 * It can be stopped at any time and continues where it stopped. Returns how many records couldn't
 * be opened; while there are any, the earlier keys stay.
 * @param signal ends it after the batch that is being sealed, so that nothing is held once locked
 * @throws the signal's reason once it is aborted
 * @throws RingChangedError if the lock changes meanwhile; records sealed so far stay resealed
 */
export async function reseal(
  store: Store,
  keys: KeyRing,
  now: () => number,
  onProgress: (progress: ResealProgress) => void,
  signal?: AbortSignal,
): Promise<number> {
  if (keys.locked || (await isResealed(store))) return 0;
  for (;;) {
    const jobs = await jobsOf(store, keys);
    let done = 0;
    let unreadable = 0;
    for (let from = 0; from < jobs.length; from += BATCH) {
      signal?.throwIfAborted();
      const batch = jobs.slice(from, from + BATCH);
      unreadable += await carryOut(store, keys, batch);
      done += batch.length;
      onProgress({ done, all: jobs.length });
    }
    if (jobs.length > unreadable) continue;
    if (unreadable === 0)
      await store.transaction('rw', store.locks, store.keys, store.staged, async () => {
        if ((await lockIdOf(store)) !== keys.lockId) throw new RingChangedError();
        // What a restore has staged was sealed with the earlier keys.
        await store.staged.clear();
        await markResealed(store, now());
      });
    return unreadable;
  }
}

/** One sealed column of one row that needs another key. */
interface Job {
  readonly table:
    | 'sessions'
    | 'events'
    | 'lines'
    | 'drafts'
    | 'clients'
    | 'cards'
    | 'settings'
    | 'log'
    | 'places'
    | 'papers'
    | 'unsaved';
  readonly key: string | [string, number | string];
  readonly column: 'body' | 'words';
  readonly kind: RecordKind;
  readonly id: string;
  readonly sealed: SealedBytes;
  /** The key to seal with. `compartment`: it depends on the sealed content. */
  readonly to: SealingKey | 'compartment';
}

/**
 * Everything sealed with an earlier key, or with the device key where a compartment's key is due.
 */
async function jobsOf(store: Store, keys: KeyRing): Promise<readonly Job[]> {
  const { device, record } = keys;
  // Keys from before the lock are marked `old`; the lock's keys aren't in this table.
  const old = new Set(
    (await store.keys.toArray()).filter(({ use }) => use === 'old').map(({ id }) => id),
  );
  const due = ({ sealed, to }: Job) => {
    const id = keyIdOf(sealed);
    return (
      id === null || old.has(id) || (to !== 'compartment' && to !== device && id === device.id)
    );
  };
  const sessions = await store.sessions.toArray();
  const keyOf = ({ closedAt }: Pick<SessionRow, 'closedAt'>) => (closedAt === 0 ? device : record);
  const of = new Map(sessions.map((row) => [row.id, keyOf(row)]));
  const column = 'body' as const;
  const jobs: Job[] = [
    ...sessions.map(
      (row): Job => ({
        table: 'sessions',
        key: row.id,
        column,
        kind: 'session',
        id: row.id,
        sealed: row.body,
        to: keyOf(row),
      }),
    ),
    ...(await store.events.toArray()).flatMap(({ sessionId, seq, body, words }): Job[] => {
      const name = `${sessionId}/${seq}`;
      const common = {
        table: 'events' as const,
        key: [sessionId, seq] as [string, number],
        id: name,
      };
      return [
        { ...common, column, kind: 'event', sealed: body, to: of.get(sessionId) ?? record },
        ...(words
          ? [
              {
                ...common,
                column: 'words' as const,
                kind: 'words' as const,
                sealed: words,
                to: record,
              },
            ]
          : []),
      ];
    }),
    ...(await store.lines.toArray()).map(
      ({ id, body }): Job => ({
        table: 'lines',
        key: id,
        column,
        kind: 'line',
        id,
        sealed: body,
        to: 'compartment',
      }),
    ),
    ...(await store.drafts.toArray()).map(
      ({ sessionId, panel, body }): Job => ({
        table: 'drafts',
        key: [sessionId, panel],
        column,
        kind: 'draft',
        id: `${sessionId}/${panel}`,
        sealed: body,
        to: 'compartment',
      }),
    ),
  ];
  for (const [table, kind, to] of [
    ['clients', 'client', record],
    ['cards', 'card', record],
    ['log', 'log', record],
    ['places', 'place', record],
    ['settings', 'settings', device],
    ['unsaved', 'unsaved', keys.private],
  ] as const)
    for (const { id, body } of await store[table].toArray())
      jobs.push({ table, key: id, column, kind, id, sealed: body, to });
  for (const { id, body } of await store.papers.toArray()) {
    const kind = PAPER_KINDS.find((one) => id.endsWith(`/${one}`));
    const to = keys[kind ? PAPERS[kind].compartment : 'record'];
    jobs.push({ table: 'papers', key: id, column, kind: 'paper', id, sealed: body, to });
  }
  return jobs.filter(due);
}

async function carryOut(store: Store, keys: KeyRing, jobs: readonly Job[]): Promise<number> {
  let unreadable = 0;
  const sealed = await Promise.all(
    jobs.map(async ({ kind, id, sealed: before, to }) => {
      try {
        const value = await open(keys.opening, kind, id, before);
        const apart = (value as { compartment?: string } | null)?.compartment === 'private';
        return seal(
          to === 'compartment' ? keys[apart ? 'private' : 'record'] : to,
          kind,
          id,
          value,
        );
      } catch (error) {
        if (!(error instanceof OpenError)) throw error;
        unreadable += 1;
        return null;
      }
    }),
  );
  const names = [...new Set(jobs.map(({ table }) => table))];
  await store.transaction('rw', [...names, 'locks'], async () => {
    if ((await lockIdOf(store)) !== keys.lockId) throw new RingChangedError();
    for (const name of names) {
      const table = store.table<Record<string, unknown>>(name);
      const due = jobs.flatMap((job, index) => {
        const next = sealed[index];
        return job.table === name && next ? [{ job, next }] : [];
      });
      const rows = await table.bulkGet(due.map(({ job }) => job.key));
      const changed = new Map<string, Record<string, unknown>>();
      for (const [index, { job, next }] of due.entries()) {
        const place = String(job.key);
        // A row may have two columns to seal.
        const row = changed.get(place) ?? rows[index];
        // Another context changed the row, so the next round looks at it again.
        if (!row || !sameBytes(row[job.column] as SealedBytes, job.sealed)) continue;
        changed.set(place, { ...row, [job.column]: next });
      }
      await table.bulkPut([...changed.values()]);
    }
  });
  return unreadable;
}
