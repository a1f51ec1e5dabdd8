/** Letters and digits that are easy to tell apart in print and by hand: 32, so 5 bits each. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP = 5;

/**
 * A passphrase nobody can guess: 125 random bits as 5 groups of 5 signs, such as
 * `k7m3p-x2abq-9hwne-d4tcv-r8jyf`.
 * @param random fills the bytes with random ones, as `crypto.getRandomValues` does
 */
export function madeUpPassphrase(random: (bytes: Uint8Array<ArrayBuffer>) => unknown): string {
  const bytes = new Uint8Array(GROUPS * GROUP);
  random(bytes);
  const signs = Array.from(bytes, (byte) => SIGNS[byte % SIGNS.length]);
  return Array.from({ length: GROUPS }, (_, at) =>
    signs.slice(at * GROUP, (at + 1) * GROUP).join(''),
  ).join('-');
}
