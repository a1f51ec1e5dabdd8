/** In a page: how many hosts of the panel are in it. */
export const hostCount = () => document.querySelectorAll('[data-perch-host]').length;

/** In a page: where the panel's host is. Without a host, all numbers are zero. */
export const hostBox = () => {
  const { x, y, width, height } = document
    .querySelector('[data-perch-host]')
    ?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x, y, width, height };
};

/** In a page: a point inside of the first element that a selector matches. */
export const pointIn = (selector: string) => {
  const { x, y } = document.querySelector(selector)?.getBoundingClientRect() ?? { x: 0, y: 0 };
  return { x: x + 10, y: y + 10 };
};

/**
 * In a page, or in the window on top: the middle of what can be seen of the panel. If nothing can
 * be seen, it is a point of the page.
 */
export const seenOfPanel = () => {
  const inWindow = [...document.body.children].findLast(({ id }) => id !== 'cover');
  const panel = document.querySelector('[data-perch-host]') ?? inWindow;
  const { left, right, top, bottom } = panel?.getBoundingClientRect() ?? new DOMRect();
  const within = (at: number, most: number) => Math.min(Math.max(at, 0), most - 1);
  return {
    x: (within(left, innerWidth) + within(right, innerWidth)) / 2,
    y: (within(top, innerHeight) + within(bottom, innerHeight)) / 2,
  };
};
