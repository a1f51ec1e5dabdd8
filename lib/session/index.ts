export {
  type Budgets,
  budgetsFor,
  type Fit,
  fitBudgets,
  fitOf,
  SURPLUSES,
  type Surplus,
  shiftedFor,
  surplusOf,
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
export { LEGS, type LegId, type LegWindow, WINDOWS } from './legs';
export { MODES, type Mode, PROFILES, type Profile } from './modes';
export {
  clockTime,
  correctedEnd,
  type EndRule,
  type EpochMs,
  LONGEST_SESSION,
  lengthProblem,
  type Meeting,
  MINUTE,
  type PlanProblem,
  type PlanRequest,
  planSession,
  proposedEnd,
  type SessionPlan,
  SHORTEST_SESSION,
} from './plan';
export { type OwnPreset, PRESETS, type Preset, type PresetId, presetOf } from './presets';
export { clockText, wholeMinutes } from './spans';
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
