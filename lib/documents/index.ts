export { coachingHoursCsv, sessionsCsv } from './csv';
export { type DocumentRules, isLate, isLateEntry, lateAfter } from './document-head';
export type { DocumentLine } from './document-lines';
export { documentHtml, documentMarkdown, documentText, gapText } from './document-text';
export {
  clientJson,
  clientMarkdown,
  documentName,
  exportName,
  type Handouts,
  notesOf,
  PARTS,
  type Part,
  planText,
  toJson,
  toMarkdown,
} from './documents';
export { documentFhir } from './fhir';
export {
  FORMATS,
  type FormatId,
  formatCalled,
  formatLike,
  formatsWith,
  NOWHERE,
  type NoteFormat,
  ownFormatCalled,
  type SectionId,
  sectionOf,
} from './formats';
export { type Given, givenBy, givenCsv, givenJson } from './given';
export { handoutText, hasHandout } from './handout';
export {
  levelText,
  measureName,
  numberText,
  responseText,
  resultText,
  reviewText,
  safetyText,
} from './measures';
export { monthText } from './month-text';
export { isForReport, type PracticeReport, practiceReport } from './practice-report';
export {
  LARGEST_PROMPTS_FILE,
  type PromptsFileProblem,
  promptsFromJson,
  promptsToJson,
} from './prompts-file';
export {
  asFinal,
  type DocumentGap,
  type DocumentSection,
  type RenderedDocument,
  renderDocument,
  repeatedFrom,
  sectionText,
  withoutWordsLeft,
} from './session-document';
export { supervisionMarkdown } from './supervision';
