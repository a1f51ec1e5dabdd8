/** Everything: unit, component and convention tests, then browser tests in Chromium and Firefox. */
import { ensureBrowsers } from './browsers.ts';
import { buildBoth, run } from './run.ts';

if (!ensureBrowsers()) process.exit(1);
buildBoth();
run('vitest', 'run', '--config', 'tests/vitest.config.ts', ...process.argv.slice(2));
