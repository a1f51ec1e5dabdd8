import * as v from 'valibot';
import type { RecordRow, SealedBytes, Store } from '../store';
import { sameBytes } from './bytes';
import { OpenError, open, type RecordKind, type SealingKey, seal } from './envelope';
import { NoSuchSessionError } from './errors';
import type { KeyRing } from './keys';
import { lockIdOf, RingChangedError } from './lock';
import { markStale } from './stale';

/**
 * Kinds of records that stay readable while the notes are locked. They hold instants, legs and
 * choices, and nobody's words.
 */
const SHOWN_WHILE_LOCKED: readonly RecordKind[] = ['session', 'event', 'settings'];

/**
 * What every kind of record is written and read with: one store, one key ring, and the check that
 * the lock is still the one that the ring belongs to.
 */
export interface VaultCore {
  readonly store: Store;
  readonly keys: KeyRing;
  /**
   * Runs `run` in one transaction over `tables`. It resolves once the browser has flushed the write
   * to disk.
   * @throws RingChangedError with nothing written, when the lock is not the key ring's any more
   */
  write<T>(tables: readonly TableOf[], run: () => Promise<T>): Promise<T>;
  /**
   * Runs `run` as `write` does, for something that belongs to a session. The pack of a session that
   * is closed is stale then.
   * @throws NoSuchSessionError with nothing written, when the session is gone
   */
  writeIn<T>(sessionId: string, tables: readonly TableOf[], run: () => Promise<T>): Promise<T>;
  /** Seals a value with the key for its kind. */
  seal(kind: RecordKind, id: string, value: unknown): Promise<SealedBytes>;
  /**
   * Opens a sealed value and checks what it holds.
   * @throws OpenError when it can't be opened, is locked, or isn't a record of its kind
   * @throws RingChangedError when it was sealed after this key ring was made
   */
  open<T extends v.GenericSchema>(
    kind: RecordKind,
    id: string,
    sealed: Uint8Array,
    schema: T,
  ): Promise<v.InferOutput<T>>;
  /** Opens a sealed value as it is, unchecked. Throws as `open` does. */
  openRaw(kind: RecordKind, id: string, sealed: Uint8Array): Promise<unknown>;
  /**
   * Replaces a record by what `make` makes of the stored one, and calls `make` again when somebody
   * else changes the record meanwhile. Null from `make` leaves it as it is.
   */
  change<Row extends RecordRow>(
    table: {
      get(id: string): PromiseLike<Row | undefined>;
      put(row: never): PromiseLike<unknown>;
    },
    id: string,
    make: (row: Row | undefined) => Promise<SealedBytes | null>,
  ): Promise<void>;
}

type TableOf = Parameters<Store['transaction']>[1];

/** The core of a vault with these keys. */
export function vaultCore(store: Store, keys: KeyRing): VaultCore {
  const keyFor = (kind: RecordKind): SealingKey =>
    SHOWN_WHILE_LOCKED.includes(kind) ? keys.device : keys.record;

  const checkLock = async () => {
    if ((await lockIdOf(store)) !== keys.lockId) throw new RingChangedError();
  };

  const core: VaultCore = {
    store,
    keys,
    write: (tables, run) =>
      store.transaction('rw', [...tables, store.locks] as never, async () => {
        await checkLock();
        return run();
      }) as never,
    writeIn: (sessionId, tables, run) =>
      store.transaction(
        'rw',
        [...new Set([...tables, store.sessions, store.stale, store.locks])] as never,
        async () => {
          // Asked together, they cost one turn of the browser.
          const [, row] = await Promise.all([checkLock(), store.sessions.get(sessionId)]);
          if (!row) throw new NoSuchSessionError();
          if (row.closedAt !== 0) await markStale(store, [sessionId]);
          return run();
        },
      ) as never,
    seal: (kind, id, value) => seal(keyFor(kind), kind, id, value),
    async open(kind, id, sealed, schema) {
      const value = v.safeParse(schema, await core.openRaw(kind, id, sealed));
      if (!value.success) throw new OpenError('notARecord', kind);
      return value.output;
    },
    async openRaw(kind, id, sealed) {
      if (keys.locked && !SHOWN_WHILE_LOCKED.includes(kind)) throw new OpenError('locked', kind);
      try {
        return await open(keys.opening, kind, id, sealed);
      } catch (error) {
        const unknown = error instanceof OpenError && error.reason === 'unknownKey';
        // It was sealed anew after this ring was made, and a new ring opens it.
        if (unknown && (await lockIdOf(store)) !== keys.lockId) throw new RingChangedError();
        throw error;
      }
    },
    async change(table, id, make) {
      for (;;) {
        const before = await table.get(id);
        const body = await make(before);
        if (!body) return;
        const written = await core.write([table as TableOf], async () => {
          const row = await table.get(id);
          if (!sameBytes(row?.body, before?.body)) return false;
          await table.put({ ...row, id, body } as never);
          return true;
        });
        if (written) return;
      }
    },
  };
  return core;
}

/** Null for a record that can't be opened. Every other error is thrown again. */
export function unlessUnreadable(error: unknown): null {
  if (error instanceof OpenError) return null;
  throw error;
}
