import { beforeEach, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Panel } from '@/components/panel/Panel';
import type { PanelProps } from '@/components/panel/props';
import { type Clock, ClockProvider } from '@/components/shared/clock';
import type { NoteView, PracticeView, SessionView, Snapshot } from '@/lib/messaging';
import { DEFAULT_SETTINGS, type Settings } from '@/lib/practice';
import type { LegId, Mode, SessionEvent } from '@/lib/session';
import { begun, planAt } from '../fixtures/session.ts';
import { snapshotOf, viewOf } from '../fixtures/view.ts';
import { again, clockAt, NOW, show } from './show.tsx';

export const START = NOW - 18 * 60_000;
export const plan = planAt(START);

export const events: readonly SessionEvent[] = [
  ...begun(START),
  { type: 'legEntered', at: START + 4 * 60_000, leg: 'agenda' },
  { type: 'legEntered', at: START + 11 * 60_000, leg: 'exploration' },
];

export const line = (change: Partial<NoteView> = {}): NoteView => ({
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
  raisedBy: null,
  ...change,
});

export const view = viewOf(
  { plan, events },
  {
    notes: [
      line({ id: 'a', leg: 'agenda', kind: 'focus', text: 'saying no at work without guilt' }),
      line({ id: 'b', leg: 'exploration', text: 'Voice drops when the deadline comes up' }),
    ],
  },
);

export const open = (
  session: SessionView | null,
  change: Partial<PracticeView> = {},
  settings: Partial<Settings> = {},
): Snapshot => snapshotOf(session, { ...change, settings: { ...DEFAULT_SETTINGS, ...settings } });

export const send = vi.fn<PanelProps['send']>(async () => ({ ok: true }));
/** The types of all that was sent, but for edits that are kept while somebody types. */
export const pressed = () =>
  send.mock.calls.map(([{ type }]) => type).filter((type) => type !== 'draftEdit');
export const onLayout = vi.fn<PanelProps['onLayout']>();
export const onDropDone = vi.fn<PanelProps['onDropDone']>();

/** Forgets before each test of a file what the panel has sent. */
export function panelForEachTest(): void {
  beforeEach(() => {
    send.mockReset().mockResolvedValue({ ok: true });
    onLayout.mockReset();
    onDropDone.mockReset();
  });
}

export const LAYOUT = { shape: 'panel', dock: 'top', surface: 'overlay', trouble: null } as const;
export type Around = Partial<PanelProps> & { readonly clock?: Clock };
export const panel = (
  snapshot: Snapshot | null,
  { clock = clockAt(NOW), ...more }: Around = {},
) => (
  <ClockProvider value={clock}>
    <Panel
      snapshot={snapshot}
      connection="ready"
      layout={LAYOUT}
      call={{ call: 'before', since: null, sharing: null }}
      covered={false}
      isClear={() => true}
      askClear={async () => true}
      sidePanel={false}
      onSidePanel={() => {}}
      press={null}
      openedAt={NOW}
      keyboard={null}
      onKeyboardSeen={() => {}}
      drop={null}
      onDropDone={onDropDone}
      newId={() => 'new'}
      send={send}
      onLayout={onLayout}
      {...more}
    />
  </ClockProvider>
);
export const draw = (...what: Parameters<typeof panel>) => show(panel(...what));
export const redraw = (...what: Parameters<typeof panel>) => again(panel(...what));

export const dot = { layout: { ...LAYOUT, shape: 'dot' } } as const;
/** The call ended three minutes ago. */
export const OVER = { call: 'over', since: NOW - 3 * 60_000, sharing: null } as const;
export const IN_CALL = { call: 'in', since: NOW - 60_000, sharing: null } as const;
export const folded = { layout: { ...LAYOUT, shape: 'strip' } } as const;
export const changed = (change: Partial<SessionView>) => open({ ...view, ...change });
export const after = (...more: SessionEvent[]) => changed({ events: [...events, ...more] });
export const inLeg = (leg: LegId): Snapshot =>
  leg === 'exploration' ? open(view) : after({ type: 'legEntered', at: NOW - 1_000, leg });
export const inMode = (mode: Mode): Snapshot =>
  after({ type: 'modeChanged', at: NOW - 1_000, mode });

/** What somebody had half typed in a panel before. */
export const HALF = { text: 'half', kind: 'note', compartment: 'record', speaker: '' } as const;
export const half = { draft: HALF, edit: null, fields: {} };

export const press = (role: 'radio' | 'button' | 'checkbox', name: string) =>
  userEvent.click(page.getByRole(role, { name, exact: true }));
export const recorded = () =>
  send.mock.calls.flatMap(([command]) => (command.type === 'record' ? [command.event] : []));
