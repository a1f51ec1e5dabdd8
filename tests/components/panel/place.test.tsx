import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { dot, LAYOUT, open, view } from '../../fixtures/panel.tsx';
import { draw, onLayout, panelForEachTest, redraw } from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

test('the place of the panel can be changed by buttons alone', async () => {
  await draw(open(null));
  await userEvent.click(page.getByRole('button', { name: 'Move and resize' }));
  // The keys go on from where the panel is.
  await expect.element(button('Dock right')).toHaveFocus();
  await accessible();
  for (const name of ['Dock left', 'Dock top', 'Dock right', 'Move left', 'Taller', 'Fold panel'])
    await userEvent.click(page.getByRole('button', { name }));
  expect(onLayout.mock.calls.map(([{ type }]) => type)).toEqual([
    'dock',
    'dock',
    // Without a session, too, a bar is at the top.
    'shape',
    'dock',
    'move',
    'resize',
    'shape',
  ]);
  expect(onLayout).toHaveBeenCalledWith({ type: 'shape', shape: 'bar' });
});

test('the menu has every place and size, for a bar that has no room for them', async () => {
  await draw(open(view), { layout: { ...LAYOUT, shape: 'bar' } });
  await userEvent.click(button('Session menu'));
  expect(onLayout.mock.calls.flat()).toEqual([{ type: 'shape', shape: 'panel' }]);
  onLayout.mockClear();
  redraw(open(view));
  const places = page.getByRole('group', { name: 'Move and resize' });
  await accessible();
  for (const name of ['Dock left', 'Move down', 'Wider', 'Fold to a dot'])
    await userEvent.click(places.getByRole('button', { name }));
  expect(onLayout.mock.calls.map(([{ type }]) => type)).toEqual([
    'dock',
    'move',
    'resize',
    'shape',
  ]);
  // A panel that was a dot opens with its notes.
  redraw(open(view), dot);
  await expect.element(button('Open panel')).toBeVisible();
  redraw(open(view));
  await expect.element(places).not.toBeInTheDocument();
  await expect.element(page.getByRole('list', { name: 'Notes this session' })).toBeVisible();
  redraw(open(view), { layout: { ...LAYOUT, surface: 'popOut' } });
  await userEvent.click(button('Session menu'));
  await expect.element(page.getByRole('group', { name: 'How you work' })).toBeVisible();
  expect(places.query()).toBeNull();
});

describe('other places for the panel', () => {
  test('the panel folds to a dot, and a dot opens', async () => {
    await draw(open(view));
    await userEvent.click(button('Move and resize'));
    await userEvent.click(button('Fold to a dot'));
    redraw(open(view), dot);
    await expect.element(button('Open panel')).toHaveAccessibleDescription('32 minutes left');
    await userEvent.click(button('Open panel'));
    expect(onLayout.mock.calls.flat()).toEqual([
      { type: 'shape', shape: 'dot' },
      { type: 'shape', shape: 'bar' },
    ]);
  });
  test('a window and the side panel, where there is one, and back', async () => {
    const onSidePanel = vi.fn();
    await draw(open(view), { sidePanel: true, onSidePanel });
    await userEvent.click(button('Move and resize'));
    await userEvent.click(button('Pop out the panel'));
    await userEvent.click(button('Move to the side panel'));
    expect(onSidePanel).toHaveBeenCalledOnce();
    redraw(open(view), { layout: { ...LAYOUT, surface: 'popOut' } });
    await expect.element(button('Pop out the panel')).not.toBeInTheDocument();
    await expect.element(button('Fold panel')).not.toBeInTheDocument();
    await userEvent.click(button('Back to the call'));
    expect(onLayout.mock.calls.flat()).toEqual([{ type: 'popOut' }, { type: 'comeBack' }]);
  });
  test('a window is offered where something keeps moving the panel', async () => {
    await draw(open(view), { layout: { ...LAYOUT, trouble: 'contested' } });
    await expect
      .element(page.getByText('keeps moving this panel', { exact: false }))
      .toBeInTheDocument();
    await accessible();
    await userEvent.click(button('Pop out the panel').first());
    expect(onLayout.mock.calls.flat()).toEqual([{ type: 'popOut' }]);
  });
  test('a window is offered where the panel could not be shown', async () => {
    await draw(open(view), { layout: { ...LAYOUT, trouble: 'unseen' } });
    await userEvent.click(button('Pop out the panel').first());
    expect(onLayout.mock.calls.flat()).toEqual([{ type: 'popOut' }]);
    await userEvent.click(button('Not now'));
    await expect
      .element(page.getByText('Something fills the screen', { exact: false }))
      .not.toBeInTheDocument();
  });
});
