import * as v from 'valibot';
import type { KeyRow, Store } from '../store';
import { fromHex, newKeyId, sameBytes, toHex } from './bytes';
import { seal } from './envelope';
import { LockForgedError, LockUnreadableError } from './errors';
import { deviceKeyRing, deviceKeys, type KeyRing, newDeviceKey, purposeOf } from './keys';
import {
  aesKey,
  hexOf,
  imported,
  isSameKey,
  keyId,
  LOCK_ID,
  namedRoot,
  newKeys,
  openKeys,
  passkeyKey,
  publicKeysOf,
  unwrap,
} from './lock-keys';
import {
  COST,
  cheaperThan,
  type Derive,
  FREE_TRIES,
  HIGHEST_COST,
  LONGEST_PASSPHRASE,
  waitAfter,
} from './passphrase';
import { refuseEmptied, type TallyKeeper } from './tally';

/** `none`: there is no passphrase. `locked`: it hasn't been given. `open`: it has. */
export type LockState = 'none' | 'locked' | 'open';

/**
 * Keeps the root key, as hex, while the notes are unlocked: in the browser's memory, shared by the
 * extension's contexts, gone when the browser ends.
 */
export interface RootKeeper {
  read(): Promise<string | null>;
  write(root: string | null): Promise<void>;
}

export interface LockParts {
  readonly store: Store;
  readonly root: RootKeeper;
  readonly derive: Derive;
  /** Absent where an empty database is no surprise, as in a rehearsal. */
  readonly tally?: TallyKeeper;
  now(): number;
}

/** Why the lock refused a request. */
export type LockProblem =
  | 'wrongPassphrase'
  | 'tooManyTries'
  | 'passphraseEmpty'
  | 'passphraseTooLong'
  | 'noPassphrase'
  | 'passphraseThere'
  | 'lockedNow'
  | 'passkeyUnknown'
  | 'passkeyFailed'
  /** Another page has changed the lock in the meantime. Nothing was changed by this one. */
  | 'lockChanged'
  | 'lockUnreadable';

/** The lock's answer. `waitMs`: after too many tries, milliseconds until the next one. */
export type LockReply =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: LockProblem; readonly waitMs?: number };

/** The lock has changed since the key ring was made. Nothing was written; get a new ring. */
export class RingChangedError extends Error {
  override readonly name = 'RingChangedError';
  constructor() {
    super('the lock has changed');
  }
}

const VERSION = 1;

const sealed = v.instance(Uint8Array<ArrayBuffer>);
const upTo = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const cost = v.strictObject({
  memoryKiB: upTo(HIGHEST_COST.memoryKiB),
  passes: upTo(HIGHEST_COST.passes),
  lanes: upTo(HIGHEST_COST.lanes),
});

const slot = v.variant('kind', [
  v.strictObject({
    kind: v.literal('passphrase'),
    id: keyId,
    salt: hexOf(16),
    cost,
    wrapped: sealed,
  }),
  v.strictObject({
    kind: v.literal('passkey'),
    id: keyId,
    credentialId: v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){1,1024}$/)),
    salt: hexOf(32),
    wrapped: sealed,
    /** Absent for one that an earlier version added. */
    addedAt: v.optional(v.number()),
    usedAt: v.optional(v.number()),
  }),
]);

const publicKey = v.strictObject({ id: keyId, publicKey: v.instance(Uint8Array<ArrayBuffer>) });

const lockBody = v.strictObject({
  version: v.literal(VERSION),
  /** The id of the record compartment's key, which is the lock's id: another lock has another. */
  id: keyId,
  createdAt: v.number(),
  slots: v.pipe(v.array(slot), v.minLength(1), v.maxLength(20)),
  record: publicKey,
  private: publicKey,
  /** The secret keys of both compartments, sealed with the root key. */
  keys: sealed,
  /** When all records from before the lock were sealed again with these keys; null until then. */
  resealedAt: v.nullable(v.number()),
  tries: v.strictObject({ count: v.number(), at: v.number() }),
});
type LockBody = v.InferOutput<typeof lockBody>;
type Slot = v.InferOutput<typeof slot>;

/** A passkey that can unlock the notes. `credentialId` and `salt` are hex. */
export interface PasskeySlot {
  readonly id: string;
  readonly credentialId: string;
  readonly salt: string;
  /** When it was added and last used, in epoch milliseconds; null if that isn't known. */
  readonly addedAt: number | null;
  readonly usedAt: number | null;
}

/** What a passkey gives: how to ask it again, in hex, and its 32 bytes for this salt. */
export interface NewPasskey {
  readonly credentialId: string;
  readonly salt: string;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/**
 * The lock of a vault: a passphrase, and passkeys beside it.
 *
 * A random root key seals the secret keys of both compartments. Each slot holds the root key,
 * sealed with a key from the passphrase or from a passkey, so a new passphrase reseals 32 bytes and
 * no record. While locked, no usable key for a note is on disk or in Perch's memory.
 */
export class Lock {
  readonly #parts: LockParts;

  constructor(parts: LockParts) {
    this.#parts = parts;
  }

  /** @throws LockUnreadableError */
  async state(): Promise<LockState> {
    const body = await this.#read();
    if (!body) return 'none';
    return (await this.#root(body)) ? 'open' : 'locked';
  }

  /**
   * The keys to work with now.
   * @throws LockUnreadableError, LockForgedError, KeyMissingError; EmptiedError before any new key
   * is made
   */
  async ring(): Promise<KeyRing> {
    const { store, now, tally } = this.#parts;
    const body = await this.#read();
    if (!body) {
      if (tally) await refuseEmptied(store, tally);
      return deviceKeyRing(store, now);
    }
    const rows = await deviceKeys(store, now, ['device']);
    const device = rows.find((row) => purposeOf(row) === 'device') as KeyRow;
    const root = await this.#root(body);
    if (!root)
      return {
        locked: true,
        lockId: body.id,
        device,
        record: body.record,
        private: body.private,
        // A running session may still be sealed with the device key from before the lock.
        opening: rows,
      };
    const secrets = await openKeys(root, body.keys);
    const own = await publicKeysOf(secrets);
    if (!isSameKey(own.record, body.record) || !isSameKey(own.private, body.private))
      throw new LockForgedError();
    const keys = await Promise.all(secrets.map(imported));
    const [record, apart] = (['record', 'private'] as const).map((use) =>
      keys.find((key) => key.use === use && key.algorithm === 'AES-GCM'),
    );
    if (!record || !apart) throw new LockUnreadableError();
    return {
      locked: false,
      lockId: body.id,
      device,
      record,
      private: apart,
      opening: [...rows, ...keys],
    };
  }

  /**
   * Sets a passphrase where there is none, and leaves the notes unlocked. `reseal` then seals the
   * earlier records again.
   */
  async set(passphrase: string): Promise<LockReply> {
    const problem = passphraseProblem(passphrase);
    if (problem) return no(problem);
    const { store, now } = this.#parts;
    await deviceKeys(store, now);
    const root = namedRoot(fromHex(newRoot()));
    const device = await newDeviceKey('device', now);
    const keys = (await Promise.all((['record', 'private'] as const).map(newKeys))).flat();
    const rootKey = await root;
    const body: LockBody = {
      version: VERSION,
      id: keys.find(({ use, algorithm }) => use === 'record' && algorithm === 'AES-GCM')?.id ?? '',
      createdAt: now(),
      slots: [await this.#slotFor(passphrase, rootKey.bytes)],
      ...(await publicKeysOf(keys)),
      keys: await seal(rootKey, 'keys', LOCK_ID, keys),
      resealedAt: null,
      tries: { count: 0, at: 0 },
    };
    const tables = [store.locks, store.keys, store.packs];
    const added = await store.transaction('rw', tables, async () => {
      if (await store.locks.get(LOCK_ID)) return false;
      // They are made anew with the keys of the lock.
      await store.packs.clear();
      await store.locks.add({ id: LOCK_ID, value: body });
      // The earlier keys are stored in the profile's folder, so they must not seal anything more.
      await store.keys.toCollection().modify({ use: 'old' });
      await store.keys.add(device);
      return true;
    });
    if (!added) return no('passphraseThere');
    await this.#parts.root.write(rootKey.bytes);
    return OK;
  }

  /**
   * Unlocks the notes. A wrong passphrase changes nothing; after `FREE_TRIES` wrong ones, the next
   * try has to wait. Raises a cheaper key derivation to today's cost.
   */
  async unlock(passphrase: string): Promise<LockReply> {
    const found = await this.#try(passphrase);
    if ('problem' in found) return { ok: false, ...found };
    const { slot, root } = found;
    if (slot.kind === 'passphrase' && cheaperThan(slot.cost, COST)) {
      const raised = await this.#slotFor(passphrase, root);
      await this.#change((body) => ({
        ...body,
        slots: body.slots.map((one) => (one.id === slot.id ? raised : one)),
      }));
    }
    await this.#parts.root.write(root);
    return OK;
  }

  /** Checks the passphrase without unlocking anything. A wrong one counts as a try. */
  async verify(passphrase: string): Promise<LockReply> {
    const found = await this.#try(passphrase);
    return 'problem' in found ? { ok: false, ...found } : OK;
  }

  /** Locks at once. Other contexts learn it from the root keeper and drop their keys. */
  async lock(): Promise<void> {
    await this.#parts.root.write(null);
  }

  /**
   * Sets another passphrase for the same keys. No record is sealed again.
   * @param passkeys `keep` lets them unlock as before. Without any to keep, the root key is
   * exchanged, so that no earlier slot opens the present database. An earlier copy of the database
   * still opens with what it was locked with, and holds the same keys.
   */
  async change(
    passphrase: string,
    next: string,
    passkeys: 'keep' | 'remove' = 'keep',
  ): Promise<LockReply> {
    const problem = passphraseProblem(next);
    if (problem) return no(problem);
    const found = await this.#try(passphrase);
    if ('problem' in found) return { ok: false, ...found };
    const body = await this.#read();
    if (!body?.slots.some(({ id }) => id === found.slot.id)) return no('lockChanged');
    const kept = passkeys === 'keep' ? body.slots.filter(({ kind }) => kind === 'passkey') : [];
    const root = kept.length > 0 ? found.root : newRoot();
    const slot = await this.#slotFor(next, root);
    const keys =
      kept.length > 0
        ? body.keys
        : await seal(
            await namedRoot(fromHex(root)),
            'keys',
            LOCK_ID,
            await openKeys(found.root, body.keys),
          );
    const isOpen = (await this.#root(body)) !== null;
    const done = await this.#changeFrom(body, (now) => ({ ...now, slots: [slot, ...kept], keys }));
    if (!done) return no('lockChanged');
    if (isOpen) await this.#parts.root.write(root);
    return OK;
  }

  /**
   * Puts the public keys back that belong to the secret ones, after `ring` has thrown
   * LockForgedError. The notes must be unlocked.
   */
  async mend(): Promise<void> {
    const body = await this.#read();
    const root = body && (await this.#root(body));
    if (!body || !root) return;
    const own = await publicKeysOf(await openKeys(root, body.keys));
    await this.#change((now) => (now.id === body.id ? { ...now, ...own } : now));
  }

  /**
   * Removes the passphrase: the lock's keys become keys of this device. No record is sealed again.
   * From now on, the notes are as open as this browser profile.
   */
  async remove(passphrase: string): Promise<LockReply> {
    const found = await this.#try(passphrase);
    if ('problem' in found) return { ok: false, ...found };
    const { store, now } = this.#parts;
    const body = await this.#read();
    if (!body?.slots.some(({ id }) => id === found.slot.id)) return no('lockChanged');
    const keys = await Promise.all((await openKeys(found.root, body.keys)).map(imported));
    await store.transaction('rw', store.locks, store.keys, async () => {
      await store.keys.bulkPut(
        keys.map(({ id, key, use, algorithm }) => ({
          id,
          key,
          use: algorithm === 'AES-GCM' ? use : 'old',
          createdAt: now(),
        })),
      );
      await store.locks.delete(LOCK_ID);
    });
    await this.#parts.root.write(null);
    return OK;
  }

  /** The passkeys that can unlock the notes. */
  async passkeys(): Promise<readonly PasskeySlot[]> {
    const body = await this.#read();
    return (body?.slots ?? []).flatMap((one) =>
      one.kind === 'passkey'
        ? [
            {
              id: one.id,
              credentialId: one.credentialId,
              salt: one.salt,
              addedAt: one.addedAt ?? null,
              usedAt: one.usedAt ?? null,
            },
          ]
        : [],
    );
  }

  /**
   * Lets a passkey unlock the notes beside the passphrase, which is asked for first.
   * @param make makes the passkey; null when the person declined
   */
  async addPasskey(passphrase: string, make: () => Promise<NewPasskey | null>): Promise<LockReply> {
    const found = await this.#try(passphrase);
    if ('problem' in found) return { ok: false, ...found };
    const from = await this.#read();
    if (!from?.slots.some((one) => one.id === found.slot.id)) return no('lockChanged');
    const made = await make();
    if (!made) return no('passkeyFailed');
    const { secret, credentialId, salt } = made;
    const id = newKeyId();
    const wrapped = await seal({ id, key: await passkeyKey(secret) }, 'root', LOCK_ID, found.root);
    const addedAt = this.#parts.now();
    const slot = { kind: 'passkey', id, credentialId, salt, wrapped, addedAt } as const;
    const done = await this.#changeFrom(from, (now) => ({ ...now, slots: [...now.slots, slot] }));
    return done ? OK : no('lockChanged');
  }

  /**
   * Removes a passkey. Returns a function that restores it, as long as the passphrase and the root
   * key are the same.
   */
  async removePasskey(id: string): Promise<() => Promise<void>> {
    let taken: readonly Slot[] = [];
    let from: LockBody | null = null;
    await this.#change((body) => {
      taken = body.slots.filter((one) => one.kind === 'passkey' && one.id === id);
      from = { ...body, slots: body.slots.filter((one) => !taken.includes(one)) };
      return from;
    });
    return async () => {
      if (!from) return;
      await this.#changeFrom(from, (body) =>
        body.slots.some((one) => one.id === id)
          ? body
          : { ...body, slots: [...body.slots, ...taken] },
      );
    };
  }

  /** Unlocks the notes with the secret of a passkey. */
  async unlockWithPasskey(id: string, secret: Uint8Array<ArrayBuffer>): Promise<LockReply> {
    const body = await this.#read();
    const found = body?.slots.find((one) => one.kind === 'passkey' && one.id === id);
    if (!body || !found) return no('passkeyUnknown');
    const root = await unwrap(found, await passkeyKey(secret));
    if (root === null) return no('passkeyUnknown');
    const opens = await openKeys(root, body.keys).then(
      () => true,
      () => false,
    );
    if (!opens) return no('passkeyUnknown');
    await this.#parts.root.write(root);
    const usedAt = this.#parts.now();
    // A database that can only be read opens all the same.
    await this.#change((now) => ({
      ...now,
      slots: now.slots.map((one) =>
        one.kind === 'passkey' && one.id === id ? { ...one, usedAt } : one,
      ),
    })).catch(() => {});
    return OK;
  }

  async #read(): Promise<LockBody | null> {
    const row = await this.#parts.store.locks.get(LOCK_ID);
    if (!row) return null;
    const read = v.safeParse(lockBody, row.value);
    if (!read.success) throw new LockUnreadableError();
    return read.output;
  }

  /** The root key if it is kept and belongs to this lock. */
  async #root(body: LockBody): Promise<string | null> {
    const root = await this.#parts.root.read();
    if (root === null) return null;
    return openKeys(root, body.keys).then(
      () => root,
      () => null,
    );
  }

  async #try(
    passphrase: string,
  ): Promise<{ slot: Slot; root: string } | { problem: LockProblem; waitMs?: number }> {
    const { now, derive } = this.#parts;
    const body = await this.#read().catch((error: unknown) => {
      if (error instanceof LockUnreadableError) return error;
      throw error;
    });
    if (body instanceof LockUnreadableError) return { problem: 'lockUnreadable' };
    if (!body) return { problem: 'noPassphrase' };
    const { count, at } = body.tries;
    // A clock that was set back must not lengthen the wait: the next try doesn't wait at all.
    const since = Math.max(0, now() - at);
    const waitMs = waitAfter(count) - since;
    if (waitMs > 0 && now() >= at) return { problem: 'tooManyTries', waitMs };
    for (const slot of body.slots) {
      if (slot.kind !== 'passphrase') continue;
      const bytes = await derive(passphrase, fromHex(slot.salt), slot.cost);
      const root = await unwrap(slot, await aesKey(bytes));
      if (root === null) continue;
      if (count > 0) await this.#change((before) => ({ ...before, tries: { count: 0, at: 0 } }));
      return { slot, root };
    }
    await this.#change((before) => ({
      ...before,
      tries: { count: before.tries.count + 1, at: now() },
    }));
    const wait = waitAfter(count + 1);
    return { problem: 'wrongPassphrase', ...(count + 1 >= FREE_TRIES ? { waitMs: wait } : {}) };
  }

  async #slotFor(passphrase: string, root: string): Promise<Slot> {
    const id = newKeyId();
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const key = await aesKey(await this.#parts.derive(passphrase, salt, COST));
    const wrapped = await seal({ id, key }, 'root', LOCK_ID, root);
    return { kind: 'passphrase', id, salt: toHex(salt), cost: COST, wrapped };
  }

  /**
   * Changes the lock if its passphrase and its root key are still those of `from`. Says whether.
   */
  async #changeFrom(from: LockBody, change: (body: LockBody) => LockBody): Promise<boolean> {
    const passphraseOf = ({ slots }: LockBody) =>
      slots.filter(({ kind }) => kind === 'passphrase').map(({ id }) => id);
    let done = false;
    await this.#change((now) => {
      done =
        now.id === from.id &&
        sameBytes(now.keys, from.keys) &&
        JSON.stringify(passphraseOf(now)) === JSON.stringify(passphraseOf(from));
      return done ? change(now) : now;
    });
    return done;
  }

  async #change(change: (body: LockBody) => LockBody): Promise<void> {
    const { store } = this.#parts;
    await store.transaction('rw', store.locks, async () => {
      const body = await this.#read();
      if (body) await store.locks.put({ id: LOCK_ID, value: change(body) });
    });
  }
}

/** The id of a store's present lock, or null. Call it in a transaction that includes `locks`. */
export async function lockIdOf(store: Store): Promise<string | null> {
  const row = await store.locks.get(LOCK_ID);
  return row ? ((row.value as Partial<LockBody>).id ?? '') : null;
}

/** Whether all records from before the lock are sealed with its keys. True without a lock. */
export async function isResealed(store: Store): Promise<boolean> {
  const row = await store.locks.get(LOCK_ID);
  return !row || (row.value as Partial<LockBody>).resealedAt != null;
}

/**
 * Records that resealing is complete, and deletes the earlier keys. Call it in a transaction that
 * includes `locks` and `keys`.
 */
export async function markResealed(store: Store, at: number): Promise<void> {
  const row = await store.locks.get(LOCK_ID);
  if (!row) return;
  await store.locks.put({ ...row, value: { ...(row.value as LockBody), resealedAt: at } });
  for (const key of await store.keys.toArray())
    if (purposeOf(key) === 'old') await store.keys.delete(key.id);
}

const newRoot = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)));

const OK: LockReply = { ok: true };
const no = (problem: LockProblem): LockReply => ({ ok: false, problem });

function passphraseProblem(passphrase: string): LockProblem | null {
  if (passphrase.trim() === '') return 'passphraseEmpty';
  return passphrase.length > LONGEST_PASSPHRASE ? 'passphraseTooLong' : null;
}
