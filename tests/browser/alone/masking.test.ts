import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { type Rig, startRig } from '../perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

test('masking takes less than 100 ms, by button and by key', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.note('to be hidden');
  const taken = { button: [] as number[], key: [] as number[] };
  for (let round = 0; round < 5; round += 1)
    for (const by of ['button', 'key'] as const) {
      await panel.doc.evaluate(() => {
        const scope = globalThis as unknown as { pressed: number; masked: number };
        scope.masked = 0;
        addEventListener('pointerup', () => {
          scope.pressed = Date.now();
        });
        const watch = new MutationObserver(() => {
          if (document.body.innerText.trim() !== 'Show panel') return;
          scope.masked = Date.now();
          watch.disconnect();
        });
        watch.observe(document.body, { childList: true, subtree: true });
      });
      const byKey = by === 'key' ? await rig.browser.pressCommand(panel.tab, 'mask') : 0;
      if (by === 'button') await panel.press('button', 'Mask panel');
      const { pressed, masked } = await until(async () => {
        const now = await panel.doc.evaluate(() => {
          const { pressed, masked } = globalThis as unknown as { pressed: number; masked: number };
          return { pressed, masked };
        });
        return now.masked > 0 ? now : null;
      }, 'the mask');
      taken[by].push(masked - (byKey || pressed));
      await panel.press('button', 'Show panel');
      await panel.noteShown('to be hidden');
    }
  const middle = (of: readonly number[]) =>
    of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN;
  console.log(`masked after ${JSON.stringify(taken)} ms`);
  for (const by of ['button', 'key'] as const) expect(middle(taken[by])).toBeLessThan(100);
});
