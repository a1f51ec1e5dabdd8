/**
 * What a panel frame and its host say to each other, over a private MessageChannel that the page
 * can't see: where the frame is and how large, and the token that proves it. No note, plan or key.
 */
import * as v from 'valibot';

export const DOCKS = ['top', 'left', 'right', 'free'] as const;
export type Dock = (typeof DOCKS)[number];

/** The whole panel, one line of it, or a dot. */
export const SHAPES = ['panel', 'strip', 'dot'] as const;
export type Shape = (typeof SHAPES)[number];

/**
 * Where a panel is: over the call, in a window of its own that belongs to the call, or in a page of
 * the extension.
 */
export const SURFACES = ['overlay', 'popOut', 'page'] as const;
export type Surface = (typeof SURFACES)[number];

/** Before a call, in one, or after one, as far as the page lets on. */
export const CALL_STATES = ['before', 'in', 'over'] as const;
export type CallState = (typeof CALL_STATES)[number];

const pixels = v.pipe(v.number(), v.minValue(-10_000), v.maxValue(10_000));

const fromPanel = v.variant('type', [
  v.strictObject({ type: v.literal('askToken') }),
  /** Answers `areYouThere`. */
  v.strictObject({ type: v.literal('alive') }),
  v.strictObject({ type: v.literal('shape'), shape: v.picklist(SHAPES) }),
  v.strictObject({ type: v.literal('dock'), dock: v.picklist(['top', 'left', 'right']) }),
  v.strictObject({ type: v.literal('move'), dx: pixels, dy: pixels }),
  v.strictObject({ type: v.literal('resize'), dw: pixels, dh: pixels }),
  /** Asks whether something lies over the frame; answered by `covered`. */
  v.strictObject({ type: v.literal('look') }),
  /** Takes the focus, because its person has pressed the key for that. */
  v.strictObject({ type: v.literal('takeFocus') }),
  /** Gives the focus back to the page. */
  v.strictObject({ type: v.literal('giveFocusBack') }),
  /** The pointer is over the frame, and it wants to be told when it has left. */
  v.strictObject({ type: v.literal('hovered') }),
  /** Goes into a window of its own, and back over the call. */
  v.strictObject({ type: v.literal('popOut') }),
  v.strictObject({ type: v.literal('comeBack') }),
  /**
   * Masked shrinks the frame to a pill; busy (a session is open) keeps it where it is. A masked
   * panel knows of no guard, and the one said before stands.
   */
  v.strictObject({
    type: v.literal('standing'),
    masked: v.boolean(),
    busy: v.boolean(),
    guard: v.nullable(v.picklist(['always', 'thisTab', 'off'])),
  }),
]);

/** Panel to host. */
export type FromPanel = v.InferOutput<typeof fromPanel>;

/** Reads a message from a panel frame; null when it is malformed. */
export function readFromPanel(message: unknown): FromPanel | null {
  const read = v.safeParse(fromPanel, message);
  return read.success ? read.output : null;
}

const toPanel = v.variant('type', [
  v.strictObject({ type: v.literal('token'), token: v.string() }),
  /** Asks whether the page is there still. */
  v.strictObject({ type: v.literal('areYouThere') }),
  v.strictObject({
    type: v.literal('layout'),
    shape: v.picklist(SHAPES),
    dock: v.picklist(DOCKS),
    surface: v.picklist(SURFACES),
    /** Whether something fills the screen that the panel can't be shown in, or just did. */
    unseen: v.boolean(),
  }),
  /** What the page lets on about its call. Hints, and the page can make them up. */
  v.strictObject({ type: v.literal('call'), call: v.picklist(CALL_STATES), sharing: v.boolean() }),
  /** Answers `look`: whether something of the page lies over the frame, or changes how it looks. */
  v.strictObject({ type: v.literal('covered'), covered: v.boolean() }),
  /** The pointer is in the page again. The frame's own document may not be told. */
  v.strictObject({ type: v.literal('pointerLeft') }),
  /** The page is about to share a screen: mask. */
  v.strictObject({ type: v.literal('mask') }),
]);

/** Host to panel. */
export type ToPanel = v.InferOutput<typeof toPanel>;
/** What of it a panel is to act upon; the rest is between the two ends of the line. */
export type Heard = Exclude<ToPanel, { type: 'token' | 'areYouThere' }>;

/** Reads a message from a host; null when it is malformed. */
export function readToPanel(message: unknown): ToPanel | null {
  const read = v.safeParse(toPanel, message);
  return read.success ? read.output : null;
}

/**
 * The one window message there is: hands the channel over. It goes to the extension's origin only.
 */
export const CHANNEL_OFFER = 'perch-channel';
