export { ABSENCES, type AbsenceKind, type ClientAbsences, NO_ABSENCES } from './absences';
export { type Calendar, PRACTICE } from './calendar';
export {
  answered,
  type ClientAhead,
  type ClientGoals,
  type ClientPlans,
  GOAL_STATES,
  type GoalState,
  LONGEST_LINE,
  NO_GOALS,
  NO_PLANS,
  NOTHING_AHEAD,
  PLAN_ANSWERS,
  type PlanAnswer,
  withLine,
} from './client-papers';
export {
  type ClientFeedback,
  FEEDBACK_QUESTIONS,
  type FeedbackQuestion,
  NO_FEEDBACK,
} from './feedback';
export { type Handout, hasContent, NO_HANDOUT } from './handout';
export {
  type ClientMeasures,
  DUE_EVERY,
  dueInSession,
  dueMeasures,
  ENTERED_BY,
  type EnteredBy,
  isMeasureDue,
  type MeasureResult,
  NO_MEASURES,
  nameOfMeasure,
  personsIn,
  resultsOf,
} from './measures';
export { PAPER_KINDS, PAPERS, type PaperBodies, type PaperKind } from './papers';
export { type ClientScaling, LEVEL_KEYS, NO_SCALING, type Review, reviewsOf } from './scaling';
export {
  type Addendum,
  type AsFinal,
  asLastTime,
  type DocumentProblem,
  finalised,
  HEADER_FIELDS,
  type HeaderField,
  inFormat,
  LONGEST_OWN_WORDS,
  newDocument,
  type SessionDocument,
  withAddendum,
  withBlanksFilled,
  withHeader,
  withOwnWords,
} from './session-document';
