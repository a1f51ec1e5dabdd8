export {
  asksFiles,
  FILED,
  type Filed,
  type FiledKind,
  type FileLine,
  type FilePlace,
  fileIndex,
  fileLines,
} from './file-lines';
export { asksForAny, NO_QUERY, type Query } from './query';
export { folded, type Piece, piecesOf, wordsOf } from './words';
