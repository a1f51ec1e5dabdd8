import { expect, test } from 'vitest';
import { CLIENT_TABS, readAddress } from '@/components/desk/address';
import { helpOf } from '@/components/desk/help/help-of';
import { GROUPS } from '@/components/desk/settings/groups';

test.each([
  ['#/today', 'day'],
  ['#/clients', 'client'],
  ['#/clients/c/measures', 'measures'],
  ['#/clients/c/measures/phq9', 'measures'],
  ['#/clients/c/ask/phq9', 'measures'],
  ['#/clients/c/file', 'keeping'],
  ['#/clients/c/enter', 'paper'],
  ['#/sheet', 'paper'],
  ['#/sessions/s/record', 'outputs'],
  ['#/notes', 'find'],
  ['#/practice', 'over'],
  ['#/settings/keys', 'keys'],
  ['#/settings/protection', 'data'],
  ['#/settings/cues', 'end'],
])('%s is explained by the help on %s', (address, topic) => {
  expect(helpOf(readAddress(address))).toBe(topic);
});

test.each([
  [
    'a client',
    Object.fromEntries(CLIENT_TABS.map((tab) => [tab, helpOf({ page: 'client', id: 'c', tab })])),
    {
      prepare: 'client',
      sessions: 'outputs',
      measures: 'measures',
      goals: 'goals',
      safety: 'card',
      about: 'client',
      file: 'keeping',
    },
  ],
  [
    'the settings',
    Object.fromEntries(GROUPS.map((group) => [group, helpOf({ page: 'settings', group })])),
    {
      work: 'set',
      cues: 'end',
      prompts: 'leads',
      screen: 'limits',
      protection: 'data',
      backup: 'data',
      keeping: 'keeping',
      sites: 'calls',
      keys: 'keys',
      look: 'set',
      about: 'data',
    },
  ],
])('each page of %s has its topic', (_, topics, expected) => {
  expect(topics).toEqual(expected);
});
