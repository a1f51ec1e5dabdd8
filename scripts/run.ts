import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Family } from '../tests/browser/driver/find-browser.ts';

/** Runs a tool of this project and shows what it prints. Ends the process with its code when it fails. */
export function run(tool: string, ...args: string[]): void {
  const bin = path.resolve('node_modules', '.bin', tool);
  const { status } = spawnSync(bin, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Builds and packs the extension, by default for both families of browsers. Shows what the build printed
 * only when it fails, and ends the process then.
 */
export function build(families: readonly Family[] = ['chromium', 'firefox']): void {
  const bin = path.resolve('node_modules', '.bin', 'wxt');
  for (const family of families) {
    const browser = family === 'firefox' ? 'firefox' : 'chrome';
    const { status, stdout, stderr } = spawnSync(bin, ['zip', '-b', browser], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      console.error(stdout, stderr);
      process.exit(status ?? 1);
    }
    console.log(`Built .output/${browser}-mv3`);
  }
}
