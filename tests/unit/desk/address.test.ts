import { expect, test } from 'vitest';
import { addressOf, type DeskAddress, readAddress } from '@/components/desk/address';

test.each<[string, DeskAddress]>([
  ['#/today', { page: 'today' }],
  ['#/welcome', { page: 'welcome', step: 'work' }],
  ['#/welcome/try', { page: 'welcome', step: 'try' }],
  ['#/clients', { page: 'clients' }],
  ['#/clients/c-1/prepare', { page: 'client', id: 'c-1', tab: 'prepare' }],
  ['#/clients/c-1/file', { page: 'client', id: 'c-1', tab: 'file' }],
  ['#/clients/c-1/measures', { page: 'client', id: 'c-1', tab: 'measures' }],
  ['#/clients/c-1/measures/phq9', { page: 'measure', id: 'c-1', measure: 'phq9' }],
  ['#/clients/c-1/ask/swls', { page: 'ask', id: 'c-1', measure: 'swls' }],
  ['#/clients/c-1/rate/m-1', { page: 'rate', id: 'c-1', own: 'm-1' }],
  ['#/clients/c-1/levels', { page: 'levels', id: 'c-1' }],
  ['#/sessions/s-1/show', { page: 'show', id: 's-1' }],
  ['#/sessions/s-1/private', { page: 'session', id: 's-1', output: 'private', note: null }],
  ['#/sessions/s-1/record/n-1', { page: 'session', id: 's-1', output: 'record', note: 'n-1' }],
  ['#/sheet', { page: 'sheet', id: null }],
  ['#/sheet/c-1', { page: 'sheet', id: 'c-1' }],
  ['#/notes', { page: 'notes' }],
  ['#/practice', { page: 'practice' }],
  ['#/help', { page: 'help', topic: null }],
  ['#/help/limits', { page: 'help', topic: 'limits' }],
  ['#/settings/work', { page: 'settings', group: 'work' }],
  ['#/settings/prompts', { page: 'settings', group: 'prompts' }],
])('the address %s is read and written', (fragment, address) => {
  expect(readAddress(fragment)).toEqual(address);
  expect(addressOf(address)).toBe(fragment);
});

test.each(['', '#', '#/', '#/nowhere', '#today'])('the address "%s" is of today', (fragment) => {
  expect(readAddress(fragment)).toEqual({ page: 'today' });
});

test('an address without a part, or with one that is not known, is of the first', () => {
  expect(readAddress('#/clients/c-1')).toEqual({ page: 'client', id: 'c-1', tab: 'prepare' });
  expect(readAddress('#/settings')).toEqual({ page: 'settings', group: 'work' });
  expect(readAddress('#/settings/sounds')).toEqual({ page: 'settings', group: 'work' });
  expect(readAddress('#/clients/c-1/agenda')).toEqual({
    page: 'client',
    id: 'c-1',
    tab: 'prepare',
  });
  expect(readAddress('#/clients/c-1/measures/ors')).toEqual({
    page: 'client',
    id: 'c-1',
    tab: 'measures',
  });
  expect(readAddress('#/sessions/s-1')).toEqual({
    page: 'session',
    id: 's-1',
    output: 'record',
    note: null,
  });
  expect(readAddress('#/help/agenda')).toEqual({ page: 'help', topic: null });
  expect(readAddress('#/sessions')).toEqual({ page: 'notes' });
});
