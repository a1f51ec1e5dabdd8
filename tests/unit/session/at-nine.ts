import {
  LEGS,
  type LegId,
  MINUTE,
  type PlanRequest,
  type SessionEvent,
  type SessionPlan,
} from '@/lib/session';
import { planAt } from '../../fixtures/session.ts';

/** When the sessions of these tests begin. */
export const NINE = new Date(2026, 10, 23, 9, 0).getTime();
export const at = (minutes: number) => NINE + minutes * MINUTE;

export const planned = (change: Partial<PlanRequest> = {}, now = NINE): SessionPlan =>
  planAt(now, change);
export const started: SessionEvent = {
  type: 'started',
  at: NINE,
  toldAt: NINE,
  utcOffsetMinutes: 0,
};
export const enter = (leg: LegId, minutes: number): SessionEvent => ({
  type: 'legEntered',
  at: at(minutes),
  leg,
});
export const opened = [started, enter('opening', 0)];
export const sum = (values: Readonly<Record<LegId, number>>) =>
  LEGS.reduce((total, leg) => total + values[leg], 0);
