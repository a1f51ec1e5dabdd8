import { expect, test } from 'vitest';
import { changed, drawn, firstState, type HostState, toldTo } from '@/lib/overlay/host-state';
import { FIRST_PLACEMENT, PILL, STRIP } from '@/lib/overlay/placement';
import { afterSignal } from '@/lib/overlay/share-guard';

const viewport = { width: 1_280, height: 800 };
const shown = changed(firstState(FIRST_PLACEMENT), { shown: true });
const after = (state: HostState, ...all: readonly Partial<HostState>[]) =>
  all.reduce<HostState>(changed, state);

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
  ['panel', 340, '12px', 'block', '198px'],
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

test('the drag handle keeps clear of the buttons, which are at the left in Arabic', () => {
  const placement = { ...FIRST_PLACEMENT, shape: 'panel' } as const;
  expect(drawn(firstState(placement), viewport).grip).toMatchObject({ left: '0', right: 'auto' });
  const { grip } = drawn(firstState(placement, 'rtl'), viewport);
  expect(grip).toMatchObject({ left: 'auto', right: '0' });
});

test('a bar keeps its place when its row comes and goes, beside what the page has there', () => {
  const placement = { ...FIRST_PLACEMENT, shape: 'bar' } as const;
  const bar = after(shown, { placement });
  expect(drawn(bar, viewport).host).toMatchObject({ left: '190px', top: '8px', height: '136px' });
  const below = { x: 200, y: 150, width: 40, height: 20 };
  const state = after(bar, { pressables: [below] });
  const [without, withRow] = [state, after(state, { row: true })].map(
    (one) => drawn(one, viewport).host,
  );
  expect(withRow).toEqual({ ...without, height: '168px' });
  expect(without?.left).not.toBe('190px');
  const low = after(bar, { placement: { ...placement, dock: 'free', x: 0, y: 700 } });
  expect(drawn(after(low, { row: true }), viewport).host).toEqual({
    ...drawn(low, viewport).host,
    height: '168px',
  });
});

test('a masked host is a pill without handles', () => {
  const look = drawn(after(shown, { masked: true }), viewport);
  expect(look.host.width).toBe(`${PILL.width}px`);
  expect(look.grip.display).toBe('none');
  expect(look.corner.display).toBe('none');
  expect(look.frame.visibility).toBe('visible');
});

test('a state that an event does not change stays the same object', () => {
  expect(after(shown, { call: 'before' })).toBe(shown);
  expect(after(shown, afterSignal(shown, 'mediaLive'))).toBe(shown);
});

test('a panel is told that something in the page insists on moving it, but for what hides it whole', () => {
  const [layout] = toldTo('overlay', after(shown, { contested: true }), viewport);
  expect(layout).toMatchObject({ trouble: 'contested' });
  const [hidden] = toldTo('overlay', after(shown, { contested: true, unseen: true }), viewport);
  expect(hidden).toMatchObject({ trouble: 'unseen' });
});

test('a panel that is opened from a dragged strip is told the side at which it is', () => {
  const dragged = { ...FIRST_PLACEMENT, dock: 'free', dragged: 'strip', x: 100 } as const;
  const told = (shape: 'strip' | 'panel') =>
    toldTo('overlay', after(shown, { placement: { ...dragged, shape } }), viewport)[0];
  expect(told('panel')).toMatchObject({ shape: 'panel', dock: 'left' });
  expect(told('strip')).toMatchObject({ shape: 'strip', dock: 'free' });
});

test('a panel is told where it is; one in a window of its own is a whole panel', () => {
  const state = after(shown, { call: 'in' }, { unseen: true });
  expect(toldTo('overlay', state, viewport)).toEqual([
    { type: 'layout', shape: 'strip', dock: 'top', surface: 'overlay', trouble: 'unseen' },
    { type: 'call', call: 'in', since: null, sharing: null, connected: false },
  ]);
  expect(toldTo('popOut', state, viewport)).toEqual([
    { type: 'layout', shape: 'panel', dock: 'top', surface: 'popOut', trouble: null },
    { type: 'call', call: 'in', since: null, sharing: null, connected: false },
  ]);
});
