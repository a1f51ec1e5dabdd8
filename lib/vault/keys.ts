import type { KeyRow, Store } from '../store';
import { newKeyId } from './bytes';
import type { NamedKey, SealingKey } from './envelope';

/** The compartments, each with keys of its own. */
export type KeyUse = 'record' | 'private';

/**
 * The keys a vault works with. `device` is kept by the browser and always available: it seals the
 * settings, and what a running session shows while locked. `record` and `private` seal notes and
 * everything about clients. While locked they are public keys, which seal but don't open.
 */
export interface KeyRing {
  readonly locked: boolean;
  /**
   * The id of the lock that the keys belong to; null without a passphrase. Changing the passphrase
   * keeps the id.
   */
  readonly lockId: string | null;
  readonly device: NamedKey;
  readonly record: SealingKey;
  readonly private: SealingKey;
  /** Every key that can open records, including keys that no longer seal. */
  readonly opening: readonly NamedKey[];
}

/** The device's key is gone although sealed records exist. Nothing is overwritten. */
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
 * The keys of this device: made on first use, kept by the browser, and unreadable for scripts.
 * Contexts that ask at the same time get the same keys. Limit: code that runs as this extension can
 * use them, and a copy of the profile's folder contains them. Only a passphrase protects against
 * both.
 *
 * @throws KeyMissingError if there are records but no key
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

/**
 * The key ring of a device without a passphrase.
 * @throws KeyMissingError if there are records but no key
 */
export async function deviceKeyRing(store: Store, now: () => number): Promise<KeyRing> {
  const rows = await deviceKeys(store, now);
  const [device, record, own] = USES.map((use) => rows.find((row) => purposeOf(row) === use));
  if (!device || !record || !own) throw new KeyMissingError();
  return { locked: false, lockId: null, device, record, private: own, opening: rows };
}
