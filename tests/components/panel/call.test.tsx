import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  changed,
  draw,
  folded,
  OVER,
  open,
  panelForEachTest,
  redraw,
  send,
  view,
} from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

describe('what the page lets on about its call', () => {
  const said = (words: string) => page.getByText(words, { exact: false });

  test('an end is offered and never made, and goes when it is not wanted', async () => {
    await draw(open(view), { call: OVER });
    await expect.element(said('The call seems to have ended. End the session?')).toBeVisible();
    expect(send).not.toHaveBeenCalled();
    await userEvent.click(button('Not now'));
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
    // The call goes on and is over again, so the end is offered again.
    redraw(open(view), { call: { call: 'in', sharing: null } });
    redraw(open(view), { call: OVER });
    await userEvent.click(button('End it'));
    expect(send.mock.calls.map(([{ type }]) => type)).toEqual(['end']);
  });
  test('nothing is offered to a panel whose session is in another tab, nor without one', async () => {
    await draw(changed({ here: 'otherTab' }), { call: OVER });
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
    redraw(open(null), { call: OVER });
    await expect.element(said('The call seems to have')).not.toBeInTheDocument();
    redraw(open(null), { call: { call: 'in', sharing: null } });
    await expect.element(said('The call seems to have started.')).toBeVisible();
  });
  test('a strip says it too', async () => {
    await draw(open(view), { ...folded, call: OVER });
    await expect.element(said('The call seems to have ended')).toBeVisible();
  });
  test('a share that the panel is not masked for is said, with the way to mask', async () => {
    await draw(open(view), { call: { call: 'in', sharing: 'more' } });
    await expect.element(page.getByRole('alert')).toBeVisible();
    await userEvent.click(button('Mask it'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
  test('a share of another tab is said to be that, and can be masked for all the same', async () => {
    await draw(open(view), { call: { call: 'in', sharing: 'otherTab' } });
    await expect
      .element(page.getByText("sharing another tab. This panel isn't in it", { exact: false }))
      .toBeVisible();
    await expect.element(page.getByText('may be seen', { exact: false })).not.toBeInTheDocument();
    await accessible();
    await userEvent.click(button('Mask it'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
  test('without a guard, what masks before a share is one press away', async () => {
    await draw(open(view));
    await expect.element(button('I am about to share')).not.toBeInTheDocument();
    redraw(open(view, {}, { shareGuard: 'off' }));
    await userEvent.click(button('I am about to share'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
});
