import { describe, expect, test } from 'vitest';
import type { Owner } from '@/lib/owner';
import { background, device, deviceForEachTest, panel, start, storedVault } from './device.ts';

deviceForEachTest();

describe('a notice of the system', () => {
  const MINUTE = 60_000;
  const wanted = async (owner: Owner) => {
    const a = await panel(owner);
    await a.send(start());
    const vault = await storedVault();
    await vault.changeSettings((settings) => ({ ...settings, notify: true }));
    await expect
      .poll(() => {
        const shown = a.last();
        return shown && !shown.masked && shown.practice.settings.notify;
      })
      .toBe(true);
    return a;
  };
  const end = () => device.wakeAt ?? 0;

  test('is planned for each milestone, and shown once, while nobody sees the panel', async () => {
    const owner = background();
    const a = await wanted(owner);
    await a.send({ type: 'hidden', hidden: true });
    const planned: number[] = [];
    for (let wake = device.wakeAt; wake !== null; wake = device.wakeAt) {
      planned.push(wake);
      device.now = wake;
      await owner.milestone();
    }
    const endsAt = planned.at(-1) ?? 0;
    expect(planned.map((at) => (endsAt - at) / MINUTE)).toEqual([15, 10, 5, 0]);
    expect(device.notices).toEqual([15, 10, 5, 0]);
  });

  test('is planned again when the owner is woken too early', async () => {
    const owner = background();
    const a = await wanted(owner);
    await a.send({ type: 'hidden', hidden: true });
    const wake = end();
    device.now = wake - 1;
    device.wakeAt = null;
    await owner.milestone();
    expect(device.notices).toEqual([]);
    expect(device.wakeAt).toBe(wake);
  });

  test('is not planned for who has not asked for it, nor without a session', async () => {
    const a = await panel(background());
    await a.send(start());
    expect(device.wakeAt).toBeNull();
    const b = await wanted(background());
    expect(device.wakeAt).not.toBeNull();
    await b.send({ type: 'end' });
    expect(device.wakeAt).toBeNull();
  });

  test('is planned anew when the end is corrected', async () => {
    const a = await wanted(background());
    const before = end();
    const endsAt = before + 15 * MINUTE + 10 * MINUTE;
    await a.send({
      type: 'record',
      event: { type: 'endCorrected', endsAt, reason: 'setWrongly' },
    });
    expect(end() - before).toBe(10 * MINUTE);
  });

  test.each<[string, (a: Awaited<ReturnType<typeof panel>>, owner: Owner) => Promise<unknown>]>([
    ['somebody sees the panel', (a) => a.send({ type: 'hidden', hidden: false })],
    ['the panel is masked', (_, owner) => owner.mask()],
    [
      'safety decides when the session ends',
      (a) => a.send({ type: 'record', event: { type: 'safetyOverride' } }),
    ],
    [
      'another panel of the tab is seen',
      async (_, owner) => {
        await panel(owner, 1);
      },
    ],
  ])('is not shown when %s', async (_, happens) => {
    const owner = background();
    const a = await wanted(owner);
    await a.send({ type: 'hidden', hidden: true });
    const wake = end();
    await happens(a, owner);
    device.now = wake;
    await owner.milestone();
    expect(device.notices).toEqual([]);
  });
});

test('a tab that comes to the front or goes is not use of Perch', async () => {
  const a = await panel(background());
  await a.send(start());
  const { used } = device;
  await a.send({ type: 'hidden', hidden: true });
  await a.send({ type: 'hidden', hidden: false });
  expect(device.used).toBe(used);
  await a.send({ type: 'enterLeg', leg: 'agenda' });
  expect(device.used).toBe(used + 1);
});
