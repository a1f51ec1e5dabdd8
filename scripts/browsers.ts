import {
  type Family,
  findBrandedChrome,
  findBrowser,
} from '../tests/browser/driver/find-browser.ts';
import { installPackages } from './debian.ts';

const PACKAGES: Readonly<Record<Family, string>> = { chromium: 'chromium', firefox: 'firefox-esr' };

/**
 * Looks for these browsers. On Debian and Ubuntu, as root, installs missing ones from the
 * distribution. Returns those that are still missing.
 */
export function ensureBrowsers(families: readonly Family[]): readonly Family[] {
  const missing = families.filter((family) => !findBrowser(family));
  if (missing.length > 0)
    installPackages([...missing.map((family) => PACKAGES[family]), 'fonts-dejavu-core']);
  return missing.filter((family) => !findBrowser(family));
}

/** What to install so that a browser of this family is found. */
export function howToInstall(family: Family): string {
  if (family === 'firefox')
    return [
      'Firefox was not found. Install Firefox 142 or later, or name it in PERCH_FIREFOX.',
      'On Debian: apt-get install firefox-esr',
    ].join('\n');
  const chrome = findBrandedChrome();
  return [
    chrome
      ? `Google Chrome is installed (${chrome}), but since version 137 it takes no unpacked extension from the command line.`
      : 'No browser of the Chromium family was found.',
    'Install Chrome for Testing, Chromium or Microsoft Edge, or name one in PERCH_CHROMIUM.',
    'On Debian: apt-get install chromium',
  ].join('\n');
}
