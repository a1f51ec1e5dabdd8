import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { DESK_SCENES } from '../gallery/desk-scenes.tsx';
import { drawScene } from '../gallery/draw-scene.tsx';

/** Scenes that are no other one in another width or words. */
const PAGES = DESK_SCENES.filter(({ name, words }) => !/-(480|1600)$/.test(name) && !words);
/** Whatever of the page is wider than the window. */
const wide = () =>
  [...document.querySelectorAll('body *')]
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > innerWidth + 1 || left < -1;
    })
    .filter((element, _, all) => !all.some((other) => element !== other && element.contains(other)))
    .map(({ outerHTML }) => outerHTML.slice(0, 200));

test.each(PAGES)(
  '$name never moves sideways, however long or large its words are',
  async (scene) => {
    for (const [width, words] of [
      [480, 'longer'],
      [480, 'rightToLeft'],
      [960, 'twiceAsLarge'],
    ] as const) {
      await page.viewport(width, 800);
      await drawScene({ ...scene, words }, 'light');
      for (const isOpen of [false, true]) {
        if (isOpen) for (const fold of document.querySelectorAll('details')) fold.open = true;
        const { scrollWidth, clientWidth } = document.documentElement;
        expect(
          scrollWidth,
          `${words}, ${isOpen ? 'all folds open' : 'as it begins'}: ${wide()}`,
        ).toBeLessThanOrEqual(clientWidth);
      }
    }
  },
);
