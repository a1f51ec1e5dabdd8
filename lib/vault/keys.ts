import type { KeyRow, Store } from '../store';
import { newKeyId } from './bytes';
import type { NamedKey, SealingKey } from './envelope';

/** Where a record belongs. Each compartment has keys of its own. */
export type KeyUse = 'record' | 'private';

/**
 * The keys that a vault works with now. `device` is the browser's own and always there: it seals
 * what a running session shows while locked, and settings. `record` and `private` seal notes and
 * all that is about clients; locked, they are public keys, which seal and do not open.
 */
export interface KeyRing {
  readonly locked: boolean;
  /**
   * Which lock it belongs to; null without a passphrase. Another passphrase keeps it, a new lock
   * has a new one.
   */
  readonly lockId: string | null;
  readonly device: NamedKey;
  readonly record: SealingKey;
  readonly private: SealingKey;
  /** Every key that opens; one that is not used for sealing any more may be among them. */
  readonly opening: readonly NamedKey[];
}

/** The device's key is gone although sealed records are there. Nothing is written over them. */
export class KeyMissingError extends Error {
  override readonly name = 'KeyMissingError';
  constructor() {
    super('the key of this device is missing, and there are records sealed with it');
  }
}

const USES = ['device', 'record', 'private'] as const;
type Use = (typeof USES)[number];

/** A new key that the browser keeps. */
export async function newDeviceKey(use: Use, now: () => number): Promise<KeyRow> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
  return { id: newKeyId(), use, key, createdAt: now() };
}

/**
 * The keys of this device, made on first use and kept by the browser as keys that no script can
 * read out. Two contexts that ask at the same time get the same keys. A key from before there were
 * several is the device's. Limit: whoever can run code as this extension in this browser profile
 * can use them, and whoever copies the profile's folder has them. A passphrase is what keeps notes
 * from both.
 *
 * @throws KeyMissingError when there are records but no key.
 */
export async function deviceKeys(
  store: Store,
  now: () => number,
  uses: readonly Use[] = USES,
): Promise<readonly KeyRow[]> {
  const missing = async () => {
    const rows = await store.keys.toArray();
    return uses.filter((use) => !rows.some((row) => purposeOf(row) === use));
  };
  const wanted = await missing();
  if (wanted.length > 0) {
    if (wanted.includes('device') && (await store.sessions.count()) > 0)
      throw new KeyMissingError();
    const made = await Promise.all(wanted.map((use) => newDeviceKey(use, now)));
    await store.transaction('rw', store.keys, async () => {
      const still = await missing();
      await store.keys.bulkAdd(made.filter((row) => still.some((use) => use === row.use)));
    });
  }
  return store.keys.orderBy(':id').toArray();
}

export const purposeOf = (row: KeyRow): NonNullable<KeyRow['use']> => row.use ?? 'device';

/** The key ring of a device without a passphrase. */
export async function deviceKeyRing(store: Store, now: () => number): Promise<KeyRing> {
  const rows = await deviceKeys(store, now);
  const [device, record, own] = USES.map((use) => rows.find((row) => purposeOf(row) === use));
  if (!device || !record || !own) throw new KeyMissingError();
  return { locked: false, lockId: null, device, record, private: own, opening: rows };
}
