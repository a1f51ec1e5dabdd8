import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { folded, open, view } from '../../fixtures/panel.tsx';
import { draw, onLayout, panelForEachTest, pressed, redraw, send } from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

describe('something of the page lies over the panel', () => {
  const notice = () => page.getByText('Covered by this page: press not taken', { exact: false });
  const over = { covered: true } as const;

  test('a press is refused and said to be, and takes no focus', async () => {
    await draw(open(view), over);
    await expect.element(notice()).not.toBeInTheDocument();
    await userEvent.click(button('End session'));
    await expect.element(notice()).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Quick note' });
    await userEvent.click(field);
    await expect.element(field).not.toHaveFocus();
    expect(send).not.toHaveBeenCalled();
    await accessible();
  });
  test('where presses can be let through is a press away, which changes nothing', async () => {
    await draw(open(view), over);
    await userEvent.click(button('End session'));
    await userEvent.click(button('Settings: let presses through'));
    expect(send.mock.calls).toEqual([[{ type: 'openDesk', page: 'settings/screen' }]]);
    await userEvent.click(button('End session'));
    expect(pressed()).toEqual(['openDesk']);
  });
  test('keys work', async () => {
    await draw(open(view), over);
    (button('End session').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(pressed()).toEqual(['end']);
    await expect.element(notice()).not.toBeInTheDocument();
  });
  test('presses work again a moment after it has gone, and nothing more is said', async () => {
    await draw(open(view), over);
    await userEvent.click(button('End session'));
    redraw(open(view));
    // Somebody decided to press here while the cover was still there.
    await userEvent.click(button('End session'));
    expect(send).not.toHaveBeenCalled();
    await expect.element(notice()).not.toBeInTheDocument();
    await userEvent.click(button('End session'));
    expect(pressed()).toEqual(['end']);
  });
  test('a press that nobody has said is clear waits for the answer, and is taken then', async () => {
    let answer = (_: boolean) => {};
    const unsure = {
      isClear: () => false,
      askClear: () =>
        new Promise<boolean>((answered) => {
          answer = answered;
        }),
    };
    await draw(open(view), unsure);
    await userEvent.click(button('End session'));
    expect(pressed()).toEqual([]);
    answer(true);
    await expect.poll(pressed).toEqual(['end']);
    await userEvent.click(button('End session'));
    answer(false);
    await expect.element(page.getByText("didn't say in time", { exact: false })).toBeVisible();
    expect(pressed()).toEqual(['end']);
    await accessible();
  });
  test('a strip says it in its one line', async () => {
    await draw(open(view), { ...folded, ...over });
    await userEvent.click(button('Open panel'));
    await expect.element(page.getByText('Covered, not pressed')).toBeVisible();
    expect(onLayout).not.toHaveBeenCalled();
  });
  test('a masked panel is not unmasked, and stays neutral', async () => {
    await draw({ masked: true }, over);
    await userEvent.click(button('Show panel'));
    expect(send).not.toHaveBeenCalled();
    expect(document.body.innerText.trim()).toBe('Show panel');
  });
  test('whoever wants to press through it does, masked too', async () => {
    await draw(open(view, {}, { pressCovered: true }), over);
    await userEvent.click(button('End session'));
    redraw({ masked: true }, over);
    await userEvent.click(button('Show panel'));
    expect(pressed()).toEqual(['end', 'mask']);
  });
  test('and in a panel that was masked from the start', async () => {
    await draw({ masked: true, pressCovered: true }, over);
    await userEvent.click(button('Show panel'));
    expect(pressed()).toEqual(['mask']);
  });
});
