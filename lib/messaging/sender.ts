import type { Runtime } from '../platform';

/**
 * Who sent a message. A `page` is one of the four that no site can frame or open. Any site could
 * have framed or opened a `frame`, so a frame has to show a token before it is told anything.
 */
export type Sender =
  | { readonly kind: 'page'; readonly url: string; readonly tabId: number | null }
  | { readonly kind: 'frame'; readonly tabId: number | null }
  | {
      readonly kind: 'host';
      readonly tabId: number;
      readonly frameId: number;
      readonly url: string;
    };

/**
 * Classifies a sender by its origin. Returns null for a sender that must be ignored: another
 * extension, a web page, or one without an address.
 * @param self this extension's id, and its origin without a slash at the end
 * @param isCallSite whether Perch's content script may run at an address
 */
export function classify(
  sender: Runtime.MessageSender | undefined,
  self: { readonly id: string; readonly origin: string },
  isCallSite: (url: string) => boolean,
): Sender | null {
  if (sender?.id !== self.id || !sender.url) return null;
  const origin = sender.origin ?? originOf(sender.url);
  const tabId = sender.tab?.id ?? null;
  if (origin === self.origin && originOf(sender.url) === self.origin) {
    const framed = tabId !== null && sender.frameId !== 0;
    const path = sender.url.slice(self.origin.length + 1).split(/[?#]/, 1)[0] ?? '';
    if (framed || !TRUSTED.has(path)) return { kind: 'frame', tabId };
    return { kind: 'page', url: sender.url, tabId };
  }
  if (tabId === null || sender.frameId === undefined || !isCallSite(sender.url)) return null;
  return { kind: 'host', tabId, frameId: sender.frameId, url: sender.url };
}

/**
 * The pages that no site can frame or open, as the browser writes their addresses. Any other
 * spelling of a page, such as `%70anel.html`, has to show a token.
 */
const TRUSTED: ReadonlySet<string> = new Set([
  'desk.html',
  'popup.html',
  'rehearsal.html',
  'sidepanel.html',
]);

function originOf(url: string): string | null {
  // Firefox's `URL` gives "null" as the origin of a moz-extension address.
  return /^([a-z-]+:\/\/[^/]+)/.exec(url)?.[1] ?? null;
}
