export { asksForAny, NO_QUERY, type Query } from './query';
export { folded, type Piece, piecesOf, wordsOf } from './words';
