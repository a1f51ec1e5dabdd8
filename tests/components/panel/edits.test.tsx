import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clockAt, folded, HALF, line, NOW, open, view } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

test('an edit goes on while time passes and the panel is folded, and takes no focus back', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  const editor = page.getByRole('textbox', { name: 'Note text' });
  await expect.element(editor).toHaveFocus();
  await userEvent.keyboard(' and more');
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  redraw(open(view), { clock: clockAt(NOW + 1_000) });
  await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
  await accessible();
  redraw(open(view), folded);
  redraw(open(view));
  await expect.element(editor).toHaveValue('Voice drops when the deadline comes up and more');
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
  await expect.element(page.getByRole('button', { name: 'Edit note' }).first()).toHaveFocus();
});

test('an edit whose note was deleted in another window is kept as a note of its own', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'half edited');
  redraw(open({ ...view, notes: view.notes.slice(0, 1) }));
  await expect
    .poll(() => send.mock.calls.map(([command]) => command))
    .toContainEqual(expect.objectContaining({ type: 'addNote', text: 'half edited' }));
  expect(send.mock.calls.filter(([{ type }]) => type === 'addNote')).toHaveLength(1);
});

test('an edit that was not saved goes on in the next panel', async () => {
  const edit = {
    noteId: 'b',
    base: 'Voice drops when the deadline comes up',
    text: 'half edited',
    plan: null,
  };
  await draw(open({ ...view, resumed: { draft: { ...HALF, text: '' }, edit, fields: {} } }));
  const field = page.getByRole('textbox', { name: 'Note text' });
  await expect.element(field).toHaveValue('half edited');
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
  expect(send).toHaveBeenLastCalledWith({
    type: 'draftEdit',
    noteId: 'b',
    base: edit.base,
    text: edit.base,
    plan: null,
  });
});

test('an edit never goes into another session', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'of one client');
  // Another window has closed this session and begun another one.
  redraw(open({ ...view, id: 'another', notes: [] }));
  await expect.element(page.getByText('No notes yet', { exact: false })).toBeInTheDocument();
  redraw(open({ ...view, id: 'another', notes: [line({ id: 'z', text: 'of another' })] }));
  await expect.element(page.getByText('of another')).toBeInTheDocument();
  expect(send.mock.calls.filter(([{ type }]) => type === 'addNote')).toEqual([]);
  expect(document.body.textContent).not.toContain('of one client');
});

test('an edit that is open is saved when another note is edited', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'changed');
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  expect(send.mock.calls.map(([command]) => command)).toContainEqual(
    expect.objectContaining({ type: 'editNote', noteId: 'b', text: 'changed' }),
  );
  await expect
    .element(page.getByRole('textbox', { name: 'Note text' }))
    .toHaveValue('saying no at work without guilt');
});

test('an edit that could not be saved stays, and its words can be copied', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  const field = page.getByRole('textbox', { name: 'Note text' });
  await userEvent.fill(field, 'changed words');
  send.mockImplementation(async ({ type }) =>
    type === 'editNote' ? { ok: false, problem: 'storageFull' } : { ok: true },
  );
  await userEvent.keyboard('{Enter}');
  const alert = page.getByRole('alert').filter({ hasText: 'no space left' });
  await userEvent.click(alert.getByRole('button', { name: 'Copy the text' }));
  await expect.element(alert.getByRole('button', { name: 'Copied' })).toBeInTheDocument();
  await expect.element(field).toHaveValue('changed words');
  await accessible();
});
