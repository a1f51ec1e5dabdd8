import { expect } from 'vitest';
import { until } from '../driver/driver.ts';
import { layRule } from '../in-page/covers.ts';
import type { Panel } from '../perch.ts';

/** Fails unless the panel refuses presses under each of these rules, and takes them without. */
export async function eachRefused(
  panel: Panel,
  rules: Readonly<Record<string, string>>,
): Promise<void> {
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
  const { x, y } = await panel.middle('button', 'End session');
  // The pointer moves there, as a hand does.
  const pointTo = async () => {
    await panel.tab.hover({ x: x - 2, y });
    await panel.tab.hover({ x, y });
  };
  await pointTo();
  for (const [name, rule] of Object.entries(rules)) {
    await panel.tab.evaluate(layRule, rule);
    await says(true, name).catch(() => taken.push(name));
    await lift();
    await says(false, name);
  }
  await pointTo();
  await says(false, 'everything');
  expect(taken).toEqual([]);
}
