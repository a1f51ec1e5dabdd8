import { browser } from './browser';

/** The sites that somebody has let Perch run on, as match patterns, but for those that it comes with. */
export async function grantedSites(builtIn: readonly string[]): Promise<readonly string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.filter((origin) => origin.startsWith('https://') && !builtIn.includes(origin));
}

const SCRIPTS = ['site-sensor', 'site-overlay'] as const;

/**
 * Makes the panel run on exactly these sites from now on, pages loaded later included. A registration outlives the browser
 * and not the permission.
 */
export async function registerSites(patterns: readonly string[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [...SCRIPTS] });
  if (registered.length > 0)
    await browser.scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
  if (patterns.length === 0) return;
  const common = { matches: [...patterns], allFrames: true, persistAcrossSessions: true };
  await browser.scripting.registerContentScripts([
    {
      ...common,
      id: SCRIPTS[0],
      js: [SENSOR_FILE],
      runAt: 'document_start',
      // In the page's own world, frames without an address of their own included.
      ...({ world: 'MAIN', matchOriginAsFallback: true } as object),
    },
    { ...common, id: SCRIPTS[1], js: [OVERLAY_FILE], runAt: 'document_idle' },
  ]);
}

const SENSOR_FILE = 'content-scripts/share-sensor.js';
const OVERLAY_FILE = 'content-scripts/call-overlay.js';

/** Puts the panel into a tab that is open already. A tab that it may not run in is left as it is. */
export async function injectInto(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  await browser.scripting
    .executeScript({ target, files: [`/${SENSOR_FILE}`], ...({ world: 'MAIN' } as object) })
    .catch(() => {});
  await browser.scripting.executeScript({ target, files: [`/${OVERLAY_FILE}`] }).catch(() => {});
}
