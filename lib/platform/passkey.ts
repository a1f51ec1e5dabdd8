/**
 * Passkeys as a source of secrets. With its PRF extension, WebAuthn derives the same 32 bytes each
 * time from a passkey and a salt, after the user has agreed on their device. Chromium allows this
 * in extension pages; Firefox refuses.
 */

/** A passkey and the secret it gave. */
export interface Passkey {
  /** Hex. */
  readonly credentialId: string;
  /** 32 bytes, hex. */
  readonly salt: string;
  readonly secret: Uint8Array<ArrayBuffer>;
}

const toHex = (bytes: ArrayBuffer | Uint8Array): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** Whether this browser lets this page use passkeys with secrets. */
export async function passkeysOffered(): Promise<boolean> {
  if (import.meta.env.FIREFOX || typeof PublicKeyCredential === 'undefined') return false;
  const capabilities = await PublicKeyCredential.getClientCapabilities?.().catch(() => null);
  return capabilities?.['extension:prf'] === true;
}

/** Makes a passkey and asks it for its secret. Null if the user declined or it gives none. */
export async function newPasskey(name: string): Promise<Passkey | null> {
  const salt = random(32);
  const made = (await navigator.credentials
    .create({
      publicKey: {
        challenge: random(32),
        rp: { name },
        user: { id: random(16), name, displayName: name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { userVerification: 'required' },
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => null)) as PublicKeyCredential | null;
  if (!made) return null;
  const passkey = { credentialId: toHex(made.rawId), salt: toHex(salt) };
  const first = made.getClientExtensionResults().prf?.results?.first;
  // Some authenticators give their secret only on a second request.
  const secret = first ? bytesOf(first) : await secretOf(passkey);
  return secret && { ...passkey, secret };
}

/** Asks a passkey for its secret. Null if the user declined or it gives none. */
export async function secretOf(passkey: {
  credentialId: string;
  salt: string;
}): Promise<Uint8Array<ArrayBuffer> | null> {
  const got = (await navigator.credentials
    .get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: 'public-key', id: fromHex(passkey.credentialId) }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: fromHex(passkey.salt) } } },
      },
    })
    .catch(() => null)) as PublicKeyCredential | null;
  const first = got?.getClientExtensionResults().prf?.results?.first;
  return first ? bytesOf(first) : null;
}

const bytesOf = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength);
