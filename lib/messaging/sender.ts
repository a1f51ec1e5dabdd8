import type { Runtime } from '../platform';

/**
 * Who sent a message. A framed page of ours is less trusted than a top-level one: any page that may
 * frame it could have put it there, so it has to show a token before it is told anything.
 */
export type Sender =
  | { readonly kind: 'page'; readonly url: string; readonly tabId: number | null }
  | { readonly kind: 'frame'; readonly tabId: number }
  | {
      readonly kind: 'host';
      readonly tabId: number;
      readonly frameId: number;
      readonly url: string;
    };

/**
 * Classifies a sender by its origin, or returns null for one that nobody may listen to: another extension,
 * a web page, something without an address.
 * @param self this extension's id and its origin, without a slash at the end
 * @param isCallSite whether a content script of ours may run at an address
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
    if (tabId === null || sender.frameId === 0) return { kind: 'page', url: sender.url, tabId };
    return { kind: 'frame', tabId };
  }
  if (tabId === null || sender.frameId === undefined || !isCallSite(sender.url)) return null;
  return { kind: 'host', tabId, frameId: sender.frameId, url: sender.url };
}

function originOf(url: string): string | null {
  // Firefox's URL gives "null" as the origin of its own scheme.
  return /^([a-z-]+:\/\/[^/]+)/.exec(url)?.[1] ?? null;
}
