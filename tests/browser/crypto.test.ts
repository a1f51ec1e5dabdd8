import path from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CASES } from '../crypto/suite.ts';
import type { Tab } from './driver/driver.ts';
import { type Rig, startRig } from './perch.ts';

let rig: Rig;
let page: Tab;
beforeAll(async () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const bundle = await rolldown({
    input: path.join(root, 'tests/crypto/suite.ts'),
    resolve: { alias: { '@': root } },
    platform: 'browser',
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'suite' });
  rig = await startRig();
  page = await rig.browser.open(rig.browser.page('desk.html'));
  await page.evaluateSource(`(() => { ${output[0].code}; globalThis.suite = suite; })(), true`);
});
afterAll(() => rig?.close());

test.each(CASES)('$name, in a page of the built extension', async ({ name }) => {
  const told = await page.evaluate((wanted) => {
    type Suite = { CASES: readonly { name: string; run(): Promise<void> }[] };
    const { suite } = globalThis as unknown as { suite: Suite };
    const found = suite.CASES.find((one) => one.name === wanted);
    if (!found) return 'there is no such case';
    return found.run().then(
      () => 'passed',
      (error: unknown) => String(error),
    );
  }, name);
  expect(told).toBe('passed');
});
