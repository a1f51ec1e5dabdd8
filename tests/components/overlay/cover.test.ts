import { afterEach, expect, test } from 'vitest';
import { watchCover } from '@/lib/overlay/cover';

/** This window as a browser has it that does not tell by itself what covers an element. */
function plainView(): { view: Window & typeof globalThis; scanTakes(ms: number): void } {
  let scan = 0;
  let at = 0;
  const view = new Proxy(window, {
    get(target, key) {
      if (key === 'IntersectionObserver') return class {};
      // Each look at the clock is as far from the one before as a scan of the page takes.
      if (key === 'performance') return { now: () => (at += scan) };
      const value = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    view: view as Window & typeof globalThis,
    scanTakes(ms) {
      scan = ms;
    },
  };
}

const made: Element[] = [];
const put = (style: string) => {
  const element = document.createElement('div');
  element.style.cssText = style;
  document.documentElement.append(element);
  made.push(element);
  return element;
};
afterEach(() => {
  for (const element of made.splice(0)) element.remove();
});
const HOST = 'position: fixed; inset: 0 auto auto 0; width: 99px; height: 40px; z-index: 5';
const OVER = 'position: fixed; inset: 0; z-index: 9; background: red';

test('what covered an element for a moment is forgotten at once, however slow the page is', () => {
  const { view, scanTakes } = plainView();
  const host = put(HOST);
  const isCovered = watchCover(view, host, new AbortController().signal);
  const over = put(OVER);
  scanTakes(300);
  expect(isCovered()).toBe(true);
  over.remove();
  scanTakes(1);
  expect(isCovered()).toBe(false);
});

test('what covers an element is noticed, although the page was looked through a moment ago', () => {
  const { view, scanTakes } = plainView();
  const host = put(HOST);
  const isCovered = watchCover(view, host, new AbortController().signal);
  scanTakes(300);
  expect(isCovered()).toBe(false);
  scanTakes(1);
  put(OVER);
  expect(isCovered()).toBe(true);
});

test('a look that had to wait for the processor puts off no look into shadow trees', () => {
  const { view, scanTakes } = plainView();
  const outer = put('width: 0; height: 0');
  const isCovered = watchCover(view, put(HOST), new AbortController().signal);
  scanTakes(1);
  expect(isCovered()).toBe(false);
  scanTakes(300);
  expect(isCovered()).toBe(false);
  const inner = outer.attachShadow({ mode: 'closed' });
  // Only Firefox opens a closed tree to content scripts.
  Object.assign(outer, { openOrClosedShadowRoot: inner });
  const over = document.createElement('div');
  over.popover = 'manual';
  over.style.cssText = `${OVER}; width: 100vw; height: 100vh`;
  inner.append(over);
  over.showPopover();
  scanTakes(60);
  expect(isCovered()).toBe(true);
});
