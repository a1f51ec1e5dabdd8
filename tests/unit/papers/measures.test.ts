import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  type ClientMeasures,
  type ClientScaling,
  dueInSession,
  dueMeasures,
  isMeasureDue,
  type MeasureResult,
  NO_MEASURES,
  NO_SCALING,
  PAPERS,
  personsIn,
  resultsOf,
  reviewsOf,
} from '@/lib/papers';

const DAY = 86_400_000;
const result = (id: string, at: number, more: Partial<MeasureResult> = {}): MeasureResult => ({
  id,
  at,
  sessionId: null,
  measure: 'gad7',
  version: 'gad7-en-1',
  answers: [0, 0, 0, 0, 0, 0, 0],
  unscored: null,
  by: 'readOut',
  person: '',
  assessed: '',
  agreed: '',
  ...more,
});
const measures = (more: Partial<ClientMeasures>): ClientMeasures => ({ ...NO_MEASURES, ...more });

test('those whose results there are come in their order, and what nobody is named for last', () => {
  const of = (...persons: readonly string[]) =>
    personsIn(persons.map((person, at) => result(`${at}`, at, { person })));
  expect(of('', 'B', 'A', 'B')).toEqual(['B', 'A', '']);
  expect(of('')).toEqual(['']);
  expect(of()).toEqual([]);
});

test('a result from before anybody was named for one is read as of nobody', () => {
  const { person: _, ...before } = result('a', 1);
  const read = v.parse(PAPERS.measures.shape, { ...NO_MEASURES, results: [before] });
  expect(read.results).toEqual([result('a', 1)]);
});

test('the results of a measure are in the order of their instants', () => {
  const all = measures({
    results: [result('b', 2), result('a', 1), result('c', 3, { measure: 'phq9' })],
  });
  expect(resultsOf(all, 'gad7').map(({ id }) => id)).toEqual(['a', 'b']);
});

describe('a measure is due', () => {
  const given = (sessionId: string | null, n: number) =>
    measures({ results: [result('a', 10, { sessionId })], every: { gad7: n } });
  const every = (n: number) => given('s', n);

  test.each([
    ['never, while nobody has set a number', NO_MEASURES, [], false],
    ['at once, while it has no result', measures({ every: { gad7: 8 } }), [], true],
    ['in the next session, of every one', every(1), [5], true],
    ['not after one session of four', every(4), [5, 20], false],
    ['not after two sessions of four', every(4), [5, 20, 30], false],
    ['in the fourth session after the one it was given in', every(4), [5, 20, 30, 40], true],
    // What was given in no session is for the next one.
    ['not just after it was given before a session', given(null, 1), [-DAY], false],
    ['after one of that day, whose record takes nothing more', given(null, 1), [9], true],
    ['after the session that it was given for', given(null, 1), [-DAY, 20], true],
    ['until it is given', every(4), [5, 20, 30, 40, 50, 60], true],
  ] as const)('%s', (_, all, starts, due) => {
    expect(isMeasureDue(all, 'gad7', starts, [])).toBe(due);
  });

  test.each([
    ['not by what the other one answered', [result('a', 30, { person: 'A' })], true],
    [
      'until each has answered',
      'AB'.split('').map((who) => result(who, 30, { person: who })),
      false,
    ],
    [
      'again when one has answered long ago',
      [result('a', 30, { person: 'A' }), result('b', 1, { person: 'B' })],
      true,
    ],
    ['not after both have answered together', [result('a', 30)], false],
    [
      'for those who still come, whoever else answered',
      [result('a', 30), result('x', 1, { person: 'X' })],
      false,
    ],
  ] as const)('in a file of two: %s', (_, results, due) => {
    const all = measures({ results, every: { gad7: 2 } });
    expect(isMeasureDue(all, 'gad7', [5, 20], ['A', 'B'])).toBe(due);
  });
});

test('a measure that is gone is due no more', () => {
  const own = [{ id: 'o', name: 'Sleep', from: 0, to: 12, better: null }];
  const due = (all: ClientMeasures) => dueMeasures(all, [], [], true);
  expect(due(measures({ own, every: { o: 4, gad7: 4 } }))).toEqual(['o', 'gad7']);
  expect(due(measures({ every: { o: 4, gad7: 4 } }))).toEqual(['gad7']);
});

test.each([
  ['that has no result', [], [], ['gad7']],
  ['that was answered in it', [result('a', 60, { sessionId: 's' })], [], []],
  ['that was answered since it began, for no session', [result('a', 60)], [], []],
  ['answered for it on a later day', [result('a', 40, { sessionId: 's' })], [], []],
  ['answered just before it', [result('a', 49)], [], []],
  ['answered in the session before', [result('a', 10 - DAY, { sessionId: 'r' })], [], ['gad7']],
  ['that one of two has answered', [result('a', 60, { person: 'A' })], ['A', 'B'], ['gad7']],
  [
    'that both have answered',
    [result('a', 60, { person: 'A' }), result('b', 61, { person: 'B' })],
    ['A', 'B'],
    [],
  ],
] as const)('a measure for every session, in one that runs: %s', (_, results, speakers, due) => {
  const all = measures({ results, every: { gad7: 1 } });
  const session = { id: 's', startedAt: 50 };
  expect(dueInSession(all, session, [-DAY], speakers, true)).toEqual(due);
  expect(dueInSession(all, session, [-DAY], speakers, false)).toEqual([]);
});

test('two versions of the measures in one lose no result', () => {
  const mine = measures({ results: [result('a', 1, { assessed: 'mine' })], every: { gad7: 4 } });
  const other = measures({
    results: [result('a', 1, { assessed: 'other' }), result('b', 2)],
    own: [{ id: 'o', name: 'Sleep', from: 0, to: 12, better: null }],
    every: { gad7: 6, phq9: 2 },
  });
  const both = PAPERS.measures.merge(mine, other);
  expect(both.results.map(({ id, assessed }) => [id, assessed])).toEqual([
    ['a', 'mine'],
    ['b', ''],
  ]);
  expect(both.own).toHaveLength(1);
  expect(both.every).toEqual({ gad7: 4, phq9: 2 });
  expect(PAPERS.measures.merge(both, other)).toEqual(both);
});

describe('goal scaling', () => {
  const scaling: ClientScaling = {
    goals: { g: { weight: 2, levels: { '0': 'twice a week' } } },
    reviews: [
      { id: 'late', at: 2 * DAY, levels: { g: 1 } },
      { id: 'early', at: DAY, levels: { g: 0, gone: -1 } },
      { id: 'none', at: 3 * DAY, levels: {} },
    ],
  };

  test('has a score for each review, the earliest first', () => {
    expect(reviewsOf(scaling).map(({ id, score }) => [id, score && Math.round(score)])).toEqual([
      // One of weight 2 as expected, and one without a weight below it.
      ['early', 46],
      ['late', 60],
      ['none', null],
    ]);
    expect(reviewsOf(NO_SCALING)).toEqual([]);
  });

  test('have no score where a goal that was open has no level', () => {
    const review = { id: 'v', at: 1, levels: { g: 1 as const } };
    const score = (partial: boolean) =>
      reviewsOf({ goals: {}, reviews: [{ ...review, partial }] })[0]?.score;
    expect(score(false)).toBe(60);
    expect(score(true)).toBeNull();
  });

  test('keeps a score as it was told, whatever a goal weighs since', () => {
    const levels = { g: 2, h: 0 } as const;
    const goals = (weight: number) => ({ g: { weight, levels: {} }, h: { weight: 1, levels: {} } });
    const told = (weight: number) =>
      reviewsOf({
        goals: goals(weight),
        reviews: [{ id: 'r', at: DAY, levels, weights: { g: 1, h: 1 } }],
      })[0]?.score;
    expect(told(9)).toBe(told(1));
    expect(told(1)).not.toBe(
      reviewsOf({ goals: goals(9), reviews: [{ id: 'r', at: DAY, levels }] })[0]?.score,
    );
  });

  test('in two versions keeps the words of both', () => {
    const other: ClientScaling = {
      goals: { g: { weight: 1, levels: { '0': 'once a week', '1': 'daily' } } },
      reviews: [{ id: 'other', at: DAY, levels: { g: 2 } }],
    };
    const both = PAPERS.scaling.merge(scaling, other);
    expect(both.goals).toEqual({
      g: { weight: 2, levels: { '0': 'twice a week / once a week', '1': 'daily' } },
    });
    expect(both.reviews.map(({ id }) => id)).toEqual(['late', 'early', 'none', 'other']);
    expect(PAPERS.scaling.merge(both, other)).toEqual(both);
  });

  test.each([
    ['a level that is none', { ...scaling, reviews: [{ id: 'x', at: 1, levels: { g: 3 } }] }],
    ['a half level', { ...scaling, reviews: [{ id: 'x', at: 1, levels: { g: 0.5 } }] }],
    ['no weight', { ...scaling, goals: { g: { weight: 0, levels: {} } } }],
    ['words for no level', { ...scaling, goals: { g: { weight: 1, levels: { '3': 'x' } } } }],
  ])('refuses %s', (_, value) => {
    expect(v.safeParse(PAPERS.scaling.shape, value).success).toBe(false);
    expect(v.safeParse(PAPERS.scaling.shape, scaling).success).toBe(true);
  });
});

test.each([
  ['too many answers', { answers: Array(101).fill(1) }],
  ['an answer that is no number', { answers: ['1'] }],
  ['nobody who entered it', { by: 'somebody' }],
  ['more than the field of a line', { agreed: 'x'.repeat(2_001) }],
])('a result with %s is refused', (_, wrong) => {
  const of = (one: object) => ({ ...NO_MEASURES, results: [{ ...result('a', 1), ...one }] });
  expect(v.safeParse(PAPERS.measures.shape, of(wrong)).success).toBe(false);
  expect(v.safeParse(PAPERS.measures.shape, of({})).success).toBe(true);
});
