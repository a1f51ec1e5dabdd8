import { expect, test } from 'vitest';
import { CLIENT_TABS, readAddress } from '@/components/desk/address';
import { helpOf } from '@/components/desk/help/help-of';
import { GROUPS } from '@/components/desk/settings/groups';

test.each([
  ['#/today', 'day'],
  ['#/clients', 'fit'],
  ['#/clients/c/measures', 'measures'],
  ['#/clients/c/measures/phq9', 'measures'],
  ['#/clients/c/ask/phq9', 'measures'],
  ['#/clients/c/file', 'data'],
  ['#/clients/c/enter', 'ways'],
  ['#/sheet', 'ways'],
  ['#/sessions/s/record', 'outputs'],
  ['#/notes', 'once'],
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
      prepare: 'leads',
      sessions: 'outputs',
      measures: 'measures',
      goals: 'leads',
      safety: 'card',
      about: 'fit',
      file: 'data',
    },
  ],
  [
    'the settings',
    Object.fromEntries(GROUPS.map((group) => [group, helpOf({ page: 'settings', group })])),
    {
      work: 'thinks',
      cues: 'end',
      prompts: 'leads',
      screen: 'limits',
      protection: 'data',
      backup: 'data',
      keeping: 'data',
      sites: 'calls',
      keys: 'keys',
      look: 'thinks',
      about: 'data',
    },
  ],
])('each page of %s has its topic', (_, topics, expected) => {
  expect(topics).toEqual(expected);
});
