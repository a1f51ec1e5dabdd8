import { expect, test } from 'vitest';
import { CLIENT_TABS, readAddress } from '@/components/desk/address';
import { helpOf } from '@/components/desk/help/help-of';
import { HELP_TOPICS } from '@/components/desk/help/topics';
import { GROUPS } from '@/components/desk/settings/groups';

test.each([
  ['#/today', 'thinks'],
  ['#/clients', 'fit'],
  ['#/clients/c/measures', 'measures'],
  ['#/clients/c/measures/phq9', 'measures'],
  ['#/clients/c/ask/phq9', 'measures'],
  ['#/clients/c/file', 'data'],
  ['#/clients/c/enter', 'ways'],
  ['#/sheet', 'ways'],
  ['#/sessions/s/record', 'outputs'],
  ['#/notes', 'once'],
  ['#/practice', 'limits'],
  ['#/settings/keys', 'keys'],
  ['#/settings/protection', 'data'],
  ['#/settings/cues', 'end'],
])('%s is explained by the help on %s', (address, topic) => {
  expect(helpOf(readAddress(address))).toBe(topic);
});

test('every page of a client and of the settings has a topic that is there', () => {
  const pages = [
    ...CLIENT_TABS.map((tab) => ({ page: 'client', id: 'c', tab }) as const),
    ...GROUPS.map((group) => ({ page: 'settings', group }) as const),
  ];
  for (const page of pages) expect(HELP_TOPICS).toContain(helpOf(page));
});
