import { PanelClient, type Snapshot } from '../messaging';
import { browser } from '../platform';

/** Follows the sessions from a page of the extension that is no panel itself. */
export const pageClient = (onSnapshot: (snapshot: Snapshot) => void): PanelClient =>
  new PanelClient({
    connect: (name) => browser.runtime.connect({ name }),
    token: async () => null,
    panel: crypto.randomUUID(),
    tab: null,
    onSnapshot,
    onPress: () => {},
    onConnection: () => {},
    later: (run, ms) => void setTimeout(run, ms),
  });
