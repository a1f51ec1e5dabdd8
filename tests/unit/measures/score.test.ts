import { describe, expect, test } from 'vitest';
import {
  type Answer,
  type BandId,
  changeOf,
  INSTRUMENT,
  INSTRUMENTS,
  type InstrumentId,
  instrumentCalled,
  rangeOf,
  safetyAnswer,
  scoreOf,
} from '@/lib/measures';

/** Answers to every item that come to this total. */
function answersFor(id: InstrumentId, total: number): Answer[] {
  const { items, options } = INSTRUMENT[id];
  const values = options.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  let left = total - least * items.length;
  return items.map(() => {
    const more = Math.min(left, most - least);
    left -= more;
    return least + more;
  });
}

const bandOf = (id: InstrumentId, total: number) =>
  scoreOf(INSTRUMENT[id], answersFor(id, total)).band?.id;

test.each<[InstrumentId, number, number, BandId]>([
  ['phq9', 0, 4, 'minimal'],
  ['phq9', 5, 9, 'mild'],
  ['phq9', 10, 14, 'moderate'],
  ['phq9', 15, 19, 'moderatelySevere'],
  ['phq9', 20, 27, 'severe'],
  ['gad7', 0, 4, 'minimal'],
  ['gad7', 5, 9, 'mild'],
  ['gad7', 10, 14, 'moderate'],
  ['gad7', 15, 21, 'severe'],
  ['swls', 5, 9, 'extremelyDissatisfied'],
  ['swls', 10, 14, 'dissatisfied'],
  ['swls', 15, 19, 'slightlyDissatisfied'],
  ['swls', 20, 20, 'neutral'],
  ['swls', 21, 25, 'slightlySatisfied'],
  ['swls', 26, 30, 'satisfied'],
  ['swls', 31, 35, 'extremelySatisfied'],
])('%s: totals from %i to %i are %s', (id, from, to, band) => {
  const range = rangeOf(INSTRUMENT[id]);
  for (let total = range.from; total <= range.to; total += 1) {
    expect(scoreOf(INSTRUMENT[id], answersFor(id, total)).total).toBe(total);
    if (total >= from && total <= to) expect(bandOf(id, total)).toBe(band);
    else expect(bandOf(id, total)).not.toBe(band);
  }
});

test.each(INSTRUMENTS)('%s: its bands meet, and reach from the least to the most', (id) => {
  const { bands, items, options } = INSTRUMENT[id];
  const values = options.map(({ value }) => value);
  expect(bands[0]?.from).toBe(Math.min(...values) * items.length);
  expect(bands.at(-1)?.to).toBe(Math.max(...values) * items.length);
  for (const [n, band] of bands.slice(1).entries()) expect(band.from).toBe((bands[n]?.to ?? 0) + 1);
  expect(rangeOf(INSTRUMENT[id])).toEqual({ from: bands[0]?.from, to: bands.at(-1)?.to });
});

describe('a total', () => {
  test('is there once every item is answered, and not before', () => {
    for (const id of INSTRUMENTS) {
      const all = answersFor(id, INSTRUMENT[id].bands.at(-1)?.to ?? 0);
      for (const missing of all.keys()) {
        const answers = all.map((answer, n) => (n === missing ? null : answer));
        const of = all.length;
        expect(scoreOf(INSTRUMENT[id], answers)).toEqual({
          answered: of - 1,
          of,
          total: null,
          band: null,
        });
      }
    }
    expect(scoreOf(INSTRUMENT.phq9, [])).toEqual({ answered: 0, of: 9, total: null, band: null });
  });

  test('counts no answer that the instrument does not offer', () => {
    expect(scoreOf(INSTRUMENT.gad7, [4, -1, 1.5, Number.NaN, 1, 1, 1])).toMatchObject({
      answered: 3,
      total: null,
    });
    expect(scoreOf(INSTRUMENT.swls, [0, 1, 1, 1, 1]).total).toBeNull();
  });

  test('counts no answers beyond the items', () => {
    expect(scoreOf(INSTRUMENT.gad7, [1, 1, 1, 1, 1, 1, 1, 3, 3]).total).toBe(7);
  });
});

describe('an answer to the ninth item', () => {
  const withNinth = (answer: Answer) => [...Array<Answer>(8).fill(null), answer];

  test.each([1, 2, 3])('asks for a response at %i, with all other items open', (answer) => {
    expect(safetyAnswer(INSTRUMENT.phq9, withNinth(answer))).toBe(answer);
  });

  test('asks for one at a total of 1', () => {
    const answers = [0, 0, 0, 0, 0, 0, 0, 0, 1];
    expect(scoreOf(INSTRUMENT.phq9, answers)).toMatchObject({ total: 1, band: { id: 'minimal' } });
    expect(safetyAnswer(INSTRUMENT.phq9, answers)).toBe(1);
  });

  test.each([0, null, 4])('asks for none at %s', (answer) => {
    expect(safetyAnswer(INSTRUMENT.phq9, withNinth(answer))).toBeNull();
  });

  test('is the one about self-harm, and no other instrument has one', () => {
    expect(INSTRUMENT.phq9.items[8]).toContain('better off dead');
    expect(safetyAnswer(INSTRUMENT.gad7, [3, 3, 3, 3, 3, 3, 3])).toBeNull();
    expect(safetyAnswer(INSTRUMENT.swls, [7, 7, 7, 7, 7])).toBeNull();
  });
});

test.each([
  ['phq9', 12, 18, 'reliablyMore'],
  ['phq9', 12, 17, 'withinError'],
  ['phq9', 12, 6, 'reliablyLess'],
  ['phq9', 12, 7, 'withinError'],
  ['gad7', 10, 14, 'reliablyMore'],
  ['gad7', 10, 13, 'withinError'],
  ['gad7', 10, 6, 'reliablyLess'],
  ['swls', 10, 30, null],
] as const)('%s from %i to %i is %s', (id, before, after, change) => {
  expect(changeOf(INSTRUMENT[id], before, after)).toBe(change);
});

test('more is worse in symptom scales and better in life satisfaction', () => {
  expect(INSTRUMENTS.map((id) => [id, INSTRUMENT[id].direction])).toEqual([
    ['phq9', 'moreIsWorse'],
    ['gad7', 'moreIsWorse'],
    ['swls', 'moreIsBetter'],
  ]);
});

test('only what is known by its id is an instrument', () => {
  expect(instrumentCalled('phq9')?.name).toBe('PHQ-9');
  for (const id of ['', 'PHQ9', 'toString', 'ors']) expect(instrumentCalled(id)).toBeNull();
});
