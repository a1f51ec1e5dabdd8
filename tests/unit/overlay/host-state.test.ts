import { describe, expect, test } from 'vitest';
import {
  afterPanelState,
  afterSignal,
  changed,
  drawn,
  firstState,
  type HostState,
  masksOn,
  toldTo,
} from '@/lib/overlay/host-state';
import { FIRST_PLACEMENT, PILL, STRIP } from '@/lib/overlay/placement';
import type { Signal } from '@/lib/sensor';

const viewport = { width: 1_280, height: 800 };
const shown = changed(firstState(FIRST_PLACEMENT), { shown: true });
type Values = Partial<HostState> | ((state: HostState) => Partial<HostState>);
const after = (state: HostState, ...all: readonly Values[]) =>
  all.reduce<HostState>(
    (so, values) => changed(so, typeof values === 'function' ? values(so) : values),
    state,
  );
const sensed = (signal: Signal) => (state: HostState) => afterSignal(state, signal);
const stood =
  (masked: boolean, guard: HostState['guard'] | null = null) =>
  (state: HostState) =>
    afterPanelState(state, { masked, guard });

test('a host that nobody wants in the page is not drawn', () => {
  expect(drawn(firstState(FIRST_PLACEMENT), viewport).host.display).toBe('none');
  expect(drawn(shown, viewport).host.display).toBe('block');
});

test.each<[string, Partial<HostState>]>([
  ['is in a window of its own', { out: true }],
  ['does not answer', { silent: true }],
  ['would be printed', { printing: true }],
])('a panel that %s is not drawn in the page', (_, event) => {
  expect(drawn(after(shown, event), viewport).host.display).toBe('none');
});

test.each<[HostState['placement']['shape'], number, string, string, string]>([
  ['panel', 344, '12px', 'block', '126px'],
  ['strip', STRIP.width, '12px', 'none', '26px'],
  ['dot', 48, '24px', 'none', '48px'],
])('a %s has its size, its corners and its handles', (shape, width, radius, corner, grip) => {
  const state = after(shown, { placement: { ...FIRST_PLACEMENT, shape } });
  const look = drawn(state, viewport);
  expect(look.host).toMatchObject({ width: `${width}px`, 'border-radius': radius });
  expect(look.frame).toMatchObject({ 'border-radius': radius, visibility: 'visible' });
  expect(look.corner.display).toBe(corner);
  expect(look.grip).toMatchObject({ display: 'block', width: grip });
});

test('a panel docked at the right is resized at its left corner', () => {
  const placement = { ...FIRST_PLACEMENT, shape: 'panel', dock: 'right' } as const;
  const { corner } = drawn(after(shown, { placement }), viewport);
  expect(corner).toMatchObject({ left: '0', right: 'auto', cursor: 'nesw-resize' });
});

test('a masked host is a pill without handles', () => {
  const look = drawn(after(shown, stood(true)), viewport);
  expect(look.host.width).toBe(`${PILL.width}px`);
  expect(look.grip.display).toBe('none');
  expect(look.corner.display).toBe('none');
  expect(look.frame.visibility).toBe('visible');
});

describe('the guard', () => {
  const SHARES: readonly Signal[] = ['share', 'sharesThisTab', 'sharesOtherTab', 'sharesMore'];
  test.each<[HostState['guard'], readonly Signal[]]>([
    ['always', SHARES],
    ['thisTab', ['sharesThisTab', 'sharesMore']],
    ['off', []],
  ])('"%s" masks on %j', (guard, masking) => {
    expect(SHARES.filter((signal) => masksOn(guard, signal))).toEqual(masking);
    for (const other of ['shareFailed', 'shareEnded', 'mediaLive'] as const)
      expect(masksOn(guard, other)).toBe(false);
  });

  test('hides the panel at a share until the panel says that it is masked', () => {
    const veiled = after(shown, sensed('share'));
    expect(drawn(veiled, viewport).frame.visibility).toBe('hidden');
    expect(drawn(veiled, viewport).host.width).toBe(`${PILL.width}px`);
    expect(drawn(after(veiled, stood(false)), viewport).frame.visibility).toBe('hidden');
    expect(drawn(after(veiled, stood(true)), viewport).frame.visibility).toBe('visible');
  });

  test('"thisTab" hides the panel until it is known what is shared', () => {
    const asked = after(shown, stood(false, 'thisTab'), sensed('share'));
    expect(asked.veil).toBe('untilKnown');
    expect(after(asked, sensed('sharesOtherTab')).veil).toBe('none');
    expect(after(asked, sensed('shareFailed')).veil).toBe('none');
    expect(after(asked, sensed('sharesThisTab')).veil).toBe('untilMasked');
    expect(after(asked, sensed('mediaLive')).veil).toBe('untilKnown');
  });

  test('of a masked panel stays what it was before', () => {
    expect(after(shown, stood(false, 'off'), stood(true, null)).guard).toBe('off');
  });

  test('hides no panel that is not in the page', () => {
    expect(after(firstState(FIRST_PLACEMENT), sensed('share')).veil).toBe('none');
  });
});

test('a share lasts until it has ended', () => {
  const sharing = after(shown, sensed('sharesOtherTab'), sensed('mediaLive'));
  expect(sharing.sharing).toBe(true);
  expect(after(sharing, sensed('shareEnded')).sharing).toBe(false);
});

test('a state that an event does not change stays the same object', () => {
  expect(after(shown, { call: 'before' })).toBe(shown);
  expect(after(shown, sensed('mediaLive'))).toBe(shown);
});

test('a panel is told where it is; one in a window of its own is a whole panel', () => {
  const state = after(shown, { call: 'in' }, { unseen: true });
  expect(toldTo('overlay', state)).toEqual([
    { type: 'layout', shape: 'strip', dock: 'top', surface: 'overlay', unseen: true },
    { type: 'call', call: 'in', sharing: false },
  ]);
  expect(toldTo('popOut', state)).toEqual([
    { type: 'layout', shape: 'panel', dock: 'top', surface: 'popOut', unseen: false },
    { type: 'call', call: 'in', sharing: false },
  ]);
});
