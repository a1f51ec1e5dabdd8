import { afterEach, expect, test } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { drawScene } from '../gallery/draw-scene.tsx';
import { SCENES } from '../gallery/scenes.tsx';
import { accessible } from './show.tsx';

/** In dark, colours alone differ, and these have all of them. */
const IN_DARK = [
  'strip-cue',
  'bar',
  'bar-private',
  'bar-opening',
  'panel',
  'panel-locked',
  'asks-sharing',
  'wrap-up',
  'desk-today',
  'desk-client-prepare',
  'desk-session-draft',
  'desk-clients-1600',
  'desk-first-work',
  'desk-measure',
  'desk-notes-reading',
  'desk-practice',
  'popup-running',
  'crisis-panel',
  'state-focus',
];
/** In forced colours, what was told by a colour or a shade has to be told by a shape. */
const IN_FORCED_COLOURS = [
  'strip-cue',
  'bar',
  'bar-private',
  'bar-opening',
  'panel',
  'asks-sharing',
  'desk-today',
  'desk-client-sessions',
  'desk-client-measures',
  'desk-session-draft',
  'desk-practice',
  'state-focus',
  'crisis-panel',
];

const look = () => expect(page.elementLocator(document.documentElement));
const forceColours = (value: 'active' | 'none') =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
afterEach(() => forceColours('none'));

/** Draws a scene, the whole of it in view: what is out of view isn't painted for a picture. */
async function drawn(scene: (typeof SCENES)[number], scheme: 'light' | 'dark') {
  await page.viewport(scene.width, scene.height);
  await drawScene(scene, scheme);
  const { scrollHeight } = document.documentElement;
  if (scrollHeight > scene.height) await page.viewport(scene.width, scrollHeight);
}

/** The row below the bar, and the names of settings in a narrow window. */
const MAY_SCROLL_SIDEWAYS = '.leg-row-line > *, .side-links';
/** What is wider than the box that scrolls it. */
const scrolledSideways = () =>
  [...document.querySelectorAll(`:not(${MAY_SCROLL_SIDEWAYS})`)]
    .filter((element) => {
      const { overflowX } = getComputedStyle(element);
      const scrolls = overflowX === 'auto' || overflowX === 'scroll';
      return scrolls && element.scrollWidth > element.clientWidth + 1;
    })
    .map(({ className }) => className);

test.each(SCENES)('$name looks as it did, and is accessible', async (scene) => {
  const schemes = IN_DARK.includes(scene.name) ? (['light', 'dark'] as const) : ['light' as const];
  for (const scheme of schemes) {
    await drawn(scene, scheme);
    await look().toMatchScreenshot(`${scene.name}-${scheme}`);
  }
  await accessible(scene.sheet === 'desk');
  expect(scrolledSideways()).toEqual([]);
});

test.each(SCENES.filter(({ name }) => IN_FORCED_COLOURS.includes(name)))(
  '$name looks as it did in forced colours',
  async (scene) => {
    await forceColours('active');
    expect(matchMedia('(forced-colors: active)').matches).toBe(true);
    await drawn(scene, 'light');
    await look().toMatchScreenshot(`${scene.name}-forced`);
  },
);

test('each name of a scene in dark or forced colours is one', () => {
  const names = SCENES.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...IN_DARK, ...IN_FORCED_COLOURS]));
});
