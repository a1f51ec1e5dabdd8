/** Everything: unit, component and convention tests, then browser tests in Chromium and Firefox. */
import { spawnSync } from 'node:child_process';
import { ensureBrowsers, howToInstall } from './browsers.ts';
import { installPackages } from './debian.ts';
import { build, run } from './run.ts';

const missing = ensureBrowsers(['chromium', 'firefox']);
for (const family of missing) console.error(howToInstall(family));
if (missing.length > 0) process.exit(1);
// Another implementation of the format that backups are in; without it one test is skipped.
if (spawnSync('age', ['--version']).error) installPackages(['age']);
// A screen for Firefox to share, where nobody looks.
if (process.platform === 'linux' && spawnSync('Xvfb', ['-version']).error)
  installPackages(['xvfb']);
build();
run('vitest', 'run', '--config', 'tests/vitest.config.ts', ...process.argv.slice(2));
