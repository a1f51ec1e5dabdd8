import { expect } from 'vitest';
import { until } from '../driver/driver.ts';
import { layRule } from '../in-page/covers.ts';
import { seenOfPanel } from '../in-page/place.ts';
import type { Panel } from '../perch.ts';

/**
 * Lays each of these over the panel, a rule or what is run in the page. Fails unless the panel says
 * that it is covered, takes no real press in what can be seen of it, and takes one without any of
 * them. Resolves with how many presses met it.
 */
export async function eachRefused(
  panel: Panel,
  covers: Readonly<Record<string, string | (() => void)>>,
): Promise<number> {
  const taken: string[] = [];
  // The panel may be somewhere else under a rule. Its own word counts, wherever the pointer is.
  const says = (now: boolean, name: string) =>
    until(
      () =>
        panel.doc.evaluate((wanted: boolean) => {
          const { documentElement: root } = document;
          root.dispatchEvent(new PointerEvent('pointerover', { screenX: 1, screenY: 1 }));
          return (root.dataset.covered === 'now') === wanted;
        }, now),
      name,
      3_000,
    );
  const lift = () => panel.tab.evaluate(() => document.querySelector('#cover')?.remove());
  const { x, y } = await panel.middle('textbox', 'Quick note');
  // The pointer moves there, as a hand does.
  const pointTo = async () => {
    await panel.tab.hover({ x: x - 2, y });
    await panel.tab.hover({ x, y });
  };
  // What is refused goes no further than the window, where the guard comes first. What it lets
  // through later is a press of its own.
  await panel.doc.evaluate(() => {
    Object.assign(window, { arrived: 0 });
    document.addEventListener('click', () => {
      (window as unknown as { arrived: number }).arrived += 1;
    });
  });
  /** How many presses have arrived since this was asked last. */
  const arrived = () =>
    panel.doc.evaluate(() => {
      const counted = window as unknown as { arrived: number };
      const count = counted.arrived;
      counted.arrived = 0;
      return count;
    });
  const isTold = () =>
    panel.doc.evaluate(() => /press not taken|not pressed/.test(document.body.innerText));
  /** The words about a press go with the next key. */
  const goOn = async () => {
    await panel.doc.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' })));
    await until(async () => !(await isTold()), 'the words about the press to go');
  };
  let met = 0;
  await pointTo();
  for (const [name, cover] of Object.entries(covers)) {
    if (typeof cover === 'string') await panel.tab.evaluate(layRule, cover);
    else await panel.tab.evaluate(cover);
    await says(true, name).catch(() => taken.push(name));
    await panel.tab.click(await panel.tab.evaluate(seenOfPanel));
    if ((await arrived()) > 0) taken.push(`${name}, by a press`);
    if (await isTold()) met += 1;
    await goOn();
    await lift();
    await says(false, name);
    if ((await arrived()) > 0) taken.push(`${name}, by a press that waited`);
  }
  await pointTo();
  await says(false, 'everything');
  expect(taken).toEqual([]);
  // A cover that is gone counts for another moment.
  await until(
    () => panel.doc.evaluate(() => document.documentElement.dataset.covered === undefined),
    'the panel to take presses',
  );
  expect(await arrived()).toBe(0);
  // On a busy device the first one may not be made sure of in time.
  await until(async () => {
    await panel.tab.click(await panel.middle('textbox', 'Quick note'));
    return (await arrived()) > 0;
  }, 'a press without any of them');
  console.log(
    `covers: ${Object.keys(covers).length} laid, ${met} presses met the panel, none was taken`,
  );
  return met;
}

/**
 * Lays this over the panel in the moment in which the page stops answering. Fails if the panel
 * takes a press then.
 */
export async function refusedWhileFrozen(panel: Panel, lay: () => void): Promise<void> {
  const at = await panel.middle('textbox', 'Quick note');
  await panel.tab.hover({ x: at.x - 2, y: at.y });
  await panel.tab.hover(at);
  const isCovered = (wanted: boolean) =>
    until(
      () =>
        panel.doc.evaluate(
          (on: boolean) => (document.documentElement.dataset.covered !== undefined) === on,
          wanted,
        ),
      `the panel to be ${wanted ? 'covered' : 'clear'}`,
    );
  await isCovered(false);
  interface Heard {
    /** Presses that were taken, and when the last one arrived, in epoch milliseconds. */
    taken: number;
    downAt: number;
  }
  await panel.doc.evaluate(() => {
    const heard: Heard = { taken: 0, downAt: 0 };
    Object.assign(window, { heard });
    const options = { capture: true };
    document.addEventListener('pointerdown', () => (heard.downAt = Date.now()), options);
    document.addEventListener('click', () => (heard.taken += 1));
  });
  const heard = () => panel.doc.evaluate(() => (window as unknown as { heard: Heard }).heard);
  for (;;) {
    const before = await heard();
    await panel.tab.evaluate(() => {
      const watch = new MutationObserver(() => {
        if (!document.querySelector('#cover')) return;
        watch.disconnect();
        Object.assign(window, { laidAt: Date.now() });
        const end = performance.now() + 1_500;
        while (performance.now() < end);
      });
      watch.observe(document.documentElement, { childList: true, subtree: true });
    });
    const laid = panel.tab.evaluate(lay);
    // Nothing of the page answers now, so that a press is all that a driver can do.
    await panel.tab.drag(at, at);
    await laid;
    await isCovered(true);
    const { taken, downAt } = await heard();
    const laidAt = await panel.tab.evaluate(() => (window as unknown as { laidAt: number }).laidAt);
    await panel.tab.evaluate(() => document.querySelector('#cover')?.remove());
    await isCovered(false);
    // On a slow device the press may be there before the cover is, and is one like any other.
    if (downAt > before.downAt && downAt < laidAt) continue;
    expect(taken).toBe(before.taken);
    return;
  }
}
