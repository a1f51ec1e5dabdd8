import { browser } from './browser';

/**
 * Match patterns of the sites that somebody has let Perch run on, but for those that it comes with:
 * known ones, and single hosts. Leave to run everywhere, which a browser may offer too, says of no
 * other site that it is meant.
 */
export async function grantedSites(
  known: readonly string[],
  builtIn: readonly string[],
): Promise<readonly string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  const optional = known.filter((pattern) => !builtIn.includes(pattern));
  const allowed = await Promise.all(
    optional.map((pattern) => browser.permissions.contains({ origins: [pattern] })),
  );
  const own = origins.filter((pattern) => ONE_HOST.test(pattern) && !known.includes(pattern));
  return [...optional.filter((_, at) => allowed[at]), ...own];
}

const ONE_HOST = /^https:\/\/[^*/]+\/\*$/;

const SCRIPTS = ['site-sensor', 'site-overlay'] as const;

/**
 * Makes the panel run on exactly these sites from now on, pages loaded later included. A
 * registration outlives the browser and not the permission.
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

/**
 * Puts the panel into a tab that is open already. A tab that it may not run in is left as it is.
 */
export async function injectInto(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  await browser.scripting
    .executeScript({ target, files: [`/${SENSOR_FILE}`], ...({ world: 'MAIN' } as object) })
    .catch(() => {});
  await browser.scripting.executeScript({ target, files: [`/${OVERLAY_FILE}`] }).catch(() => {});
}
