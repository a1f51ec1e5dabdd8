import { expect, test } from 'vitest';
import {
  availableIn,
  beganMinutesAgo,
  FIRST_FIELDS,
  minutesOf,
  planFrom,
  proposal,
  requestFrom,
  type StartFields,
  usualStart,
} from '@/components/panel/start/start-request';
import { usualPreset } from '@/lib/practice';
import { PRESETS } from '@/lib/session';

const NINE = new Date(2026, 10, 23, 9, 0).getTime();
const MINUTE = 60_000;
const [preset] = PRESETS;
const filled = (values: Partial<StartFields>): StartFields => ({ ...FIRST_FIELDS, ...values });
const asked = (values: Partial<StartFields> = {}, now = NINE) =>
  requestFrom(filled(values), preset, now);

test('an untouched form asks for 50 minutes to the booked end', () => {
  expect(asked()).toMatchObject({
    minutes: 50,
    beganMinutesAgo: 0,
    ends: { by: 'clock', at: NINE + 50 * MINUTE },
    order: preset.order,
  });
});

test('a client’s own session type is begun with, as long as there is one', () => {
  const settings = { profile: 'coach', presets: [] } as const;
  expect(usualPreset(settings, null)).toBe('coaching');
  expect(usualPreset(settings, 'intake')).toBe('intake');
  expect(usualPreset(settings, 'erased')).toBe('coaching');
  expect(usualPreset({ ...settings, profile: 'therapist' }, null)).toBe('clientLed');
  expect(usualStart(settings, NINE, null, 'intake')?.request.preset.id).toBe('intake');
});

test('what is booked says how long the session is, and until when', () => {
  const settings = { profile: 'therapist', presets: [] } as const;
  const at = NINE + 15 * MINUTE;
  const of = (minutes: number) => ({
    clientId: 'a',
    isHere: true,
    at,
    until: at + minutes * MINUTE,
  });
  const start = (minutes: number, now: number) =>
    usualStart(settings, now, null, null, of(minutes));
  expect(start(60, at)).toMatchObject({ endsAt: at + 60 * MINUTE, request: { minutes: 60 } });
  expect(start(60, at + 4 * MINUTE)?.endsAt).toBe(at + 60 * MINUTE);
  expect(start(60, at - 5 * MINUTE)?.endsAt).toBe(at + 60 * MINUTE);
  // A day in the calendar is no session, and neither are two minutes.
  expect(start(24 * 60, at)).toMatchObject({ endsAt: at + 50 * MINUTE, request: { minutes: 50 } });
  expect(start(2, at)?.request.minutes).toBe(50);
  // Another length that is chosen is held from when it is booked.
  const chosen = requestFrom(filled({ length: 45 }), preset, at, null, of(60));
  expect(chosen).toMatchObject({ minutes: 45, ends: { by: 'clock', at: at + 45 * MINUTE } });
});

test('a length after the start needs no clock time', () => {
  expect(asked({ endsBy: 'length', typedEnd: 'nonsense' })).toMatchObject({
    ends: { by: 'length' },
  });
});

test.each<[Partial<StartFields>, string]>([
  [{ length: 'other', otherMinutes: '' }, 'lengthNotWhole'],
  [{ length: 'other', otherMinutes: '4' }, 'lengthTooShort'],
  [{ length: 'other', otherMinutes: '241' }, 'lengthTooLong'],
  [{ typedEnd: '' }, 'endUnreadable'],
  [{ typedEnd: '25:00' }, 'endUnreadable'],
  [{ typedEnd: '08:00' }, 'endPassed'],
])('%j is refused as %s', (values, problem) => {
  expect(asked(values)).toBe(problem);
  expect(planFrom(asked(values), NINE)).toBe(problem);
  expect(availableIn(planFrom(asked(values), NINE))).toBe(0);
});

test('an empty number is none, and not zero', () => {
  expect(minutesOf(filled({ length: 'other', otherMinutes: ' ' }))).toBeNaN();
  expect(beganMinutesAgo(filled({ began: '' }))).toBeNaN();
  expect(planFrom(asked({ began: '' }), NINE)).toBe('beganNotWhole');
});

test('what began before the half hour is not counted from it', () => {
  // At 9:29, six minutes in: 50 minutes from 9:23 are nearest to a quarter past ten.
  expect(proposal(filled({ began: '6' }), NINE + 29 * MINUTE)).toBe(NINE + 75 * MINUTE);
  expect(proposal(filled({ began: '0' }), NINE + 29 * MINUTE)).toBe(NINE + 80 * MINUTE);
});

test('the proposed end counts from when the session began, and is always ahead', () => {
  expect(proposal(filled({ began: '5' }), NINE + 5 * MINUTE)).toBe(NINE + 50 * MINUTE);
  const late = proposal(filled({ began: '200' }), NINE);
  expect(late).toBeGreaterThan(NINE);
  expect(proposal(filled({ length: 'other', otherMinutes: '1' }), NINE)).toBeNull();
});

test('the budgets of a plan fill the time that there is', () => {
  expect(availableIn(planFrom(asked({ length: 60, endsBy: 'length' }), NINE))).toBe(60);
});
