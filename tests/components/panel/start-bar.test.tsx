import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import { clockAt, LAYOUT, NOW, open } from '../../fixtures/panel.tsx';
import { draw, onLayout, panelForEachTest, press, redraw, send } from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

const bar = { layout: { ...LAYOUT, shape: 'bar' } } as const;
const folded = { layout: { ...LAYOUT, shape: 'strip' } } as const;
const beside = { type: 'shape', shape: 'panel' };
const toBar = { type: 'shape', shape: 'bar' };

beforeEach(async () => {
  document.documentElement.style.fontSize = '';
  await page.viewport(900, 136);
});

const known = open(null, { here: 'm' });
const locked = { ...open(null), lock: 'locked' } as Snapshot;

describe.each([
  [900, 136],
  [720, 156],
  [560, 156],
])('the bar before a session, %i pixels wide', (width, height) => {
  beforeEach(() => page.viewport(width, height));

  /** Whether all that can be pressed or written in is in sight, and each apart from the others. */
  const allInSight = async () => {
    await expect.element(button('Start session')).toBeVisible();
    const controls = [
      ...document.querySelectorAll('button, summary, label:has([type="radio"]), input'),
    ].filter((one) => one.checkVisibility() && !one.matches('[type="radio"]'));
    expect(controls.length).toBeGreaterThan(8);
    const boxes = controls.map((one) => ({ one, box: one.getBoundingClientRect() }));
    for (const { one, box } of boxes) {
      const what = one.textContent || one.getAttribute('aria-label');
      expect(box.top, `${what}: top`).toBeGreaterThanOrEqual(0);
      expect(box.bottom, `${what}: bottom`).toBeLessThanOrEqual(height);
      expect(box.left, `${what}: left`).toBeGreaterThanOrEqual(0);
      expect(box.right, `${what}: right`).toBeLessThanOrEqual(width);
      expect(Math.min(box.width, box.height), `${what}: size`).toBeGreaterThanOrEqual(24);
      for (const other of boxes) {
        if (other.one === one || other.one.contains(one) || one.contains(other.one)) continue;
        const over =
          box.left < other.box.right - 0.5 &&
          other.box.left < box.right - 0.5 &&
          box.top < other.box.bottom - 0.5 &&
          other.box.top < box.bottom - 0.5;
        expect(over, `${what} and ${other.one.textContent}`).toBe(false);
      }
    }
    await accessible();
  };

  test.each<[string, Snapshot, object, readonly string[]]>([
    ['nobody yet', open(null), {}, []],
    ['a known client', known, {}, []],
    ['a new code', open(null), {}, ['New code']],
    ['a length of its own', known, {}, ['Other']],
    ['a length and a code of their own', known, {}, ['Other', 'New code']],
    ['an end that is counted', known, {}, ['Counted from the start']],
    ['a call that has been open for a while', known, { openedAt: NOW - 12 * 60_000 }, []],
  ])('has all it needs for %s', async (_, snapshot, around, presses) => {
    await draw(snapshot, { ...bar, ...around });
    for (const one of presses) await press('radio', one);
    await allInSight();
  });

  test('says that the notes are locked in the place of the clients', async () => {
    await draw(locked, bar);
    await expect.element(page.getByText(/^Locked\. You can start/)).toBeVisible();
    await expect.element(button('Unlock in the desk')).toBeVisible();
    await accessible();
    await press('button', 'Start session');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'start', client: { by: 'later' } }),
    );
  });

  test('has what Perch asks over length and end, beside the start and below the client', async () => {
    await draw(open(null, { lowOnSpace: true }), bar);
    await expect.element(button('Make a backup')).toBeVisible();
    await expect.element(button('Start session')).toBeVisible();
    const asks = button('Make a backup').element().getBoundingClientRect();
    const start = button('Start session').element().getBoundingClientRect();
    expect(asks.bottom).toBeLessThanOrEqual(height);
    expect(asks.right).toBeLessThanOrEqual(start.left);
    const client = page.getByRole('radiogroup', { name: 'Client' }).element();
    expect(client.checkVisibility({ visibilityProperty: true })).toBe(true);
    const notice = document.querySelector('.start-ask')?.getBoundingClientRect();
    expect(notice?.top).toBeGreaterThanOrEqual(client.getBoundingClientRect().bottom);
    // Nothing that lies below it takes a press or the focus.
    const length = document.querySelector('input[value="45"]');
    expect(length).toBeInstanceOf(Element);
    expect(length?.checkVisibility({ visibilityProperty: true })).toBe(false);
    await press('button', 'Not now');
    await expect.element(page.getByRole('radio', { name: '45 minutes' })).toBeVisible();
    await accessible();
  });

  test('waits with what Perch asks for whoever is typing below it', async () => {
    await draw(known, bar);
    const end = page.getByRole('textbox', { name: 'End time' });
    await userEvent.fill(end, '15:4');
    redraw(open(null, { here: 'm', lowOnSpace: true }), bar);
    await expect.element(end).toHaveFocus();
    await userEvent.keyboard('5');
    await expect.element(end).toHaveValue('15:45');
    expect(document.querySelector('.start-ask')?.checkVisibility()).toBe(false);
    await press('radio', 'New code');
    await expect.element(button('Make a backup')).toBeVisible();
  });

  test('says in sight why a session can not be started', async () => {
    await draw(known, bar);
    await press('radio', 'Other');
    await userEvent.fill(page.getByRole('spinbutton', { name: 'Minutes' }), '0');
    await press('button', 'Start session');
    const alert = page.getByRole('alert').filter({ hasText: 'from 5 to 240' });
    await expect.element(alert).toBeVisible();
    const { top } = alert.element().getBoundingClientRect();
    expect(top).toBeLessThan(height - 20);
    expect(send).not.toHaveBeenCalled();
    await accessible();
  });
});

test('the strip opens as the bar before a session', async () => {
  await draw(open(null), folded);
  await press('button', 'Open panel');
  expect(onLayout).toHaveBeenCalledExactlyOnceWith(toBar);
});

test('a session is started in the bar with what was chosen in it', async () => {
  await draw(open(null), { ...bar, clock: clockAt(new Date(2026, 10, 23, 14, 3).getTime()) });
  await press('radio', 'M-17');
  await press('radio', '60 minutes');
  await userEvent.fill(page.getByRole('textbox', { name: 'End time' }), '15:00');
  await expect.element(page.getByText('Ends in 57 minutes.')).toBeVisible();
  await expect.element(page.getByText('15:00', { exact: true })).toBeVisible();
  await press('button', 'Start session');
  expect(send).toHaveBeenLastCalledWith(
    expect.objectContaining({
      type: 'start',
      client: { by: 'known', id: 'm' },
      confirmed: true,
      request: expect.objectContaining({
        minutes: 60,
        ends: { by: 'clock', at: new Date(2026, 10, 23, 15, 0).getTime() },
      }),
    }),
  );
});

test('what seldom differs is one press away, in the panel beside, where it is open', async () => {
  await draw(open(null), bar);
  await press('radio', 'M-17');
  await userEvent.click(page.getByText('Session type, late start, order'));
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside]);
  await page.viewport(340, 704);
  redraw(open(null));
  await expect.element(page.getByRole('combobox', { name: 'Session type' })).toBeVisible();
  await expect.element(page.getByRole('radio', { name: 'M-17' })).toBeChecked();
});

test('the menu makes room beside, and the bar is back after Escape', async () => {
  await draw(open(null), bar);
  await press('button', 'Menu');
  expect(onLayout.mock.calls.flat()).toEqual([beside]);
  await page.viewport(340, 704);
  redraw(open(null));
  await expect.element(button('Open desk')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(onLayout.mock.calls.flat()).toEqual([beside, toBar]);
});
