import {
  classify,
  type HostMessage,
  type Realm,
  type Refusal,
  readHostMessage,
  type Sender,
  type ToHost,
} from '../messaging';
import type { Runtime } from '../platform';
import type { Meeting } from '../session';

/** What the background does for the hosts in call pages. */
export interface HostMessagesParts {
  readonly self: { readonly id: string; readonly origin: string };
  /** Whether Perch's content script may run at an address. */
  isCallSite(url: string): boolean;
  refused(refusal: Refusal): void;
  /** A one-time token for a panel frame in this tab, or in a window opened from it (`away`). */
  issueToken(of: {
    readonly tabId: number;
    readonly away: boolean;
    readonly realm: Realm;
    readonly meeting: Meeting | null;
  }): string;
  /** The realm of an extension page, by its address. */
  realmOf(url: string): Realm;
  mask(): void;
  moved(tabId: number, meeting: Meeting | null): void;
  /** Makes the toolbar button open the popup, or show the panel where it isn't shown. */
  setToolbarButton(tabId: number, opensPopup: boolean): void;
  /** Whether the session that is open belongs to a tab. */
  isSessionIn(tabId: number): Promise<boolean>;
  openSide(tabId: number): void;
  openWindow(tabId: number): void;
  /** Loads the script that makes an overlay into a frame of a tab. Rejects if it can't be. */
  loadOverlay(tabId: number, frameId: number): Promise<void>;
  /** Opens the background's own database, and says whether that could be done. */
  openVault(): Promise<boolean>;
  openDesk(): void;
  /** Brings the tab of the session to the front, and says whether it is there. */
  showCall(): Promise<boolean>;
  /** Tells the host in one frame of a tab, or in all its frames. */
  tell(tabId: number, message: ToHost, frameId?: number): void;
}

/**
 * Handles a message that didn't come over a panel's port. Answered are `token`, with a token,
 * `overlay`, once it is loaded, `openVault`, with whether it is open, and `showCall`, with whether
 * the call is there. Messages from unknown senders and malformed messages are refused and counted.
 */
export function hearHost(
  raw: unknown,
  from: Runtime.MessageSender,
  parts: HostMessagesParts,
): Promise<string> | undefined {
  const sender = classify(from, parts.self, parts.isCallSite);
  const message = readHostMessage(raw);
  if (!sender || !message) {
    parts.refused(sender ? 'malformed' : 'sender');
    return undefined;
  }
  if (message.type === 'token') return token(sender, message, parts);
  if (message.type === 'overlay') return overlay(sender, parts);
  // Only a press in the panel's own frame may open the browser's side panel.
  if (message.type === 'openSide') {
    if (sender.kind === 'frame' && sender.tabId !== null) parts.openSide(sender.tabId);
  } else if (sender.kind === 'host') obey(sender, message, parts);
  else if (sender.kind === 'page') return obeyPage(message, parts);
  return undefined;
}

function obeyPage(message: HostMessage, parts: HostMessagesParts): Promise<string> | undefined {
  if (message.type === 'openDesk') parts.openDesk();
  if (message.type === 'showCall')
    return parts.showCall().then((there) => (there ? 'there' : 'gone'));
  return message.type === 'openVault'
    ? parts.openVault().then((open) => (open ? 'open' : 'closed'))
    : undefined;
}

function overlay(sender: Sender, parts: HostMessagesParts): Promise<string> | undefined {
  if (sender.kind !== 'host') return undefined;
  return parts.loadOverlay(sender.tabId, sender.frameId).then(
    () => 'there',
    () => 'refused',
  );
}

function token(
  sender: Sender,
  { meeting, away }: Extract<HostMessage, { type: 'token' }>,
  { issueToken, realmOf }: HostMessagesParts,
): Promise<string> | undefined {
  if (sender.kind === 'frame' || sender.tabId === null) return undefined;
  // The rehearsal is an extension page that hosts a panel.
  const realm = sender.kind === 'page' ? realmOf(sender.url) : 'practice';
  return Promise.resolve(issueToken({ tabId: sender.tabId, away, realm, meeting }));
}

/** Carries out messages that only the top frame may send, only inner frames, or both. */
function obey(
  { tabId, frameId }: Extract<Sender, { kind: 'host' }>,
  message: HostMessage,
  parts: HostMessagesParts,
): void {
  const isTop = frameId === 0;
  if (message.type === 'mask') parts.mask();
  else if (isTop) obeyTop(tabId, message, parts);
  else if (message.type === 'sensed')
    parts.tell(tabId, { type: 'sensed', signal: message.signal }, 0);
  else if (message.type === 'innerRoom') {
    const { meeting, sign } = message;
    parts.tell(tabId, { type: 'innerRoom', frameId, meeting, sign }, 0);
  }
}

function obeyTop(tabId: number, message: HostMessage, parts: HostMessagesParts): void {
  if (message.type === 'openWindow') parts.openWindow(tabId);
  else if (message.type === 'attend') attend(tabId, message.shown, parts);
  else if (message.type === 'moved') parts.moved(tabId, message.meeting);
  else if (message.type === 'askInner') parts.tell(tabId, { type: 'askInner' });
}

function attend(tabId: number, shown: boolean, parts: HostMessagesParts): void {
  parts.setToolbarButton(tabId, shown);
  if (shown) return;
  // The page of a session's call may have been loaded anew, at an address that is no room.
  void parts.isSessionIn(tabId).then((here) => {
    if (here) parts.tell(tabId, { type: 'running' }, 0);
  });
}
