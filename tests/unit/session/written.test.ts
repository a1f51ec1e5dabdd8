import { describe, expect, test } from 'vitest';
import {
  enteredAfterwards,
  holdTogether,
  LEGS,
  legAt,
  MINUTE,
  timeline,
  type WrittenSession,
  writtenSession,
} from '@/lib/session';
import { NINE } from './at-nine.ts';

const TOLD = NINE + 600 * MINUTE;
const written = (change: Partial<WrittenSession> = {}): WrittenSession => ({
  clientId: 'c',
  startedAt: NINE,
  endedAt: NINE + 52 * MINUTE,
  minutes: 50,
  mode: 'guided',
  legs: [
    { leg: 'exploration', at: NINE + 8 * MINUTE },
    { leg: 'opening', at: NINE },
    { leg: 'closing', at: NINE + 45 * MINUTE },
  ],
  ...change,
});
const made = (change: Partial<WrittenSession> = {}) => {
  const result = writtenSession(written(change), TOLD, 60);
  if (typeof result === 'string') throw new Error(result);
  return result;
};

describe('a session that was written by hand', () => {
  test('has the times that were written, and no leg that was not', () => {
    const { plan, events } = made();
    expect(holdTogether(events)).toBe(true);
    const shown = timeline(plan, events, TOLD);
    expect(shown).toMatchObject({
      startedAt: NINE,
      endsAt: NINE + 50 * MINUTE,
      endedAt: NINE + 52 * MINUTE,
      contactMs: 52 * MINUTE,
    });
    const spent = Object.fromEntries(shown.legs.map(({ leg, spentMs }) => [leg, spentMs / MINUTE]));
    expect(spent).toMatchObject({
      opening: 8,
      exploration: 37,
      closing: 7,
      agenda: 0,
      planning: 0,
    });
    expect(shown.legs.filter(({ state }) => state === 'notVisited')).toHaveLength(3);
    expect(plan).toMatchObject({ mode: 'guided', order: LEGS, minutes: 50 });
  });

  test('says when it was entered, as no other session does', () => {
    const { events } = made();
    expect(enteredAfterwards(events)).toBe(TOLD);
    expect(enteredAfterwards(events.slice(0, -2))).toBeNull();
    const [started, ...rest] = events;
    if (started?.type !== 'started') throw new Error('it starts');
    expect(enteredAfterwards([{ ...started, toldAt: NINE + MINUTE }, ...rest])).toBeNull();
    expect(enteredAfterwards([])).toBeNull();
  });

  test.each<[string, Partial<WrittenSession>, string]>([
    ['a length that is none', { minutes: Number.NaN }, 'lengthNotWhole'],
    ['a length that is too long', { minutes: 241 }, 'lengthTooLong'],
    ['an end at its beginning', { endedAt: NINE }, 'writtenBackwards'],
    ['an end that is no instant', { endedAt: Number.NaN }, 'writtenBackwards'],
    ['an end that is still to come', { endedAt: TOLD + 1 }, 'writtenNotOver'],
    ['more than eight hours', { endedAt: NINE + 480 * MINUTE + 1 }, 'writtenTooLong'],
    ['no leg', { legs: [] }, 'writtenNoLeg'],
    ['a leg before it', { legs: [{ leg: 'opening', at: NINE - 1 }] }, 'writtenLegOutside'],
    [
      'a leg at its end',
      { legs: [{ leg: 'closing', at: NINE + 52 * MINUTE }] },
      'writtenLegOutside',
    ],
  ])('is refused with %s', (_, change, problem) => {
    expect(writtenSession(written(change), TOLD, 0)).toBe(problem);
  });

  test('of eight hours, or that has just ended, is taken', () => {
    expect(made({ endedAt: NINE + 480 * MINUTE }).events).toHaveLength(7);
    expect(
      made({
        endedAt: TOLD,
        startedAt: TOLD - 60 * MINUTE,
        legs: [{ leg: 'opening', at: TOLD - MINUTE }],
      }).plan.minutes,
    ).toBe(50);
  });

  test('has its legs in the order of their times, and as they were written at the same one', () => {
    const at = NINE + MINUTE;
    const { events } = made({
      legs: [
        { leg: 'agenda', at },
        { leg: 'planning', at },
        { leg: 'opening', at: NINE },
        { leg: 'agenda', at },
      ],
    });
    expect(events.flatMap((event) => (event.type === 'legEntered' ? [event.leg] : []))).toEqual([
      'opening',
      'agenda',
      'planning',
      'agenda',
    ]);
  });

  test('tells which leg a line is of', () => {
    const { legs } = written();
    expect(legAt(legs, NINE + 7 * MINUTE)).toBe('opening');
    expect(legAt(legs, NINE + 8 * MINUTE)).toBe('exploration');
    expect(legAt(legs, NINE - 1)).toBeNull();
  });
});
