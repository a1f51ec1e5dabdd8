import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { after, changed, clockAt, NOW, open, START, view } from '../../fixtures/panel.tsx';
import {
  draw,
  onDropDone,
  panelForEachTest,
  press,
  recorded,
  redraw,
  send,
} from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

describe('during a session', () => {
  test('modes are behind the present one, and no arrow key begins a crisis', async () => {
    await draw(open(view));
    await userEvent.click(page.getByRole('button', { name: 'Mode Client-led' }));
    await accessible();
    await press('radio', 'Guided');
    expect(recorded()).toEqual([{ type: 'modeChanged', mode: 'guided' }]);
    const radios = page.getByRole('radiogroup', { name: 'Mode' }).getByRole('radio');
    expect(radios.elements().map(({ parentElement }) => parentElement?.innerText.trim())).toEqual([
      'Client-led',
      'Guided',
      'Practitioner-led',
    ]);
  });

  test('the safety card begins with the numbers of the practitioner’s region', async () => {
    await draw(open(view, {}, { region: 'ukEu' }));
    await press('button', 'Safety card');
    const numbers = page
      .getByRole('group', { name: 'Emergency numbers to choose from' })
      .getByRole('button');
    const shown = () => numbers.elements().map((one) => one.textContent);
    await expect.element(numbers.first()).toBeVisible();
    const near = ['UK and Ireland 999 / 112 · 116 123', 'EU 112'];
    expect(shown()).toEqual([...near, 'Other places']);
    await press('button', 'Other places');
    await expect
      .element(page.getByRole('button', { name: 'US and Canada 911 · 988' }))
      .toBeVisible();
    expect(shown()).toHaveLength(6);
    await press('button', 'US and Canada 911 · 988');
    expect(send).toHaveBeenLastCalledWith({
      type: 'card',
      field: 'localNumber',
      text: '911 · 988',
    });
  });

  test('the shield opens the safety card and records nothing; Safety first in it does, with undo', async () => {
    await draw(open(view));
    await press('button', 'Safety card');
    await expect.element(page.getByRole('heading', { name: 'Safety card' })).toBeInTheDocument();
    await press('button', 'UK and Ireland 999 / 112 · 116 123');
    expect(send).toHaveBeenLastCalledWith({
      type: 'card',
      field: 'localNumber',
      text: '999 / 112 · 116 123',
    });
    expect(recorded()).toEqual([]);
    expect(send.mock.calls.some(([command]) => command.type === 'crisis')).toBe(false);
    await press('button', 'Safety first');
    expect(send).toHaveBeenLastCalledWith({ type: 'crisis' });
    const now = [
      { type: 'modeChanged', at: NOW, mode: 'crisis' },
      { type: 'safetyOverride', at: NOW },
    ] as const;
    redraw(changed({ events: [...view.events, ...now] }));
    await expect
      .element(page.getByRole('button', { name: 'Safety first' }))
      .not.toBeInTheDocument();
    await accessible();
    // What to ask stays in sight above the card.
    await expect.element(page.getByRole('region', { name: 'Prompt' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Safety card' })).toHaveLength(1);
    await press('button', 'Undo');
    expect(recorded()).toEqual([{ type: 'safetyTakenBack' }]);
    redraw(changed({ events: [...view.events, ...now] }), { clock: clockAt(NOW + 61_000) });
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    await press('button', 'End the safety override');
    expect(recorded().at(-1)).toEqual({ type: 'safetyLifted' });
    await press('button', 'Note assessment and plan');
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
    await expect.element(page.getByRole('radio', { name: 'Risk' })).toBeChecked();
  });

  describe('what is noted in a crisis', () => {
    const settings = { compartments: { note: 'private' } } as const;
    const crisis = [{ type: 'modeChanged', at: NOW, mode: 'crisis' }] as const;
    const calm = open(view, {}, settings);
    const inCrisis = open({ ...view, events: [...view.events, ...crisis] }, {}, settings);
    const field = page.getByRole('textbox', { name: 'Quick note' });
    const isAt = async (kind: string, compartment: string) => {
      await expect.element(page.getByRole('radio', { name: kind })).toBeChecked();
      await expect.element(page.getByRole('radio', { name: compartment })).toBeChecked();
    };

    test('is an assessment in the record, whatever was chosen before', async () => {
      await draw(calm);
      await isAt('Note', 'Private');
      await press('radio', 'Private');
      redraw(inCrisis);
      await isAt('Risk', 'Record');
      await userEvent.fill(field, 'said so, asked directly');
      await press('button', 'Save note');
      expect(send.mock.lastCall?.[0]).toMatchObject({ kind: 'risk', compartment: 'record' });
      await isAt('Risk', 'Record');
      redraw(calm);
      await isAt('Note', 'Private');
    });

    test('leaves alone what was half typed before', async () => {
      await draw(calm);
      await userEvent.fill(field, 'half');
      redraw(inCrisis);
      await expect.element(field).toHaveValue('half');
      await isAt('Note', 'Private');
      redraw({ masked: true });
      redraw(inCrisis);
      await isAt('Note', 'Private');
    });
  });

  test('a leg is set aside with a reason, and brought back', async () => {
    await draw(open(view), { clock: clockAt(START + 39 * 60_000) });
    await press('button', 'Set aside');
    await press('button', 'Set aside Integration');
    await accessible();
    const other = page.getByRole('textbox', { name: 'Another reason' });
    await userEvent.fill(other, 'she prefers so');
    expect(send).toHaveBeenLastCalledWith({
      type: 'draftField',
      field: 'aside',
      text: 'she prefers so',
    });
    await press('button', 'Use this reason');
    expect(recorded()).toEqual([
      { type: 'legSetAside', leg: 'integration', reason: { words: 'she prefers so' } },
    ]);
    redraw(after({ type: 'legSetAside', at: NOW, leg: 'integration', reason: 'notToday' }));
    await press('button', 'Bring back Integration');
    expect(recorded().at(-1)).toEqual({ type: 'legBroughtBack', leg: 'integration' });
  });

  test('a device that was offline offers an interruption, which is counted or not', async () => {
    const drop = { from: NOW - 120_000, to: NOW - 60_000 };
    await draw(open(view), { drop });
    await press('button', 'Interruption');
    await expect.poll(recorded).toEqual([
      { type: 'interruptionBegan', since: drop.from },
      { type: 'interruptionEnded', until: drop.to },
    ]);
    expect(onDropDone).toHaveBeenCalledOnce();
    redraw(open(view), { drop });
    await press('button', 'No interruption');
    expect(onDropDone).toHaveBeenCalledTimes(2);
  });

  test('so does a call that was not open for a while', async () => {
    await draw(changed({ away: { from: NOW - 60_000, to: NOW - 1_000 } }));
    await press('button', 'Interruption');
    await expect.poll(recorded).toEqual([
      { type: 'interruptionBegan', since: NOW - 60_000 },
      { type: 'interruptionEnded', until: NOW - 1_000 },
    ]);
    expect(send).toHaveBeenCalledWith({ type: 'awayDone' });
  });

  test('the end of an older break is not that of another one', async () => {
    const drop = { from: NOW - 900_000, to: NOW - 840_000 };
    await draw(after({ type: 'interruptionBegan', at: NOW - 60_000, since: NOW - 60_000 }), {
      drop,
    });
    await press('button', 'Contact is back');
    expect(recorded()).toEqual([{ type: 'interruptionEnded', until: NOW }]);
  });

  test('the client is confirmed, or another one is chosen', async () => {
    await draw(changed({ confirm: 'moved' }));
    await press('button', 'Yes, M-17');
    expect(send).toHaveBeenLastCalledWith({ type: 'setClient', client: { by: 'known', id: 'm' } });
    await press('button', 'End this session');
    expect(send).toHaveBeenLastCalledWith({ type: 'end' });
    redraw(changed({ confirm: 'start' }));
    await press('button', 'Somebody else');
    await press('radio', 'K-2');
    await press('button', 'Use this client');
    expect(send).toHaveBeenLastCalledWith({ type: 'setClient', client: { by: 'known', id: 'n' } });
  });

  test('legs are called what somebody calls them', async () => {
    await draw(open(view, {}, { legNames: { agenda: 'What matters' } }));
    await expect.element(page.getByRole('button', { name: /^What matters/ })).toBeInTheDocument();
  });
});

test('the focus goes on from a button that is gone to what came in its place', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'End session' }));
  redraw(after({ type: 'ended', at: NOW }));
  await expect.element(page.getByRole('main')).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: 'Mask panel' }));
  redraw({ masked: true });
  await expect.element(page.getByRole('button', { name: 'Show panel' })).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: 'Show panel' }));
  redraw(open(view));
  await expect.element(page.getByRole('button', { name: 'Fold panel' })).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: 'Delete note' }).first());
  redraw(
    changed({
      notes: view.notes.slice(0, 1),
      undo: { noteId: 'b', change: 'deleted', changedAt: NOW },
    }),
  );
  await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
});

test('a press that could not be carried out is answered in words', async () => {
  await draw(open(view));
  send.mockResolvedValue({ ok: false, problem: 'storageFull' });
  await userEvent.click(page.getByRole('button', { name: 'End session' }));
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
  await accessible();
  send.mockResolvedValue({ ok: true });
  await userEvent.click(page.getByRole('button', { name: 'End session' }));
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});
