import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { after, changed, line, NOW } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, pressed, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

describe('afterwards', () => {
  test('the reason for a safety override is asked for', async () => {
    await draw(after({ type: 'safetyOverride', at: NOW }, { type: 'ended', at: NOW }));
    const field = page.getByRole('textbox', { name: 'What made the safety override necessary?' });
    await userEvent.fill(field, 'named late');
    redraw({ masked: true });
    redraw(after({ type: 'safetyOverride', at: NOW }, { type: 'ended', at: NOW }));
    await expect.element(field).toHaveValue('named late');
    await userEvent.click(page.getByRole('button', { name: 'Save the reason' }));
    expect(send).toHaveBeenLastCalledWith({
      type: 'record',
      event: { type: 'safetyReasonGiven', words: 'named late' },
    });
  });
  test('a reason that was not saved is saved before the summary closes', async () => {
    await draw(after({ type: 'safetyOverride', at: NOW }, { type: 'ended', at: NOW }));
    const field = page.getByRole('textbox', { name: 'What made the safety override necessary?' });
    await userEvent.fill(field, 'named late');
    await userEvent.click(page.getByRole('button', { name: 'Close summary' }));
    await expect
      .poll(() => send.mock.calls.map(([command]) => command).slice(-2))
      .toEqual([
        { type: 'record', event: { type: 'safetyReasonGiven', words: 'named late' } },
        { type: 'close' },
      ]);
  });
  test('what the record has is told, and each gap has a way to fill it', async () => {
    await draw(after({ type: 'ended', at: NOW }));
    const record = page.getByRole('region', { name: 'What the record has' });
    await expect.element(record.getByText('saying no at work without guilt')).toBeVisible();
    await expect
      .element(record.getByRole('button', { name: 'Add: Focus' }))
      .not.toBeInTheDocument();
    await accessible();
    await userEvent.click(record.getByRole('button', { name: 'Add: Takeaway' }));
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
    await expect.element(page.getByRole('radio', { name: 'Takeaway' })).toBeChecked();
    await userEvent.keyboard('I can ask for a day{Enter}');
    await expect
      .poll(() => send.mock.calls.map(([command]) => command).at(-1))
      .toMatchObject({ type: 'addNote', kind: 'takeaway', text: 'I can ask for a day' });
  });
  test('every risk of the record is told, and not the last one alone', async () => {
    const own = { ...after({ type: 'ended', at: NOW }) };
    if (own.masked || !own.session) throw new Error('no session');
    const risk = (text: string) => ({ ...line({ id: text, text }), kind: 'risk' as const });
    const notes = [risk('cut herself on Friday'), risk('safe tonight')];
    await draw({ ...own, session: { ...own.session, notes } });
    const record = page.getByRole('region', { name: 'What the record has' });
    for (const words of ['cut herself on Friday', 'safe tonight'])
      await expect.element(record.getByText(words)).toBeVisible();
  });
  test('a private note fills no gap of the record, and its words are not in it', async () => {
    const own = { ...after({ type: 'ended', at: NOW }) };
    if (own.masked || !own.session) throw new Error('no session');
    const notes = own.session.notes.map((note) => ({ ...note, compartment: 'private' as const }));
    await draw({ ...own, session: { ...own.session, notes } });
    const record = page.getByRole('region', { name: 'What the record has' });
    await expect.element(record.getByRole('button', { name: 'Add: Focus' })).toBeVisible();
    await expect.element(record.getByText('saying no')).not.toBeInTheDocument();
  });
  test('the session moves to the right client', async () => {
    await draw(after({ type: 'ended', at: NOW }));
    await userEvent.click(page.getByRole('button', { name: 'Change client' }));
    await accessible();
    await userEvent.click(page.getByRole('radio', { name: 'K-2' }));
    await userEvent.click(page.getByRole('button', { name: 'Use this client' }));
    expect(send).toHaveBeenLastCalledWith({ type: 'setClient', client: { by: 'known', id: 'n' } });
    await expect.element(page.getByRole('region', { name: 'Session summary' })).toBeInTheDocument();
  });
});

test('an open edit is saved before the summary closes, and does not hide Undo in the next session', async () => {
  await draw(after({ type: 'ended', at: NOW }));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.keyboard(' today');
  await userEvent.click(page.getByRole('button', { name: 'Close summary' }));
  await expect.poll(pressed).toEqual(['editNote', 'close']);
  redraw(
    changed({
      id: 'another',
      undo: { noteId: 'a', change: 'edited', changedAt: NOW },
      unreadable: 1,
    }),
  );
  await expect.element(page.getByRole('button', { name: 'Undo' })).toBeInTheDocument();
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
  await accessible();
});
