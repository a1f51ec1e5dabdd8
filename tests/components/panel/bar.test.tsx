import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import { LEGS } from '@/lib/session';
import {
  after,
  changed,
  clockAt,
  folded,
  HALF,
  inLeg,
  inMode,
  LAYOUT,
  line,
  NOW,
  OVER,
  open,
  START,
  view,
} from '../../fixtures/panel.tsx';
import { begun, planAt } from '../../fixtures/session.ts';
import { draw, onLayout, panelForEachTest, press, redraw, send } from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

const bar = { layout: { ...LAYOUT, shape: 'bar' } } as const;
const beside = { type: 'shape', shape: 'panel' };
const toBar = { type: 'shape', shape: 'bar' };

beforeEach(async () => {
  document.documentElement.dir = 'ltr';
  document.documentElement.style.fontSize = '';
  await page.viewport(900, 136);
});

test.each<[string, Snapshot, object]>([
  ...LEGS.map((leg): [string, Snapshot, object] => [leg, inLeg(leg), {}]),
  ['crisis', inMode('crisis'), {}],
  ['a cue', open(view), { clock: clockAt(START + 39 * 60_000) }],
  ['past the end', open(view), { clock: clockAt(START + 52 * 60_000) }],
  ['a question', changed({ confirm: 'start' }), {}],
  ['an end', open(view), { call: OVER }],
  ['Minimal', open(view, {}, { guidance: 'minimal' }), {}],
])('the bar shows all of %s, and is accessible', async (_, snapshot, more) => {
  for (const width of [900, 720]) {
    await page.viewport(width, width === 900 ? 136 : 156);
    await draw(snapshot, { ...bar, ...more });
    for (const shown of [
      page.getByRole('timer'),
      page.getByRole('list', { name: 'Legs' }),
      page.getByRole('textbox', { name: 'Quick note' }),
      page.getByRole('radiogroup', { name: 'Compartment' }),
      button('End session').last(),
      button('Safety card').first(),
      button('Fold panel'),
      button('Open beside'),
      button('Mask panel'),
      button('Session menu'),
    ]) {
      const { top, bottom, left, right } = shown.element().getBoundingClientRect();
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(innerHeight);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
    }
    await accessible();
  }
});

test('its last buttons are reached by Tab in the order in which they are seen', async () => {
  for (const width of [900, 720]) {
    await page.viewport(width, width === 900 ? 136 : 156);
    await draw(open(view), bar);
    const rail = ['Fold panel', 'Open beside', 'Mask panel', 'Session menu'];
    const [first, ...rest] = width === 900 ? rail : rail.toReversed();
    (button(first ?? '').element() as HTMLElement).focus();
    let last = button(first ?? '')
      .element()
      .getBoundingClientRect();
    for (const name of rest) {
      await userEvent.keyboard('{Tab}');
      await expect.element(button(name)).toHaveFocus();
      const next = button(name).element().getBoundingClientRect();
      expect(next.top > last.top || next.left > last.left).toBe(true);
      last = next;
    }
  }
});

test('a leg that no longer fits is itself the way to set it aside', async () => {
  await draw(open(view), { ...bar, clock: clockAt(START + 43 * 60_000) });
  await press('button', 'No time left for Integration +1.');
  expect(onLayout).toHaveBeenCalledExactlyOnceWith(beside);
  await page.viewport(340, 704);
  redraw(open(view), { clock: clockAt(START + 43 * 60_000) });
  await expect.element(page.getByRole('heading', { name: 'Order of legs' })).toBeVisible();
});

test('a session with less time than six legs take says so where a cue would be', async () => {
  const plan = planAt(START, { minutes: 30, ends: { by: 'length' } });
  const events = begun(START);
  const early = { clock: clockAt(START + 60_000) };
  await draw(changed({ plan, events }), { ...bar, ...early });
  const says = page.getByText('Compressed session');
  await expect.element(says).toBeVisible();
  // It is no cue that comes and goes, so nobody is told of it again and again.
  expect(says.element().closest('[role="status"]')).toBeNull();
  await accessible();
  redraw(changed({ events }), { ...bar, ...early });
  await expect.element(says).not.toBeInTheDocument();
});

test('the time keeps clear of the drag handle in a language from right to left', async () => {
  await draw(open(view), bar);
  document.documentElement.dir = 'rtl';
  const time = page.getByRole('timer').element().getBoundingClientRect();
  // The host's handle lies over the first pixels of the bar.
  expect(innerWidth - time.right).toBeGreaterThanOrEqual(20);
});

test('changing the size keeps what is typed, the focus, and the same field', async () => {
  await draw(open(view), bar);
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await userEvent.click(field);
  await userEvent.keyboard('half a thought');
  const element = field.element();
  await page.viewport(340, 704);
  redraw(open(view));
  await expect.element(field).toHaveValue('half a thought');
  await expect.element(field).toHaveFocus();
  expect(field.element()).toBe(element);
  redraw(open(view), bar);
  await expect.element(field).toHaveFocus();
});

test.each([
  ['Client M-17', 'Client of this session'],
  ['Safety card', 'Safety card'],
  ['Session menu', 'Session menu'],
])('%s opens its page in the panel beside', async (name, heading) => {
  await draw(open(view), bar);
  await press('button', name);
  expect(onLayout).toHaveBeenCalledExactlyOnceWith(beside);
  await page.viewport(340, 704);
  redraw(open(view));
  await expect.element(page.getByRole('heading', { name: heading })).toBeVisible();
  // The bar has only made room: it is back with the press that leaves the page.
  await press('button', 'Back');
  expect(onLayout.mock.calls.flat()).toEqual([beside, toBar]);
});

test('a page that was opened in the panel leaves the panel where it is', async () => {
  await page.viewport(340, 704);
  await draw(open(view));
  await press('button', 'Safety card');
  await press('button', 'Back');
  expect(onLayout).not.toHaveBeenCalled();
});

test('a mode that is chosen in a page for which the bar made room leaves that page', async () => {
  await draw(open(view), bar);
  await press('button', 'Safety card');
  await page.viewport(340, 704);
  redraw(open(view));
  await press('button', 'Mode Client-led');
  await press('radio', 'Guided');
  await userEvent.keyboard('{Escape}');
  expect(onLayout.mock.calls.flat()).toEqual([beside]);
  await expect.element(page.getByRole('heading', { name: 'Safety card' })).toBeVisible();
});

test('whoever goes on in the panel, or into another session, keeps it', async () => {
  await draw(open(view), bar);
  await press('button', 'Mode Client-led');
  await page.viewport(340, 704);
  redraw(open(view));
  // A press elsewhere closes the list, and leaves what is pressed where it is.
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  await expect.element(page.getByRole('group', { name: 'Mode' })).not.toBeInTheDocument();
  await press('button', 'Mode Client-led');
  await press('radio', 'Guided');
  expect(onLayout.mock.calls.flat()).toEqual([beside]);
  onLayout.mockReset();
  await page.viewport(900, 136);
  redraw(open(view), bar);
  await press('button', 'Safety card');
  await page.viewport(340, 704);
  redraw(after({ type: 'ended', at: NOW }));
  redraw(open({ ...view, id: 'another' }));
  await press('button', 'Safety card');
  await press('button', 'Back');
  expect(onLayout.mock.calls.flat()).toEqual([beside]);
});

test('a bar whose row was open comes back, too', async () => {
  await page.viewport(900, 168);
  await draw(inLeg('closing'), bar);
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([{ type: 'row', open: true }]);
  await press('button', 'Safety card');
  await page.viewport(340, 704);
  redraw(inLeg('closing'));
  await expect
    .poll(() => onLayout.mock.calls.flat().slice(1))
    .toEqual([beside, { type: 'row', open: false }]);
  await press('button', 'Back');
  expect(onLayout.mock.calls.flat().at(-1)).toEqual(toBar);
});

test('arrow keys go through the modes, and Escape brings the bar back', async () => {
  await draw(open(view), bar);
  await press('button', 'Mode Client-led');
  await page.viewport(340, 704);
  redraw(open(view));
  await expect.element(page.getByRole('radio', { name: 'Client-led' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(page.getByRole('group', { name: 'Mode' })).toBeVisible();
  expect(onLayout.mock.calls.flat()).toEqual([beside]);
  await userEvent.keyboard('{Escape}');
  expect(onLayout.mock.calls.flat()).toEqual([beside, toBar]);
});

test('all kinds that are open when the bar comes open the panel again', async () => {
  await page.viewport(340, 704);
  await draw(open(view));
  await press('button', 'More kinds');
  await page.viewport(900, 136);
  redraw(open(view), bar);
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside]);
});

test('a bar that somebody opened as the panel to stay does not come back by itself', async () => {
  await draw(open(view), bar);
  await press('button', 'Open beside');
  await page.viewport(340, 704);
  redraw(open(view));
  await press('button', 'Safety card');
  await press('button', 'Back');
  expect(onLayout.mock.calls.flat()).toEqual([beside]);
});

test.each([
  ['More', 'What is going on'],
  ['Mode Client-led', 'Mode'],
])('%s opens its menu in the panel beside', async (name, group) => {
  await draw(open(view), bar);
  await press('button', name);
  expect(onLayout).toHaveBeenCalledExactlyOnceWith(beside);
  await page.viewport(340, 704);
  redraw(open(view));
  await expect.element(page.getByRole('group', { name: group })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(onLayout.mock.calls.flat()).toEqual([beside, toBar]);
});

test('the mode that was chosen, and the kind of a note, bring the bar back', async () => {
  await draw(open(view), bar);
  await press('button', 'Mode Client-led');
  await page.viewport(340, 704);
  redraw(open(view));
  await press('radio', 'Guided');
  expect(onLayout.mock.calls.flat()).toEqual([beside, toBar]);
  onLayout.mockReset();
  await page.viewport(900, 136);
  redraw(open(view), bar);
  await press('button', 'More kinds');
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside]);
  await page.viewport(340, 704);
  redraw(open(view));
  await press('radio', 'Risk');
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside, toBar]);
});

test.each(['2 notes', 'Open beside', 'More kinds'])('%s opens the panel beside', async (name) => {
  await draw(open(view), bar);
  await press('button', name);
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside]);
});

test('a note that could not be saved says so in its place, with the words in it', async () => {
  await draw(open(view), bar);
  send.mockImplementation(async ({ type }) =>
    type === 'addNote' ? { ok: false, problem: 'storageFull' } : { ok: true },
  );
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  await userEvent.keyboard('kept{Enter}');
  const alert = page.getByRole('alert');
  await expect.element(alert).toBeVisible();
  await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('kept');
  await expect.element(alert.getByRole('button', { name: 'Copy the text' })).toBeVisible();
  expect(alert.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(136);
  const copy = alert.getByRole('button', { name: 'Copy the text' }).element();
  expect(copy.getBoundingClientRect().bottom).toBeLessThanOrEqual(136);
  expect(onLayout).not.toHaveBeenCalled();
  await accessible();
});

test('a page that was open is closed by the bar, so that its button opens it again', async () => {
  await draw(open(view), bar);
  await press('button', 'Safety card');
  await page.viewport(340, 704);
  redraw(open(view));
  await expect.element(page.getByRole('heading', { name: 'Safety card' })).toBeVisible();
  await page.viewport(900, 136);
  redraw(open(view), bar);
  await expect.element(button('Safety card')).toHaveAttribute('aria-expanded', 'false');
  await userEvent.keyboard('2');
  expect(send).toHaveBeenLastCalledWith({ type: 'enterLeg', leg: 'agenda' });
});

test('a long prompt leaves its buttons and the compartment in sight', async () => {
  const words = 'Before we go on, and only if you like, '.repeat(6);
  await page.viewport(720, 156);
  await draw(open(view), bar);
  const prompt = document.querySelector('.say-words');
  if (prompt) prompt.textContent = words;
  for (const shown of [button('More'), page.getByRole('radio', { name: 'Private' })])
    expect(shown.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(156);
});

test('a bar that was dragged somewhere is back there after a page that it made room for', async () => {
  const dragged = { ...LAYOUT, dock: 'free' } as const;
  await draw(open(view), { layout: { ...dragged, shape: 'bar' } });
  await press('button', 'Safety card');
  await page.viewport(340, 704);
  redraw(open(view), { layout: dragged });
  await press('button', 'Back');
  expect(onLayout.mock.calls.flat()).toEqual([beside, toBar]);
});

test('text that the browser shows twice as large has the whole panel', async () => {
  document.documentElement.style.fontSize = '200%';
  await draw(open(view), bar);
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside]);
  onLayout.mockReset();
  redraw(open(view), folded);
  await press('button', 'Open panel');
  expect(onLayout.mock.calls.flat()).toEqual([beside]);
});

test('an edit that was left open is in the panel beside', async () => {
  const edit = { noteId: 'b', base: 'Voice', text: 'Voice drops', plan: null };
  await draw(changed({ resumed: { draft: { ...HALF, text: '' }, edit, fields: {} } }), bar);
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside]);
});

test('the end of the session is shown in the panel beside', async () => {
  await draw(open(view), bar);
  await press('button', 'End session');
  expect(send).toHaveBeenLastCalledWith({ type: 'end' });
  redraw(after({ type: 'ended', at: NOW }), bar);
  await expect.poll(() => onLayout.mock.calls.flat()).toEqual([beside]);
});

test('the panel that comes back has the focus and the scroll where they were', async () => {
  await page.viewport(340, 704);
  const notes = Array.from({ length: 40 }, (_, n) => line({ id: `n${n}`, text: `note ${n}` }));
  const session = changed({ notes });
  await draw(session);
  const scroller = () => document.querySelector('.panel-body > .panel-scroll');
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await userEvent.click(field);
  const scrolled = new Promise((done) =>
    scroller()?.addEventListener('scroll', done, { once: true }),
  );
  scroller()?.scrollTo(0, 120);
  await scrolled;
  await expect.poll(() => scroller()?.scrollTop).toBe(120);
  // As a key of the browser folds it.
  redraw(session, { layout: { ...LAYOUT, shape: 'strip' } });
  await expect.element(button('Open panel')).toHaveFocus();
  redraw(session);
  await expect.element(field).toHaveFocus();
  expect(scroller()?.scrollTop).toBe(120);
  // Another session begins at its newest note.
  redraw(open({ ...view, id: 'other', notes }));
  expect(scroller()?.scrollTop).not.toBe(120);
});
