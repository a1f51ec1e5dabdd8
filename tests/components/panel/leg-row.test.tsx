import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import type { LegId, SessionEvent } from '@/lib/session';
import { changed, inLeg, inMode, LAYOUT, line, NOW, open, view } from '../../fixtures/panel.tsx';
import { draw, onLayout, panelForEachTest, press, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();
beforeEach(() => page.viewport(900, 168));

const bar = { layout: { ...LAYOUT, shape: 'bar' } } as const;
const enteredAt = (leg: LegId): SessionEvent => ({ type: 'legEntered', at: NOW - 1_000, leg });
const ticked = (tick: 'summarised' | 'anythingElse' | 'thanked'): SessionEvent => ({
  type: 'ticked',
  at: NOW - 500,
  tick,
  on: true,
});
const withEvents = (...more: SessionEvent[]) => changed({ events: [...view.events, ...more] });
const opened = { type: 'row', open: true };
const closed = { type: 'row', open: false };
const leg = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });

const focus = view.notes.filter(({ kind }) => kind === 'focus');
const plan = (chosen: boolean) =>
  line({ id: 'p', leg: 'planning', kind: 'plan', plan: { when: '', know: '', chosen } });

test.each<[string, LegId, Snapshot, boolean]>([
  ['Opening', 'opening', inLeg('opening'), true],
  [
    'Client Agenda without a focus',
    'agenda',
    changed({ notes: [], events: [...view.events, enteredAt('agenda')] }),
    true,
  ],
  ['Client Agenda', 'agenda', withEvents(enteredAt('agenda')), false],
  [
    'Client Agenda with a topic that has no place',
    'agenda',
    changed({
      notes: [...focus, line({ id: 't', kind: 'topic', topic: 'open' })],
      events: [...view.events, enteredAt('agenda')],
    }),
    true,
  ],
  ['Exploration', 'exploration', open(view), false],
  ['Exploration without a focus', 'exploration', changed({ notes: [] }), true],
  [
    'Client Agenda where the one topic has become the focus',
    'agenda',
    changed({
      notes: [
        line({ id: 't', kind: 'topic', topic: 'open', text: 'the move' }),
        line({ id: 'f', kind: 'focus', text: 'the move' }),
      ],
      events: [...view.events, enteredAt('agenda')],
    }),
    false,
  ],
  [
    'Exploration after the focus has shifted',
    'exploration',
    withEvents({ type: 'focusShifted', at: NOW - 500 }),
    true,
  ],
  ['Integration', 'integration', inLeg('integration'), true],
  [
    'Integration with a takeaway',
    'integration',
    changed({
      notes: [line({ id: 't', kind: 'takeaway' })],
      events: [...view.events, enteredAt('integration')],
    }),
    false,
  ],
  ['Planning', 'planning', inLeg('planning'), true],
  [
    'Planning with a plan that nobody has chosen',
    'planning',
    changed({ notes: [plan(false)], events: [...view.events, enteredAt('planning')] }),
    true,
  ],
  [
    'Planning with a plan that the client has chosen',
    'planning',
    changed({ notes: [plan(true)], events: [...view.events, enteredAt('planning')] }),
    false,
  ],
  ['Closing', 'closing', inLeg('closing'), true],
  [
    'Closing where all is said',
    'closing',
    withEvents(
      enteredAt('closing'),
      ...(['summarised', 'anythingElse', 'thanked'] as const).map(ticked),
    ),
    false,
  ],
])('in %s the row is open only if something is missing', async (_, __, snapshot, isOpen) => {
  await draw(snapshot, bar);
  const current = document.querySelector('[aria-current="step"]');
  expect(current?.getAttribute('aria-expanded')).toBe(String(isOpen));
  expect(document.querySelectorAll('.leg-row .sheet')).toHaveLength(isOpen ? 1 : 0);
  expect(onLayout.mock.calls.flat()).toEqual(isOpen ? [opened] : []);
  await accessible();
});

test('a press on the current leg, or its number, opens and closes the row', async () => {
  await draw(open(view), bar);
  await userEvent.click(leg('Exploration'));
  await expect.element(page.getByRole('group', { name: 'Noticed' })).toBeVisible();
  await userEvent.keyboard('3');
  await expect.element(page.getByRole('group', { name: 'Noticed' })).not.toBeInTheDocument();
  await userEvent.keyboard('3');
  await expect.element(leg('Exploration')).toHaveAttribute('aria-expanded', 'true');
  expect(onLayout.mock.calls.flat()).toEqual([opened, closed, opened]);
  expect(send).not.toHaveBeenCalled();
});

test('a number that is held down, or pressed in a field of the row, does nothing more', async () => {
  await draw(inLeg('planning'), bar);
  const expanded = () => leg('Planning').element().getAttribute('aria-expanded');
  const held = { code: 'Digit5', key: '5', bubbles: true, repeat: true };
  document.body.dispatchEvent(new KeyboardEvent('keydown', held));
  (page.getByRole('combobox', { name: 'Readiness' }).element() as HTMLElement).focus();
  await userEvent.keyboard('5');
  expect(expanded()).toBe('true');
  expect(send.mock.calls.flat()).not.toContainEqual({ type: 'enterLeg', leg: 'planning' });
});

test('the focus goes from a row that closes to the leg that has opened it', async () => {
  await draw(inLeg('opening'), bar);
  await userEvent.click(page.getByRole('checkbox', { name: 'Note-taking' }));
  await userEvent.keyboard('1');
  await expect.element(leg('Opening')).toHaveFocus();
  await userEvent.keyboard('1');
  await userEvent.click(page.getByRole('checkbox', { name: 'Note-taking' }));
  redraw(open(view), bar);
  await expect.element(leg('Exploration')).toHaveFocus();
});

test('the focus stays in the panel when the leg changes that it was in', async () => {
  await draw(inLeg('opening'));
  (page.getByRole('checkbox', { name: 'Note-taking' }).element() as HTMLElement).focus();
  redraw(open(view));
  await expect.element(page.getByRole('main')).toHaveFocus();
});

test('folded or masked, the panel needs no row, and has it again afterwards', async () => {
  const { layout } = bar;
  await draw(inLeg('opening'), bar);
  redraw(inLeg('opening'), { layout: { ...layout, shape: 'strip' } });
  redraw(inLeg('opening'), bar);
  redraw({ masked: true }, bar);
  redraw(inLeg('opening'), bar);
  await expect
    .poll(() => onLayout.mock.calls.flat().filter(({ type }) => type === 'row'))
    .toEqual([opened, closed, opened, closed, opened]);
});

test('what last time left is in one line, however long its words are', async () => {
  const long = 'what happened at the end of the week with everybody there, '.repeat(4);
  const carried = (['a', 'b'] as const).map((noteId) => ({
    noteId,
    kind: 'topic' as const,
    text: `${noteId} ${long}`,
    raisedBy: null,
  }));
  const client = view.client && { ...view.client, carried, mandate: long };
  const events = [...view.events, enteredAt('opening')];
  await draw(changed({ client, events }), bar);
  const sheet = document.querySelector('.leg-row .sheet');
  expect(sheet?.scrollHeight).toBe(sheet?.clientHeight);
  const row = document.querySelector('.leg-row')?.getBoundingClientRect();
  for (const item of page.getByRole('listitem').elements()) {
    if (!item.closest('.leg-row')) continue;
    expect(item.getBoundingClientRect().bottom).toBeLessThanOrEqual((row?.bottom ?? 0) + 1);
    expect(item.getBoundingClientRect().width).toBeLessThan(420);
  }
  // What is to be said stays in sight.
  const tick = page.getByRole('checkbox', { name: 'Confidentiality' }).element();
  expect(tick.getBoundingClientRect().right).toBeLessThan(row?.right ?? 0);
});

test('the row stays as it is while nobody presses, and another leg has its own', async () => {
  await draw(changed({ notes: [] }), bar);
  redraw(open(view), bar);
  await expect.element(leg('Exploration')).toHaveAttribute('aria-expanded', 'true');
  redraw(withEvents(enteredAt('agenda')), bar);
  await expect.element(leg('Client Agenda')).toHaveAttribute('aria-expanded', 'false');
  expect(onLayout.mock.calls.flat()).toEqual([opened, closed]);
});

test('what is pressed in the row is recorded, and what it begins is typed in the note', async () => {
  await draw(inLeg('opening'), bar);
  await userEvent.click(page.getByRole('checkbox', { name: 'Confidentiality' }));
  expect(send).toHaveBeenLastCalledWith({
    type: 'record',
    event: { type: 'ticked', tick: 'confidentiality', on: true },
  });
  redraw(changed({ notes: [] }), bar);
  await press('button', "Note it in the client's words");
  await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
});

describe('in Closing the summary to read aloud', () => {
  const closing = { events: [...view.events, enteredAt('closing')] };
  const prompt = page.getByRole('region', { name: 'Prompt' });
  const step = { type: 'stepPrompt', leg: 'closing', situation: null } as const;

  test('is the prompt after the one that lets the client sum up', async () => {
    await draw(changed(closing), bar);
    await expect.element(prompt.getByText('How would you sum up today?')).toBeVisible();
    await press('button', 'Next prompt');
    expect(send).toHaveBeenLastCalledWith({ ...step, prompt: 'aloud' });
    redraw(changed({ ...closing, promptSteps: { closing: 'aloud' } }), bar);
    await expect
      .element(prompt.getByText('You came with “saying no at work without guilt”.'))
      .toBeVisible();
    await expect.element(prompt.getByText('To read aloud').last()).toBeVisible();
    await press('button', 'Previous prompt');
    expect(send).toHaveBeenLastCalledWith({ ...step, prompt: 'closing_words' });
    await accessible();
  });

  test('comes after the client was asked to sum up, whatever comes first', async () => {
    const guided: SessionEvent = { type: 'modeChanged', at: NOW - 900, mode: 'guided' };
    const events = [...closing.events, guided];
    const words = page
      .getByRole('region', { name: 'Prompt' })
      .getByText('How would you sum up today?');
    const promptSteps = { closing: 'closing_words' };
    await draw(changed({ events, promptSteps }), bar);
    await expect.element(words).toBeVisible();
    await press('button', 'Next prompt');
    expect(send).toHaveBeenLastCalledWith({ ...step, prompt: 'aloud' });
  });

  test('is said word for word, with whatever somebody has put into braces', async () => {
    const notes = [line({ id: 's', kind: 'summary', text: 'A {focus} of one’s own' })];
    await draw(changed({ ...closing, notes, promptSteps: { closing: 'aloud' } }), bar);
    await expect.element(prompt.getByText('A {focus} of one’s own')).toBeVisible();
  });

  test('is no prompt while there is none, or in the panel, whose sheet has it', async () => {
    const steps = { promptSteps: { closing: 'aloud' } };
    await draw(changed({ ...closing, ...steps, notes: [] }), bar);
    await expect.element(prompt.getByText('How would you sum up today?')).toBeVisible();
    redraw(changed({ ...closing, ...steps }));
    await expect.element(prompt.getByText('How would you sum up today?')).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Summary to read aloud' })).toBeVisible();
  });

  test('is never made of private words', async () => {
    const notes = [
      ...focus,
      line({ id: 't', kind: 'takeaway', compartment: 'private', text: 'mine alone' }),
    ];
    await draw(changed({ ...closing, notes, promptSteps: { closing: 'aloud' } }), bar);
    await expect.element(prompt.getByText(/You came with/)).toBeVisible();
    expect(prompt.element().textContent).not.toContain('mine alone');
  });
});

test('what has no room in the row is in the panel beside', async () => {
  await draw(changed({ notes: [] }), bar);
  await press('button', 'All of this leg');
  expect(onLayout.mock.calls.flat()).toEqual([opened, { type: 'shape', shape: 'panel' }]);
});

test('nothing else moves when the row comes and goes', async () => {
  const places = () =>
    [...document.querySelectorAll('.hold, .legs-row, .scene, .rail')].map((element) => {
      const { x, y, width } = element.getBoundingClientRect();
      return { x, y, width };
    });
  const sceneHeight = () => document.querySelector('.scene')?.getBoundingClientRect().height;
  for (const [width, height] of [
    [900, 136],
    [720, 156],
    [560, 156],
  ] as const) {
    await page.viewport(width, height + 32);
    await draw(changed({ notes: [] }), bar);
    const [before, high] = [places(), sceneHeight()];
    await userEvent.click(leg('Exploration'));
    // Until the host has made the frame lower.
    expect([places(), sceneHeight()]).toEqual([before, high]);
    await page.viewport(width, height);
    expect([places(), sceneHeight()]).toEqual([before, high]);
  }
});

test.each<[string, Snapshot, object]>([
  ['in Minimal', open({ ...view, notes: [] }, {}, { guidance: 'minimal' }), bar],
  ['in a crisis', inMode('crisis'), bar],
  ['in the panel', changed({ notes: [] }), {}],
  ['while locked', { ...changed({ notes: [], locked: 2 }), lock: 'locked' } as Snapshot, bar],
])('%s there is no row, and the current leg is entered as any other', async (_, now, around) => {
  await draw(now, around);
  expect(document.querySelector('[aria-expanded]:is([aria-current])')).toBeNull();
  expect(document.querySelector('.leg-row .sheet')).toBeNull();
  expect(onLayout.mock.calls.flat()).not.toContainEqual(opened);
  await userEvent.keyboard('3');
  expect(send).toHaveBeenLastCalledWith({ type: 'enterLeg', leg: 'exploration' });
});
