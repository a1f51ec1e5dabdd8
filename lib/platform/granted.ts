import { browser } from './browser';

/**
 * Match patterns of the sites that the user has let Perch run on: known sites that need a
 * permission, and single hosts. A permission for all sites counts for known sites only, because it
 * doesn't say which other site the user means.
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

const readScripts = () => browser.scripting.getRegisteredContentScripts({ ids: [...SCRIPTS] });

/** The sites that the panel runs on; null if only a part of it does. */
export async function registeredSites(): Promise<readonly string[] | null> {
  const registered = await readScripts();
  if (registered.length === 0) return [];
  const [one, other] = registered.map(({ matches = [] }) => [...matches].sort());
  const whole =
    JSON.stringify(one) === JSON.stringify(other) &&
    registered.every(({ runAt }) => runAt === RUN_AT);
  return (whole && one) || null;
}

/**
 * Runs the panel on exactly these sites from now on, in pages that load later. The registration
 * survives a restart of the browser, but not the loss of the permission.
 */
export async function registerSites(patterns: readonly string[]): Promise<void> {
  const registered = await readScripts();
  if (registered.length > 0)
    await browser.scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
  if (patterns.length === 0) return;
  const common = {
    matches: [...patterns],
    allFrames: true,
    persistAcrossSessions: true,
    runAt: RUN_AT,
  };
  await browser.scripting.registerContentScripts([
    {
      ...common,
      id: SCRIPTS[0],
      js: [SENSOR_FILE],
      // The page's own world, including frames without an address of their own.
      ...({ world: 'MAIN', matchOriginAsFallback: true } as object),
    },
    { ...common, id: SCRIPTS[1], js: [WATCHER_FILE] },
  ]);
}

const RUN_AT = 'document_start' as const;
const SENSOR_FILE = 'content-scripts/share-sensor.js';
const WATCHER_FILE = 'site-watcher.js';

/**
 * Loads what makes an overlay into a frame of a page, beside the script that watches it there.
 * Rejects if the frame is gone or Perch may not run there.
 */
export async function loadOverlay(tabId: number, frameId: number): Promise<void> {
  const target = { tabId, frameIds: [frameId] };
  await browser.scripting.executeScript({ target, files: ['/call-overlay.js'] });
}

/** Puts the panel into a tab that is already open. Does nothing if Perch may not run there. */
export async function injectInto(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  await browser.scripting
    .executeScript({ target, files: [`/${SENSOR_FILE}`], ...({ world: 'MAIN' } as object) })
    .catch(() => {});
  await browser.scripting.executeScript({ target, files: [`/${WATCHER_FILE}`] }).catch(() => {});
}
