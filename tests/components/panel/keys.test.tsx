import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { after, folded, inLeg, NOW, open, view } from '../../fixtures/panel.tsx';
import { draw, onLayout, panelForEachTest, redraw, send } from '../draw-panel.tsx';

panelForEachTest();

test('keys 1 to 6 enter legs, but not while somebody types', async () => {
  await draw(open(view));
  page.getByRole('button', { name: 'Next prompt' }).element().focus();
  await userEvent.keyboard('6');
  expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'enterLeg', leg: 'closing' });
  send.mockClear();
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  await userEvent.keyboard('6');
  expect(send).toHaveBeenCalledExactlyOnceWith({
    type: 'draft',
    text: '6',
    kind: 'note',
    compartment: 'record',
    speaker: '',
  });
});

test('keys 1 to 6 work after a choice or a tick was pressed', async () => {
  await draw(inLeg('opening'));
  for (const pressed of [
    page.getByRole('radio', { name: 'Private' }),
    page.getByRole('checkbox').first(),
  ]) {
    await userEvent.click(pressed);
    send.mockClear();
    await userEvent.keyboard('3');
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'enterLeg', leg: 'exploration' });
  }
});

test.each([
  ['a French keyboard', { key: 'é', code: 'Digit2' }],
  ['an Arabic keyboard', { key: '٢', code: 'Digit2' }],
  ['the number pad', { key: '2', code: 'Numpad2' }],
  ['a keyboard without codes', { key: '2', code: '' }],
])('the key 2 of %s enters the second leg', async (_, pressed) => {
  await draw(open(view));
  document.body.dispatchEvent(new KeyboardEvent('keydown', { ...pressed, bubbles: true }));
  expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'enterLeg', leg: 'agenda' });
});

describe('keys that work anywhere', () => {
  const press = (what: 'fold' | 'note' | 'leg') => ({ press: { what } });

  test('fold and unfold', async () => {
    await draw(open(view), press('fold'));
    redraw(open(view), { ...folded, ...press('fold') });
    await vi.waitFor(() =>
      expect(onLayout.mock.calls.flat()).toEqual([
        { type: 'shape', shape: 'strip' },
        { type: 'shape', shape: 'bar' },
      ]),
    );
    onLayout.mockReset();
    redraw(open(null), { ...folded, ...press('fold') });
    await vi.waitFor(() =>
      expect(onLayout.mock.calls.flat()).toEqual([{ type: 'shape', shape: 'bar' }]),
    );
    onLayout.mockReset();
    redraw(after({ type: 'ended', at: NOW }), { ...folded, ...press('fold') });
    await vi.waitFor(() =>
      expect(onLayout.mock.calls.flat()).toEqual([{ type: 'shape', shape: 'panel' }]),
    );
  });
  test('a note: the panel unfolds, takes the focus, and the field has it', async () => {
    await draw(open(view), { ...folded, ...press('note') });
    await vi.waitFor(() =>
      expect(onLayout.mock.calls.flat().map(({ type }) => type)).toEqual(['shape', 'takeFocus']),
    );
    redraw(open(view), {});
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
  });
  test('the next leg is the next one that is not set aside, and there is none after the last', async () => {
    await draw(
      after({ type: 'legSetAside', at: NOW - 1, leg: 'integration', reason: { words: 'none' } }),
      press('leg'),
    );
    await vi.waitFor(() =>
      expect(send.mock.calls.map(([command]) => command)).toEqual([
        { type: 'enterLeg', leg: 'planning' },
      ]),
    );
    send.mockClear();
    redraw(inLeg('closing'), press('leg'));
    redraw(open(null), press('leg'));
    redraw({ masked: true }, press('leg'));
    await vi.waitFor(() => expect(document.body.innerText).toContain('Show panel'));
    expect(send).not.toHaveBeenCalled();
  });
});
