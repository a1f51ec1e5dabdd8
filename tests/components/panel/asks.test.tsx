import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import {
  after,
  changed,
  clockAt,
  IN_CALL,
  inMode,
  LAYOUT,
  NOW,
  OVER,
  open,
  START,
  view,
} from '../../fixtures/panel.tsx';
import { draw, onLayout, panelForEachTest, press, redraw, send } from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

test('what Perch asks takes the place of the prompt, and nothing else moves', async () => {
  const place = () =>
    page.getByRole('textbox', { name: 'Quick note' }).element().getBoundingClientRect();
  await draw(open(view));
  await expect.element(page.getByRole('region', { name: 'Prompt' })).toBeVisible();
  const before = place();
  redraw(changed({ confirm: 'start' }));
  await expect.element(button('Yes, M-17')).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Prompt' })).not.toBeInTheDocument();
  expect(Math.abs(place().top - before.top)).toBeLessThan(1);
});

test('the most urgent thing is asked, and the next one after it', async () => {
  const away = changed({ confirm: 'start', away: { from: NOW - 60_000, to: NOW } });
  await draw(away, { call: { ...IN_CALL, sharing: 'more' } });
  await expect
    .element(page.getByRole('alert').filter({ hasText: 'sharing a screen' }))
    .toBeVisible();
  await expect.element(button('Yes, M-17')).not.toBeInTheDocument();
  await press('button', 'Not now');
  await expect.element(button('Yes, M-17')).toBeVisible();
  await expect.element(button('Interruption')).not.toBeInTheDocument();
  redraw(changed({ away: { from: NOW - 60_000, to: NOW } }));
  await expect.element(button('Interruption')).toBeVisible();
  await accessible();
});

test('the keyboard goes on at the session when what was asked is answered', async () => {
  await draw(changed({ confirm: 'start' }));
  (button('Yes, M-17').element() as HTMLElement).focus();
  redraw(open(view));
  await expect.element(button('Yes, M-17')).not.toBeInTheDocument();
  await expect.element(page.getByRole('main')).toHaveFocus();
});

test('a question takes no press of a pointer for its first half second, and keys at once', async () => {
  const under = () => {
    const { x, y, width, height } = button('Yes, M-17').element().getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2);
  };
  const answered = () => send.mock.calls.filter(([{ type }]) => type === 'setClient').length;
  await draw(open(view));
  redraw(changed({ confirm: 'start' }));
  await expect.element(button('Yes, M-17')).toBeVisible();
  expect(under()).not.toBe(button('Yes, M-17').element());
  (button('Yes, M-17').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(answered()).toBe(1);
  await expect.poll(under).toBe(button('Yes, M-17').element());
  // The same question in another place is not new.
  redraw(open({ ...view, confirm: 'start' }, {}, { guidance: 'minimal' }));
  await expect.element(button('Yes, M-17')).toBeVisible();
  expect(under()).toBe(button('Yes, M-17').element());
  await press('button', 'Yes, M-17');
  expect(answered()).toBe(2);
});

test('a share that was put aside is told again when another one begins', async () => {
  const sharing = (what: 'more' | null) => ({ call: { ...IN_CALL, sharing: what } });
  await draw(open(view), sharing('more'));
  await press('button', 'Not now');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  redraw(open(view), sharing(null));
  redraw(open(view), sharing('more'));
  await expect.element(page.getByRole('alert')).toBeVisible();
});

test('two things that were put aside stay so, and the prompt is there', async () => {
  const both = {
    call: { ...IN_CALL, sharing: 'more' },
    layout: { ...LAYOUT, trouble: 'contested' },
  } as const;
  await draw(open(view), both);
  await press('button', 'Not now');
  await expect.element(page.getByText('keeps moving', { exact: false })).toBeVisible();
  await press('button', 'Not now');
  await expect.element(page.getByRole('region', { name: 'Prompt' })).toBeVisible();
});

test('what cannot be opened leads to the desk, where it is mended', async () => {
  await draw({ ...open(null), problem: 'keyMissing' } as Snapshot);
  await userEvent.click(page.getByRole('alert').getByRole('button', { name: 'Open desk' }));
  expect(send).toHaveBeenLastCalledWith({ type: 'openDesk' });
});

test('a press that failed is told above what was asked, and can be put aside', async () => {
  send.mockResolvedValue({ ok: false, problem: 'storageFull' });
  await draw(changed({ confirm: 'start' }));
  await press('button', 'Yes, M-17');
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(button('Yes, M-17')).toBeVisible();
  await press('button', 'Not now');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('a menu opens at what is chosen, and gives the focus back', async () => {
  await draw(inMode('practitionerLed'));
  const opener = button('Mode Practitioner-led');
  await userEvent.click(opener);
  await expect.element(page.getByRole('radio', { name: 'Practitioner-led' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await press('button', 'More');
  await press('button', 'Favourite');
  await expect.element(button('More')).toHaveFocus();
});

test('a session that nobody has ended for hours says so, once', async () => {
  const late = { clock: clockAt(START + 4.5 * 60 * 60_000) };
  await draw(open(view), late);
  await expect.element(page.getByRole('note')).toBeVisible();
  await userEvent.click(page.getByRole('note').getByRole('button', { name: 'Not now' }));
  await expect.element(page.getByRole('note')).not.toBeInTheDocument();
  expect(send).not.toHaveBeenCalled();
});

test('a call that ended while the contact was lost asks about both', async () => {
  await draw(after({ type: 'interruptionBegan', at: NOW, since: NOW - 60_000 }), { call: OVER });
  await press('button', 'Contact is back');
  expect(send.mock.calls.map(([command]) => command)).toEqual([
    { type: 'record', event: { type: 'interruptionEnded', until: NOW } },
  ]);
});

test('a menu closes by Escape, by a press elsewhere, and when the focus goes on', async () => {
  await draw(open(view));
  const opener = button('Move and resize');
  const menu = page.getByRole('group', { name: 'Move and resize' });
  await userEvent.click(opener);
  await expect.element(button('Dock right')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(menu).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
  expect(onLayout, 'the panel keeps the focus').not.toHaveBeenCalled();
  await userEvent.click(opener);
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  await expect.element(menu).not.toBeInTheDocument();
  await userEvent.click(opener);
  await expect.element(button('Dock right')).toHaveFocus();
  page.getByRole('textbox', { name: 'Quick note' }).element().focus();
  await expect.element(menu).not.toBeInTheDocument();
});
