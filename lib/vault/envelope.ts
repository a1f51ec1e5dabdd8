import type { SealedBytes } from '../store';

/**
 * One sealed record, as bytes:
 *
 *     version 1 | algorithm 1 | key id 8 | nonce 12 | AES-256-GCM ciphertext and tag
 *
 * The associated data is the text `perch/<version>/<algorithm>/<key id>/<kind>/<id>`, so that an envelope
 * opens only as the record it was sealed as.
 */
const VERSION = 1;
const AES_256_GCM = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 2 + KEY_ID_BYTES + NONCE_BYTES;

/** What a record is. Bound into its envelope. */
export type RecordKind = 'session' | 'event' | 'line' | 'draft' | 'client' | 'settings' | 'card';

/** A key with the id that its envelopes carry: 16 lower-case hex digits. */
export interface NamedKey {
  readonly id: string;
  readonly key: CryptoKey;
}

/** Why an envelope could not be opened. */
export type OpenFailure =
  | 'tooShort'
  | 'unknownVersion'
  | 'unknownAlgorithm'
  | 'unknownKey'
  /** Changed since it was sealed, or sealed as another record. The two can't be told apart. */
  | 'notAuthentic'
  | 'notARecord';

/** A record that could not be opened. Its message names the reason and the kind, never content or ids. */
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

/**
 * Seals a record, whole, under a fresh random nonce. `value` is written as JSON.
 * Guarantee: without the key the bytes show the record's length (give or take) and nothing else, and any
 * change to them, or use under another kind or id, is refused by `open`.
 * Limit: an older envelope of the same record can be put back in its place unnoticed. Random nonces are
 * safe for about 2^32 records under one key.
 */
export async function seal(
  key: NamedKey,
  kind: RecordKind,
  id: string,
  value: unknown,
): Promise<SealedBytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: associated(key.id, kind, id) },
    key.key,
    plain,
  );
  const bytes = new Uint8Array(HEADER_BYTES + cipher.byteLength);
  bytes.set([VERSION, AES_256_GCM]);
  bytes.set(fromHex(key.id), 2);
  bytes.set(nonce, 2 + KEY_ID_BYTES);
  bytes.set(new Uint8Array(cipher), HEADER_BYTES);
  return bytes as SealedBytes;
}

/**
 * Opens what `seal` made, with whichever of `keys` it names.
 * @throws OpenError with the reason; never returns a partial record.
 */
export async function open(
  keys: readonly NamedKey[],
  kind: RecordKind,
  id: string,
  sealed: Uint8Array,
): Promise<unknown> {
  if (!(sealed instanceof Uint8Array) || sealed.length < HEADER_BYTES + TAG_BYTES)
    throw new OpenError('tooShort', kind);
  if (sealed[0] !== VERSION) throw new OpenError('unknownVersion', kind);
  if (sealed[1] !== AES_256_GCM) throw new OpenError('unknownAlgorithm', kind);
  const keyId = toHex(sealed.slice(2, 2 + KEY_ID_BYTES));
  const key = keys.find((candidate) => candidate.id === keyId);
  if (!key) throw new OpenError('unknownKey', kind);
  const plain = await crypto.subtle
    .decrypt(
      {
        name: 'AES-GCM',
        iv: sealed.slice(2 + KEY_ID_BYTES, HEADER_BYTES),
        additionalData: associated(keyId, kind, id),
      },
      key.key,
      sealed.slice(HEADER_BYTES),
    )
    .catch(() => {
      throw new OpenError('notAuthentic', kind);
    });
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    throw new OpenError('notARecord', kind);
  }
}

const associated = (keyId: string, kind: RecordKind, id: string) =>
  new TextEncoder().encode(`perch/${VERSION}/${AES_256_GCM}/${keyId}/${kind}/${id}`);

/** Bytes as lower-case hex, two digits each. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
