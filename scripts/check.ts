/**
 * Checks format, lint, types, import direction, bundle contents and sizes, and runs the add-on
 * linter.
 */
import { build, run } from './run.ts';

run('wxt', 'prepare');
run('biome', 'check', '--error-on-warnings');
run('tsc', '--noEmit');
await build();
run('vitest', 'run', '--config', 'tests/vitest.config.ts', '--project', 'conventions');
run('web-ext', 'lint', '--source-dir', '.output/firefox-mv3', '--no-config-discovery');
