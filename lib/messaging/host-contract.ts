/**
 * What a call page's host (the content script) and the background tell each other. No note, plan or
 * key.
 */
import * as v from 'valibot';
import { SIGNALS } from '../sensor';

const meeting = v.strictObject({
  site: v.pipe(v.string(), v.maxLength(20)),
  room: v.pipe(v.string(), v.maxLength(200)),
});

const sign = v.nullable(v.picklist(['lobby', 'call', 'left']));
const sensed = v.picklist(SIGNALS);

const hostMessage = v.variant('type', [
  /** Whether this tab shows the panel now, which decides what the toolbar button does. */
  v.strictObject({ type: v.literal('attend'), shown: v.boolean() }),
  /** The tab has moved to another room, or has left the room. */
  v.strictObject({ type: v.literal('moved'), meeting: v.nullable(meeting) }),
  /** An inner frame reports whether its address is a call's. */
  v.strictObject({ type: v.literal('innerRoom'), meeting: v.nullable(meeting), sign }),
  /** An inner frame passes on a signal of its sensor, which couldn't reach the top frame itself. */
  v.strictObject({ type: v.literal('sensed'), signal: sensed }),
  /** Opens the panel in a plain window, or in the browser's side panel. */
  v.strictObject({ type: v.literal('openWindow') }),
  v.strictObject({ type: v.literal('openSide') }),
  /** The page is about to share a screen: mask every panel. */
  v.strictObject({ type: v.literal('mask') }),
  /** A page of the extension has the background open its database, or the desk in another tab. */
  v.strictObject({ type: v.literal('openVault') }),
  v.strictObject({ type: v.literal('openDesk') }),
  /** A page of the extension has the tab of the session brought to the front, if it is there. */
  v.strictObject({ type: v.literal('showCall') }),
  /** The top frame asks inner frames to report their address again. */
  v.strictObject({ type: v.literal('askInner') }),
  /** Asks for the script that makes an overlay, in this frame. Answered once it is there. */
  v.strictObject({ type: v.literal('overlay') }),
  /**
   * Asks for a one-time token for this host's panel frame, here or in a window of its own (`away`).
   */
  v.strictObject({ type: v.literal('token'), meeting: v.nullable(meeting), away: v.boolean() }),
]);

/** Host to background. */
export type HostMessage = v.InferOutput<typeof hostMessage>;

/** A message from a host, or null if any field is malformed. */
export function readHostMessage(message: unknown): HostMessage | null {
  const read = v.safeParse(hostMessage, message);
  return read.success ? read.output : null;
}

const toHost = v.variant('type', [
  /** The toolbar button was pressed: show the panel in this tab. */
  v.strictObject({ type: v.literal('show') }),
  /** The session that is open belongs to this tab, whose page has just been loaded. */
  v.strictObject({ type: v.literal('running') }),
  /** An inner frame's address is a call's, or no longer is. */
  v.strictObject({
    type: v.literal('innerRoom'),
    frameId: v.number(),
    meeting: v.nullable(meeting),
    sign,
  }),
  v.strictObject({ type: v.literal('askInner') }),
  v.strictObject({ type: v.literal('sensed'), signal: sensed }),
  /** Whether this tab's panel is in a side panel or a window now. */
  v.strictObject({ type: v.literal('elsewhere'), on: v.boolean() }),
  /** Perch may no longer run on these sites (match patterns). */
  v.strictObject({
    type: v.literal('withdrawn'),
    origins: v.pipe(v.array(v.string()), v.minLength(1)),
  }),
]);

/** Background to host. */
export type ToHost = v.InferOutput<typeof toHost>;

/** A message from the background, or null if it is malformed. */
export function readToHost(message: unknown): ToHost | null {
  const read = v.safeParse(toHost, message);
  return read.success ? read.output : null;
}
