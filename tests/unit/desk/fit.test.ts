import { expect, test } from 'vitest';
import {
  FIT_QUESTIONS,
  type FitAnswers,
  type FitSuggestion,
  NO_ANSWERS,
  suggested,
} from '@/components/desk/clients/fit';

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

test('there is no suggestion before every question is answered', () => {
  expect(suggested(NO_ANSWERS)).toBeNull();
  for (const question of Object.keys(FIT_QUESTIONS) as (keyof FitAnswers)[])
    expect(suggested({ ...FITS, [question]: null })).toBeNull();
});
