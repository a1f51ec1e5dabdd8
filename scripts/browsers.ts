import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Family, findBrowser } from '../tests/browser/driver/find-browser.ts';

const PACKAGES: Readonly<Record<Family, string>> = { chromium: 'chromium', firefox: 'firefox-esr' };

/**
 * Makes sure that Chromium and Firefox are there. On Debian and Ubuntu as root what is missing is
 * installed from the distribution; elsewhere the answer says what to do. Returns whether both are there.
 */
export function ensureBrowsers(): boolean {
  const missing = (Object.keys(PACKAGES) as Family[]).filter((family) => !findBrowser(family));
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = missing.map((family) => PACKAGES[family]);
    console.log(`Installing ${packages.join(' and ')} from the distribution.`);
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages, 'fonts-dejavu-core');
  }
  const still = missing.filter((family) => !findBrowser(family));
  for (const family of still) {
    const variable = family === 'chromium' ? 'PERCH_CHROMIUM' : 'PERCH_FIREFOX';
    console.error(
      family === 'chromium'
        ? `No browser of the Chromium family was found. Install Chrome for Testing, Chromium or Microsoft Edge, or name one in ${variable}. Google Chrome itself takes no unpacked extension from the command line.`
        : `Firefox was not found. Install Firefox 142 or later, or name it in ${variable}.`,
    );
  }
  return still.length === 0;
}
