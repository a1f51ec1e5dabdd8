import { afterAll, beforeAll, expect, test } from 'vitest';
import { intoPanel, pressByKeys } from './by-keys.ts';
import { until } from './driver/driver.ts';
import { MEET, type Panel, panelIn, type Rig, startRig } from './perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

/**
 * In the panel: writes down what a screen reader is told without being asked. A region that comes
 * with its words tells them only if it is an alert.
 */
const listen = () => {
  const told: string[] = [];
  const before = new Map<Element, string>();
  const look = () => {
    for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
      const words = region.textContent?.replace(/\s+/g, ' ').trim() ?? '';
      const was = before.get(region) ?? (region.role === 'alert' ? '' : words);
      before.set(region, words);
      if (words !== was && words !== '') told.push(words);
    }
  };
  look();
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  Object.assign(window, { told });
};
const told = () => (window as unknown as { told: readonly string[] }).told;
const heard = (panel: Panel, words: readonly string[]) =>
  until(
    async () => JSON.stringify(await panel.doc.evaluate(told)) === JSON.stringify(words),
    `a screen reader to be told ${words.join(', ')}`,
  ).catch(async (error: unknown) => {
    throw new Error(`${String(error)}; it was told ${await panel.doc.evaluate(told)}`);
  });

test('a session is led in the panel by keyboard alone, and a screen reader is told what matters', async () => {
  const tab = await rig.browser.open(MEET);
  const panel = await panelIn(tab);
  await panel.there();
  await panel.doc.evaluate(listen);
  await rig.browser.pressCommand(tab, 'fold');
  await panel.see('button', 'Fold panel');
  await intoPanel(panel);
  await pressByKeys(panel, 'button', 'Open beside');
  await panel.see('button', 'Move and resize');
  await pressByKeys(panel, 'button', 'Start session');
  await panel.see('timer', 'Time remaining');

  await rig.browser.pressCommand(tab, 'note');
  await panel.when('textbox', 'Quick note', ({ focused }) => focused);
  await panel.doc.type('for the record');
  await panel.doc.press('Enter');
  await heard(panel, ['Saving', 'Saved']);
  await panel.doc.press('Alt+p');
  await panel.doc.type('for me alone');
  await panel.doc.press('Enter');
  await heard(panel, ['Saving', 'Saved', 'Saving', 'Saved']);
  // A leg by its number, from a control of the leg before, which goes with it.
  await panel.doc.press('Shift+Tab');
  await panel.doc.press('3');
  await panel.when('button', 'Exploration*', ({ current }) => current === 'step');
  await until(
    () => panel.doc.evaluate(() => document.activeElement !== document.body),
    'the focus to be somewhere',
  );
  const prompt = 'What else would you like to say about this?';
  const before = ['Saving', 'Saved', 'Saving', 'Saved', prompt];
  await heard(panel, before);
  await pressByKeys(panel, 'button', 'Safety card', 'Shift+Tab');
  await panel.when('heading', 'Safety card', ({ focused }) => focused);
  await panel.doc.press('Escape');
  await panel.gone('heading', 'Safety card');
  await pressByKeys(panel, 'button', 'Mode*', 'Shift+Tab');
  await panel.doc.press('ArrowDown');
  await panel.doc.press('Escape');
  const guided = 'We could go through it step by step, at your pace. Where would you begin?';
  await heard(panel, [...before, guided]);

  await pressByKeys(panel, 'button', 'End session');
  await panel.see('button', 'Close summary');
  expect(await panel.words()).toContain('for the record');
  await pressByKeys(panel, 'button', 'Close summary');
  await panel.see('button', 'Start session');
  // Where the focus went, the screen reader has read what is there; nothing is told twice.
  await heard(panel, [...before, guided]);
  await tab.close();
});
