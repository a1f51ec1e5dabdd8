import type { Client } from './client';

/** Most UTF-16 units in a code, and in any other text about a client. */
export const LONGEST_CODE = 12;
export const LONGEST_FIELD = 500;
/** Most letters in a speaker's initials. */
export const LONGEST_INITIALS = 4;

/** Why a code can't be used. */
export type CodeProblem = 'codeEmpty' | 'codeTooLong' | 'codeTaken';

/** A code without white space at its ends and with single spaces inside. */
export const cleanCode = (code: string): string => code.trim().replace(/\s+/g, ' ');

/** The reason a client can't have this code, or null. Codes must differ in more than case. */
export function codeProblem(
  code: string,
  others: readonly Pick<Client, 'code'>[],
): CodeProblem | null {
  const clean = cleanCode(code);
  if (clean === '') return 'codeEmpty';
  if (clean.length > LONGEST_CODE) return 'codeTooLong';
  return clientCalled(others, clean) ? 'codeTaken' : null;
}

/** A code like this one that is free: itself, or with the first number in brackets from 2 on. */
export function freeCode(code: string, others: readonly Pick<Client, 'code'>[]): string {
  const clean = cleanCode(code);
  for (let n = 1; ; n += 1) {
    const mark = n === 1 ? '' : ` (${n})`;
    const free = `${clean.slice(0, LONGEST_CODE - mark.length).trimEnd()}${mark}`;
    if (!clientCalled(others, free)) return free;
  }
}

/** A code to propose for the next client: `C-` and the lowest free number from 1. */
export function nextCode(clients: readonly Pick<Client, 'code'>[]): string {
  for (let n = 1; ; n += 1) {
    const code = `C-${n}`;
    if (codeProblem(code, clients) === null) return code;
  }
}

/** The client with this code, ignoring case, or undefined. */
export const clientCalled = <T extends Pick<Client, 'code'>>(
  clients: readonly T[],
  code: string,
): T | undefined =>
  clients.find((client) => client.code.toLocaleLowerCase() === cleanCode(code).toLocaleLowerCase());

/**
 * Splits typed initials at spaces, signs and the English "and". Each appears once, in order, with
 * at most `LONGEST_INITIALS` letters.
 */
export const speakersOf = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(/[\s,;&+/]+/)
      .filter((word) => word !== '' && word !== 'and')
      .map((word) => word.slice(0, LONGEST_INITIALS)),
  ),
];

/** Most UTF-16 units in the own name of a leg or a preset. */
export const LONGEST_NAME = 24;
