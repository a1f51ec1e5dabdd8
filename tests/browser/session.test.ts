import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRig, type Rig } from './perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

test('a session from start to end when the panel is opened in a call', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.tab.screenshot('.shots/session.png');
  await panel.enter('Exploration');
  await panel.note('boundary with sister');
  expect(await panel.notes()).toHaveLength(1);
});
