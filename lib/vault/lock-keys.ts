import * as v from 'valibot';
import { fromHex, newKeyId, sameBytes, toHex } from './bytes';
import { type NamedKey, OpenError, open } from './envelope';
import { LockUnreadableError } from './errors';

/** The id of the only lock of a vault. */
export const LOCK_ID = 'vault';

export const keyId = hexOf(8);

/** A text of so many bytes, as hex. */
export function hexOf(bytes: number) {
  return v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));
}

const secretKeys = v.array(
  v.strictObject({
    id: keyId,
    use: v.picklist(['record', 'private']),
    algorithm: v.picklist(['AES-GCM', 'X25519']),
    /** AES: the key's bytes. X25519: PKCS #8. */
    bytes: v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){32,64}$/)),
  }),
);
export type SecretKey = v.InferOutput<typeof secretKeys>[number];

export const aesKey = (bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** There is only one root key, so its id is fixed and never looked up. */
const ROOT_KEY_ID = '0000000000000000';

/** The root key in the form that seals. */
export async function namedRoot(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<NamedKey & { readonly bytes: string }> {
  return { id: ROOT_KEY_ID, key: await aesKey(bytes), bytes: toHex(bytes) };
}

/** The key of a passkey's slot. HKDF binds the secret to this purpose. */
export async function passkeyKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: new TextEncoder().encode('perch/passkey/root'),
    },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** The root key that a slot holds, as hex; null if the key isn't the slot's. */
export async function unwrap(
  { id, wrapped }: { readonly id: string; readonly wrapped: Uint8Array<ArrayBuffer> },
  key: CryptoKey,
): Promise<string | null> {
  try {
    const root = await open([{ id, key }], 'root', LOCK_ID, wrapped);
    return typeof root === 'string' && /^[0-9a-f]{64}$/.test(root) ? root : null;
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}

/**
 * The secret keys of both compartments.
 * @throws OpenError if the root key isn't theirs; LockUnreadableError
 */
export async function openKeys(
  root: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<readonly SecretKey[]> {
  const keys = v.safeParse(
    secretKeys,
    await open([await namedRoot(fromHex(root))], 'keys', LOCK_ID, sealed),
  );
  if (!keys.success) throw new LockUnreadableError();
  return keys.output;
}

/** A secret key in the form that opens and seals. */
export async function imported({ id, use, algorithm, bytes }: SecretKey) {
  const key =
    algorithm === 'AES-GCM'
      ? await aesKey(fromHex(bytes))
      : await crypto.subtle.importKey('pkcs8', fromHex(bytes), 'X25519', false, ['deriveBits']);
  return { id, use, algorithm, key };
}

/** A new key and the secret key of a new pair for a compartment. */
export async function newKeys(use: SecretKey['use']): Promise<readonly SecretKey[]> {
  const pair = (await crypto.subtle.generateKey('X25519', true, ['deriveBits'])) as CryptoKeyPair;
  const secret = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
  return [
    {
      id: newKeyId(),
      use,
      algorithm: 'AES-GCM',
      bytes: toHex(crypto.getRandomValues(new Uint8Array(32))),
    },
    { id: newKeyId(), use, algorithm: 'X25519', bytes: toHex(new Uint8Array(secret)) },
  ];
}

/** The public key of a pair, computed from its secret one. */
async function publicKeyOf({ bytes }: SecretKey): Promise<Uint8Array<ArrayBuffer>> {
  const pair = await crypto.subtle.importKey('pkcs8', fromHex(bytes), 'X25519', true, [
    'deriveBits',
  ]);
  const { x = '' } = await crypto.subtle.exportKey('jwk', pair);
  return Uint8Array.from(atob(x.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
    char.charCodeAt(0),
  );
}

/** The public key of a compartment, as the lock keeps it. */
export interface KeptPublicKey {
  readonly id: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/**
 * The public keys that belong to the secret ones. Whoever can write to the database could have put
 * others there, which would seal what is written while locked for somebody else.
 */
export async function publicKeysOf(
  keys: readonly SecretKey[],
): Promise<Readonly<Record<'record' | 'private', KeptPublicKey>>> {
  const of = async (use: 'record' | 'private'): Promise<KeptPublicKey> => {
    const pair = keys.find((key) => key.use === use && key.algorithm === 'X25519');
    if (!pair) throw new LockUnreadableError();
    return { id: pair.id, publicKey: await publicKeyOf(pair) };
  };
  return { record: await of('record'), private: await of('private') };
}

export const isSameKey = (one: KeptPublicKey, other: KeptPublicKey): boolean =>
  one.id === other.id && sameBytes(one.publicKey, other.publicKey);
