/**
 * A call page that shares a screen, and what arrives at the other side; see tests/pages/call.js.
 */
import { type Tab, until } from './driver/driver.ts';
import { hostBox, pointIn } from './in-page/place.ts';

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
  await tab.click(await tab.evaluate(pointIn, '#present'));
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
const boxOf = async (tab: Tab) => {
  const { x, y, width, height } = await tab.evaluate(hostBox);
  return {
    x: Math.ceil(x),
    y: Math.ceil(y),
    width: Math.floor(width),
    height: Math.floor(height),
  };
};
/** The size of the neutral pill with its shadow, in pixels. */
const PILL = { width: 160, height: 80 };
/** How much of the page's lower end, where it has fields of its own, isn't looked at. Pixels. */
const FIELDS = 120;
/** Watches what arrives at the other side where the panel is, from the first picture on. */
export const watch = async (tab: Tab) => {
  const panel = await boxOf(tab);
  const box = { ...panel, height: panel.height - FIELDS };
  const pill = { x: box.x + box.width / 2 - PILL.width / 2, y: 0, ...PILL };
  await tab.evaluate((where, but) => window.watchReceived(where, but), box, pill);
};
export const lightOfFrames = (tab: Tab) => tab.evaluate(() => window.lightOfFrames);
/** Stops every share by the page's own code. */
export const stop = (tab: Tab) =>
  tab.evaluate(() => {
    for (const stream of window.presented) for (const track of stream.getTracks()) track.stop();
  });
