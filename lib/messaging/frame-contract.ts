/**
 * What a panel frame and its host say to each other, over a private MessageChannel that the page can't
 * see: where the frame is and how large, and the token that proves it. No note, plan or key.
 */
import * as v from 'valibot';

export const DOCKS = ['top', 'left', 'right', 'free'] as const;
export type Dock = (typeof DOCKS)[number];

const pixels = v.pipe(v.number(), v.minValue(-10_000), v.maxValue(10_000));

const fromPanel = v.variant('type', [
  v.strictObject({ type: v.literal('askToken') }),
  v.strictObject({ type: v.literal('fold'), folded: v.boolean() }),
  v.strictObject({ type: v.literal('dock'), dock: v.picklist(['top', 'left', 'right']) }),
  v.strictObject({ type: v.literal('move'), dx: pixels, dy: pixels }),
  v.strictObject({ type: v.literal('resize'), dw: pixels, dh: pixels }),
  /** Gives the focus back to the page. */
  v.strictObject({ type: v.literal('leave') }),
  /** Masked shrinks the frame to a pill; busy (a session is open) keeps it where it is. */
  v.strictObject({ type: v.literal('standing'), masked: v.boolean(), busy: v.boolean() }),
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
  v.strictObject({ type: v.literal('layout'), folded: v.boolean(), dock: v.picklist(DOCKS) }),
]);

/** Host to panel. */
export type ToPanel = v.InferOutput<typeof toPanel>;

/** Reads a message from a host; null when it is malformed. */
export function readToPanel(message: unknown): ToPanel | null {
  const read = v.safeParse(toPanel, message);
  return read.success ? read.output : null;
}

/** The one window message there is: hands the channel over. It goes to the extension's origin only. */
export const CHANNEL_OFFER = 'perch-channel';
