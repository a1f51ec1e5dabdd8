import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { PracticeView, SessionView, Snapshot } from '@/lib/messaging';
import { half, open, view } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, pressed, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

describe('while the notes are locked', () => {
  const lockedView: SessionView = { ...view, notes: [], client: null, locked: 2 };
  const locked = (session: SessionView | null, change: Partial<PracticeView> = {}): Snapshot => {
    const snapshot = open(session, { clients: [], ...change });
    return snapshot.masked ? snapshot : { ...snapshot, lock: 'locked' };
  };
  const unlocked = (session: SessionView): Snapshot => {
    const snapshot = open(session);
    return snapshot.masked ? snapshot : { ...snapshot, lock: 'open' };
  };

  test('the panel shows time and legs, takes notes, and has no way to unlock', async () => {
    await draw(locked(lockedView));
    await expect.element(page.getByRole('timer', { name: 'Time remaining' })).toBeInTheDocument();
    await expect.element(page.getByText('2 notes, locked away')).toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Session menu' }));
    await expect.element(page.getByRole('button', { name: 'Open desk' })).toBeInTheDocument();
    expect(page.getByRole('button', { name: 'Lock', exact: true }).elements()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Back' }));
    expect(document.querySelector('input[type=password]')).toBeNull();
    await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
    await userEvent.keyboard('capture{Enter}');
    await expect
      .poll(() => send.mock.calls.map(([command]) => command).at(-1))
      .toMatchObject({ type: 'addNote', text: 'capture' });
    await accessible();
  });
  test('a session can be started for nobody yet', async () => {
    await draw(locked(null));
    const choices = page.getByRole('radiogroup', { name: 'Client' }).getByRole('radio');
    await expect.element(page.getByRole('radio', { name: 'Choose later' })).toBeChecked();
    expect(choices.elements()).toHaveLength(1);
    await accessible();
  });
  test('what was being written is taken out of sight, and kept', async () => {
    await draw(unlocked(view));
    await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
    await userEvent.keyboard('half typed');
    await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
    await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'half edited');
    redraw(locked(lockedView));
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('');
    expect(send.mock.calls.map(([command]) => command)).toContainEqual({
      type: 'draftEdit',
      noteId: 'b',
      base: 'Voice drops when the deadline comes up',
      text: 'half edited',
      plan: null,
    });
    await expect.element(page.getByRole('textbox', { name: 'Note text' })).not.toBeInTheDocument();
    expect(document.body.textContent).not.toContain('half');
    redraw(unlocked({ ...view, resumed: half }));
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('half');
  });
  test('masked and then locked, the panel forgets what was being written', async () => {
    await draw(unlocked(view));
    await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
    await userEvent.keyboard('half typed');
    await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
    await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'half edited');
    redraw({ masked: true });
    redraw({ masked: true, locked: true });
    redraw({ masked: true });
    redraw(unlocked(view));
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('');
    await expect.element(page.getByRole('textbox', { name: 'Note text' })).not.toBeInTheDocument();
  });
  test('what the background has not kept yet stays in the field when the notes are unlocked', async () => {
    const field = page.getByRole('textbox', { name: 'Quick note' });
    await draw(locked(lockedView));
    send.mockReturnValue(new Promise(() => {}));
    await userEvent.click(field);
    await userEvent.keyboard('half typed and more');
    redraw(unlocked({ ...view, resumed: half }));
    await expect.element(field).toHaveValue('half typed and more');
    redraw(locked(lockedView));
    await expect.element(field).toHaveValue('half typed and more');
  });
  test('what was kept of another text comes before what was not kept yet, and both are kept', async () => {
    const field = page.getByRole('textbox', { name: 'Quick note' });
    await draw(locked(lockedView));
    send.mockReturnValue(new Promise(() => {}));
    await userEvent.click(field);
    await userEvent.keyboard('since then');
    const before = { ...half, draft: { ...half.draft, compartment: 'private' as const } };
    redraw(unlocked({ ...view, resumed: before }));
    await expect.element(field).toHaveValue('half\nsince then');
    await expect
      .poll(() => send.mock.calls.map(([command]) => command).at(-1))
      .toMatchObject({ type: 'draft', text: 'half\nsince then', compartment: 'private' });
  });
  test('a note that was just saved is saved even if the lock comes before an answer', async () => {
    await draw(unlocked(view));
    send.mockReturnValue(new Promise(() => {}));
    await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
    await userEvent.keyboard('just saved{Enter}');
    redraw(locked(lockedView));
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('');
    await expect
      .poll(() => send.mock.calls.map(([command]) => command).at(-1))
      .toMatchObject({ type: 'addNote', text: 'just saved' });
  });
  test('masked and then locked, the panel forgets what it typed once that is kept', async () => {
    const field = page.getByRole('textbox', { name: 'Quick note' });
    await draw(unlocked(view));
    let keep = () => {};
    send.mockReturnValue(
      new Promise((resolve) => {
        keep = () => resolve({ ok: true });
      }),
    );
    await userEvent.click(field);
    await userEvent.keyboard('half typed');
    redraw({ masked: true });
    redraw({ masked: true, locked: true });
    redraw(unlocked(view));
    await expect.element(field).toHaveValue('half typed');
    redraw({ masked: true, locked: true });
    keep();
    await Promise.resolve();
    redraw(unlocked(view));
    await expect.element(field).toHaveValue('');
  });
  test('Lock saves an open edit first', async () => {
    await draw(unlocked(view));
    await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
    await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'changed');
    await userEvent.click(page.getByRole('button', { name: 'Session menu' }));
    await userEvent.click(page.getByRole('button', { name: 'Lock', exact: true }));
    await expect.poll(pressed).toEqual(['editNote', 'lock']);
  });
});
