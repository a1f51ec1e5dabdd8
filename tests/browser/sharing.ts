/**
 * A call page that shares a screen, and what arrives at the other side; see tests/pages/call.js.
 */
import { type Tab, until } from './driver/driver.ts';

/** The title of the tab that Chromium shares. Firefox shares a fake screen. */
export const CHOSEN = 'Chosen to be shared';

/** What a call page keeps about its presenting; see tests/pages/call.js. */
export interface Presenting {
  readonly presented: MediaStream[];
  readonly presentProblem: string;
  readonly lightOfFrames: number[];
  watchReceived(box: object, except: object): void;
}
declare const window: Window & Presenting;

export const named = (tab: Tab, title: string) =>
  tab.evaluate((to: string) => {
    document.title = to;
  }, title);
export const present = async (tab: Tab) => {
  const at = await tab.evaluate(() => {
    const box = document.querySelector('#present')?.getBoundingClientRect();
    return { x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 10 };
  });
  await tab.click(at);
};
export const presenting = (tab: Tab, streams = 1) =>
  until(
    async () => {
      const { count, problem } = await tab.evaluate(() => ({
        count: window.presented.length,
        problem: window.presentProblem,
      }));
      if (problem) throw new Error(problem);
      return count >= streams;
    },
    'the page to share',
    20_000,
  );
const boxOf = (tab: Tab) =>
  tab.evaluate(() => {
    const { x, y, width, height } = document
      .querySelector('[data-perch-host]')
      ?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 };
    return {
      x: Math.ceil(x),
      y: Math.ceil(y),
      width: Math.floor(width),
      height: Math.floor(height),
    };
  });
/** The size of the neutral pill with its shadow, in pixels. */
const PILL = { width: 160, height: 80 };
/** Watches what arrives at the other side, from the first picture on. */
export const watch = async (tab: Tab) => {
  const box = await boxOf(tab);
  const pill = { x: box.x + box.width / 2 - PILL.width / 2, y: 0, ...PILL };
  await tab.evaluate((where, but) => window.watchReceived(where, but), box, pill);
};
export const lightOfFrames = (tab: Tab) => tab.evaluate(() => window.lightOfFrames);
/** Stops every share by the page's own code. */
export const stop = (tab: Tab) =>
  tab.evaluate(() => {
    for (const stream of window.presented) for (const track of stream.getTracks()) track.stop();
  });
