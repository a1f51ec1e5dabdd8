import type { ClientChoice, PanelCommand, Problem } from '@/lib/messaging';
import { type Booked, type Settings, usualPreset } from '@/lib/practice';
import {
  clockTime,
  type EpochMs,
  type LegId,
  lengthProblem,
  MINUTE,
  type PlanRequest,
  type Preset,
  planSession,
  presetOf,
  proposedEnd,
  type SessionPlan,
  type Surplus,
} from '@/lib/session';

export const ENDS = ['clock', 'length'] as const;

/** What is filled in before the start. Numbers are as they were typed. */
export interface StartFields {
  /** Minutes, or `other` for the typed ones. */
  readonly length: number | 'other';
  readonly otherMinutes: string;
  readonly endsBy: (typeof ENDS)[number];
  /** The typed end time; null while the proposal stands. */
  readonly typedEnd: string | null;
  readonly presetId: string;
  /** Null for the preset's order. */
  readonly order: readonly LegId[] | null;
  /** How many minutes ago the session began. */
  readonly began: string;
  readonly surplus: Surplus;
}

export const FIRST_FIELDS: StartFields = {
  length: 50,
  otherMinutes: '30',
  endsBy: 'clock',
  typedEnd: null,
  presetId: 'clientLed',
  order: null,
  began: '0',
  surplus: 'exploration',
};

/** The lengths that are one press each, in minutes. */
export const LENGTHS = [45, 50, 60] as const;

/** The length as it is filled in: one of those to press, or typed. */
export const lengthFields = (minutes: number): Pick<StartFields, 'length' | 'otherMinutes'> =>
  LENGTHS.some((one) => one === minutes)
    ? { length: minutes, otherMinutes: FIRST_FIELDS.otherMinutes }
    : { length: 'other', otherMinutes: String(minutes) };

/**
 * What is filled in for these settings and this client's own session type. A session that is
 * booked is as long as that, if a session can be.
 */
export function usualFields(
  settings: Pick<Settings, 'profile' | 'presets'>,
  own: string | null,
  booked: Booked | null,
): StartFields {
  const presetId = usualPreset(settings, own);
  const { presets } = settings;
  const agreed = booked && (booked.until - booked.at) / MINUTE;
  const usual = presetOf(presetId, presets).minutes ?? minutesOf(FIRST_FIELDS);
  return {
    ...FIRST_FIELDS,
    presetId,
    ...lengthFields(agreed === null || lengthProblem(agreed) ? usual : agreed),
  };
}

/**
 * The request of a session that is started without a form at `now`, and its end; null if there can
 * be no plan.
 */
export function usualStart(
  settings: Pick<Settings, 'profile' | 'presets'>,
  now: EpochMs,
  zone: number | null,
  own: string | null = null,
  booked: Booked | null = null,
): { readonly request: PlanRequest; readonly endsAt: EpochMs } | null {
  const fields = usualFields(settings, own, booked);
  const preset = presetOf(fields.presetId, settings.presets);
  const request = requestFrom(fields, preset, now, zone, booked);
  const plan = planFrom(request, now);
  return typeof request === 'string' || typeof plan === 'string'
    ? null
    : { request, endsAt: plan.endsAt };
}

const numberIn = (typed: string) => (typed.trim() === '' ? Number.NaN : Number(typed));

/** The length in minutes; not a number while none is typed. */
export const minutesOf = ({ length, otherMinutes }: StartFields): number =>
  length === 'other' ? numberIn(otherMinutes) : length;

/** How many minutes ago the session began; not a number while none is typed. */
export const beganMinutesAgo = ({ began }: StartFields): number => numberIn(began);

/**
 * The end to propose at `now`, which is always ahead; null while the length can't be used.
 * @param booked the appointment that the session is held for
 * @param zone the clock's offset from UTC in minutes; null for the page's own time zone
 */
export function proposal(
  fields: StartFields,
  now: EpochMs,
  zone: number | null = null,
  booked: Booked | null = null,
): EpochMs | null {
  const minutes = minutesOf(fields);
  if (lengthProblem(minutes)) return null;
  const ago = beganMinutesAgo(fields);
  const began = now - (Number.isFinite(ago) ? ago * MINUTE : 0);
  const end = proposedEnd(minutes, began, zone, booked?.at, ago > 0);
  return end - now >= MINUTE ? end : proposedEnd(minutes, now, zone);
}

/** What the fields ask for at `now`, or the reason they can't be used. The zone as above. */
export function requestFrom(
  fields: StartFields,
  preset: Preset,
  now: EpochMs,
  zone: number | null = null,
  booked: Booked | null = null,
): PlanRequest | Problem | 'endUnreadable' {
  const minutes = minutesOf(fields);
  const wrong = lengthProblem(minutes);
  if (wrong) return wrong;
  const request = {
    minutes,
    beganMinutesAgo: beganMinutesAgo(fields),
    preset,
    order: fields.order ?? preset.order,
    surplus: fields.surplus,
  };
  if (fields.endsBy === 'length') return { ...request, ends: { by: 'length' } };
  const at =
    fields.typedEnd === null
      ? proposal(fields, now, zone, booked)
      : clockTime(fields.typedEnd, now, zone);
  if (at === null) return 'endUnreadable';
  return typeof at === 'string' ? at : { ...request, ends: { by: 'clock', at } };
}

/** The plan of what was asked for at `now`, or the reason there can be none. */
export const planFrom = (
  asked: ReturnType<typeof requestFrom>,
  now: EpochMs,
): SessionPlan | Problem | 'endUnreadable' =>
  typeof asked === 'string' ? asked : planSession(asked, now);

/** The minutes that a plan's budgets have together; 0 for no plan. */
export const availableIn = (plan: ReturnType<typeof planFrom>): number =>
  typeof plan === 'string'
    ? 0
    : Object.values(plan.budgets).reduce((sum, budget) => sum + budget, 0);

/** The command that starts the session that was asked for. */
export const startCommand = (
  { preset, order, ...request }: PlanRequest,
  client: ClientChoice,
  sessionId: string,
  confirmed: boolean,
): PanelCommand => ({
  type: 'start',
  sessionId,
  request: { ...request, order: [...order], preset: preset.id },
  client,
  confirmed,
});
