import browser from 'webextension-polyfill';

declare module 'webextension-polyfill' {
  namespace Runtime {
    interface MessageSender {
      /** The sender's origin; both browsers give it, the published types leave it out. */
      origin?: string;
    }
  }
}

export type { Runtime } from 'webextension-polyfill';
/** The browser's extension API. This module is the only one that imports it. */
export { browser };
