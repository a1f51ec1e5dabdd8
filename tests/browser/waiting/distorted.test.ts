import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyScreen, fillScreen } from '../full-screen.ts';
import { DISTORTED, DISTORTED_IN_CHROMIUM, layRule, SEE_THROUGH } from '../in-page/covers.ts';
import { hostBox } from '../in-page/place.ts';
import { BROWSER, Panel, panelIn, type Rig, startRig } from '../perch.ts';
import { eachRefused, refusedWhileFrozen } from './refusals.ts';

/**
 * What the browser sets itself, with `!important`, for whatever fills the screen: its transform,
 * its margin, its position and its size. Source: Fullscreen API, section 5 (rendering).
 */
const FORCED = /transform: (?!translateZ)|margin|position: absolute|width: 60px/;

/** All of them that this browser knows. */
const RULES = BROWSER === 'firefox' ? DISTORTED : { ...DISTORTED, ...DISTORTED_IN_CHROMIUM };

/** What lies over the panel wherever that is. `attack/cover` has all of them over a page. */
const POPOVERS = Object.fromEntries(
  Object.entries(SEE_THROUGH).filter(([name]) => name.includes('popover')),
);

const [FREEZING] = Object.values(POPOVERS);

/** At least so many of the presses meet the panel; of the others it shows nothing to press. */
const MET = 30;

let rig: Rig;
let panel: Panel;
beforeAll(async () => {
  rig = await startRig();
  panel = await rig.call();
  await panel.start();
});
afterAll(() => rig?.close());

/** Fails unless the session goes on as if nothing had been. */
const unharmed = async (after: Panel, words: string) => {
  expect((await after.all('timer', 'Time remaining')).length).toBe(1);
  await after.note(words);
};

test('a page that distorts everything has presses refused', async () => {
  expect(await eachRefused(panel, RULES)).toBeGreaterThanOrEqual(MET);
  await unharmed(panel, 'over the page');
}, 120_000);

test('a page that distorts everything has presses refused in full screen', async () => {
  await panel.tab.evaluate(() => {
    const full = document.createElement('div');
    full.id = 'full';
    document.body.append(full);
  });
  await fillScreen(panel.tab, panel.tab, '#full');
  // In Firefox, the frame is loaded anew in what fills the screen.
  panel = await panelIn(panel.tab);
  await panel.see('timer', 'Time remaining');
  const has = ([, rule]: readonly [string, string]) => FORCED.test(rule);
  const rules = Object.entries(RULES);
  // The browser's own rules win, so that the panel stays as it is.
  const before = await panel.tab.evaluate(hostBox);
  for (const [name, rule] of rules.filter(has)) {
    await panel.tab.evaluate(layRule, rule);
    expect(await panel.tab.evaluate(hostBox), name).toEqual(before);
    await panel.tab.evaluate(() => document.querySelector('#cover')?.remove());
  }
  const others = Object.fromEntries(rules.filter((each) => !has(each)));
  expect(await eachRefused(panel, { ...others, ...POPOVERS })).toBeGreaterThanOrEqual(MET);
  if (!FREEZING) throw new Error('there is no cover');
  await refusedWhileFrozen(panel, FREEZING);
  await unharmed(panel, 'over what fills the screen');
  await emptyScreen(panel.tab);
  panel = await panelIn(panel.tab);
  await panel.noteShown('over what fills the screen');
}, 120_000);

test('a page that distorts everything in the window on top has presses refused there', async () => {
  await panel.press('button', 'Pop out the panel');
  const out = new Panel(await rig.browser.popOut());
  await out.see('timer', 'Time remaining');
  expect(await eachRefused(out, { ...RULES, ...POPOVERS })).toBeGreaterThanOrEqual(MET);
  if (!FREEZING) throw new Error('there is no cover');
  await refusedWhileFrozen(out, FREEZING);
  await unharmed(out, 'in the window on top');
}, 120_000);
