import { afterAll, beforeAll, expect, test } from 'vitest';
import { intoPanel, pressByKeys } from './by-keys.ts';
import { until } from './driver/driver.ts';
import { hostBox } from './in-page/place.ts';
import { type Panel, type Rig, startRig } from './perch.ts';
import { marker } from './profile.ts';
import { Screen } from './screen.ts';

const LEGS = ['Opening', 'Client Agenda', 'Exploration', 'Integration', 'Planning', 'Closing'];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

/** A session whose panel is the bar under the camera. */
async function inBar(): Promise<Panel> {
  const panel = await rig.call();
  await panel.start();
  await panel.press('button', 'Fold panel');
  await panel.openBar();
  return panel;
}

test('a session is led in the bar by keyboard alone', async () => {
  const panel = await rig.call();
  await panel.there();
  await rig.browser.pressCommand(panel.tab, 'fold');
  await panel.see('button', 'Fold panel');
  await intoPanel(panel);
  await pressByKeys(panel, 'button', 'Start session');
  await panel.see('timer', 'Time remaining');
  await panel.see('button', 'Open beside');
  await rig.browser.pressCommand(panel.tab, 'note');
  await panel.when('textbox', 'Quick note', ({ focused }) => focused);
  await panel.doc.type('by key');
  await panel.doc.press('Enter');
  await panel.see('button', '1 note');
  // The keys go on from the note to what is around it.
  await panel.doc.press('Shift+Tab');
  for (const [n, leg] of LEGS.entries()) {
    if (n > 0) await panel.doc.press(String(n + 1));
    await panel.when('button', `${leg}*`, ({ current }) => current === 'step');
  }
  await panel.doc.press('3');
  await panel.when('button', 'Exploration*', ({ current }) => current === 'step');
  await panel.when('button', 'Exploration*', ({ expanded }) => expanded === 'true');
  await panel.doc.press('3');
  await panel.when('button', 'Exploration*', ({ expanded }) => expanded === 'false');
  await panel.doc.press('Escape');
  await until(() => panel.tab.evaluate(() => document.hasFocus()), 'the focus in the page');
  await rig.browser.pressCommand(panel.tab, 'note');
  await panel.when('textbox', 'Quick note', ({ focused }) => focused);
  await pressByKeys(panel, 'button', 'End session', 'Shift+Tab');
  await panel.see('region', 'What the record has');
  await pressByKeys(panel, 'button', 'Close summary');
  await panel.see('button', 'Start session');
  await panel.tab.close();
});

test('a session is led in the bar alone, by mouse', async () => {
  const panel = await rig.call();
  if ((await panel.there()) === 'panel') await panel.press('button', 'Fold panel');
  await panel.openBar();
  expect((await panel.tab.evaluate(hostBox)).height).toBe(136);
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', 'BAR-1');
  await panel.press('radio', '45 minutes');
  await panel.press('button', 'Start session');
  // The session goes on in the bar that it was started in.
  await panel.see('timer', 'Time remaining');
  await panel.see('button', 'Open beside');
  await panel.finish();
  // The next session with them begins in one press of the strip.
  await panel.press('button', 'Fold panel');
  await panel.press('button', 'Start session');
  await panel.openBar();
  await panel.press('button', 'Yes, BAR-1');
  const place = async () => {
    const { x, y, width, height } = await panel.tab.evaluate(hostBox);
    return `${x}, ${y}: ${width} x ${height}`;
  };
  // Opening has things to say, which are in a row below the bar.
  await until(async () => (await place()) === '190, 8: 900 x 168', 'the bar with its row');
  await panel.press('checkbox', 'Confidentiality');
  await panel.when('checkbox', 'Confidentiality', ({ checked }) => checked === true);
  await panel.press('button', 'Opening*');
  await until(async () => (await place()) === '190, 8: 900 x 136', 'the bar without its row');
  for (const leg of LEGS.slice(1)) await panel.enter(leg);
  await panel.enter('Exploration');
  await panel.press('button', "Note it in the client's words");
  await panel.when('textbox', 'Quick note', ({ focused }) => focused);
  await panel.doc.type('a focus');
  await panel.doc.press('Enter');
  await panel.see('button', '1 note');
  await panel.press('button', 'Exploration*');
  await until(async () => (await place()) === '190, 8: 900 x 136', 'the bar without its row');
  const before = (await panel.see('region', 'Prompt')).text;
  await panel.press('button', 'Next prompt');
  await panel.when('region', 'Prompt', ({ text }) => text !== before);
  const [first, second] = [marker('bar'), marker('private')];
  await panel.press('textbox', 'Quick note');
  await panel.doc.type(first);
  await panel.doc.press('Enter');
  await panel.see('button', '2 notes');
  await panel.press('radio', 'Private');
  await panel.press('textbox', 'Quick note');
  await panel.doc.type(second);
  await panel.doc.press('Enter');
  await panel.see('button', '3 notes');
  expect(await place()).toBe('190, 8: 900 x 136');

  // What has no room in the bar is in the panel at the window's edge, with what was half typed.
  await panel.doc.type('half');
  await panel.press('button', 'Safety card');
  await panel.see('heading', 'Safety card');
  await until(async () => (await panel.tab.evaluate(hostBox)).x === 932, 'the panel beside');
  await panel.press('button', 'Back');
  // The bar has only made room for it.
  await until(async () => (await place()) === '190, 8: 900 x 136', 'the bar again');
  await panel.when('textbox', 'Quick note', ({ value }) => value === 'half');
  await panel.press('button', 'Open beside');
  await panel.noteShown(first);
  await panel.when('textbox', 'Quick note', ({ value }) => value === 'half');
  await panel.press('button', 'Dock top');
  await panel.see('button', 'Open beside');
  await panel.when('textbox', 'Quick note', ({ value }) => value === 'half');

  // Every place of the panel is two presses away.
  const asSeen = new Screen(panel.doc);
  await asSeen.press('button', 'Session menu');
  await asSeen.press('button', 'Dock left');
  await until(async () => (await panel.tab.evaluate(hostBox)).x === 8, 'the panel at the left');
  await asSeen.press('button', 'Dock top');
  await panel.see('button', 'Open beside');
  await panel.press('button', 'End session');
  await panel.see('region', 'What the record has');
  await panel.press('button', 'Close summary');
  await panel.see('button', 'Start session');
  await panel.tab.close();
});

test('no size of it covers the face of somebody who sits in the middle of the window', async () => {
  const panel = await inBar();
  const covers = async (width: number, height: number) => {
    const video = Math.min(height, (width * 9) / 16);
    const box = await panel.tab.evaluate(hostBox);
    const beside =
      box.x + box.width <= width / 2 - video * 0.16 || box.x >= width / 2 + video * 0.16;
    return !beside && box.y + box.height > (height - video) / 2 + video * 0.2;
  };
  const sizes: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the bar', () => panel.see('button', 'Open beside')],
    ['the panel beside', () => panel.beside()],
    ['the pill', () => panel.press('button', 'Mask panel')],
    [
      'the strip',
      async () => {
        await panel.press('button', 'Show panel');
        await panel.press('button', 'Fold panel');
        await panel.see('button', 'Open panel');
      },
    ],
  ];
  const found: string[] = [];
  for (const [width, height] of [
    [1_280, 800],
    [1_440, 900],
    [1_920, 1_080],
    [2_560, 1_440],
    [960, 1_080],
  ] as const) {
    await panel.tab.resize(width, height);
    await until(
      () => panel.tab.evaluate((wide: number) => innerWidth === wide, width),
      'the new size of the window',
    );
    for (const [what, go] of sizes) {
      await go();
      if (await covers(width, height)) found.push(`${what} in ${width} x ${height}`);
    }
    await panel.openBar();
  }
  await panel.finish();
  // Before a session, too.
  await panel.press('button', 'Fold panel');
  await panel.openBar();
  if (await covers(960, 1_080)) found.push('the bar before a session');
  // A strip that somebody has dragged to the middle opens at the nearer side.
  await panel.press('button', 'Fold panel');
  const strip = await panel.tab.evaluate(hostBox);
  await panel.tab.drag(
    { x: strip.x + 12, y: strip.y + 20 },
    { x: strip.x + 12 - 20, y: strip.y + 320 },
  );
  await until(async () => (await panel.tab.evaluate(hostBox)).y > 300, 'the strip to be dragged');
  await panel.press('button', 'Open panel');
  await panel.see('button', 'Move and resize');
  if (await covers(960, 1_080)) found.push('the panel of a dragged strip');
  expect((await panel.tab.evaluate(hostBox)).x).toBe(8);
  expect(found).toEqual([]);
  await panel.press('button', 'Dock top');
  await panel.tab.resize(1_280, 800);
  await panel.tab.close();
});

test('a window that is too narrow for it has the panel, and a wider one a smaller bar', async () => {
  const panel = await inBar();
  const shown = async () => {
    const { width, height } = await panel.tab.evaluate(hostBox);
    return `${width}x${height}`;
  };
  for (const [window, bar] of [
    [800, '720x188'],
    [640, '624x188'],
    [576, '560x188'],
    [500, '340x704'],
    [1_280, '900x168'],
  ] as const) {
    await panel.tab.resize(window, 800);
    await until(async () => (await shown()) === bar, `${bar} in a window of ${window}`);
    const whole = bar.startsWith('340');
    await panel.see('button', whole ? 'Move and resize' : 'Open beside');
  }
  await panel.finish();
  await panel.tab.close();
});
