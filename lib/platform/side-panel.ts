import { browser } from './browser';

/** Chromium's side panel, which the polyfill doesn't cover. */
interface SidePanel {
  setOptions(options: { tabId: number; path: string; enabled: boolean }): Promise<void>;
  open(options: { tabId: number }): Promise<void>;
}
const chromium = () => (globalThis as { chrome?: { sidePanel?: SidePanel } }).chrome?.sidePanel;

/** Whether the browser has a side panel or a sidebar. */
export const sidePanelOffered = (): boolean =>
  chromium() !== undefined || browser.sidebarAction !== undefined;

/**
 * Opens the browser's side panel for a tab. In Chromium it shows the page at `path`; Firefox opens
 * its sidebar, and only for a press in a page of the extension. Call it while a press is handled.
 * Rejects if the browser refuses.
 */
export async function openSidePanel(tabId: number, path: string): Promise<void> {
  const panel = chromium();
  if (!panel) return browser.sidebarAction.open();
  // An `await` in between would end the press.
  const set = panel.setOptions({ tabId, path, enabled: true });
  await Promise.all([set, panel.open({ tabId })]);
}
