import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import {
  after,
  clockAt,
  folded,
  IN_CALL,
  NOW,
  OVER,
  open,
  START,
  view,
} from '../../fixtures/panel.tsx';
import {
  draw,
  onDropDone,
  onLayout,
  panelForEachTest,
  press,
  redraw,
  send,
} from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

const commands = () => send.mock.calls.map(([command]) => command);

test('the strip of a session in another tab says so, unless there is a cue', async () => {
  await draw(open({ ...view, here: 'otherTab' }), folded);
  await expect.element(page.getByText('in another tab')).toBeVisible();
  await accessible();
  redraw(open({ ...view, here: 'otherTab' }), { ...folded, clock: clockAt(START + 43 * 60_000) });
  await expect.element(page.getByText('in another tab')).not.toBeVisible();
  redraw(open(view), folded);
  await expect.element(page.getByText('in another tab')).not.toBeInTheDocument();
});

test('the strip says what a press leads to, also with nothing to count', async () => {
  await draw(open(null), folded);
  await expect.element(page.getByText('choose a client, or later')).toBeVisible();
  redraw(open(null, {}, { profile: 'coach' }), folded);
  await expect.element(page.getByText('choose a coachee, or later')).toBeVisible();
  redraw({ ...open(null), lock: 'locked' } as Snapshot, folded);
  await expect.element(page.getByText('or later')).not.toBeInTheDocument();
  redraw(after({ type: 'ended', at: NOW }), folded);
  await expect.element(page.getByText('its summary is open')).toBeVisible();
});

describe('the strip before a session', () => {
  test('starts the client of this address in one press, with the end on the clock', async () => {
    const three = { clock: clockAt(new Date(2026, 10, 23, 14, 3).getTime()) };
    await draw(open(null, { here: 'n' }), { ...folded, ...three });
    await expect.element(page.getByText('K-2')).toBeVisible();
    await expect.element(page.getByText('ends 14:50')).toBeVisible();
    await accessible();
    await press('button', 'Start session');
    expect(commands()).toMatchObject([
      {
        type: 'start',
        request: {
          minutes: 50,
          ends: { by: 'clock', at: new Date(2026, 10, 23, 14, 50).getTime() },
          preset: 'clientLed',
        },
        client: { by: 'known', id: 'n' },
        confirmed: false,
      },
    ]);
  });

  test('starts with the session type that the client has', async () => {
    const clients = [{ id: 'n', code: 'K-2', preset: 'coaching' }];
    await draw(open(null, { here: 'n', clients }), folded);
    await press('button', 'Start session');
    expect(commands()).toMatchObject([{ request: { minutes: 60, preset: 'coaching' } }]);
  });

  test('ends no session at an odd minute', async () => {
    await draw(open(null, { here: 'n' }), folded);
    await expect.element(page.getByText('ends 15:15')).toBeVisible();
  });

  test('says why it could not start', async () => {
    send.mockResolvedValue({ ok: false, problem: 'storageFull' });
    await draw(open(null, { here: 'n' }), folded);
    await press('button', 'Start session');
    await expect.element(page.getByText('no space left', { exact: false })).toBeVisible();
  });

  test('shows the end that a press agrees to, also once the call has begun', async () => {
    let made = 0;
    const newId = () => `id ${++made}`;
    await draw(open(null, { here: 'n' }), { ...folded, call: IN_CALL, newId });
    await expect.element(page.getByText('ends 15:15')).toBeVisible();
    await userEvent.dblClick(button('Start session'));
    const ids = commands().flatMap((command) =>
      'sessionId' in command ? [command.sessionId] : [],
    );
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(onDropDone).toHaveBeenCalled();
  });

  test('gives a coach the coaching hour', async () => {
    await draw(open(null, { here: 'n' }, { profile: 'coach' }), folded);
    await press('button', 'Start session');
    expect(commands()).toMatchObject([{ request: { minutes: 60, preset: 'coaching' } }]);
  });

  test.each<[string, Snapshot]>([
    ['nobody is known', open(null)],
    ['clients are locked', { ...open(null, { here: 'n' }), lock: 'locked' } as Snapshot],
  ])('only opens while %s', async (_, snapshot) => {
    await draw(snapshot, folded);
    await expect.element(page.getByText('Start a session')).toBeVisible();
    await expect.element(button('Start session')).not.toBeInTheDocument();
    await expect.element(button('Open panel')).toBeVisible();
    await accessible();
  });
});

describe('the strip in a session', () => {
  test('names the first leg of a cue and counts the rest; who listens hears all', async () => {
    await draw(open(view), { ...folded, clock: clockAt(START + 33 * 60_000) });
    await expect
      .element(page.getByRole('status', { name: 'Cue' }))
      .toHaveTextContent('Not yet: Integration +1');
    await expect.element(page.getByText('22 of 22 min')).not.toBeVisible();
    await accessible();
    redraw(open(view), { ...folded, clock: clockAt(NOW) });
    await expect.element(page.getByText('7 of 22 min')).toBeVisible();
  });

  test('ends the session of a call that has ended, and shows what the record has', async () => {
    await draw(open(view), { ...folded, call: OVER });
    await expect.element(page.getByText('Call ended')).toBeVisible();
    await accessible();
    await userEvent.click(button('End session'));
    expect(commands()).toEqual([{ type: 'end', at: OVER.since }]);
    await expect
      .poll(() => onLayout.mock.calls.flat())
      .toEqual([{ type: 'shape', shape: 'panel' }]);
  });

  test('stays as it is when the session could not be ended, and says why', async () => {
    send.mockResolvedValue({ ok: false, problem: 'storageFailed' });
    await draw(open(view), { ...folded, call: OVER });
    await userEvent.click(button('End session'));
    await expect.element(page.getByText(/could not|couldn't/)).toBeVisible();
    expect(onLayout).not.toHaveBeenCalled();
  });
});
