import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import { GUIDANCE_LEVELS } from '@/lib/practice';
import { LEGS, MODES } from '@/lib/session';
import {
  type Around,
  after,
  changed,
  clockAt,
  dot,
  folded,
  IN_CALL,
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
import { draw, onLayout, panelForEachTest, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

describe('every state is accessible, in light and dark', () => {
  test.each<[string, Snapshot | null, Around]>([
    ['before the first answer', null, {}],
    ['masked', { masked: true }, {}],
    ['strip before a session', open(null), folded],
    ['strip in a session', open(view), folded],
    ['strip past the end', open(view), { ...folded, clock: clockAt(NOW + 60 * 60_000) }],
    ['strip that offers the end', open(view), { ...folded, call: OVER }],
    ['dot before a session', open(null), dot],
    ['dot in a session', open(view), dot],
    ['in a window of its own', open(view), { layout: { ...LAYOUT, surface: 'popOut' } }],
    ['in the side panel', open(view), { layout: { ...LAYOUT, surface: 'page' } }],
    ['after something filled the screen', open(view), { layout: { ...LAYOUT, trouble: 'unseen' } }],
    ['while a screen is shared', open(view), { call: { ...IN_CALL, sharing: 'more' } }],
    ['when the call seems over', open(view), { call: OVER }],
    ['when a call seems to have begun', open(null), { call: IN_CALL }],
    ['in a strip that is covered', open(view), { ...folded, covered: true }],
    ['after the page took the keyboard', open(view), { keyboard: { back: true } }],
    ['while the page keeps the keyboard', open(view), { keyboard: { back: false } }],
    ['with no guard', open(view, {}, { shareGuard: 'off' }), {}],
    ['before a session', open(null), {}],
    ['a session', open(view), {}],
    ['a session without notes', changed({ notes: [] }), {}],
    ['past the end', open(view), { clock: clockAt(NOW + 40 * 60_000) }],
    ['hours past the end', open(view), { clock: clockAt(NOW + 400 * 60_000) }],
    ['another tab', changed({ here: 'otherTab' }), {}],
    ['a closed tab', changed({ here: 'lostTab' }), {}],
    ['a deleted note', changed({ undo: { noteId: 'a', change: 'deleted', changedAt: NOW } }), {}],
    ['the summary', after({ type: 'ended', at: NOW }), {}],
    ['a problem', { ...open(null), problem: 'keyMissing' } as Snapshot, {}],
    ['after an update', open(view), { connection: 'gone' }],
    ['while reconnecting', open(view), { connection: 'connecting' }],
  ])('%s', async (_, snapshot, more) => {
    await draw(snapshot, more);
    // The form before a session is loaded after the panel.
    if (snapshot) await expect.poll(() => document.querySelector('[aria-busy="true"]')).toBeNull();
    await accessible();
  });
});

describe('every leg, mode and way of working is accessible', () => {
  test.each(LEGS)('in %s', async (leg) => {
    await draw(inLeg(leg));
    await accessible();
  });
  test.each(MODES)('in mode %s', async (mode) => {
    await draw(inMode(mode));
    await accessible();
  });
  test.each(GUIDANCE_LEVELS)('with guidance %s', async (guidance) => {
    await draw(open(view, {}, { guidance }));
    await accessible();
  });
  test.each<[string, Snapshot, Around]>([
    ['quiet', open(view, {}, { quiet: true }), {}],
    ['a cue', open(view), { clock: clockAt(START + 33 * 60_000) }],
    ['what no longer fits', open(view), { clock: clockAt(START + 39 * 60_000) }],
    ['a client to confirm', changed({ confirm: 'start' }), {}],
    ['another address', changed({ confirm: 'moved' }), {}],
    ['nobody yet', changed({ client: null }), {}],
    ['a device that is offline', open(view), { drop: { from: NOW - 60_000, to: null } }],
    ['a device that was offline', open(view), { drop: { from: NOW - 60_000, to: NOW } }],
    ['a call that was not open', changed({ away: { from: NOW - 60_000, to: NOW } }), {}],
    ['interrupted', after({ type: 'interruptionBegan', at: NOW, since: NOW }), {}],
    ['silence', changed({ situation: 'silence' }), {}],
    ['a tangent', changed({ situation: 'tangent' }), {}],
    [
      'the summary of a session with everything in it',
      after(
        { type: 'legSetAside', at: NOW, leg: 'planning', reason: { words: 'she said so' } },
        { type: 'interruptionBegan', at: NOW, since: NOW - 60_000 },
        { type: 'interruptionEnded', at: NOW, until: NOW },
        { type: 'ledBy', at: NOW, who: 'client' },
        { type: 'endCorrected', at: NOW, endsAt: NOW + 60_000, reason: 'setWrongly' },
        { type: 'safetyOverride', at: NOW },
        { type: 'ended', at: NOW },
      ),
      {},
    ],
  ])('%s', async (_, snapshot, more) => {
    await draw(snapshot, more);
    await accessible();
  });
  test.each([
    'Client of this session',
    'Order of legs',
    'Correct the end',
    'Location and privacy',
    'Safety card',
    'First session',
  ])('the page %s, and back', async (name) => {
    await draw(open(view));
    if (name !== 'Safety card') {
      await userEvent.click(page.getByRole('button', { name: 'Session menu' }));
      await accessible();
    }
    await userEvent.click(page.getByRole('button', { name, exact: true }));
    await expect.element(page.getByRole('heading', { name })).toHaveFocus();
    await accessible();
    await expect.element(page.getByRole('timer')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('list', { name: 'Legs' })).toBeInTheDocument();
    expect(onLayout).not.toHaveBeenCalled();
  });
  test('ideas for a plan', async () => {
    await draw(inLeg('planning'));
    await userEvent.click(page.getByRole('button', { name: 'Offer an idea' }));
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Write a few lines each evening' }));
    expect(send).toHaveBeenCalledExactlyOnceWith({
      type: 'addNote',
      noteId: 'new',
      text: 'Write a few lines each evening',
      kind: 'plan',
      compartment: 'record',
      speaker: '',
      typed: false,
      at: NOW,
    });
  });
});

describe('the whole session fits without scrolling at the usual size', () => {
  const much = [
    line({ id: 'f', kind: 'focus', text: 'saying no at work without guilt, and what it costs' }),
    line({ id: 't', kind: 'topic', topic: 'open', text: 'the move to another city' }),
    line({
      id: 'k',
      kind: 'takeaway',
      text: 'I am allowed to answer tomorrow, and nothing breaks',
    }),
    line({
      id: 'p',
      kind: 'plan',
      text: 'say no once',
      plan: { when: '', know: '', chosen: true },
    }),
  ];
  test.each(LEGS)('in %s: clock, legs, prompt, note field and end', async (leg) => {
    const shown = inLeg(leg);
    if (shown.masked || !shown.session) throw new Error('no session');
    await draw({ ...shown, session: { ...shown.session, notes: much } });
    for (const locator of [
      page.getByRole('timer'),
      page.getByRole('list', { name: 'Legs' }),
      page.getByRole('button', { name: 'Mode Client-led' }),
      page.getByRole('region', { name: 'Prompt' }),
      page.getByRole('textbox', { name: 'Quick note' }),
      page.getByRole('radiogroup', { name: 'Kind' }),
      page.getByRole('button', { name: 'End session' }),
    ]) {
      const element = locator.element();
      const { top, bottom, left, right } = element.getBoundingClientRect();
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(640);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(340);
    }
    const main = page.getByRole('main').element();
    expect(main.scrollHeight).toBeLessThanOrEqual(main.clientHeight);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(340);
    const field = page.getByRole('radiogroup', { name: 'Kind' }).element().getBoundingClientRect();
    const foot = page.getByRole('contentinfo').element().getBoundingClientRect();
    expect(field.bottom).toBeLessThanOrEqual(foot.top);
  });
});
