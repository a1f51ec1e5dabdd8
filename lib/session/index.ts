export {
  type Budgets,
  budgetsFor,
  budgetsShape,
  type Fit,
  fitBudgets,
  fitOf,
  SURPLUSES,
  type Surplus,
  shiftedFor,
  surplusOf,
  surplusShape,
} from './budgets';
export {
  CUES,
  type Cue,
  type CueId,
  cueAt,
  type NoticeMinutes,
  nextMilestone,
  noticeOf,
} from './cues';
export {
  CORRECTIONS,
  type Correction,
  clientOf,
  currentLeg,
  EVENTS,
  type EventOf,
  type EventRefusal,
  endOf,
  isOrder,
  isTicked,
  LEADERS,
  type Leader,
  LONGEST_REASON,
  lastOf,
  refusalOf,
  SET_ASIDE_REASONS,
  type SessionEvent,
  type SetAsideReason,
  TANGENT_CHOICES,
  type TangentChoice,
  TICKS,
  type Tick,
  WORKS,
  type Work,
} from './events';
export { LEGS, type LegId, type LegWindow, legShape, orderShape, WINDOWS } from './legs';
export { MODES, type Mode, modeShape, PROFILES, type Profile, profileShape } from './modes';
export {
  clockTime,
  correctedEnd,
  type EndRule,
  type EpochMs,
  LONGEST_SESSION,
  lengthProblem,
  type Meeting,
  MINUTE,
  meetingShape,
  type PlanProblem,
  type PlanRequest,
  planSession,
  planShape,
  proposedEnd,
  type SessionPlan,
  SHORTEST_SESSION,
} from './plan';
export {
  type OwnPreset,
  ownPresetShape,
  PRESETS,
  type Preset,
  type PresetId,
  presetOf,
} from './presets';
export { allOf, instant, minutes, someOf, type TypeOf } from './shape';
export { clockText, sharedMinutes, wholeMinutes } from './spans';
export { type Clockwork, startTicker, untilNextSecond } from './ticker';
export {
  endHeldBy,
  inMinutes,
  type LegStanding,
  type LegState,
  type Span,
  type Stretch,
  type Timeline,
  timeline,
} from './timeline';
