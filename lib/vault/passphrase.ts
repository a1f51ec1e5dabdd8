import { argon2id } from 'hash-wasm';

/** The cost of deriving a key: Argon2id's memory in KiB, passes and lanes. */
export interface Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/**
 * Today's cost, about half a second on a small machine. Unlocking raises a lower stored cost to it.
 */
export const COST: Cost = { memoryKiB: 65_536, passes: 3, lanes: 1 };

/** A stored cost above this is refused: Perch didn't write it, and it would freeze the page. */
export const HIGHEST_COST: Cost = { memoryKiB: 1_048_576, passes: 16, lanes: 4 };

/** Derives 32 bytes from a passphrase and a 16-byte salt. */
export type Derive = (
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  cost: Cost,
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Argon2id (RFC 9106) of the passphrase in Unicode NFC, so that the same letters typed on another
 * keyboard give the same key. Blocks its thread meanwhile.
 */
export const derive: Derive = async (passphrase, salt, { memoryKiB, passes, lanes }) => {
  const bytes = await argon2id({
    password: passphrase.normalize('NFC'),
    salt,
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(bytes);
};

/** Most UTF-16 units in a passphrase. The only other rule is that it isn't empty. */
export const LONGEST_PASSPHRASE = 1_000;

/**
 * Wrong tries in a row before the next one has to wait, and the first and longest wait
 * (milliseconds).
 */
export const FREE_TRIES = 5;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 60_000;

/**
 * Milliseconds to wait after so many wrong tries in a row, or 0. This only slows down guessing in
 * Perch; a copy of the files is protected by the cost of each guess.
 */
export const waitAfter = (wrongTries: number): number =>
  wrongTries < FREE_TRIES ? 0 : Math.min(FIRST_WAIT * 2 ** (wrongTries - FREE_TRIES), LONGEST_WAIT);

/** Whether guessing costs less with `a` than with `b`. */
export const cheaperThan = (a: Cost, b: Cost): boolean =>
  a.memoryKiB < b.memoryKiB || a.memoryKiB * a.passes < b.memoryKiB * b.passes;
