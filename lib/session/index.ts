export { type Budgets, budgetsFor, type Fit, fitOf } from './budgets';
export { currentLeg, type EventRefusal, endOf, refusalOf, type SessionEvent } from './events';
export { LEGS, type LegId, type LegWindow, WINDOWS } from './legs';
export {
  clockTime,
  type EndRule,
  type EpochMs,
  LONGEST_SESSION,
  lengthProblem,
  MINUTE,
  type Place,
  type PlanProblem,
  type PlanRequest,
  planSession,
  proposedEnd,
  type SessionPlan,
  SHORTEST_SESSION,
} from './plan';
export { clockText, wholeMinutes } from './spans';
export { type LegStanding, type LegState, type Stretch, type Timeline, timeline } from './timeline';
