export {
  type AnswerOption,
  type Band,
  type BandId,
  INSTRUMENT,
  INSTRUMENTS,
  type Instrument,
  type InstrumentId,
  instrumentCalled,
} from './instruments';
export {
  LONGEST_MEASURE_NAME,
  type OwnMeasure,
  type OwnMeasureProblem,
  ownMeasureProblem,
  readNumber,
  valueProblem,
} from './own';
export { type Attained, attainment, LEVELS, type Level, WEIGHTS } from './scaling';
export {
  type Answer,
  type Change,
  changeOf,
  rangeOf,
  type Score,
  safetyAnswer,
  scoreOf,
  TREND_FROM,
} from './score';
