import type { Browser } from 'webextension-polyfill';

/** What a script in a call page may use of the extension API. */
type PageBrowser = Pick<Browser, 'i18n' | 'runtime' | 'storage'>;

/**
 * The browser's own API for scripts in call pages: promises in both browsers, and no polyfill to
 * load into every call. Only Firefox has `browser`; in Chromium an element of the page with that id
 * would be found under the name.
 */
export const pageBrowser: PageBrowser = import.meta.env.FIREFOX
  ? (globalThis as unknown as { browser: PageBrowser }).browser
  : (globalThis as unknown as { chrome: PageBrowser }).chrome;
