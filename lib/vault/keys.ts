import type { Store } from '../store';
import { type NamedKey, toHex } from './envelope';

/**
 * The keys a vault works with: one to seal with, and every one that may open. This is the door for other
 * kinds of key: whoever builds a key ring decides where its keys come from.
 */
export interface KeyRing {
  readonly sealing: NamedKey;
  readonly opening: readonly NamedKey[];
}

/** The device's key is gone although sealed records are there. Nothing is written over them. */
export class KeyMissingError extends Error {
  override readonly name = 'KeyMissingError';
  constructor() {
    super('the key of this device is missing, and there are records sealed with it');
  }
}

/**
 * The device's own key ring: one AES-256-GCM key, made on first use and kept by the browser as a key that
 * no script can read out. Two contexts that ask at the same time get the same key.
 * Limit: whoever can run code as this extension in this browser profile can use the key.
 *
 * @throws KeyMissingError when there are records but no key.
 */
export async function deviceKeyRing(store: Store, now: () => number): Promise<KeyRing> {
  if ((await store.keys.count()) === 0) {
    if ((await store.sessions.count()) > 0) throw new KeyMissingError();
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const id = toHex(crypto.getRandomValues(new Uint8Array(8)));
    await store.transaction('rw', store.keys, async () => {
      if ((await store.keys.count()) === 0) await store.keys.add({ id, key, createdAt: now() });
    });
  }
  const keys = await store.keys.orderBy(':id').toArray();
  const sealing = keys[0];
  if (!sealing) throw new KeyMissingError();
  return { sealing, opening: keys };
}
