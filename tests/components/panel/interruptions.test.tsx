import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  after,
  changed,
  events,
  HALF,
  half,
  NOW,
  open,
  START,
  view,
} from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, press, recorded, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

/** This minute past two; the session began at 55 seconds past two. */
const minute = (of: number) => START - 55_000 + of * 60_000;
const broken = {
  type: 'interruptionTold',
  at: NOW,
  from: minute(5),
  until: minute(8),
} as const;
const rows = () => page.getByRole('list', { name: 'Interruptions' }).getByRole('listitem');
const field = (name: string) => page.getByLabelText(name, { exact: true });

describe('interruptions', () => {
  test('are told afterwards by their times, and refused with the reason', async () => {
    await draw(open(view));
    await press('button', 'Session menu');
    await press('button', 'Interruptions');
    await expect.element(page.getByText('No interruption', { exact: true })).toBeVisible();
    await press('button', 'Add interruption');
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Enter both times as clock times' }))
      .toBeVisible();
    const alert = (words: string) => page.getByRole('alert').filter({ hasText: words });
    await userEvent.fill(field('Contact lost at'), '14:08');
    await userEvent.fill(field('Contact back at'), '14:05');
    await press('button', 'Add interruption');
    await expect.element(alert('The second time must be later than the first.')).toBeVisible();
    await userEvent.fill(field('Contact back at'), '15:05');
    await press('button', 'Add interruption');
    await expect
      .element(alert('The times must be within the session, from 14:00 to 14:18.'))
      .toBeVisible();
    // In the wrong half of the day, what was probably meant is one press away.
    await userEvent.fill(field('Contact lost at'), '2:05');
    await userEvent.fill(field('Contact back at'), '2:08');
    await press('button', 'Add interruption');
    await press('button', 'Did you mean 14:05 – 14:08?');
    await expect.element(field('Contact back at')).toHaveValue('14:08');
    expect(recorded()).toEqual([]);
    await accessible();
    await userEvent.fill(field('Contact lost at'), '14:05');
    await userEvent.fill(field('Contact back at'), '14:08');
    await press('button', 'Add interruption');
    expect(recorded()).toEqual([{ type: 'interruptionTold', from: minute(5), until: minute(8) }]);
    await expect.element(field('Contact lost at')).toHaveValue('');
  });

  test('are still half typed in the next panel, as is the end', async () => {
    const fields = { breakFrom: '14:0', breakUntil: '14', endsAt: '14:5' };
    await draw(changed({ resumed: { ...half, draft: { ...HALF, text: '' }, fields } }));
    await press('button', 'Session menu');
    await press('button', 'Interruptions');
    await expect.element(field('Contact lost at')).toHaveValue('14:0');
    await expect.element(field('Contact back at')).toHaveValue('14');
    await userEvent.type(field('Contact back at'), ':1');
    expect(send).toHaveBeenLastCalledWith({
      type: 'draftField',
      field: 'breakUntil',
      text: '14:1',
    });
    await press('button', 'Back');
    await press('button', 'Session menu');
    await press('button', 'Correct the end');
    await expect.element(field('End time')).toHaveValue('14:5');
  });

  test('are kept in the fields when they could not be saved', async () => {
    send.mockResolvedValue({ ok: false, problem: 'storageFailed' });
    await draw(open(view));
    await press('button', 'Session menu');
    await press('button', 'Interruptions');
    await userEvent.fill(field('Contact lost at'), '14:05');
    await userEvent.fill(field('Contact back at'), '14:08');
    await press('button', 'Add interruption');
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(field('Contact lost at')).toHaveValue('14:05');
  });

  test('can be removed from the summary, with undo', async () => {
    const over = { type: 'ended', at: NOW } as const;
    await draw(changed({ events: [...events, over, broken] }));
    await expect
      .element(page.getByText('1 interruption, 3 minutes in all', { exact: false }))
      .toBeVisible();
    await press('button', 'Change');
    await expect.element(rows()).toHaveTextContent('14:05 to 14:08 Remove');
    await accessible();
    await press('button', 'Remove the interruption 14:05 to 14:08');
    expect(recorded()).toEqual([{ type: 'interruptionTakenBack', reportedAt: NOW }]);
    const none = { type: 'interruptionTakenBack', at: NOW, reportedAt: NOW } as const;
    redraw(changed({ events: [...events, over, broken, none] }));
    await expect
      .element(page.getByText('Removed: 14:05 to 14:08.', { exact: false }))
      .toBeVisible();
    await press('button', 'Undo');
    expect(recorded().at(-1)).toEqual({
      type: 'interruptionTold',
      from: minute(5),
      until: minute(8),
    });
    await expect.element(page.getByText('Removed', { exact: false })).not.toBeInTheDocument();
  });

  test('that go on are removed and put back as they were', async () => {
    await draw(after({ type: 'interruptionBegan', at: NOW - 1, since: minute(17) }));
    await press('button', 'Session menu');
    await press('button', 'Interruptions');
    await press('button', 'Remove the interruption since 14:17');
    expect(recorded()).toEqual([{ type: 'interruptionTakenBack', reportedAt: NOW - 1 }]);
    await press('button', 'Undo');
    expect(recorded().at(-1)).toEqual({ type: 'interruptionBegan', since: minute(17) });
  });
});
