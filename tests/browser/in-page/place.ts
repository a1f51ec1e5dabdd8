/** In a page: how many hosts of the panel are in it. */
export const hostCount = () => document.querySelectorAll('[data-perch-host]').length;

/** In a page: where the host of the panel is; nowhere, and of no size, when there is none. */
export const hostBox = () => {
  const { x, y, width, height } = document
    .querySelector('[data-perch-host]')
    ?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x, y, width, height };
};

/** In a page: a point that is within an element of it. */
export const pointIn = (selector: string) => {
  const { x, y } = document.querySelector(selector)?.getBoundingClientRect() ?? { x: 0, y: 0 };
  return { x: x + 10, y: y + 10 };
};
