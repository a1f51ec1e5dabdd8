import { expect, test } from 'vitest';
import {
  answersFor,
  FIT_QUESTIONS,
  type FitAnswers,
  type FitSuggestion,
  lastingMode,
  suggested,
} from '@/components/desk/clients/fit';
import { USUAL_ENGAGEMENT } from '@/lib/practice';

const FITS: FitAnswers = {
  ready: 'yes',
  type: 'ongoing',
  prescribed: 'no',
  atEase: 'yes',
  wish: 'lead',
};

test.each<[string, Partial<FitAnswers>, FitSuggestion]>([
  ['nothing that speaks against it', {}, { way: 'clientLed', why: 'fits' }],
  ['a crisis', { type: 'crisis', prescribed: 'yes' }, { way: 'practitionerLed', why: 'crisis' }],
  ['an intake', { type: 'intake', ready: 'no' }, { way: 'practitionerLed', why: 'intake' }],
  ['a set order', { prescribed: 'yes', wish: 'guidance' }, { way: 'guided', why: 'prescribed' }],
  ['a wish for guidance', { wish: 'guidance', ready: 'no' }, { way: 'guided', why: 'wish' }],
  ['no focus yet', { ready: 'no', atEase: 'no' }, { way: 'guided', why: 'ready' }],
  ['unease', { atEase: 'no', wish: 'notAsked' }, { way: 'experiment', why: 'atEase' }],
  ['a wish that nobody has asked for', { wish: 'notAsked' }, { way: 'clientLed', why: 'ask' }],
])('%s leads to a suggestion', (_, change, suggestion) => {
  expect(suggested({ ...FITS, ...change })).toEqual(suggestion);
});

test.each<[Partial<FitAnswers>, string | null]>([
  [{}, 'clientLed'],
  [{ wish: 'notAsked' }, 'clientLed'],
  [{ prescribed: 'yes' }, 'guided'],
  [{ wish: 'guidance' }, 'guided'],
  // No focus yet, an intake, a crisis and an experiment are of one session.
  [{ ready: 'no' }, null],
  [{ type: 'intake' }, null],
  [{ type: 'crisis' }, null],
  [{ atEase: 'no' }, null],
])('%o says how later sessions begin: %s', (change, mode) => {
  expect(lastingMode(suggested({ ...FITS, ...change }))).toBe(mode);
});

test('there is no suggestion before every question is answered', () => {
  expect(suggested(answersFor(USUAL_ENGAGEMENT, true))).toBeNull();
  for (const question of Object.keys(FIT_QUESTIONS) as (keyof FitAnswers)[])
    expect(suggested({ ...FITS, [question]: null })).toBeNull();
});

test.each<[string, Partial<typeof USUAL_ENGAGEMENT>, boolean, Partial<FitAnswers>]>([
  ['a first session', {}, true, { type: 'intake', prescribed: null, wish: 'notAsked' }],
  // It may be a crisis, which no file knows.
  ['a later one', {}, false, { type: null }],
  ['a method', { method: 'humanistic' }, false, { prescribed: 'no' }],
  ['a set order', { method: 'cbt', prescribed: true }, false, { prescribed: 'yes' }],
  ['a noted wish', { preference: 'more direction', preferenceAt: 1 }, false, { wish: null }],
  ['a wish asked for, and none', { preferenceAt: 1 }, false, { wish: null }],
])('%s in the file is filled in', (_, change, isFirst, known) => {
  const answers = answersFor({ ...USUAL_ENGAGEMENT, ...change }, isFirst);
  expect(answers).toMatchObject(known);
  expect(answers).toMatchObject({ ready: null, atEase: null });
});
