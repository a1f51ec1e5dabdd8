import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  after,
  changed,
  folded,
  IN_CALL,
  NOW,
  OVER,
  open,
  START,
  view,
} from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, recorded, redraw, send } from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

describe('what the page lets on about its call', () => {
  const said = (words: string) => page.getByText(words, { exact: false });

  test('an end is offered and never made, and goes when it is not wanted', async () => {
    await draw(open(view), { call: OVER });
    await expect.element(said('The call seems to have ended at 14:15.')).toBeVisible();
    expect(send).not.toHaveBeenCalled();
    await userEvent.click(button('Not now'));
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
    // The call goes on and is over again, so the end is offered again.
    redraw(open(view), { call: IN_CALL });
    redraw(open(view), { call: OVER });
    await userEvent.click(button('End now'));
    expect(send.mock.calls).toEqual([[{ type: 'end', at: OVER.since }]]);
  });
  test('a break is offered before the end, and both have the instant at which the call ended', async () => {
    await draw(open(view), { call: OVER });
    const buttons = page.getByRole('status').getByRole('button').elements();
    expect(buttons.map((one) => one.textContent)).toEqual(['It dropped', 'End now', 'Not now']);
    await userEvent.click(button('It dropped'));
    expect(recorded()).toEqual([{ type: 'interruptionBegan', since: OVER.since }]);
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
    // That the call is up again says nothing of the client: the press does.
    const broken = after({ type: 'interruptionBegan', at: NOW, since: OVER.since });
    redraw(broken, { call: IN_CALL });
    await userEvent.click(button('Contact is back'));
    expect(recorded().at(-1)).toEqual({ type: 'interruptionEnded', until: NOW });
    // Somebody who said that the contact is lost is not asked again.
    redraw(broken, { call: OVER });
    await expect.element(button('End now')).toBeVisible();
    await expect.element(button('Contact is back')).toBeVisible();
    await expect.element(button('It dropped')).not.toBeInTheDocument();
  });
  test('a break that could not be saved is offered again', async () => {
    await draw(open(view), { call: OVER });
    send.mockResolvedValueOnce({ ok: false, problem: 'storageFailed' });
    await userEvent.click(button('It dropped'));
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(button('It dropped')).toBeVisible();
  });
  test('the end of a call from before the session is not offered to it', async () => {
    await draw(open(view), { call: { ...OVER, since: START - 60_000 } });
    await expect.element(page.getByRole('timer')).toBeVisible();
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
  });
  test('nothing is offered to a panel whose session is in another tab, nor without one', async () => {
    await draw(changed({ here: 'otherTab' }), { call: OVER });
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
    redraw(open(null), { call: OVER });
    await expect.element(said('The call seems to have')).not.toBeInTheDocument();
    redraw(open(null), { call: IN_CALL });
    await expect.element(said('The call seems to have started.')).toBeVisible();
  });
  test('a strip says it too', async () => {
    await draw(open(view), { ...folded, call: OVER });
    await expect.element(said('Call ended')).toBeVisible();
  });
  test('a share that the panel is not masked for is said, with the way to mask', async () => {
    await draw(open(view), { call: { ...IN_CALL, sharing: 'more' } });
    await expect.element(page.getByRole('alert')).toBeVisible();
    await userEvent.click(button('Mask it'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
  test('a share of another tab is said to be that, and can be masked for all the same', async () => {
    await draw(open(view), { call: { ...IN_CALL, sharing: 'otherTab' } });
    await expect
      .element(
        page.getByText("sharing another tab. When that began, this panel wasn't in it", {
          exact: false,
        }),
      )
      .toBeVisible();
    await expect.element(page.getByText('may be seen', { exact: false })).not.toBeInTheDocument();
    await accessible();
    await userEvent.click(button('Mask it'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
  test('without a guard, what masks before a share is in the menu', async () => {
    await draw(open(view));
    await userEvent.click(button('Session menu'));
    await expect.element(button('I am about to share')).not.toBeInTheDocument();
    redraw(open(view, {}, { shareGuard: 'off' }));
    await userEvent.click(button('I am about to share'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
});
