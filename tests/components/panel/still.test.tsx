import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { SessionView } from '@/lib/messaging';
import { LEGS, MINUTE } from '@/lib/session';
import {
  type Around,
  after,
  IN_CALL,
  LAYOUT,
  NOW,
  OVER,
  open,
  START,
  view,
} from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, redraw } from '../draw-panel.tsx';
import { button } from '../show.tsx';

panelForEachTest();

/** Where everything is. The ribbon is left out: it grows with the time, as a clock's hand turns. */
const places = (): ReadonlyMap<Element, DOMRect> =>
  new Map(
    [...document.body.querySelectorAll('*')]
      .filter((element) => !element.closest('.ribbon, .unseen') && element.checkVisibility())
      .map((element) => [element, element.getBoundingClientRect()]),
  );

const isEmpty = ({ width, height }: DOMRect) => width * height === 0;

/**
 * What has both its edges elsewhere than before, in words. Browsers too count three pixels as a
 * shift.
 */
function movedSince(before: ReturnType<typeof places>): readonly string[] {
  const far = (from: number, to: number) => Math.abs(from - to) >= 3;
  return [...places()].flatMap(([element, is]) => {
    const was = before.get(element);
    if (!was || isEmpty(was) || isEmpty(is)) return [];
    const across = far(was.left, is.left) && far(was.right, is.right);
    const down = far(was.top, is.top);
    if (!across && !down) return [];
    const name = `${element.localName}.${element.getAttribute('class')}`;
    return [`${name} from ${was.left}, ${was.top} to ${is.left}, ${is.top}`];
  });
}

/** Lets what a signal has changed be drawn. */
const drawn = async () => {
  for (let turn = 0; turn < 4; turn += 1) await null;
};

describe.each([
  ['the panel', { ...LAYOUT, dock: 'right' }, 340, 704],
  ['the bar', { ...LAYOUT, shape: 'bar' }, 900, 136],
  ['the bar with its row', { ...LAYOUT, shape: 'bar' }, 900, 168],
  ['the narrower bar', { ...LAYOUT, shape: 'bar' }, 720, 156],
  ['the strip', { ...LAYOUT, shape: 'strip' }, 360, 40],
] as const)('nothing in %s moves without a press', (_, layout, width, height) => {
  beforeEach(() => page.viewport(width, height));

  test.each(LEGS)('in all minutes of a session in %s', async (leg) => {
    const second = signal(START);
    const clock = { second, now: () => second.value };
    await draw(after({ type: 'legEntered', at: START, leg }), { layout, clock });
    const moved: string[] = [];
    for (let minute = 1; minute <= 59; minute += 1) {
      const before = places();
      second.value = START + minute * MINUTE;
      await drawn();
      moved.push(...movedSince(before).map((one) => `minute ${minute}: ${one}`));
    }
    expect(moved).toEqual([]);
  });

  const drop = { from: NOW - 2 * MINUTE, to: null };
  const more: readonly (readonly [string, Partial<SessionView>, Around])[] = [
    ['a share that shows the panel', {}, { call: { ...IN_CALL, sharing: 'more' } }],
    ['a share of another tab', {}, { call: { ...IN_CALL, sharing: 'otherTab' } }],
    ['a page that takes the keyboard', {}, { keyboard: { back: false } }],
    ['a keyboard that is back', {}, { keyboard: { back: true } }],
    ['an update', {}, { connection: 'gone' }],
    ['a background that is away', {}, { connection: 'connecting' }],
    ['the end of the call', {}, { call: OVER }],
    ['a connection that is lost', {}, { drop }],
    ['a connection that was lost', {}, { drop: { ...drop, to: NOW - MINUTE } }],
    ['a panel that can not be seen', {}, { layout: { ...layout, trouble: 'unseen' } }],
    ['a panel that is moved', {}, { layout: { ...layout, trouble: 'contested' } }],
    ['a session of another tab', { here: 'otherTab', site: 'Google Meet' }, {}],
    ['a session of a tab that is gone', { here: 'lostTab' }, {}],
    ['whose session it is', { confirm: 'start' }, {}],
    ['another address', { confirm: 'moved' }, {}],
    ['a time without the call', { away: { from: NOW - 2 * MINUTE, to: NOW - MINUTE } }, {}],
  ];
  test.each(more)('for %s', async (_what, change, around) => {
    for (const guidance of ['standard', 'minimal'] as const) {
      const all = { layout, call: IN_CALL };
      await draw(open(view, {}, { guidance }), all);
      const before = places();
      redraw(open({ ...view, ...change }, {}, { guidance }), { ...all, ...around });
      await drawn();
      expect(movedSince(before)).toEqual([]);
    }
  });
});

test.each([
  ['the panel', LAYOUT, 340, 704],
  ['the bar', { ...LAYOUT, shape: 'bar' }, 900, 136],
  ['the narrower bar', { ...LAYOUT, shape: 'bar' }, 720, 156],
] as const)(
  'nothing in %s moves before a session, however long the call has been open',
  async (_, layout, width, height) => {
    await page.viewport(width, height);
    const second = signal(START);
    const clock = { second, now: () => second.value };
    for (const practice of [{}, { here: 'm' }]) {
      second.value = START;
      await draw(open(null, practice), { layout, clock, openedAt: START });
      await expect.element(button('Start session')).toBeVisible();
      const moved: string[] = [];
      for (let minute = 1; minute <= 70; minute += 1) {
        const before = places();
        second.value = START + minute * MINUTE;
        await drawn();
        moved.push(...movedSince(before).map((one) => `minute ${minute}: ${one}`));
      }
      expect(moved).toEqual([]);
    }
  },
);
