import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { hostBox } from '../in-page/place.ts';
import { type Panel, panelIn, type Rig, startRig } from '../perch.ts';

const ZOOMS = [1, 0.5, 1.5, 2, 3];
/** How many presses: at each zoom, in a page that is busy, and right after the panel has loaded. */
const ALL = Number(process.env.PRESSES ?? 100);
const AT_EACH_ZOOM = ALL * 0.16;
const BUSY = ALL * 0.12;
const AFTER_LOAD = ALL * 0.08;
/** And beside them, on a slow processor. */
const SLOW = ALL * 0.2;
const SLOW_AFTER_LOAD = ALL * 0.04;
/** A quarter of the processor's time, as a developer's tools slow a page down. */
const SLOWER = 4;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

const zoomTo = (factor: number) =>
  rig.browser.background(async (to: number) => {
    interface Api {
      readonly tabs: {
        query(of: { active: boolean; lastFocusedWindow: boolean }): Promise<{ id?: number }[]>;
        setZoom(id: number, factor: number): Promise<void>;
      };
    }
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    const { tabs } = scope.browser ?? scope.chrome;
    const [here] = await tabs.query({ active: true, lastFocusedWindow: true });
    await tabs.setZoom(here?.id ?? 0, to);
  }, factor);

/** How long people need to see where a panel is that has moved, in milliseconds. */
const TO_SEE = 500;

/** Waits until the panel has been at rest beneath the pointer for as long as people need. */
async function seen(panel: Panel): Promise<void> {
  let since = Date.now();
  await until(async () => {
    await panel.tab.hover(await panel.middle('radio', 'Record'));
    const covered = await panel.doc.evaluate(() => 'covered' in document.documentElement.dataset);
    if (covered) since = Date.now();
    return Date.now() - since > TO_SEE;
  }, 'the panel to be at rest');
}

const zoomed = async (panel: Panel, zoom: number) => {
  await zoomTo(zoom);
  await until(
    () => panel.tab.evaluate((to: number) => Math.abs(devicePixelRatio - to) < 0.01, zoom),
    `zoom ${zoom}`,
  );
  await seen(panel);
};

const NAMES = ['Private', 'Record'] as const;
/** How long a press may take until it has done something, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Presses one compartment and the other as a hand does: the pointer goes there, and presses. It
 * doesn't wait for the panel to know that nothing covers it. Returns how many did nothing.
 */
async function pressed(panel: Panel, count: number): Promise<number> {
  const places = [await panel.middle('radio', 'Private'), await panel.middle('radio', 'Record')];
  let refused = 0;
  for (let n = 0; n < count; n += 1) {
    const at = places[n % 2];
    if (!at) throw new Error('nowhere to press');
    await panel.tab.hover(at);
    await panel.tab.click(at);
    const taken = await panel.doc.evaluate(
      async (name: string, patience: number) => {
        const from = performance.now();
        while (performance.now() - from < patience) {
          const checked = [...document.querySelectorAll<HTMLInputElement>('input:checked')];
          if (checked.some(({ labels }) => labels?.[0]?.innerText.trim() === name)) return true;
          await new Promise(requestAnimationFrame);
        }
        return false;
      },
      NAMES[n % 2] ?? '',
      PATIENCE,
    );
    if (!taken) refused += 1;
  }
  return refused;
}

/**
 * How many rounds the panel's page gets done in a millisecond: at best within five, and on average
 * of half a second. The best is that of a whole processor, whatever else runs beside it.
 */
const speed = (panel: Panel) =>
  panel.doc.evaluate(() => {
    const began = performance.now();
    let [all, best, now] = [0, 0, began];
    while (now - began < 500) {
      const from = now;
      let rounds = 0;
      for (; now - from < 5; now = performance.now()) rounds += 1;
      best = Math.max(best, rounds / (now - from));
      all += rounds;
    }
    return { best, average: all / (now - began) };
  });

test('of all honest presses, none is refused', async () => {
  const panel = await rig.call();
  await panel.start();
  const refused: Record<string, number> = {};
  for (const zoom of ZOOMS) {
    await zoomed(panel, zoom);
    refused[`${zoom * 100} %`] = await pressed(panel, AT_EACH_ZOOM);
  }
  await zoomed(panel, 1);
  const { best } = await speed(panel);
  const atFullSpeed = await rig.browser.slowDown(panel.tab, SLOWER);
  const { average } = await speed(panel);
  refused.slow = await pressed(panel, SLOW);
  await atFullSpeed();
  await panel.tab.evaluate(() => {
    Object.assign(window, {
      busy: setInterval(() => {
        for (const until = performance.now() + 120; performance.now() < until; );
      }, 160),
    });
  });
  refused.busy = await pressed(panel, BUSY);
  refused.loaded = 0;
  for (let load = 0; load < AFTER_LOAD / 2; load += 1) {
    await panel.tab.reload();
    refused.loaded += await pressed(await panelIn(panel.tab), 2);
  }
  refused['loaded, slow'] = 0;
  for (let load = 0; load < SLOW_AFTER_LOAD / 2; load += 1) {
    await panel.tab.reload();
    const loaded = await panelIn(panel.tab);
    const faster = await rig.browser.slowDown(panel.tab, SLOWER);
    refused['loaded, slow'] += await pressed(loaded, 2);
    await faster();
  }
  const last = await panelIn(panel.tab);
  await last.finish();
  await last.tab.close();
  const slower = best / average;
  const slow = `${SLOW + SLOW_AFTER_LOAD} of them ${slower.toFixed(1)} times slower`;
  console.log(
    `presses: ${ALL + SLOW + SLOW_AFTER_LOAD}, ${slow}: ${JSON.stringify(refused)} refused`,
  );
  expect(slower).toBeGreaterThan(SLOWER / 2);
  expect(Object.values(refused).reduce((sum, one) => sum + one)).toBe(0);
}, 240_000);

/** Pixels. At 300 %, there are not many beside the panel. */
const BY = 20;

test('the panel stays under the pointer that drags it, however far the page is zoomed', async () => {
  const panel = await rig.call();
  await panel.start();
  for (const zoom of [3, 2, 0.5]) {
    await zoomed(panel, zoom);
    const before = await panel.tab.evaluate(hostBox);
    const from = { x: before.x + 60, y: before.y + 15 };
    await panel.tab.drag(from, { x: from.x - BY, y: from.y });
    const after = await panel.tab.evaluate(hostBox);
    expect(Math.round(after.x - before.x)).toBe(-BY);
  }
  await zoomed(panel, 1);
  await panel.finish();
  await panel.tab.close();
});
