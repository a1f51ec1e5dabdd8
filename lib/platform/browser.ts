import browser from 'webextension-polyfill';

declare module 'webextension-polyfill' {
  namespace Runtime {
    interface MessageSender {
      /** Both browsers set the origin, but the published types don't have it. */
      origin?: string;
    }
  }
}

export type { Runtime } from 'webextension-polyfill';
/** The browser's extension API. Only this module imports the polyfill. */
export { browser };
