import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { EMPTY_CARD } from '@/lib/practice';
import type { LegId } from '@/lib/session';
import { clockOf, LEGS } from '@/lib/session';
import { after, inLeg, NOW, open, START, view } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, press, recorded, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

describe('during a session', () => {
  test('the menu says beside each row what is there at present', async () => {
    const row = (name: string) => page.getByRole('button', { name, exact: true });
    const { client } = view;
    if (!client) throw new Error('a client');
    const steps = { ...client, firstSteps: { consent: NOW, scope: NOW } };
    await draw(open({ ...view, client: steps }));
    await press('button', 'Session menu');
    await expect.element(row('Location and privacy')).toHaveAccessibleDescription('not asked yet');
    await expect.element(row('First session')).toHaveAccessibleDescription(/^2 of \d+$/);
    await expect.element(row('Order of legs')).toHaveAccessibleDescription('as usual');
    await expect.element(row('Interruptions')).not.toHaveAccessibleDescription();
    const card = { ...EMPTY_CARD, location: 'at home', privacy: 'alone' };
    redraw(
      after(
        { type: 'legsReordered', at: NOW, order: [...LEGS].reverse() },
        { type: 'interruptionBegan', at: NOW - 2_000, since: NOW - 9_000 },
        { type: 'interruptionEnded', at: NOW - 1_000, until: NOW - 3_000 },
      ),
    );
    await expect.element(row('Order of legs')).toHaveAccessibleDescription('changed');
    await expect.element(row('Interruptions')).toHaveAccessibleDescription('1');
    redraw(open({ ...view, card }));
    await expect
      .element(row('Location and privacy'))
      .toHaveAccessibleDescription('at home \u00b7 alone');
    await accessible();
  });

  test('the menu leads to the help', async () => {
    await draw(open(view));
    await press('button', 'Session menu');
    await press('button', 'Help');
    expect(send).toHaveBeenLastCalledWith({ type: 'openDesk', page: 'help' });
  });

  test('the end is corrected with a reason, and not without one', async () => {
    await draw(open(view));
    await press('button', 'Session menu');
    await press('button', 'Correct the end');
    await press('button', 'Correct the end');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Choose why the end is corrected.');
    await press('radio', 'Agreed beforehand');
    await userEvent.fill(page.getByLabelText('End time'), '');
    await press('button', 'Correct the end');
    await expect.element(page.getByRole('alert')).toBeInTheDocument();
    const endsAt = Math.floor(START / 60_000) * 60_000 + 40 * 60_000;
    await userEvent.fill(page.getByLabelText('End time'), clockOf(endsAt, null));
    await press('button', 'Correct the end');
    expect(recorded()).toEqual([{ type: 'endCorrected', endsAt, reason: 'agreedBefore' }]);
  });

  test('an end after the beginning of another appointment is told, and not refused', async () => {
    const at = Math.floor(START / 60_000) * 60_000 + 60 * 60_000;
    const booked = [{ clientId: 'n', isHere: false, at, until: at + 60 * 60_000 }];
    await draw(open(view, { booked }));
    await press('button', 'Session menu');
    await press('button', 'Correct the end');
    await userEvent.fill(page.getByLabelText('End time'), clockOf(at, null));
    await expect.element(page.getByText(/Another appointment/)).not.toBeInTheDocument();
    await userEvent.fill(page.getByLabelText('End time'), clockOf(at + 300_000, null));
    await expect.element(page.getByText(/^Another appointment is booked for/)).toBeInTheDocument();
    await accessible();
    await press('radio', 'Agreed beforehand');
    await press('button', 'Correct the end');
    expect(recorded()).toMatchObject([{ type: 'endCorrected', endsAt: at + 300_000 }]);
  });

  test('the order is changed, and keys follow it', async () => {
    await draw(open(view));
    await press('button', 'Session menu');
    await press('button', 'Order of legs');
    await press('button', 'Move Planning up');
    const order: LegId[] = [
      'opening',
      'agenda',
      'exploration',
      'planning',
      'integration',
      'closing',
    ];
    expect(recorded()).toEqual([{ type: 'legsReordered', order }]);
    redraw(after({ type: 'legsReordered', at: NOW, order }));
    await press('button', 'Back');
    page.getByRole('button', { name: 'Next prompt' }).element().focus();
    await userEvent.keyboard('4');
    expect(send).toHaveBeenLastCalledWith({ type: 'enterLeg', leg: 'planning' });
  });

  test('who leads is chosen in the menu where nothing else shows it', async () => {
    await draw(open(view, {}, { guidance: 'minimal' }));
    await press('button', 'Session menu');
    await accessible();
    await press('radio', 'Guided');
    expect(recorded()).toEqual([{ type: 'modeChanged', mode: 'guided' }]);
    redraw(open(view));
    await expect.element(page.getByRole('radio', { name: 'Guided' })).not.toBeInTheDocument();
  });

  test('a minute is given by hand from one leg to another, inside of their windows', async () => {
    await draw(open(view));
    await press('button', 'Session menu');
    await press('button', 'Order of legs');
    await accessible();
    const { budgets } = view.plan;
    await press('button', 'Give Integration a minute of Exploration');
    expect(recorded()).toEqual([
      { type: 'budgetsShifted', budgets: { ...budgets, exploration: 21, integration: 8 } },
    ]);
    // A leg gives itself nothing, and one at its least gives nothing at all.
    const give = (to: string, from: string) =>
      page.getByRole('button', { name: `Give ${to} a minute of ${from}` });
    await expect.element(give('Exploration', 'Exploration')).toBeDisabled();
    const shifted = { ...budgets, exploration: 20, integration: 9 };
    redraw(after({ type: 'budgetsShifted', at: NOW, budgets: shifted }));
    await expect.element(give('Integration', 'Exploration')).toBeDisabled();
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'Minutes come from' }),
      'Integration',
    );
    await press('button', 'Give Exploration a minute of Integration');
    expect(recorded().at(-1)).toEqual({
      type: 'budgetsShifted',
      budgets: { ...shifted, exploration: 21, integration: 8 },
    });
  });

  test('what was known before is shown as such, and taken over in one press', async () => {
    const known = { ...EMPTY_CARD, location: 'Lisbon' };
    const client = view.client && { ...view.client, card: known };
    const shown = inLeg('opening');
    if (shown.masked || !shown.session) throw new Error('no session');
    await draw({ ...shown, session: { ...shown.session, client } });
    await expect.element(page.getByText('not asked yet')).toBeInTheDocument();
    await press('button', 'Location and privacy');
    await accessible();
    await expect
      .element(page.getByRole('textbox', { name: 'Where the client is now' }))
      .toHaveValue('');
    await press('button', 'The same today: Where the client is now');
    expect(send).toHaveBeenLastCalledWith({ type: 'card', field: 'location', text: 'Lisbon' });
  });

  test('a field of the card that could not be saved says so, and its words can be copied', async () => {
    await draw(inLeg('opening'));
    await press('button', 'Location and privacy');
    const field = page.getByRole('textbox', { name: 'Where the client is now' });
    send.mockResolvedValue({ ok: false, problem: 'storageFull' });
    await userEvent.fill(field, 'at home');
    const alert = page.getByRole('alert').filter({ hasText: 'no space left' });
    await userEvent.click(alert.getByRole('button', { name: 'Copy the text' }));
    await expect.element(alert.getByRole('button', { name: 'Copied' })).toBeInTheDocument();
    await expect.element(field).toHaveValue('at home');
    send.mockResolvedValue({ ok: true });
    await userEvent.fill(field, 'at home now');
    await expect.element(alert).not.toBeInTheDocument();
  });

  test('the card is kept as it is typed', async () => {
    await draw(inLeg('opening'));
    // As long as there is no answer, the field shows what is typed.
    send.mockReturnValue(new Promise(() => {}));
    await press('button', 'Location and privacy');
    await userEvent.type(page.getByRole('textbox', { name: 'Where the client is now' }), 'Li');
    expect(send.mock.calls.map(([command]) => command)).toEqual([
      { type: 'card', field: 'location', text: 'L' },
      { type: 'card', field: 'location', text: 'Li' },
    ]);
  });
});
