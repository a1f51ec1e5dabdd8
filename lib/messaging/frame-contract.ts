/**
 * What a panel frame and its host tell each other over a private MessageChannel, which the page
 * can't see: the frame's place and size, and the token that proves the frame. No note, plan or key.
 */
import * as v from 'valibot';

export const DOCKS = ['top', 'left', 'right', 'free'] as const;
export type Dock = (typeof DOCKS)[number];

/** The whole panel, a bar with what a glance needs, one line, or a dot. */
export const SHAPES = ['panel', 'bar', 'strip', 'dot'] as const;
export type Shape = (typeof SHAPES)[number];

/**
 * Where a panel is: over the call, in a window on top that belongs to the call, or in an extension
 * page.
 */
export const SURFACES = ['overlay', 'popOut', 'page'] as const;
export type Surface = (typeof SURFACES)[number];

/** What a page shares: another tab for certain, or something that its own panel may be in. */
export const SHARING = ['otherTab', 'more'] as const;
export type Sharing = (typeof SHARING)[number];

/** Before, in or after a call, as far as the page shows it. */
export const CALL_STATES = ['before', 'in', 'over'] as const;
export type CallState = (typeof CALL_STATES)[number];

const pixels = v.pipe(v.number(), v.minValue(-100_000), v.maxValue(100_000));

const fromPanel = v.variant('type', [
  v.strictObject({ type: v.literal('askToken') }),
  /** Answers `areYouThere`. */
  v.strictObject({ type: v.literal('alive') }),
  v.strictObject({ type: v.literal('shape'), shape: v.picklist(SHAPES) }),
  /** Whether the bar has a row for the current leg below it. */
  v.strictObject({ type: v.literal('row'), open: v.boolean() }),
  v.strictObject({ type: v.literal('dock'), dock: v.picklist(['top', 'left', 'right']) }),
  v.strictObject({ type: v.literal('move'), dx: pixels, dy: pixels }),
  v.strictObject({ type: v.literal('resize'), dw: pixels, dh: pixels }),
  /**
   * Asks whether something lies over the frame; `covered` answers. `cameAt` is where on the screen
   * the pointer came into the frame; null once it has moved in it.
   */
  v.strictObject({
    type: v.literal('look'),
    cameAt: v.nullable(v.strictObject({ x: pixels, y: pixels })),
  }),
  /** Takes the focus, because the user pressed the key for the note. */
  v.strictObject({ type: v.literal('takeFocus') }),
  v.strictObject({ type: v.literal('giveFocusBack') }),
  /**
   * The keyboard left a field so many milliseconds after a key that typed, and nothing in the panel
   * says why.
   */
  v.strictObject({
    type: v.literal('keyboardLost'),
    typedAgo: v.pipe(v.number(), v.minValue(0), v.maxValue(10_000)),
  }),
  /** The pointer is over the frame; the host reports when it leaves. */
  v.strictObject({ type: v.literal('hovered') }),
  /** Moves the panel into a window on top, and back over the call. */
  v.strictObject({ type: v.literal('popOut') }),
  v.strictObject({ type: v.literal('comeBack') }),
  /**
   * `masked` shrinks the frame to a pill; `busy` (a session is open) keeps the frame in place. A
   * masked panel doesn't know the guard, so the host keeps the last one.
   */
  v.strictObject({
    type: v.literal('state'),
    masked: v.boolean(),
    busy: v.boolean(),
    guard: v.nullable(v.picklist(['always', 'thisTab', 'off'])),
  }),
]);

/** Panel to host. */
export type FromPanel = v.InferOutput<typeof fromPanel>;

/** A message from a panel frame, or null if it is malformed. */
export function readFromPanel(message: unknown): FromPanel | null {
  const read = v.safeParse(fromPanel, message);
  return read.success ? read.output : null;
}

const toPanel = v.variant('type', [
  v.strictObject({ type: v.literal('token'), token: v.string() }),
  /** Asks whether the panel's page is still there. */
  v.strictObject({ type: v.literal('areYouThere') }),
  v.strictObject({
    type: v.literal('layout'),
    shape: v.picklist(SHAPES),
    dock: v.picklist(DOCKS),
    surface: v.picklist(SURFACES),
    /**
     * `unseen`: something that can't hold the panel fills the screen, or just did. `contested`:
     * something in the page moves or restyles the panel again and again.
     */
    trouble: v.nullable(v.picklist(['unseen', 'contested'])),
  }),
  /** What the page shows about its call. The page can fake this. */
  v.strictObject({
    type: v.literal('call'),
    call: v.picklist(CALL_STATES),
    /** When the call began or seems to have ended, in epoch milliseconds; null before one. */
    since: v.nullable(v.pipe(v.number(), v.safeInteger())),
    sharing: v.nullable(v.picklist(SHARING)),
    /** Whether the page's connection to the others is up, as the page's sensor tells. */
    connected: v.boolean(),
  }),
  /** Answers `look`: whether something of the page lies over the frame or changes its looks. */
  v.strictObject({ type: v.literal('covered'), covered: v.boolean() }),
  /** The pointer is in the page again, which the frame's own document may not notice. */
  v.strictObject({ type: v.literal('pointerLeft') }),
  /** The page took the keyboard. It is in the panel again (`back`), or the page has it still. */
  v.strictObject({ type: v.literal('keyboardTaken'), back: v.boolean() }),
  /** The page is about to share a screen, so the panel must mask itself. */
  v.strictObject({ type: v.literal('mask') }),
]);

/** Host to panel. */
export type ToPanel = v.InferOutput<typeof toPanel>;
/** The messages a panel acts on; the others are for the two ends of the channel. */
export type Heard = Exclude<ToPanel, { type: 'token' | 'areYouThere' }>;

/** A message from a host, or null if it is malformed. */
export function readToPanel(message: unknown): ToPanel | null {
  const read = v.safeParse(toPanel, message);
  return read.success ? read.output : null;
}

/** The only window message. It hands over the channel, and goes to the extension's origin only. */
export const CHANNEL_OFFER = 'perch-channel';
