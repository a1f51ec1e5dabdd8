import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { open, view } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

describe('peeking', () => {
  const leave = () =>
    vi.waitFor(() => {
      document.documentElement.dispatchEvent(new PointerEvent('pointerleave'));
      window.dispatchEvent(new Event('blur'));
      expect(document.body.innerText.trim()).toBe('');
    });
  const focus = () =>
    vi.waitFor(() => {
      window.dispatchEvent(new Event('focus'));
      expect(document.body.innerText.trim()).not.toBe('');
    });
  const peeking = open(view, {}, { peek: true });
  const note = () => page.getByText('Voice drops when the deadline comes up', { exact: false });
  const cover = () => page.getByRole('button', { name: "Show the panel's text" });

  test('shows text only while the pointer is on the panel', async () => {
    await draw(peeking);
    await leave();
    await expect.element(cover()).toBeVisible();
    await accessible();
    await userEvent.hover(document.body);
    await expect.element(note()).toBeVisible();
    await leave();
  });
  test('or the focus in it, and what was typed is still there', async () => {
    await draw(peeking);
    await focus();
    await userEvent.fill(page.getByRole('textbox', { name: 'Quick note' }), 'half');
    await leave();
    await focus();
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('half');
  });
});
