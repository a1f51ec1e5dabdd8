/** Everything: unit, component and convention tests, then browser tests in Chromium and Firefox. */
import { ensureBrowsers, howToInstall } from './browsers.ts';
import { build, run } from './run.ts';

const missing = ensureBrowsers(['chromium', 'firefox']);
for (const family of missing) console.error(howToInstall(family));
if (missing.length > 0) process.exit(1);
build();
run('vitest', 'run', '--config', 'tests/vitest.config.ts', ...process.argv.slice(2));
