import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import { PRESETS } from '@/lib/session';
import { clockAt, folded, LAYOUT, NOW, open } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, press, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

const bar = { layout: { ...LAYOUT, shape: 'bar' } } as const;

describe('before the start', () => {
  const started = () => {
    const [command] = send.mock.calls.at(-1) ?? [];
    if (command?.type !== 'start') throw new Error('nothing was started');
    return command;
  };

  test('one press starts with the client of this address, to be confirmed', async () => {
    await draw(open(null, { here: 'n' }));
    await accessible();
    await expect.element(page.getByRole('radio', { name: 'K-2' })).toBeChecked();
    await press('button', 'Start session');
    expect(started()).toMatchObject({ client: { by: 'known', id: 'n' }, confirmed: false });
  });

  test('the booked ends before and after are one press', async () => {
    const three = { clock: clockAt(new Date(2026, 10, 23, 14, 3).getTime()) };
    await draw(open(null, { here: 'n' }), three);
    await expect
      .element(page.getByText('47 minutes, until 14:50. Counted from 14:00.'))
      .toBeVisible();
    await press('button', '15:20');
    await expect.element(page.getByText('77 minutes, until 15:20.')).toBeVisible();
    await press('button', '14:20');
    await press('button', 'Start session');
    expect(started().request.ends).toEqual({
      by: 'clock',
      at: new Date(2026, 10, 23, 14, 20).getTime(),
    });
  });

  test.each<[string, string, string]>([
    ['14:03', 'panel', '47 minutes, until 14:50. Counted from 14:00.'],
    ['14:08', 'panel', '42 minutes, until 14:50. Counted from 14:00.'],
    ['14:14', 'panel', '36 minutes, until 14:50. Counted from 14:00, and so compressed.'],
    ['14:19', 'panel', '56 minutes, until 15:15. Rounded to a quarter hour.'],
    ['14:00', 'panel', '50 minutes, until 14:50.'],
    ['14:14', 'bar', 'Ends in 36 minutes. Counted from 14:00, and so compressed.'],
    ['14:00', 'bar', 'Ends in 50 minutes.'],
  ])(
    'at %s, the %s says until when, and why it is not the whole length',
    async (at, size, said) => {
      const [hours = 0, minutes = 0] = at.split(':').map(Number);
      const clock = clockAt(new Date(2026, 10, 23, hours, minutes).getTime());
      await draw(open(null, { here: 'n' }), size === 'bar' ? { ...bar, clock } : { clock });
      await expect.element(page.getByText(said, { exact: true })).toBeVisible();
    },
  );

  test('what is booked is what it says, with its length', async () => {
    const at = new Date(2026, 10, 23, 14, 15).getTime();
    const until = new Date(2026, 10, 23, 15, 15).getTime();
    const booked = [{ clientId: 'n', isHere: true, at, until }];
    const practice = open(null, { here: 'n', booked });
    const clock = clockAt(new Date(2026, 10, 23, 14, 18).getTime());
    await draw(practice, { clock });
    await expect
      .element(page.getByText('57 minutes, until 15:15. As booked from 14:15.', { exact: true }))
      .toBeVisible();
    await expect.element(page.getByRole('radio', { name: '60 minutes' })).toBeChecked();
    await draw(practice, { clock, layout: { ...LAYOUT, shape: 'strip' } });
    await expect.element(page.getByText('ends 15:15')).toBeVisible();
  });

  test('of two who are booked in one room, it is the one whose time it is, and no new client', async () => {
    const at = (hours: number) => new Date(2026, 10, 23, hours).getTime();
    const of = (clientId: string, hours: number) => ({
      clientId,
      isHere: true,
      at: at(hours),
      until: at(hours + 1),
    });
    const practice = open(null, { booked: [of('m', 14), of('n', 16)] });
    await draw(practice, { clock: clockAt(at(14)) });
    await expect.element(page.getByRole('radio', { name: 'M-17' })).toBeChecked();
    await draw(practice, { clock: clockAt(at(16)) });
    await expect.element(page.getByRole('radio', { name: 'K-2' })).toBeChecked();
    // Hours before, nobody is expected; and what is somebody's is no new client's.
    await draw(practice, { clock: clockAt(at(12)) });
    await expect.element(page.getByText('No client yet')).toBeVisible();
    await draw(practice, { clock: clockAt(at(14) + 5 * 60_000) });
    await userEvent.click(page.getByRole('radio', { name: 'New code' }));
    await expect.element(page.getByText(/^45 minutes, until 14:50/)).toBeVisible();
  });

  test('a short session is not called compressed because of when it was booked', async () => {
    const clock = clockAt(new Date(2026, 10, 23, 14, 25).getTime());
    await draw(open(null, { here: 'n' }), { clock });
    await press('radio', 'Other');
    const said = '35 minutes, until 15:00. Compressed: six legs usually take longer.';
    await expect.element(page.getByText(said, { exact: true })).toBeVisible();
  });

  test('little room is said, with the way to a backup', async () => {
    await draw(open(null, { lowOnSpace: true }));
    await accessible();
    await expect
      .element(page.getByRole('note'))
      .toHaveTextContent('This device is running out of space for your notes.Make a backupNot now');
    await press('button', 'Make a backup');
    expect(send).toHaveBeenCalledWith({ type: 'openDesk', page: 'settings/backup' });
  });

  test('a client is chosen by hand, is new, or is chosen later', async () => {
    await draw(open(null));
    await press('radio', 'M-17');
    await press('button', 'Start session');
    expect(started()).toMatchObject({ client: { by: 'known', id: 'm' }, confirmed: true });
    await press('radio', 'New code');
    await accessible();
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), ' ');
    await press('button', 'Start session');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Type a code, such as M-17.');
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), 'k-2');
    await expect
      .element(page.getByText('This client is there already and will be used.'))
      .toBeVisible();
    await press('button', 'Start session');
    expect(started().client).toEqual({ by: 'known', id: 'n' });
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), 'R-5');
    await press('button', 'Start session');
    expect(started().client).toEqual({ by: 'new', id: 'new', code: 'R-5' });
    await press('radio', 'Choose later');
    await press('button', 'Start session');
    expect(started().client).toEqual({ by: 'later' });
  });

  test('what was chosen is there again after the panel was folded or masked, and not after a lock', async () => {
    await draw(open(null, { here: 'n' }));
    await press('radio', 'M-17');
    await press('radio', '60 minutes');
    redraw(open(null, { here: 'n' }), folded);
    await expect.element(page.getByRole('button', { name: 'Open panel' })).toBeVisible();
    redraw(open(null, { here: 'n' }));
    await expect.element(page.getByRole('radio', { name: 'M-17' })).toBeChecked();
    await expect.element(page.getByRole('radio', { name: '60 minutes' })).toBeChecked();
    redraw({ masked: true });
    await expect.element(page.getByRole('radio').first()).not.toBeInTheDocument();
    redraw(open(null, { here: 'n' }));
    await press('button', 'Start session');
    expect(started()).toMatchObject({
      client: { by: 'known', id: 'm' },
      confirmed: true,
      request: { minutes: 60 },
    });
    const locked = open(null, { here: 'n' });
    redraw({ ...locked, lock: 'locked' } as Snapshot);
    redraw(locked);
    await expect.element(page.getByRole('radio', { name: 'K-2' })).toBeChecked();
    await expect.element(page.getByRole('radio', { name: '50 minutes' })).toBeChecked();
  });

  test('what was chosen for one call is not there in the call of another client', async () => {
    await draw(open(null, { here: 'n' }));
    await press('radio', 'M-17');
    redraw(open(null, { here: 'm' }));
    redraw(open(null, { here: 'n' }));
    await expect.element(page.getByRole('radio', { name: 'K-2' })).toBeChecked();
  });

  test('the strip starts nobody in one press while something else was chosen', async () => {
    await draw(open(null, { here: 'n' }), folded);
    await expect.element(page.getByRole('button', { name: 'Start session' })).toBeVisible();
    redraw(open(null, { here: 'n' }));
    await press('radio', 'M-17');
    redraw(open(null, { here: 'n' }), folded);
    await expect.element(page.getByRole('button', { name: 'Open panel' })).toBeVisible();
    expect(page.getByRole('button', { name: 'Start session' }).elements()).toEqual([]);
  });

  test('a code that is half typed is kept, and is there again after a reload of the page', async () => {
    await draw(open(null));
    await press('radio', 'New code');
    const code = page.getByRole('textbox', { name: 'Code' });
    await userEvent.fill(code, 'AN');
    expect(send).toHaveBeenLastCalledWith({ type: 'typedCode', code: 'AN' });
    await press('radio', 'Choose later');
    expect(send).toHaveBeenLastCalledWith({ type: 'typedCode', code: '' });
    await draw(open(null, { typedCode: 'AN' }));
    await expect.element(code).toHaveValue('AN');
    await press('button', 'Start session');
    expect(started()).toMatchObject({ client: { by: 'new', code: 'AN' }, confirmed: true });
  });

  test('a code that is typed is not held while the notes are locked', async () => {
    await draw(open(null));
    await press('radio', 'New code');
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), 'AN');
    redraw({ ...open(null), lock: 'locked' } as Snapshot);
    await expect.element(page.getByRole('radio', { name: 'New code' })).not.toBeInTheDocument();
    redraw(open(null));
    await expect.element(page.getByRole('radio', { name: 'Choose later' })).toBeChecked();
    expect(document.body.textContent).not.toContain('AN');
  });

  test('a code that was typed gives way to the client of the address', async () => {
    await draw(open(null, { here: 'n', typedCode: 'AN' }));
    await expect.element(page.getByRole('radio', { name: 'K-2' })).toBeChecked();
    await press('radio', 'New code');
    await expect.element(page.getByRole('textbox', { name: 'Code' })).toHaveValue('AN');
  });

  test('thirty minutes are called compressed, and ninety ask where the surplus goes', async () => {
    await draw(open(null));
    await press('radio', 'Counted from the start');
    await press('radio', 'Other');
    const minutes = page.getByRole('spinbutton', { name: 'Minutes' });
    await userEvent.fill(minutes, '30');
    await expect
      .element(page.getByText(/Compressed: six legs usually take longer/))
      .toBeInTheDocument();
    await userEvent.fill(minutes, '90');
    await expect.element(page.getByText(/Compressed/)).not.toBeInTheDocument();
    await accessible();
    await expect
      .element(page.getByRole('radiogroup', { name: 'Where should the 20 extra minutes go?' }))
      .toBeInTheDocument();
    await press('radio', 'A second pass');
    await press('button', 'Start session');
    expect(started().request).toMatchObject({ minutes: 90, surplus: 'secondPass' });
  });

  test('it began when the call was opened, in an order and of a type of its own', async () => {
    await draw(open(null), { openedAt: NOW - 6 * 60_000 });
    await press('radio', 'Counted from the start');
    await press('button', 'It began then');
    await userEvent.click(page.getByText('Session type, late start, order'));
    await accessible();
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Session type' }), 'Intake');
    await press('button', 'Move Client Agenda up');
    await press('button', 'Start session');
    expect(started().request).toMatchObject({
      beganMinutesAgo: 6,
      preset: 'intake',
      order: ['agenda', 'opening', 'exploration', 'integration', 'planning', 'closing'],
    });
  });

  test('a start too long ago is refused in words', async () => {
    await draw(open(null));
    await userEvent.click(page.getByText('Session type, late start, order'));
    const began = page.getByRole('spinbutton', { name: 'Minutes since it began' });
    for (const wrong of ['241', '-1', '2.5', '']) {
      await userEvent.fill(began, wrong);
      await press('button', 'Start session');
      await expect
        .element(page.getByRole('alert'))
        .toHaveTextContent('Say how many whole minutes ago it began, from 0 to 240.');
    }
    expect(send).not.toHaveBeenCalled();
    await accessible();
  });

  test('a coach begins with the coaching hour, and own types are there to choose', async () => {
    const own = { ...PRESETS[0], id: 'own', name: 'Short one', minutes: 30 };
    await draw(open(null, {}, { profile: 'coach', presets: [own] }));
    await expect.element(page.getByRole('radio', { name: '60 minutes' })).toBeChecked();
    await userEvent.click(page.getByText('Session type, late start, order'));
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'Session type' }),
      'Short one',
    );
    await expect.element(page.getByRole('spinbutton', { name: 'Minutes' })).toHaveValue(30);
  });
});

test('a plan that can not be is told in words, and the words go when it is mended', async () => {
  await draw(open(null));
  await userEvent.click(page.getByRole('radio', { name: 'Other' }));
  const minutes = page.getByRole('spinbutton', { name: 'Minutes' });
  await userEvent.fill(minutes, '0');
  await userEvent.click(page.getByRole('button', { name: 'Start session' }));
  await expect
    .element(page.getByRole('alert').filter({ hasText: 'from 5 to 240' }))
    .toBeInTheDocument();
  expect(send).not.toHaveBeenCalled();
  await accessible();
  await userEvent.fill(minutes, '30');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});
