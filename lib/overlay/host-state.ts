import type { CallState, ToPanel } from '../messaging';
import { clearOf } from './clear';
import { type Box, boxOf, edgeOf, type Placement, shapeIn, type Viewport } from './placement';
import type { GuardState } from './share-guard';

/** Everything that decides what the host draws and what it tells its panel. */
export interface HostState extends GuardState {
  readonly placement: Placement;
  /** The direction of the panel's language: its buttons are at the end of its first line. */
  readonly direction: 'ltr' | 'rtl';
  /** What the page let its visitor press when the panel was opened, as `pressablesIn` tells it. */
  readonly pressables: readonly Box[];
  /** Whether the bar has a row for the current leg below it. */
  readonly row: boolean;
  /** Whether the panel is in a window of its own instead of this page. */
  readonly out: boolean;
  /** Whether the frame does not answer, as in a page that does not let it load. */
  readonly silent: boolean;
  readonly call: CallState;
  /** When the call began or seems to have ended, in epoch milliseconds. */
  readonly callSince: number | null;
  /** Whether the page's connection to the others is up. */
  readonly connected: boolean;
  /** Whether something fills the screen, or just did, that the panel can't be shown in. */
  readonly unseen: boolean;
  /** Whether something in the page moves or restyles the host again and again. */
  readonly contested: boolean;
  /** Whether the page is being printed: nothing of the panel belongs on paper. */
  readonly printing: boolean;
}

export const firstState = (
  placement: Placement,
  direction: HostState['direction'] = 'ltr',
): HostState => ({
  placement,
  direction,
  pressables: [],
  row: false,
  shown: false,
  out: false,
  silent: false,
  masked: false,
  veil: 'none',
  guard: 'always',
  sharing: null,
  call: 'before',
  callSince: null,
  connected: false,
  unseen: false,
  contested: false,
  printing: false,
});

/** The state with other values. The same object when they are the same. */
export function changed(state: HostState, values: Partial<HostState>): HostState {
  const keys = Object.keys(values) as (keyof HostState)[];
  return keys.every((key) => values[key] === state[key]) ? state : { ...state, ...values };
}

const isSmall = ({ masked, veil }: HostState) => masked || veil !== 'none';

/** The box that the host takes in the page. Its place is the same with and without a row. */
export function hostBox(state: HostState, viewport: Viewport): Box {
  const small = isSmall(state);
  const place = clearOf(
    state.pressables,
    boxOf(state.placement, small, viewport, true),
    edgeOf(state.placement, small, viewport),
    viewport,
  );
  return { ...place, height: boxOf(state.placement, small, viewport, state.row).height };
}

/**
 * The placement to drag from. A docked panel that keeps clear of something counts as put where it
 * is, or its place would change while it is dragged.
 */
export function putAside(state: HostState, viewport: Viewport): Placement {
  const { x, y } = hostBox(state, viewport);
  const docked = boxOf(state.placement, isSmall(state), viewport, true);
  return docked.x === x && docked.y === y
    ? state.placement
    : { ...state.placement, dock: 'free', dragged: shapeIn(state.placement, viewport), x, y };
}

type Styles = Readonly<Record<string, string>>;

/** The styles of the host's elements that change. */
export interface Drawn {
  readonly host: Styles;
  readonly frame: Styles;
  readonly grip: Styles;
  readonly corner: Styles;
}

const GRIP = 38;
const STRIP_GRIP = 26;
const DOT_GRIP = 10;
/** The end of the panel's first line, where its buttons are. Pixels. */
const RAIL = 142;

const isDrawn = ({ shown, out, silent, printing }: HostState) =>
  shown && !out && !silent && !printing;

/** What the host looks like in a viewport of this size. */
export function drawn(state: HostState, viewport: Viewport): Drawn {
  const { x, y, width, height } = hostBox(state, viewport);
  const shape = shapeIn(state.placement, viewport);
  const small = isSmall(state);
  const edge = edgeOf(state.placement, small, viewport);
  const open = shape === 'panel' && !small;
  const dot = shape === 'dot';
  const radius = small ? '17px' : dot ? '24px' : '12px';
  const gripWidth = open ? Math.max(GRIP, width - RAIL) : dot ? width : STRIP_GRIP;
  const gripHeight = open ? GRIP : dot ? DOT_GRIP : height;
  return {
    host: {
      display: isDrawn(state) ? 'block' : 'none',
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
      'border-radius': radius,
    },
    frame: { 'border-radius': radius, visibility: frameVisibility(state) },
    grip: {
      display: small ? 'none' : 'block',
      left: state.direction === 'rtl' ? 'auto' : '0',
      right: state.direction === 'rtl' ? '0' : 'auto',
      width: `${gripWidth}px`,
      height: `${gripHeight}px`,
    },
    corner: {
      display: open ? 'block' : 'none',
      left: edge === 'right' ? '0' : 'auto',
      right: edge === 'right' ? 'auto' : '0',
      cursor: edge === 'right' ? 'nesw-resize' : 'nwse-resize',
    },
  };
}

/** Whether a frame of the panel is visible, in this page or in a window of its own. */
export const frameVisibility = ({ veil }: HostState) => (veil === 'none' ? 'visible' : 'hidden');

/** What a panel is told, over the call or in a window of its own. */
export function toldTo(
  surface: 'overlay' | 'popOut',
  state: HostState,
  viewport: Viewport,
): readonly ToPanel[] {
  const { placement, call, callSince, sharing, connected, unseen, contested } = state;
  const shape = shapeIn(placement, viewport);
  // Whoever opens a panel that was dragged as something smaller has it at a side.
  const dock =
    shape === 'panel' && placement.dock === 'free'
      ? edgeOf(placement, false, viewport)
      : placement.dock;
  const trouble = unseen ? 'unseen' : contested ? 'contested' : null;
  return [
    surface === 'overlay'
      ? { type: 'layout', shape, dock, surface, trouble }
      : { type: 'layout', shape: 'panel', dock, surface, trouble: null },
    { type: 'call', call, since: callSince, sharing, connected },
  ];
}
