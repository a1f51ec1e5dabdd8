import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_CARD, newClient, USUAL_ENGAGEMENT } from '@/lib/practice';
import {
  type Filed,
  type FileLine,
  fileIndex,
  fileLines,
  folded,
  NO_QUERY,
  type Query,
} from '@/lib/search';

const CLIENT = {
  ...newClient('c', 'C-1', 1),
  name: 'nameword',
  mandate: 'mandateword',
  engagement: {
    ...USUAL_ENGAGEMENT,
    preference: 'preferenceword',
    preferenceAt: 5,
    reviews: [{ at: 6, words: 'reviewword' }],
  },
  card: { ...EMPTY_CARD, contact: 'cardword' },
};
const FILED: Filed = {
  goals: [['c', { goals: [{ id: 'g', at: 10, text: 'goalword', state: 'open', changedAt: 10 }] }]],
  scaling: [['c', { goals: { g: { weight: 1, levels: { '1': 'levelword' } } }, reviews: [] }]],
  feedback: [
    [
      'c',
      {
        answers: [{ id: 'f', at: 20, sessionId: 's', mattered: 1, lead: null, words: 'saidword' }],
      },
    ],
  ],
  measures: [
    [
      'c',
      {
        own: [{ id: 'o', name: 'ownword', from: 0, to: 1, better: null }],
        results: [
          {
            id: 'r',
            at: 30,
            sessionId: null,
            measure: 'phq9',
            version: '1',
            answers: [],
            unscored: null,
            by: 'client',
            person: '',
            assessed: 'assessedword',
            agreed: 'agreedword',
          },
        ],
        every: {},
      },
    ],
  ],
  ahead: [['c', { lines: [{ id: 'a', at: 40, text: 'aheadword' }] }]],
  handout: [
    [
      's',
      {
        exercises: [{ id: 'e', name: 'exerciseword', instructions: 'howword' }],
        words: 'giveword',
      },
    ],
    ['nobodys', { exercises: [], words: 'lost' }],
  ],
};
const LINES = fileLines([CLIENT], FILED, (id) =>
  id === 's' ? { clientId: 'c', startedAt: 50 } : null,
);
const find = (change: Partial<Query>) => fileIndex(LINES)({ ...NO_QUERY, ...change });

describe("what stands in clients' files", () => {
  test('is each word that somebody has typed there, with its place', () => {
    expect(LINES.map(({ text, place }) => `${place} ${text}`)).toEqual([
      'code C-1',
      'name nameword',
      'mandate mandateword',
      'preference preferenceword',
      'review reviewword',
      'card cardword',
      'goal goalword',
      'level levelword',
      'feedback saidword',
      'measure ownword',
      'measure assessedword',
      'measure agreedword',
      'ahead aheadword',
      'handout giveword',
      'handout exerciseword',
      'handout howword',
    ]);
    expect(LINES.filter(({ isPrivate }) => isPrivate).map(({ place }) => place)).toEqual(['ahead']);
  });

  test('is found by parts of its words, the newest first', () => {
    expect(find({ words: 'WORD' }).lines.map(({ at }) => at)).toEqual([
      50,
      50,
      50,
      30,
      30,
      20,
      10,
      6,
      5,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(find({ words: 'goal wor' }).lines).toMatchObject([{ place: 'goal', clientId: 'c' }]);
    expect(find({ words: 'goalword saidword' }).lines).toEqual([]);
    expect(find({ words: ' ' }).lines).toEqual([]);
  });

  test('holds nothing private unless it is asked for, and counts it', () => {
    expect(find({ words: 'aheadword' })).toEqual({ lines: [], morePrivate: 1 });
    for (const among of ['both', 'private'] as const)
      expect(find({ words: 'aheadword', among })).toMatchObject({
        lines: [{ place: 'ahead', isPrivate: true }],
        morePrivate: 0,
      });
    expect(find({ words: 'goalword', among: 'private' }).lines).toEqual([]);
  });

  test('is of one client and of a time where that is asked for, and has no leg or kind', () => {
    expect(find({ words: 'goalword', clientId: 'nobody' }).lines).toEqual([]);
    expect(find({ words: 'word', since: 30, until: 50 }).lines.map(({ at }) => at)).toEqual([
      30, 30,
    ]);
    expect(find({ words: 'goalword', leg: 'opening' }).lines).toEqual([]);
    expect(find({ words: 'goalword', kind: 'goal' }).lines).toEqual([]);
  });

  test('is shown in the compartment that was asked for, whatever stands there', () => {
    const line = fc.record({
      clientId: fc.constant('c'),
      place: fc.constantFrom('goal' as const, 'ahead' as const),
      text: fc.constantFrom('a', 'ab', 'b', 'É'),
      at: fc.option(fc.nat(9)),
      isPrivate: fc.boolean(),
      sessionId: fc.constant(null),
    });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('record' as const, 'private' as const, 'both' as const),
        fc.constantFrom('a', 'b', 'é'),
        (lines: readonly FileLine[], among, words) => {
          const found = fileIndex(lines)({ ...NO_QUERY, words, among });
          const holding = lines.filter(({ text }) => folded(text).includes(folded(words)));
          const shown = holding.filter(
            ({ isPrivate }) => among === 'both' || isPrivate === (among === 'private'),
          );
          expect(found.lines).toHaveLength(shown.length);
          expect(new Set(found.lines.map(({ text, isPrivate }) => `${text}${isPrivate}`))).toEqual(
            new Set(shown.map(({ text, isPrivate }) => `${text}${isPrivate}`)),
          );
          expect(found.morePrivate).toBe(among === 'record' ? holding.length - shown.length : 0);
        },
      ),
    );
  });
});
