import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Panel, type PanelProps } from '@/components/Panel';
import type { LineView, PracticeView, SessionView, Snapshot } from '@/lib/messaging';
import { DEFAULT_SETTINGS, EMPTY_CARD, type Settings } from '@/lib/practice';
import type { SessionEvent } from '@/lib/session';
import { begun, planAt } from '../fixtures/session.ts';
import { accessible, again, NOW, show } from './show.tsx';

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
  text: 'a note',
  plan: null,
  topic: null,
  ...change,
});

const view: SessionView = {
  id: 'one',
  plan,
  events,
  lines: [
    line({ id: 'a', leg: 'agenda', kind: 'focus', text: 'saying no at work without guilt' }),
    line({ id: 'b', leg: 'exploration', text: 'Voice drops when the deadline comes up' }),
  ],
  unreadable: 0,
  undo: null,
  here: 'here',
  site: 'meet',
  client: { id: 'm', code: 'M-17', profile: null, mandate: '', firstSteps: {}, sessionsBefore: 2 },
  confirm: null,
  card: EMPTY_CARD,
  situation: null,
  promptSteps: {},
  draft: { text: '', kind: 'note' },
};

const practice: PracticeView = {
  clients: [
    { id: 'm', code: 'M-17' },
    { id: 'n', code: 'K-2' },
  ],
  here: null,
  nextCode: 'C-1',
  settings: DEFAULT_SETTINGS,
};

const open = (
  session: SessionView | null,
  change: Partial<PracticeView> = {},
  settings: Partial<Settings> = {},
): Snapshot => ({
  masked: false,
  problem: null,
  session,
  practice: { ...practice, ...change, settings: { ...DEFAULT_SETTINGS, ...settings } },
});

const send = vi.fn<PanelProps['send']>(async () => ({ ok: true }));
const onLayout = vi.fn<PanelProps['onLayout']>();
const onDropDone = vi.fn<PanelProps['onDropDone']>();
beforeEach(() => {
  send.mockReset().mockResolvedValue({ ok: true });
  onLayout.mockReset();
  onDropDone.mockReset();
});

const panel = (snapshot: Snapshot | null, more: Partial<PanelProps> = {}) => (
  <Panel
    snapshot={snapshot}
    connection="ready"
    layout={{ folded: false, dock: 'top' }}
    now={NOW}
    openedAt={NOW}
    drop={null}
    hidden={false}
    onDropDone={onDropDone}
    clock={() => NOW}
    newId={() => 'new'}
    send={send}
    onLayout={onLayout}
    {...more}
  />
);
const draw = (...what: Parameters<typeof panel>) => show(panel(...what));
const redraw = (...what: Parameters<typeof panel>) => again(panel(...what));

const folded = { layout: { folded: true, dock: 'top' } } as const;
const changed = (change: Partial<SessionView>) => open({ ...view, ...change });
const after = (...more: SessionEvent[]) => changed({ events: [...events, ...more] });

describe('every state is accessible, in light and dark', () => {
  test.each<[string, Snapshot | null, Partial<PanelProps>]>([
    ['before the first answer', null, {}],
    ['masked', { masked: true }, {}],
    ['strip before a session', open(null), folded],
    ['strip in a session', open(view), folded],
    ['strip past the end', open(view), { ...folded, now: NOW + 60 * 60_000 }],
    ['before a session', open(null), {}],
    ['a session', open(view), {}],
    ['a session without notes', changed({ lines: [] }), {}],
    ['past the end', open(view), { now: NOW + 40 * 60_000 }],
    ['hours past the end', open(view), { now: NOW + 400 * 60_000 }],
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

test('the whole session fits without scrolling at the usual size: clock, legs, prompt and note field', async () => {
  await draw(open(view));
  for (const locator of [
    page.getByRole('timer'),
    page.getByRole('list', { name: 'Legs' }),
    page.getByRole('region', { name: 'Prompt' }),
    page.getByRole('textbox', { name: 'Quick note' }),
    page.getByRole('button', { name: 'End session' }),
  ]) {
    const { top, bottom, left, right } = locator.element().getBoundingClientRect();
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(640);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(344);
  }
});

test('nothing moves when a digit changes', async () => {
  await draw(open(view), { now: NOW });
  const width = () => page.getByRole('timer').element().getBoundingClientRect().width;
  const before = width();
  for (const seconds of [1, 7, 20, 44]) {
    await draw(open(view), { now: NOW + seconds * 1_000 });
    expect(width()).toBeCloseTo(before, 1);
  }
});

test('time remaining counts to the end and past it', async () => {
  await draw(open(view), { now: START + 18 * 60_000 + 55_000 });
  await expect.element(page.getByRole('timer')).toHaveTextContent('31:05');
  await draw(open(view), { now: START + 50 * 60_000 });
  await expect.element(page.getByRole('timer')).toHaveTextContent('0:00');
  await draw(open(view), { now: START + 52 * 60_000 + 10_000 });
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

const half = { text: 'half', kind: 'note' } as const;

test('what was typed in a panel before is in the field, and what is typed now outlives folding and masking', async () => {
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await draw(changed({ draft: half }));
  await expect.element(field).toHaveValue('half');
  await userEvent.click(field);
  await userEvent.keyboard(' a thought');
  redraw(changed({ draft: half, here: 'otherTab' }));
  await expect.element(field).toHaveValue('half a thought');
  redraw(changed({ draft: half }), folded);
  redraw(changed({ draft: half }));
  await expect.element(field).toHaveValue('half a thought');
  redraw({ masked: true });
  expect(document.body.textContent).not.toContain('thought');
  redraw(changed({ draft: half }));
  await expect.element(field).toHaveValue('half a thought');
  redraw(changed({ id: 'another', draft: { text: '', kind: 'note' } }));
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
  redraw(open(view), { now: NOW + 1_000 });
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
  await expect.poll(() => send.mock.calls.map(([{ type }]) => type)).toEqual(['editNote', 'close']);
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
    'fold',
  ]);
});
