import { browser } from './browser';

/** Chromium's side panel, which the polyfill does not know. */
interface SidePanel {
  setOptions(options: { tabId: number; path: string; enabled: boolean }): Promise<void>;
  open(options: { tabId: number }): Promise<void>;
}
const chromium = () => (globalThis as { chrome?: { sidePanel?: SidePanel } }).chrome?.sidePanel;

/** Whether the browser has a panel of its own beside the page. */
export const sidePanelOffered = (): boolean =>
  chromium() !== undefined || browser.sidebarAction !== undefined;

/**
 * Opens the browser's own panel with this page of the extension for this tab. Only while a press is
 * being handled; Firefox takes presses in pages of the extension alone. Rejects when the browser
 * does not let it.
 */
export async function openSidePanel(tabId: number, path: string): Promise<void> {
  const panel = chromium();
  if (!panel) return browser.sidebarAction.open();
  // Not awaited in between: the press would be over.
  const set = panel.setOptions({ tabId, path, enabled: true });
  await Promise.all([set, panel.open({ tabId })]);
}
