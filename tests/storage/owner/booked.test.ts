import { expect, test } from 'vitest';
import { PRACTICE } from '@/lib/papers';
import { newClient } from '@/lib/practice';
import { background, device, deviceForEachTest, MEETING, panel, storedVault } from './device.ts';

deviceForEachTest();

test('what a calendar has booked is told to the panels, as soon as it is read in the desk', async () => {
  const vault = await storedVault();
  await vault.changeClient('c', () => newClient('c', 'M-17', device.now));
  const a = await panel(background(), 1);
  const shown = () => {
    const last = a.last();
    return last && !last.masked ? [last.practice.here, last.practice.booked] : undefined;
  };
  expect(shown()).toEqual([null, []]);
  const [at, until] = [device.now + 60_000, device.now + 3_600_000];
  const one = { uid: 'x', at, until, title: 'Video call', cancelled: false, link: '' };
  await vault.changePaper('calendar', PRACTICE, () => ({
    name: '',
    readAt: device.now,
    appointments: [{ ...one, meeting: MEETING }],
    whose: {},
  }));
  await expect.poll(shown).toEqual([null, [{ clientId: null, isHere: true, at, until }]]);
  await vault.changePaper(
    'calendar',
    PRACTICE,
    (before) => before && { ...before, whose: { x: 'c' } },
  );
  await expect.poll(shown).toEqual([null, [{ clientId: 'c', isHere: true, at, until }]]);
  // Another meeting has nothing of it but when its client is expected.
  const elsewhere = await panel(background(), 2, { meeting: { site: 'meet', room: 'other' } });
  const last = elsewhere.last();
  expect(last && !last.masked && last.practice.booked).toMatchObject([{ isHere: false }]);
});
