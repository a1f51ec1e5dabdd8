import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Panel } from '@/components/panel/Panel';
import type { PanelProps } from '@/components/panel/props';
import { promptSlots } from '@/components/panel/session/prompt-slots';
import { type Clock, ClockProvider } from '@/components/shared/clock';
import { fieldTime } from '@/components/shared/format';
import { TextProvider } from '@/components/shared/text';
import type { LineView, PracticeView, SessionView, Snapshot } from '@/lib/messaging';
import { DEFAULT_SETTINGS, EMPTY_CARD, GUIDANCE_LEVELS, type Settings } from '@/lib/practice';
import {
  LEGS,
  type LegId,
  MODES,
  type Mode,
  PRESETS,
  type SessionEvent,
  shiftedFor,
  timeline,
} from '@/lib/session';
import { english } from '../fixtures/english.ts';
import { begun, planAt } from '../fixtures/session.ts';
import { snapshotOf, viewOf } from '../fixtures/view.ts';
import { accessible, again, clockAt, counting, NOW, show } from './show.tsx';

const START = NOW - 18 * 60_000;
const plan = planAt(START);

const events: readonly SessionEvent[] = [
  ...begun(START),
  { type: 'legEntered', at: START + 4 * 60_000, leg: 'agenda' },
  { type: 'legEntered', at: START + 11 * 60_000, leg: 'exploration' },
];

const line = (change: Partial<LineView> = {}): LineView => ({
  id: 'c',
  leg: 'exploration',
  intoMs: 542_000,
  kind: 'note',
  compartment: 'record',
  clientCopy: false,
  speaker: '',
  text: 'a note',
  plan: null,
  topic: null,
  ...change,
});

const view = viewOf(
  { plan, events },
  {
    lines: [
      line({ id: 'a', leg: 'agenda', kind: 'focus', text: 'saying no at work without guilt' }),
      line({ id: 'b', leg: 'exploration', text: 'Voice drops when the deadline comes up' }),
    ],
  },
);

const open = (
  session: SessionView | null,
  change: Partial<PracticeView> = {},
  settings: Partial<Settings> = {},
): Snapshot => snapshotOf(session, { ...change, settings: { ...DEFAULT_SETTINGS, ...settings } });

const send = vi.fn<PanelProps['send']>(async () => ({ ok: true }));
/** What was sent, without what is kept of an edit while it is typed. */
const pressed = () =>
  send.mock.calls.map(([{ type }]) => type).filter((type) => type !== 'draftEdit');
const onLayout = vi.fn<PanelProps['onLayout']>();
const onDropDone = vi.fn<PanelProps['onDropDone']>();
beforeEach(() => {
  send.mockReset().mockResolvedValue({ ok: true });
  onLayout.mockReset();
  onDropDone.mockReset();
});

const LAYOUT = { shape: 'panel', dock: 'top', surface: 'overlay', unseen: false } as const;
type Around = Partial<PanelProps> & { readonly clock?: Clock };
const panel = (snapshot: Snapshot | null, { clock = clockAt(NOW), ...more }: Around = {}) => (
  <ClockProvider value={clock}>
    <Panel
      snapshot={snapshot}
      connection="ready"
      layout={LAYOUT}
      call={{ call: 'before', sharing: false }}
      covered={false}
      sidePanel={false}
      onSidePanel={() => {}}
      press={null}
      openedAt={NOW}
      drop={null}
      hidden={false}
      onDropDone={onDropDone}
      newId={() => 'new'}
      send={send}
      onLayout={onLayout}
      {...more}
    />
  </ClockProvider>
);
const draw = (...what: Parameters<typeof panel>) => show(panel(...what));
const redraw = (...what: Parameters<typeof panel>) => again(panel(...what));

const dot = { layout: { ...LAYOUT, shape: 'dot' } } as const;
const OVER = { call: 'over', sharing: false } as const;
const folded = { layout: { ...LAYOUT, shape: 'strip' } } as const;
const changed = (change: Partial<SessionView>) => open({ ...view, ...change });
const after = (...more: SessionEvent[]) => changed({ events: [...events, ...more] });

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
    ['after something filled the screen', open(view), { layout: { ...LAYOUT, unseen: true } }],
    ['while a screen is shared', open(view), { call: { call: 'in', sharing: true } }],
    ['when the call seems over', open(view), { call: OVER }],
    ['when a call seems to have begun', open(null), { call: { call: 'in', sharing: false } }],
    ['in a strip that is covered', open(view), { ...folded, covered: true }],
    ['with no guard', open(view, {}, { shareGuard: 'off' }), {}],
    ['before a session', open(null), {}],
    ['a session', open(view), {}],
    ['a session without notes', changed({ lines: [] }), {}],
    ['past the end', open(view), { clock: clockAt(NOW + 40 * 60_000) }],
    ['hours past the end', open(view), { clock: clockAt(NOW + 400 * 60_000) }],
    ['another tab', changed({ here: 'otherTab' }), {}],
    ['a closed tab', changed({ here: 'lostTab' }), {}],
    ['a deleted note', changed({ undo: { lineId: 'a', change: 'deleted', changedAt: NOW } }), {}],
    ['the summary', after({ type: 'ended', at: NOW }), {}],
    ['a problem', { ...open(null), problem: 'keyMissing' } as Snapshot, {}],
    ['after an update', open(view), { connection: 'gone' }],
    ['while reconnecting', open(view), { connection: 'connecting' }],
  ])('%s', async (_, snapshot, more) => {
    await draw(snapshot, more);
    await accessible();
  });
});

const inLeg = (leg: LegId): Snapshot =>
  leg === 'exploration' ? open(view) : after({ type: 'legEntered', at: NOW - 1_000, leg });
const inMode = (mode: Mode): Snapshot => after({ type: 'modeChanged', at: NOW - 1_000, mode });

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
    await userEvent.click(page.getByRole('button', { name: 'Session menu' }));
    await accessible();
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
      lineId: 'new',
      text: 'Write a few lines each evening',
      kind: 'plan',
      compartment: 'record',
      speaker: '',
      typed: false,
      chosen: false,
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
    await draw({ ...shown, session: { ...shown.session, lines: much } });
    for (const locator of [
      page.getByRole('timer'),
      page.getByRole('list', { name: 'Legs' }),
      page.getByRole('radiogroup', { name: 'Mode' }),
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
      expect(right).toBeLessThanOrEqual(344);
    }
    const main = page.getByRole('main').element();
    expect(main.scrollHeight).toBeLessThanOrEqual(main.clientHeight);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(344);
    const field = page.getByRole('radiogroup', { name: 'Kind' }).element().getBoundingClientRect();
    const foot = page.getByRole('contentinfo').element().getBoundingClientRect();
    expect(field.bottom).toBeLessThanOrEqual(foot.top);
  });
});

describe('before the start', () => {
  const started = () => {
    const [command] = send.mock.calls.at(-1) ?? [];
    if (command?.type !== 'start') throw new Error('nothing was started');
    return command;
  };
  const press = (role: 'radio' | 'button', name: string) =>
    userEvent.click(page.getByRole(role, { name, exact: true }));

  test('one press starts with the client of this address, to be confirmed', async () => {
    await draw(open(null, { here: 'n' }));
    await accessible();
    await expect.element(page.getByRole('radio', { name: 'K-2' })).toBeChecked();
    await press('button', 'Start session');
    expect(started()).toMatchObject({ client: { by: 'known', id: 'n' }, confirmed: false });
  });

  test('little room is said, with the way to a backup', async () => {
    await draw(open(null, { lowOnSpace: true }));
    await accessible();
    await expect
      .element(page.getByRole('note'))
      .toHaveTextContent('This device is running out of space for your notes. Make a backup');
    await press('button', 'Make a backup');
    expect(send).toHaveBeenCalledWith({ type: 'openDesk' });
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

  test('thirty minutes are called compressed, and ninety ask where the surplus goes', async () => {
    await draw(open(null));
    await press('radio', 'Counted from the start');
    await press('radio', 'Other');
    const minutes = page.getByRole('spinbutton', { name: 'Minutes' });
    await userEvent.fill(minutes, '30');
    await expect.element(page.getByText(/Compressed: 30 minutes is less/)).toBeInTheDocument();
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

describe('during a session', () => {
  const press = (role: 'radio' | 'button' | 'checkbox', name: string) =>
    userEvent.click(page.getByRole(role, { name, exact: true }));
  const recorded = () =>
    send.mock.calls.flatMap(([command]) => (command.type === 'record' ? [command.event] : []));

  test('modes are one press, and crisis opens the safety card', async () => {
    await draw(open(view));
    await press('radio', 'Guided');
    expect(recorded()).toEqual([{ type: 'modeChanged', mode: 'guided' }]);
    await press('button', 'Crisis: safety first');
    expect(send).toHaveBeenLastCalledWith({ type: 'crisis' });
    await expect.element(page.getByRole('heading', { name: 'Safety card' })).toBeInTheDocument();
    await press('button', 'UK and Ireland 999 / 112 · 116 123');
    expect(send).toHaveBeenLastCalledWith({
      type: 'card',
      field: 'localNumber',
      text: '999 / 112 · 116 123',
    });
    await press('button', 'Note assessment and plan');
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
    await expect.element(page.getByRole('radio', { name: 'Risk' })).toBeChecked();
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
    await userEvent.fill(page.getByLabelText('End time'), fieldTime(endsAt));
    await press('button', 'Correct the end');
    expect(recorded()).toEqual([{ type: 'endCorrected', endsAt, reason: 'agreedBefore' }]);
  });

  test('a leg is set aside with a reason, and brought back', async () => {
    await draw(open(view), { clock: clockAt(START + 39 * 60_000) });
    await press('button', 'Set aside');
    await press('button', 'Set aside Integration');
    await accessible();
    await userEvent.fill(page.getByRole('textbox', { name: 'Another reason' }), 'she prefers so');
    await press('button', 'Use this reason');
    expect(recorded()).toEqual([
      { type: 'legSetAside', leg: 'integration', reason: { words: 'she prefers so' } },
    ]);
    redraw(after({ type: 'legSetAside', at: NOW, leg: 'integration', reason: 'notToday' }));
    await press('button', 'Bring back Integration');
    expect(recorded().at(-1)).toEqual({ type: 'legBroughtBack', leg: 'integration' });
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

  test('situations, steps and kept prompts', async () => {
    await draw(open(view));
    await press('button', 'Tangent');
    expect(send).toHaveBeenLastCalledWith({ type: 'situation', situation: 'tangent' });
    redraw(changed({ situation: 'tangent' }));
    await press('button', 'Tangent');
    expect(send).toHaveBeenLastCalledWith({ type: 'situation', situation: null });
    await press('button', 'More');
    const all = page.getByRole('group', { name: 'What is going on' }).getByRole('button');
    expect(all.elements()).toHaveLength(13);
    await press('button', 'Next prompt');
    expect(send).toHaveBeenLastCalledWith({
      type: 'stepPrompt',
      leg: 'exploration',
      situation: 'tangent',
      prompt: 'exploration_here_or_there',
    });
    await press('button', 'Hide this prompt');
    expect(send).toHaveBeenLastCalledWith({
      type: 'keepPrompt',
      as: 'hidden',
      on: true,
      prompt: 'exploration_moved',
      leg: 'exploration',
    });
    await press('radio', 'New focus');
    expect(recorded()).toEqual([{ type: 'tangentNamed', choice: 'newFocus' }]);
    await expect.element(page.getByRole('radio', { name: 'Focus' })).toBeChecked();
  });

  test('a tangent can be named without prompts too', async () => {
    await draw(open(view, {}, { quiet: true }));
    await press('button', 'Tangent');
    expect(send).toHaveBeenLastCalledWith({ type: 'situation', situation: 'tangent' });
    redraw(open({ ...view, situation: 'tangent' }, {}, { quiet: true }));
    await press('radio', 'Connected');
    expect(recorded()).toEqual([{ type: 'tangentNamed', choice: 'connected' }]);
  });

  test('a prompt says why it is there, and speaks of the time of day and of what was noted', async () => {
    await draw(open(view), { clock: clockAt(START + 35 * 60_000) });
    await expect
      .element(page.getByText('Exploration, 15 minutes left, Integration not visited yet'))
      .toBeInTheDocument();
    for (const [hour, words] of [
      [9, 'this morning'],
      [14, 'this afternoon'],
      [19, 'this evening'],
    ] as const) {
      const startedAt = new Date(2026, 10, 23, hour).getTime();
      const session = timeline(planAt(startedAt), begun(startedAt), startedAt);
      expect(promptSlots(view, session, english)['time of day']).toBe(words);
    }
    const session = timeline(plan, events, NOW);
    expect(promptSlots(view, session, english)).toMatchObject({
      focus: 'saying no at work without guilt',
      takeaway: '',
      'minutes left': '30 minutes',
    });
  });

  test('silence is a still dot until somebody asks for words', async () => {
    await draw(changed({ situation: 'silence' }));
    expect(page.getByRole('region', { name: 'Prompt' }).element().textContent).toContain(
      'Quiet. There is nothing to say now.',
    );
    redraw(
      changed({ situation: 'silence', promptSteps: { 'exploration/silence': 'exploration_wait' } }),
    );
    expect(page.getByRole('region', { name: 'Prompt' }).element().textContent).not.toContain(
      'Quiet.',
    );
  });

  test('the kind of work is toggled, and moves minutes only when that is pressed', async () => {
    await draw(inLeg('agenda'));
    await press('radio', 'For outside');
    expect(recorded()).toEqual([{ type: 'workChosen', work: 'outside' }]);
    redraw(
      after(
        { type: 'legEntered', at: NOW, leg: 'agenda' },
        { type: 'workChosen', at: NOW, work: 'outside' },
      ),
    );
    await expect.element(page.getByText(/Give Planning 2 minutes more/)).toBeInTheDocument();
    await press('button', 'Move them');
    expect(recorded().at(-1)).toEqual({
      type: 'budgetsShifted',
      budgets: shiftedFor('outside', plan.budgets),
    });
  });

  test('an intake asks for history, challenges and goals', async () => {
    const intake = { ...plan, preset: 'intake', mode: 'practitionerLed' } as const;
    await draw(changed({ plan: intake }));
    await press('radio', 'History');
    await expect
      .element(page.getByRole('textbox', { name: 'Quick note' }))
      .toHaveAttribute('placeholder', 'What came before, in short');
    await accessible();
    await draw(open(view));
    await expect.element(page.getByRole('radio', { name: 'History' })).not.toBeInTheDocument();
  });

  test('topics are parked or taken', async () => {
    const shown = inLeg('agenda');
    if (shown.masked || !shown.session) throw new Error('no session');
    const lines = [line({ id: 't', kind: 'topic', topic: 'open', text: 'the move' })];
    await draw({ ...shown, session: { ...shown.session, lines } });
    await press('button', 'Next time');
    expect(send).toHaveBeenLastCalledWith({ type: 'markTopic', lineId: 't', topic: 'nextTime' });
    await userEvent.fill(page.getByRole('textbox', { name: 'Quick note' }), 'half typed');
    await press('button', 'Take this one');
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('the move');
    // What was half typed is saved as what it was, not as the focus.
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({ type: 'addNote', kind: 'note', text: 'half typed' }),
    );
    await userEvent.keyboard('{Enter}');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'addNote', kind: 'focus', text: 'the move' }),
    );
    await expect.element(page.getByRole('radio', { name: 'Note', exact: true })).toBeChecked();
  });

  test("the client's takeaway comes before the practitioner's observation", async () => {
    await draw(inLeg('integration'));
    await expect.element(page.getByText("after the client's own")).toBeInTheDocument();
    const shown = inLeg('integration');
    if (shown.masked || !shown.session) throw new Error('no session');
    const lines = [line({ kind: 'takeaway', text: 'mine' })];
    redraw({ ...shown, session: { ...shown.session, lines } });
    await press('button', 'Note yours, as a question');
    await expect.element(page.getByRole('radio', { name: 'Observation' })).toBeChecked();
  });

  test('a plan has what, when, how we will know, and who chose it', async () => {
    const plan = { when: '', know: '', chosen: false };
    const shown = inLeg('planning');
    if (shown.masked || !shown.session) throw new Error('no session');
    const lines = [line({ id: 'p', kind: 'plan', text: 'journal', plan })];
    await draw({ ...shown, session: { ...shown.session, lines } });
    await press('checkbox', 'Chosen');
    expect(send).toHaveBeenLastCalledWith({
      type: 'choosePlan',
      lineId: 'p',
      chosen: true,
    });
    await press('button', 'Edit note');
    await userEvent.fill(page.getByRole('textbox', { name: 'When' }), 'Monday');
    await accessible();
    await userEvent.fill(page.getByRole('textbox', { name: 'How we will know' }), 'I sleep');
    await userEvent.keyboard('{Enter}');
    expect(send).toHaveBeenLastCalledWith({
      type: 'editNote',
      lineId: 'p',
      base: 'journal',
      otherId: 'new',
      text: 'journal',
      plan: { when: 'Monday', know: 'I sleep', chosen: false },
    });
  });

  test('a device that was offline offers an interruption, which is counted or not', async () => {
    const drop = { from: NOW - 120_000, to: NOW - 60_000 };
    await draw(open(view), { drop });
    await press('button', 'Count as interruption');
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
    await press('button', 'Count as interruption');
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

  test('milestones are announced, other cues are not, and nothing is said each second', async () => {
    const told = () =>
      [...document.querySelectorAll('.cue [aria-live=polite]')]
        .map((one) => one.textContent)
        .join();
    const line = () => page.getByRole('status', { name: 'Cue' }).element().textContent;
    await draw(open(view), { clock: clockAt(START + 33 * 60_000) });
    expect(line()).toContain('Not visited yet');
    expect(told()).toBe('');
    redraw(open(view), { clock: clockAt(START + 35 * 60_000) });
    expect(told()).toContain('15 minutes left.');
    const words = told();
    redraw(open(view), { clock: clockAt(START + 35 * 60_000 + 20_000) });
    expect(told()).toBe(words);
    redraw(open(view), { clock: clockAt(START + 36 * 60_000) });
    expect(line()).toContain('Not visited yet');
    expect(told()).toBe('');
  });

  test('a hidden panel asks for a system notice at a milestone, once, if that was wanted', async () => {
    const notices = () => send.mock.calls.filter(([{ type }]) => type === 'notify');
    const wanted = open(view, {}, { notify: true });
    await draw(wanted, { hidden: true, clock: clockAt(START + 34 * 60_000) });
    redraw(wanted, { hidden: true, clock: clockAt(START + 35 * 60_000) });
    redraw(wanted, { hidden: true, clock: clockAt(START + 35 * 60_000 + 30_000) });
    await expect
      .poll(() => notices().map(([command]) => command))
      .toEqual([{ type: 'notify', minutes: 15 }]);
    redraw(wanted, { hidden: false, clock: clockAt(START + 40 * 60_000) });
    redraw(open(view), { hidden: true, clock: clockAt(START + 45 * 60_000) });
    expect(notices()).toHaveLength(1);
  });

  test('legs are called what somebody calls them', async () => {
    await draw(open(view, {}, { legNames: { agenda: 'What matters' } }));
    await expect.element(page.getByRole('button', { name: /^What matters/ })).toBeInTheDocument();
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

  test('the card is kept as it is typed', async () => {
    await draw(inLeg('opening'));
    // Not answered yet: what is typed is what is shown.
    send.mockReturnValue(new Promise(() => {}));
    await press('button', 'Location and privacy');
    await userEvent.type(page.getByRole('textbox', { name: 'Where the client is now' }), 'Li');
    expect(send.mock.calls.map(([command]) => command)).toEqual([
      { type: 'card', field: 'location', text: 'L' },
      { type: 'card', field: 'location', text: 'Li' },
    ]);
  });
});

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

test('nothing moves when a digit changes', async () => {
  await draw(open(view), { clock: clockAt(NOW) });
  const width = () => page.getByRole('timer').element().getBoundingClientRect().width;
  const before = width();
  for (const seconds of [1, 7, 20, 44]) {
    await draw(open(view), { clock: clockAt(NOW + seconds * 1_000) });
    expect(width()).toBeCloseTo(before, 1);
  }
});

test('time remaining counts to the end and past it', async () => {
  await draw(open(view), { clock: clockAt(START + 18 * 60_000 + 55_000) });
  await expect.element(page.getByRole('timer')).toHaveTextContent('31:05');
  await draw(open(view), { clock: clockAt(START + 50 * 60_000) });
  await expect.element(page.getByRole('timer')).toHaveTextContent('0:00');
  await draw(open(view), { clock: clockAt(START + 52 * 60_000 + 10_000) });
  await expect.element(page.getByRole('timer')).toHaveTextContent('2:10 over');
});

test('keys 1 to 6 enter legs, but not while somebody types', async () => {
  await draw(open(view));
  page.getByRole('button', { name: 'Next prompt' }).element().focus();
  await userEvent.keyboard('6');
  expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'enterLeg', leg: 'closing' });
  send.mockClear();
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  await userEvent.keyboard('6');
  expect(send).toHaveBeenCalledExactlyOnceWith({
    type: 'draft',
    text: '6',
    kind: 'note',
    compartment: 'record',
    speaker: '',
  });
});

test('a note that could not be saved comes back into the field, in front of what was typed since', async () => {
  await draw(open(view));
  const field = page.getByRole('textbox', { name: 'Quick note' });
  let refuse: (() => void) | undefined;
  send.mockImplementation((command) =>
    command.type === 'addNote'
      ? new Promise((resolve) => {
          refuse = () => resolve({ ok: false, problem: 'storageFull' });
        })
      : Promise.resolve({ ok: true }),
  );
  await userEvent.click(field);
  await userEvent.keyboard('first{Enter}second');
  await expect.element(field).toHaveValue('second');
  refuse?.();
  await expect.element(field).toHaveValue('first\nsecond');
  await expect
    .element(page.getByRole('alert').filter({ hasText: 'no space left' }))
    .toBeInTheDocument();
  await accessible();
});

const HALF = { text: 'half', kind: 'note', compartment: 'record', speaker: '' } as const;
const half = { draft: HALF, edit: null };

test('what was typed in a panel before is in the field, and what is typed now outlives folding and masking', async () => {
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await draw(changed({ resumed: half }));
  await expect.element(field).toHaveValue('half');
  await userEvent.click(field);
  await userEvent.keyboard(' a thought');
  redraw(changed({ here: 'otherTab' }));
  await expect.element(field).toHaveValue('half a thought');
  redraw(changed({}), folded);
  redraw(changed({}));
  await expect.element(field).toHaveValue('half a thought');
  redraw({ masked: true });
  expect(document.body.textContent).not.toContain('thought');
  redraw(changed({ resumed: half }));
  await expect.element(field).toHaveValue('half a thought');
  redraw(changed({ id: 'another' }));
  await expect.element(field).toHaveValue('');
});

test('a note that is refused while the panel is folded is in the field afterwards', async () => {
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await draw(open(view));
  let refuse: (() => void) | undefined;
  send.mockImplementation(
    ({ type }) =>
      new Promise((resolve) => {
        if (type === 'addNote') refuse = () => resolve({ ok: false, problem: 'storageFull' });
        else resolve({ ok: true });
      }),
  );
  await userEvent.click(field);
  await userEvent.keyboard('words{Enter}');
  redraw(open(view), folded);
  refuse?.();
  redraw(open(view));
  await expect.element(field).toHaveValue('words');
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
});

test('an edit goes on while time passes and the panel is folded, and takes no focus back', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  const editor = page.getByRole('textbox', { name: 'Note text' });
  await expect.element(editor).toHaveFocus();
  await userEvent.keyboard(' and more');
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  redraw(open(view), { clock: clockAt(NOW + 1_000) });
  await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
  await accessible();
  redraw(open(view), folded);
  redraw(open(view));
  await expect.element(editor).toHaveValue('Voice drops when the deadline comes up and more');
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
  await expect.element(page.getByRole('button', { name: 'Edit note' }).first()).toHaveFocus();
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
      lines: view.lines.slice(0, 1),
      undo: { lineId: 'b', change: 'deleted', changedAt: NOW },
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

test('an open edit is saved before the summary closes, and does not hide Undo in the next session', async () => {
  await draw(after({ type: 'ended', at: NOW }));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.keyboard(' today');
  await userEvent.click(page.getByRole('button', { name: 'Close summary' }));
  await expect.poll(pressed).toEqual(['editNote', 'close']);
  redraw(
    changed({
      id: 'another',
      undo: { lineId: 'a', change: 'edited', changedAt: NOW },
      unreadable: 1,
    }),
  );
  await expect.element(page.getByRole('button', { name: 'Undo' })).toBeInTheDocument();
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
  await accessible();
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

test('the place of the panel can be changed by buttons alone', async () => {
  await draw(open(null));
  await userEvent.click(page.getByRole('button', { name: 'Move and resize' }));
  await accessible();
  for (const name of ['Dock left', 'Dock top', 'Dock right', 'Move left', 'Taller', 'Fold panel'])
    await userEvent.click(page.getByRole('button', { name }));
  expect(onLayout.mock.calls.map(([{ type }]) => type)).toEqual([
    'dock',
    'dock',
    'dock',
    'move',
    'resize',
    'shape',
  ]);
});

describe('a note has a compartment', () => {
  const field = () => page.getByRole('textbox', { name: 'Quick note' });
  const radio = (name: string) => page.getByRole('radio', { name, exact: true });
  const saved = () =>
    send.mock.calls.map(([command]) => command).filter(({ type }) => type === 'addNote');

  test('record at first, private by one press or by Alt+P, and is saved there', async () => {
    await draw(open(view));
    await expect.element(radio('Record')).toBeChecked();
    await userEvent.click(radio('Private'));
    await userEvent.click(field());
    await userEvent.keyboard('apart{Enter}');
    expect(saved()).toMatchObject([{ text: 'apart', compartment: 'private', kind: 'note' }]);
    await userEvent.keyboard('{Alt>}p{/Alt}again{Enter}');
    expect(saved()[1]).toMatchObject({ text: 'again', compartment: 'private' });
    await userEvent.keyboard('{Alt>}p{/Alt}{Alt>}p{/Alt}and here{Enter}');
    expect(saved()[2]).toMatchObject({ text: 'and here', compartment: 'record' });
  });
  test('goes where its kind went last, unless somebody says where', async () => {
    await draw(open(view, {}, { compartments: { observation: 'private' } }));
    await userEvent.click(radio('Observation'));
    await expect.element(radio('Private')).toBeChecked();
    await userEvent.click(radio('Note'));
    await expect.element(radio('Record')).toBeChecked();
    await userEvent.click(radio('Private'));
    await userEvent.click(radio('Focus'));
    await expect.element(radio('Private')).toBeChecked();
  });
  test('that its kind can not have is refused, with the way out beside it', async () => {
    send.mockImplementation(async (command) =>
      command.type === 'addNote' && command.compartment === 'private'
        ? { ok: false, problem: 'recordOnly' }
        : { ok: true },
    );
    await draw(open(view));
    await userEvent.click(page.getByRole('button', { name: 'More kinds' }));
    await accessible();
    await userEvent.click(radio('Measure'));
    await userEvent.click(radio('Private'));
    await userEvent.click(field());
    await userEvent.keyboard('PHQ-9: 12{Enter}');
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'belong to the record' }))
      .toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Move to record' }));
    expect(saved().at(-1)).toMatchObject({
      text: 'PHQ-9: 12',
      kind: 'measure',
      compartment: 'record',
    });
    await expect.element(field()).toHaveValue('');
  });
});

test('shorthands become what they stand for, and speakers can be named', async () => {
  await draw(
    open(
      { ...view, client: view.client && { ...view.client, speakers: ['A', 'B'] } },
      {},
      { shorthands: [{ short: 'ct', long: 'client' }] },
    ),
  );
  await userEvent.click(page.getByRole('radio', { name: 'B', exact: true }));
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  await userEvent.keyboard('Ct says ct{Enter}');
  expect(send.mock.calls.map(([command]) => command).at(-1)).toMatchObject({
    type: 'addNote',
    text: 'Client says client',
    speaker: 'B',
  });
});

test('marks of a note can be changed after it was written', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await accessible();
  await userEvent.click(page.getByRole('checkbox', { name: 'Client copy' }));
  expect(send).toHaveBeenCalledExactlyOnceWith({
    type: 'tagNote',
    lineId: 'b',
    tags: { clientCopy: true },
  });
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Kind' }), 'said');
  expect(send).toHaveBeenLastCalledWith({ type: 'tagNote', lineId: 'b', tags: { kind: 'said' } });
});

describe('while the notes are locked', () => {
  const lockedView: SessionView = { ...view, lines: [], client: null, locked: 2 };
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
    expect(page.getByRole('button', { name: 'Lock', exact: true }).elements()).toEqual([]);
    expect(document.querySelector('input[type=password]')).toBeNull();
    await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
    await userEvent.keyboard('capture{Enter}');
    expect(send.mock.calls.map(([command]) => command).at(-1)).toMatchObject({
      type: 'addNote',
      text: 'capture',
    });
    await accessible();
  });
  test('a session can be started for nobody yet', async () => {
    await draw(locked(null));
    const choices = page.getByRole('radiogroup', { name: 'Client' }).getByRole('radio');
    expect(choices.elements()).toHaveLength(1);
    await expect.element(page.getByRole('radio', { name: 'Choose later' })).toBeChecked();
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
      lineId: 'b',
      base: 'Voice drops when the deadline comes up',
      text: 'half edited',
    });
    await expect.element(page.getByRole('textbox', { name: 'Note text' })).not.toBeInTheDocument();
    expect(document.body.textContent).not.toContain('half');
    redraw(unlocked({ ...view, resumed: half }));
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('half');
  });
  test('Lock saves an open edit first', async () => {
    await draw(unlocked(view));
    await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
    await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'changed');
    await userEvent.click(page.getByRole('button', { name: 'Lock', exact: true }));
    await expect.poll(pressed).toEqual(['editNote', 'lock']);
  });
});

test('an edit whose note was deleted in another window is kept as a note of its own', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'half edited');
  redraw(open({ ...view, lines: view.lines.slice(0, 1) }));
  await expect
    .poll(() => send.mock.calls.map(([command]) => command))
    .toContainEqual(expect.objectContaining({ type: 'addNote', text: 'half edited' }));
  expect(send.mock.calls.filter(([{ type }]) => type === 'addNote')).toHaveLength(1);
});

test('an edit that was not saved goes on in the next panel', async () => {
  const edit = { lineId: 'b', base: 'Voice drops when the deadline comes up', text: 'half edited' };
  await draw(open({ ...view, resumed: { draft: { ...HALF, text: '' }, edit } }));
  const field = page.getByRole('textbox', { name: 'Note text' });
  await expect.element(field).toHaveValue('half edited');
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
  expect(send).toHaveBeenLastCalledWith({
    type: 'draftEdit',
    lineId: 'b',
    base: edit.base,
    text: edit.base,
  });
});

test('an edit never goes into another session', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'of one client');
  // Closed in another window, and another session begun there.
  redraw(open({ ...view, id: 'another', lines: [] }));
  await expect.element(page.getByText('No notes yet', { exact: false })).toBeInTheDocument();
  redraw(open({ ...view, id: 'another', lines: [line({ id: 'z', text: 'of another' })] }));
  await expect.element(page.getByText('of another')).toBeInTheDocument();
  expect(send.mock.calls.filter(([{ type }]) => type === 'addNote')).toEqual([]);
  expect(document.body.textContent).not.toContain('of one client');
});

test('an edit that is open is saved when another note is edited', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await userEvent.fill(page.getByRole('textbox', { name: 'Note text' }), 'changed');
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  expect(send.mock.calls.map(([command]) => command)).toContainEqual(
    expect.objectContaining({ type: 'editNote', lineId: 'b', text: 'changed' }),
  );
  await expect
    .element(page.getByRole('textbox', { name: 'Note text' }))
    .toHaveValue('saying no at work without guilt');
});

describe('what the page lets on about its call', () => {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const said = (words: string) => page.getByText(words, { exact: false });

  test('an end is offered and never made, and goes when it is not wanted', async () => {
    await draw(open(view), { call: OVER });
    await expect.element(said('The call seems to have ended. End the session?')).toBeVisible();
    expect(send).not.toHaveBeenCalled();
    await userEvent.click(button('Not now'));
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
    // The call is on again, and then over again: that is another offer.
    redraw(open(view), { call: { call: 'in', sharing: false } });
    redraw(open(view), { call: OVER });
    await userEvent.click(button('End it'));
    expect(send.mock.calls.map(([{ type }]) => type)).toEqual(['end']);
  });
  test('nothing is offered to a panel whose session is in another tab, nor without one', async () => {
    await draw(changed({ here: 'otherTab' }), { call: OVER });
    await expect.element(said('The call seems to have ended')).not.toBeInTheDocument();
    redraw(open(null), { call: OVER });
    await expect.element(said('The call seems to have')).not.toBeInTheDocument();
    redraw(open(null), { call: { call: 'in', sharing: false } });
    await expect.element(said('The call seems to have started.')).toBeVisible();
  });
  test('a strip says it too', async () => {
    await draw(open(view), { ...folded, call: OVER });
    await expect.element(said('The call seems to have ended')).toBeVisible();
  });
  test('a share that the panel is not masked for is said, with the way to mask', async () => {
    await draw(open(view), { call: { call: 'in', sharing: true } });
    await expect.element(page.getByRole('alert')).toBeVisible();
    await userEvent.click(button('Mask it'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
  test('without a guard, what masks before a share is one press away', async () => {
    await draw(open(view));
    await expect.element(button('I am about to share')).not.toBeInTheDocument();
    redraw(open(view, {}, { shareGuard: 'off' }));
    await userEvent.click(button('I am about to share'));
    expect(send.mock.calls.map(([command]) => command)).toEqual([{ type: 'mask', masked: true }]);
  });
});

describe('keys that work anywhere', () => {
  const press = (what: 'fold' | 'note' | 'leg') => ({ press: { what } });

  test('fold and unfold', async () => {
    await draw(open(view), press('fold'));
    redraw(open(view), { ...folded, ...press('fold') });
    await vi.waitFor(() =>
      expect(onLayout.mock.calls.flat()).toEqual([
        { type: 'shape', shape: 'strip' },
        { type: 'shape', shape: 'panel' },
      ]),
    );
  });
  test('a note: the panel unfolds, takes the focus, and the field has it', async () => {
    await draw(open(view), { ...folded, ...press('note') });
    await vi.waitFor(() =>
      expect(onLayout.mock.calls.flat().map(({ type }) => type)).toEqual(['shape', 'takeFocus']),
    );
    redraw(open(view), {});
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
  });
  test('the next leg is the next one that is not set aside, and there is none after the last', async () => {
    await draw(
      after({ type: 'legSetAside', at: NOW - 1, leg: 'integration', reason: { words: 'none' } }),
      press('leg'),
    );
    await vi.waitFor(() =>
      expect(send.mock.calls.map(([command]) => command)).toEqual([
        { type: 'enterLeg', leg: 'planning' },
      ]),
    );
    send.mockClear();
    redraw(inLeg('closing'), press('leg'));
    redraw(open(null), press('leg'));
    redraw({ masked: true }, press('leg'));
    await vi.waitFor(() => expect(document.body.innerText).toContain('Show panel'));
    expect(send).not.toHaveBeenCalled();
  });
});

describe('other places for the panel', () => {
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  test('a strip folds to a dot, and a dot opens', async () => {
    await draw(open(view), folded);
    await userEvent.click(button('Fold to a dot'));
    redraw(open(view), dot);
    await expect.element(button('Open panel')).toHaveAccessibleDescription('32 minutes left');
    await userEvent.click(button('Open panel'));
    expect(onLayout.mock.calls.flat()).toEqual([
      { type: 'shape', shape: 'dot' },
      { type: 'shape', shape: 'panel' },
    ]);
  });
  test('a window and the side panel, where there is one, and back', async () => {
    const onSidePanel = vi.fn();
    await draw(open(view), { sidePanel: true, onSidePanel });
    await userEvent.click(button('Pop out the panel'));
    await userEvent.click(button('Move to the side panel'));
    expect(onSidePanel).toHaveBeenCalledOnce();
    redraw(open(view), { layout: { ...LAYOUT, surface: 'popOut' } });
    await expect.element(button('Pop out the panel')).not.toBeInTheDocument();
    await expect.element(button('Fold panel')).not.toBeInTheDocument();
    await userEvent.click(button('Back to the call'));
    expect(onLayout.mock.calls.flat()).toEqual([{ type: 'popOut' }, { type: 'comeBack' }]);
  });
  test('a window is offered where the panel could not be shown', async () => {
    await draw(open(view), { layout: { ...LAYOUT, unseen: true } });
    await userEvent.click(button('Pop out the panel').first());
    expect(onLayout.mock.calls.flat()).toEqual([{ type: 'popOut' }]);
    await userEvent.click(button('Not now'));
    await expect
      .element(page.getByText('Something fills the screen', { exact: false }))
      .not.toBeInTheDocument();
  });
});

describe('something of the page lies over the panel', () => {
  const notice = () => page.getByText('Covered by this page: press not taken', { exact: false });
  const over = { covered: true } as const;
  const button = (name: string) => page.getByRole('button', { name });

  test('a press is refused and said to be, and takes no focus', async () => {
    await draw(open(view), over);
    await expect.element(notice()).not.toBeInTheDocument();
    await userEvent.click(button('End session'));
    await expect.element(notice()).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Quick note' });
    await userEvent.click(field);
    await expect.element(field).not.toHaveFocus();
    expect(send).not.toHaveBeenCalled();
    await accessible();
  });
  test('keys work', async () => {
    await draw(open(view), over);
    (button('End session').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(pressed()).toEqual(['end']);
    await expect.element(notice()).not.toBeInTheDocument();
  });
  test('presses work again a moment after it has gone, and nothing more is said', async () => {
    await draw(open(view), over);
    await userEvent.click(button('End session'));
    redraw(open(view));
    // Decided upon while it was there.
    await userEvent.click(button('End session'));
    expect(send).not.toHaveBeenCalled();
    await expect.element(notice()).not.toBeInTheDocument();
    await userEvent.click(button('End session'));
    expect(pressed()).toEqual(['end']);
  });
  test('a strip says it in its one line', async () => {
    await draw(open(view), { ...folded, ...over });
    await userEvent.click(button('Open panel'));
    await expect.element(page.getByText('Covered, not pressed')).toBeVisible();
    expect(onLayout).not.toHaveBeenCalled();
  });
  test('a masked panel is not unmasked, and stays neutral', async () => {
    await draw({ masked: true }, over);
    await userEvent.click(button('Show panel'));
    expect(send).not.toHaveBeenCalled();
    expect(document.body.innerText.trim()).toBe('Show panel');
  });
  test('whoever wants to press through it does, masked too', async () => {
    await draw(open(view, {}, { pressCovered: true }), over);
    await userEvent.click(button('End session'));
    redraw({ masked: true }, over);
    await userEvent.click(button('Show panel'));
    expect(pressed()).toEqual(['end', 'mask']);
  });
  test('and in a panel that was masked from the start', async () => {
    await draw({ masked: true, pressCovered: true }, over);
    await userEvent.click(button('Show panel'));
    expect(pressed()).toEqual(['mask']);
  });
});

describe('peeking', () => {
  const leave = () =>
    vi.waitFor(() => {
      document.documentElement.dispatchEvent(new PointerEvent('pointerleave'));
      window.dispatchEvent(new Event('blur'));
      expect(document.body.innerText.trim()).toBe('');
    });
  const peeking = open(view, {}, { peek: true });
  const note = () => page.getByText('Voice drops when the deadline comes up', { exact: false });
  const cover = () => page.getByRole('button', { name: 'Show the panel’s text' });

  test('shows text only while the pointer is on the panel', async () => {
    await draw(peeking);
    await leave();
    await expect.element(cover()).toBeVisible();
    await accessible();
    await userEvent.hover(document.body);
    await expect.element(note()).toBeVisible();
    await leave();
  });
  test('or the focus in it, and what was typed is still there', async () => {
    await draw(peeking);
    window.dispatchEvent(new Event('focus'));
    await userEvent.fill(page.getByRole('textbox', { name: 'Quick note' }), 'half');
    await leave();
    window.dispatchEvent(new Event('focus'));
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('half');
  });
});

test('typing a note draws its field again, and nothing around it', async () => {
  const { asked, text } = counting('note', 'mask_panel');
  await show(<TextProvider value={text}>{panel(open(view))}</TextProvider>);
  const before = { ...asked };
  await userEvent.type(page.getByRole('textbox', { name: 'Quick note' }), 'five!');
  await expect.element(page.getByRole('button', { name: 'Save note' })).toBeEnabled();
  expect(asked.note).toBeGreaterThanOrEqual(before.note + 5);
  expect(asked.mask_panel).toBe(before.mask_panel);
});

test('in a minute, only the time remaining is drawn sixty times', async () => {
  const { asked, text } = counting('time_remaining', 'mask_panel', 'legs', 'note');
  const second = signal(NOW);
  const clock = { second, now: () => second.value };
  await show(<TextProvider value={text}>{panel(open(view), { clock })}</TextProvider>);
  const before = { ...asked };
  for (let times = 0; times < 60; times += 1) {
    second.value += 1_000;
    await new Promise(requestAnimationFrame);
  }
  expect(asked.time_remaining - before.time_remaining).toBe(60);
  // Another minute has begun, and another is over: of the session, of what is left, and of the leg.
  for (const rarely of ['mask_panel', 'legs', 'note'] as const)
    expect(asked[rarely] - before[rarely], rarely).toBeLessThanOrEqual(6);
  expect(asked.legs - before.legs).toBeGreaterThanOrEqual(1);
});
