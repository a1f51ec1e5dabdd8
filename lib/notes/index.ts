export {
  type CleanText,
  cleanText,
  deleteLine,
  draftTexts,
  editLine,
  type Line,
  type LineProblem,
  LONGEST_DRAFT,
  LONGEST_LINE,
  settleLines,
  undoable,
  undoLine,
} from './line';
