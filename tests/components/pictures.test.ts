import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { drawScene } from '../gallery/draw-scene.tsx';
import { SCENES } from '../gallery/scenes.tsx';

/** In dark, colours alone differ, and these have all of them. */
const IN_DARK = [
  'strip-cue',
  'bar',
  'bar-private',
  'panel',
  'panel-locked',
  'asks-sharing',
  'wrap-up',
  'desk-today',
  'desk-client-prepare',
  'desk-session-draft',
];

test.each(SCENES)('$name looks as it did', async (scene) => {
  await page.viewport(scene.width, scene.height);
  const schemes = IN_DARK.includes(scene.name) ? (['light', 'dark'] as const) : ['light' as const];
  for (const scheme of schemes) {
    await drawScene(scene, scheme);
    await expect(page.elementLocator(document.documentElement)).toMatchScreenshot(
      `${scene.name}-${scheme}`,
    );
  }
});
