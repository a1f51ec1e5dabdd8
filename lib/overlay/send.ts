import type { HostMessage } from '../messaging';
import { pageBrowser as browser } from '../platform';

/** Sends to the background. A script whose extension has just died ends by itself. */
export const send = (message: HostMessage): Promise<unknown> =>
  browser.runtime.sendMessage(message).catch(() => null);
