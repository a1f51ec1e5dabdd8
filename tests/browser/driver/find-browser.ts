import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export type Family = 'chromium' | 'firefox';

/** A browser that was found. */
export interface Found {
  readonly family: Family;
  readonly path: string;
  readonly version: string;
}

const LINUX: Readonly<Record<Family, readonly string[]>> = {
  chromium: [
    'chrome-for-testing',
    // Chrome for Testing's name. A branded Chrome of that name is recognised by its version.
    'chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
  firefox: ['firefox', 'firefox-esr', 'firefox-developer-edition'],
};

const BRANDED = ['google-chrome', 'google-chrome-stable'];

const ELSEWHERE: Readonly<Record<Family, readonly string[]>> = {
  chromium: [
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
  ],
  firefox: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

/**
 * Finds an installed browser: the one in PERCH_CHROMIUM or PERCH_FIREFOX, else in the usual places.
 * Null if there is none.
 */
export function findBrowser(family: Family): Found | null {
  const named = process.env[family === 'chromium' ? 'PERCH_CHROMIUM' : 'PERCH_FIREFOX'];
  const candidates = [
    ...(named ? [named] : []),
    ...LINUX[family].flatMap((name) => onPath(name) ?? []),
    ...ELSEWHERE[family].filter(existsSync),
  ];
  for (const candidate of candidates) {
    const version = versionOf(candidate);
    // Branded Chrome would start without the extension, whatever its name.
    if (version && !/^Google Chrome (?!for Testing)/.test(version))
      return { family, path: candidate, version };
  }
  return null;
}

/**
 * The path of a branded Chrome, which has loaded no unpacked extension from the command line since
 * version 137.
 */
export function findBrandedChrome(): string | null {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const windows = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
  return (
    BRANDED.map(onPath).find((found) => found !== null) ?? [mac, windows].find(existsSync) ?? null
  );
}

function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder && existsSync(file)) return file;
  }
  return null;
}

function versionOf(file: string): string | null {
  // On Windows, a browser opens a window instead of printing its version, so its existence has to
  // do.
  if (process.platform === 'win32') return 'unknown';
  const { stdout, status } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.trim() : null;
}
