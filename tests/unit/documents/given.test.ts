import { expect, test } from 'vitest';
import { givenBy, givenCsv, givenJson } from '@/lib/documents';
import { KINDS, newNote } from '@/lib/notes';
import { EMPTY_CARD, USUAL_ENGAGEMENT } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const at = (minute: number) => NOON + minute * 60_000;
const note = (kind: (typeof KINDS)[number], minute: number, change: object = {}) => ({
  ...newNote({
    id: `${kind}${minute}`,
    at: at(minute),
    leg: 'agenda',
    intoMs: 0,
    kind,
    text: kind,
  }),
  ...change,
});
const session = (...notes: SessionRecord['notes']): SessionRecord => ({
  id: 's',
  plan: planAt(NOON),
  meeting: null,
  events: begun(NOON),
  notes,
  unreadable: 0,
  locked: 0,
});
const NONE = { goals: null, plans: null, scaling: null, measures: null, feedback: null };
const NOBODY = { card: EMPTY_CARD, engagement: USUAL_ENGAGEMENT };
const given = (...notes: SessionRecord['notes']) =>
  givenBy(NOBODY, [session(...notes)], NONE).map(({ what, value }) => `${what}: ${value}`);

test('of notes, a client has provided what they said, asked for and chose, and nothing else', () => {
  expect(new Set(given(...KINDS.map((kind, n) => note(kind, n))))).toEqual(
    new Set(
      [
        'focus',
        'topic',
        'said',
        'question',
        'doubt',
        'history',
        'challenge',
        'goal',
        'outcome',
        'importance',
        'evidence',
        'takeaway',
      ].map((kind) => `${kind}: ${kind}`),
    ),
  );
  const plan = { when: 'Friday', know: 'she sleeps', chosen: true };
  expect(given(note('plan', 1, { plan }))).toEqual(['plan: plan; Friday; she sleeps']);
  expect(given(note('plan', 1, { plan: { ...plan, chosen: false } }))).toEqual([]);
  expect(given(note('topic', 1, { raisedBy: 'practitioner' }))).toEqual([]);
  expect(given(note('said', 1, { compartment: 'private' }))).toEqual([]);
  expect(given(note('said', 1, { deleted: true }))).toEqual([]);
});

test('goals, answers and ratings are theirs too, but no judgement of the practitioner’s', () => {
  const result = {
    id: 'r',
    at: at(3),
    sessionId: null,
    measure: 'phq9',
    version: 'phq9-en-1',
    answers: [1, null, 2],
    unscored: null,
    by: 'client',
    person: '',
    assessed: 'weighed by me',
    agreed: '',
  } as const;
  const said = session(note('said', 2, { speaker: 'B' }), note('plan', 0, { id: 'p' }));
  const ready = {
    ...said,
    events: [...said.events, { type: 'readinessSaid', at: at(6), level: 7 }],
  };
  const client = {
    card: { ...EMPTY_CARD, location: 'Lyon', referral: 'the clinic that I know' },
    engagement: { ...USUAL_ENGAGEMENT, preference: 'fewer questions', preferenceAt: at(7) },
  };
  const all = givenBy(client, [ready as SessionRecord], {
    goals: {
      goals: [{ id: 'g', at: at(1), text: 'Say no', state: 'open', changedAt: NOON }],
    },
    measures: {
      results: [
        result,
        { ...result, id: 'j', by: 'practitioner' },
        { ...result, id: 'u', at: at(3), unscored: 2 },
        { ...result, id: 'o', at: at(4), measure: 'own', version: '', answers: [6.5] },
      ],
      own: [{ id: 'own', name: 'Hours of sleep', from: 0, to: 12, better: 'more' }],
      every: {},
    },
    plans: {
      answers: { p: { answer: 'partly', at: at(8) }, q: { answer: 'notAsked', at: at(9) } },
    },
    scaling: {
      goals: { g: { weight: 1, levels: { '-1': 'once a week' } } },
      reviews: [{ id: 'v', at: at(9), levels: { g: 1 } }],
    },
    feedback: {
      answers: [
        { id: 'f', at: at(5), sessionId: null, mattered: 8, lead: null, words: 'more silence' },
      ],
    },
  });
  expect(all.map(({ what, of, speaker, value }) => [what, of, speaker, value])).toEqual([
    ['card', 'location', '', 'Lyon'],
    ['goalLevel', 'Say no -1', '', 'once a week'],
    ['goal', '', '', 'Say no'],
    ['said', '', 'B', 'said'],
    ['measure', 'phq9', '', [1, null, 2]],
    ['measure', 'phq9', '', [1, null, 2]],
    ['measure', 'phq9, unscored', '', 2],
    ['measure', 'Hours of sleep', '', [6.5]],
    ['feedback', 'mattered', '', 8],
    ['feedback', 'words', '', 'more silence'],
    ['readiness', '', '', 7],
    ['preference', '', '', 'fewer questions'],
    ['planAnswer', 'plan', '', 'partly'],
    ['goalReview', 'Say no', '', 1],
  ]);
  expect(JSON.stringify(all)).not.toMatch(/weighed by me|the clinic/);
  expect(givenCsv(all)).toContain('measure,phq9,,1 - 2\r\n');
});

test('is JSON and a table that say the same', () => {
  const some = givenBy(NOBODY, [session(note('said', 2, { text: 'a, "b"\n=c' }))], NONE);
  expect(JSON.parse(givenJson({ code: 'M-17' }, some, NOON))).toEqual({
    client: 'M-17',
    exportedAt: '2026-11-23T12:00:00.000Z',
    provided: [
      { at: '2026-11-23T12:02:00.000Z', what: 'said', of: '', speaker: '', value: 'a, "b"\n=c' },
    ],
  });
  expect(givenCsv(some)).toBe(
    'at,what,of,speaker,value\r\n2026-11-23T12:02:00.000Z,said,,,"a, ""b""\n=c"\r\n',
  );
});
