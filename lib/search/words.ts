/** Lower case without accents, and with straight quotation marks, for comparison. */
export function folded(text: string): string {
  // Most text is plain, and this loop runs over all of a practice.
  const plain = /^[\x20-\x7e\n]*$/.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[\u2018-\u201b\u02bc]/g, "'")
        .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"');
  return plain.toLowerCase();
}

/** The words of a query, as they are compared. */
export const wordsOf = (query: string): readonly string[] =>
  folded(query).split(/\s+/).filter(Boolean);

/** A piece of a text, and whether it is one of the words that were looked for. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/**
 * A text in pieces, so that what a query has found in it can be marked. The pieces together are the
 * text, letter for letter.
 */
export function piecesOf(text: string, query: string): readonly Piece[] {
  const words = wordsOf(query);
  /** For each letter of the compared text, where its own letter begins. */
  const begins: number[] = [];
  let compared = '';
  let at = 0;
  for (const letter of text) {
    const fold = folded(letter);
    for (let n = 0; n < fold.length; n += 1) begins.push(at);
    compared += fold;
    at += letter.length;
  }
  const marked = new Set<number>();
  for (const word of words)
    for (let from = compared.indexOf(word); from !== -1; from = compared.indexOf(word, from + 1))
      for (let n = from; n < from + word.length; n += 1) marked.add(begins[n] ?? 0);
  const pieces: { text: string; isFound: boolean }[] = [];
  let isFound = false;
  at = 0;
  for (const letter of text) {
    // An accent that stands alone goes with its letter.
    if (folded(letter) !== '') isFound = marked.has(at);
    const last = pieces.at(-1);
    if (last && last.isFound === isFound) last.text += letter;
    else pieces.push({ text: letter, isFound });
    at += letter.length;
  }
  return pieces;
}
