/** Bytes as lower-case hex, two digits each. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of lower-case hex, two digits each. */
export const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Whether both have the same bytes, or both are undefined. */
export const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a?.length === b?.length && (a?.every((byte, index) => byte === b?.[index]) ?? true);

/** A random id for a key: 16 lower-case hex digits. */
export const newKeyId = (): string => toHex(crypto.getRandomValues(new Uint8Array(8)));
