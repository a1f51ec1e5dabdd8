import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { SealedBytes } from '../store';
import { fromHex, toHex } from './bytes';

/**
 * One sealed record, as bytes (field and length):
 *
 * version 1 | algorithm 1 | key id 8 | algorithm's own | ciphertext and tag
 *
 * Algorithm 1 is AES-256-GCM; its own field is a 12-byte nonce. Algorithm 2 is HPKE (RFC 9180, base
 * mode, X25519, HKDF-SHA-256, AES-256-GCM); its own field is the 32-byte encapsulated key, so the
 * public key seals and only the private key opens. The associated data is the text
 * `perch/<version>/<algorithm>/<key id>/<kind>/<id>`, so an envelope opens only as its own record.
 */
const VERSION = 1;
const AES_256_GCM = 1;
const HPKE = 2;
const KEY_ID_BYTES = 8;
const TAG_BYTES = 16;
const PREFIX_BYTES = 2 + KEY_ID_BYTES;
const NONCE_BYTES = 12;
const ENCAPSULATED_BYTES = 32;

/** The kind of a record, which its envelope is bound to. */
export type RecordKind =
  | 'session'
  | 'event'
  | 'words'
  | 'line'
  | 'draft'
  | 'client'
  | 'settings'
  | 'card'
  | 'log'
  | 'place'
  | 'pack'
  | 'paper'
  | 'unsaved'
  | 'root'
  | 'keys';

/** A key and the id in its envelopes: 16 lower-case hex digits. */
export interface NamedKey {
  readonly id: string;
  readonly key: CryptoKey;
}

/** A public key, which only seals, and the id in its envelopes. */
export interface PublicKey {
  readonly id: string;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** A key that can seal a record. */
export type SealingKey = NamedKey | PublicKey;

/** Why an envelope can't be opened. */
export type OpenFailure =
  | 'tooShort'
  | 'unknownVersion'
  | 'unknownAlgorithm'
  | 'unknownKey'
  /** The key exists, but is locked away. */
  | 'locked'
  /** Changed since it was sealed, or sealed as another record. The two look the same. */
  | 'notAuthentic'
  | 'notARecord';

/**
 * A record that can't be opened. The message names the reason and the kind, never content or ids.
 */
export class OpenError extends Error {
  override readonly name = 'OpenError';
  readonly reason: OpenFailure;
  readonly kind: RecordKind;
  constructor(reason: OpenFailure, kind: RecordKind) {
    super(`${kind} record could not be opened: ${reason}`);
    this.reason = reason;
    this.kind = kind;
  }
}

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/**
 * Seals a record, written as JSON. Without the key, the bytes show only the record's approximate
 * length, and `open` refuses them if they were changed or belong to another kind or id. A public
 * key proves nothing about who sealed. Limits: an older envelope of the same record can be put back
 * unnoticed; random nonces are safe for about 2^32 records per key.
 */
export async function seal(
  key: SealingKey,
  kind: RecordKind,
  id: string,
  value: unknown,
): Promise<SealedBytes> {
  const plain = new TextEncoder().encode(JSON.stringify(value));
  if ('publicKey' in key) {
    const recipientPublicKey = await suite.kem.deserializePublicKey(key.publicKey.buffer);
    const { enc, ct } = await suite.seal(
      { recipientPublicKey },
      plain.buffer,
      associated(HPKE, key.id, kind, id).buffer,
    );
    return assemble(HPKE, key.id, new Uint8Array(enc), new Uint8Array(ct));
  }
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: associated(AES_256_GCM, key.id, kind, id) },
    key.key,
    plain,
  );
  return assemble(AES_256_GCM, key.id, nonce, new Uint8Array(cipher));
}

/** The id of the key in an envelope, or null if the bytes are no envelope. */
export const keyIdOf = (sealed: Uint8Array): string | null =>
  sealed.length < PREFIX_BYTES ? null : toHex(sealed.slice(2, PREFIX_BYTES));

/**
 * Opens what `seal` made with the key of `keys` that the envelope names: an AES key or an X25519
 * private key. Never returns a partial record.
 * @throws OpenError with the reason
 */
export async function open(
  keys: readonly NamedKey[],
  kind: RecordKind,
  id: string,
  sealed: Uint8Array,
): Promise<unknown> {
  if (!(sealed instanceof Uint8Array) || sealed.length < PREFIX_BYTES)
    throw new OpenError('tooShort', kind);
  const [version, algorithm] = sealed;
  if (version !== VERSION) throw new OpenError('unknownVersion', kind);
  if (algorithm !== AES_256_GCM && algorithm !== HPKE)
    throw new OpenError('unknownAlgorithm', kind);
  const own = algorithm === HPKE ? ENCAPSULATED_BYTES : NONCE_BYTES;
  if (sealed.length < PREFIX_BYTES + own + TAG_BYTES) throw new OpenError('tooShort', kind);
  const keyId = toHex(sealed.slice(2, PREFIX_BYTES));
  const key = keys.find((candidate) => candidate.id === keyId)?.key;
  if (!key) throw new OpenError('unknownKey', kind);
  const parameter = sealed.slice(PREFIX_BYTES, PREFIX_BYTES + own);
  const cipher = sealed.slice(PREFIX_BYTES + own);
  const additionalData = associated(algorithm, keyId, kind, id);
  const plain = await (algorithm === HPKE
    ? suite.open({ recipientKey: key, enc: parameter.buffer }, cipher.buffer, additionalData.buffer)
    : crypto.subtle.decrypt({ name: 'AES-GCM', iv: parameter, additionalData }, key, cipher)
  ).catch(() => {
    throw new OpenError('notAuthentic', kind);
  });
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    throw new OpenError('notARecord', kind);
  }
}

function assemble(
  algorithm: number,
  keyId: string,
  parameter: Uint8Array,
  cipher: Uint8Array,
): SealedBytes {
  const bytes = new Uint8Array(PREFIX_BYTES + parameter.length + cipher.length);
  bytes.set([VERSION, algorithm]);
  bytes.set(fromHex(keyId), 2);
  bytes.set(parameter, PREFIX_BYTES);
  bytes.set(cipher, PREFIX_BYTES + parameter.length);
  return bytes as SealedBytes;
}

const associated = (algorithm: number, keyId: string, kind: RecordKind, id: string) =>
  new TextEncoder().encode(`perch/${VERSION}/${algorithm}/${keyId}/${kind}/${id}`);
