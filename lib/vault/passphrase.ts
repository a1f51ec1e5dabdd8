import { argon2id } from 'hash-wasm';

/** What deriving a key costs: Argon2id's memory in KiB, passes over it, and lanes. */
export interface Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/**
 * Today's cost, about half a second on a small machine. Vaults with a lower one are raised when
 * they are unlocked.
 */
export const COST: Cost = { memoryKiB: 65_536, passes: 3, lanes: 1 };

/** A stored cost above this is refused: it was not written by Perch, and would stop the page. */
export const HIGHEST_COST: Cost = { memoryKiB: 1_048_576, passes: 16, lanes: 4 };

/** Derives 32 bytes from a passphrase and a salt of 16 bytes. */
export type Derive = (
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  cost: Cost,
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Argon2id (RFC 9106) of the passphrase in Unicode form NFC, so that the same letters typed on
 * another keyboard give the same key. Takes the thread that it runs in for as long as it costs.
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

/** Most characters of a passphrase; there are no other rules but that there is one. */
export const LONGEST_PASSPHRASE = 1_000;

/** Wrong tries in a row before the next has to wait, and the longest wait. */
export const FREE_TRIES = 5;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 60_000;

/**
 * Milliseconds to wait after so many wrong tries in a row, 0 for none. It slows down somebody at
 * the keyboard; whoever has copied the files is slowed by the cost of each guess alone.
 */
export const waitAfter = (wrongTries: number): number =>
  wrongTries < FREE_TRIES ? 0 : Math.min(FIRST_WAIT * 2 ** (wrongTries - FREE_TRIES), LONGEST_WAIT);

/** Whether a cost asks less of a guesser than another. */
export const cheaperThan = (a: Cost, b: Cost): boolean =>
  a.memoryKiB < b.memoryKiB || a.memoryKiB * a.passes < b.memoryKiB * b.passes;
