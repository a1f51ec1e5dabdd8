import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Runs a tool of this project and shows what it prints. Ends the process with its code when it fails. */
export function run(tool: string, ...args: string[]): void {
  const bin = path.resolve('node_modules', '.bin', tool);
  const { status } = spawnSync(bin, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Builds and packs the extension for both browsers. */
export function buildBoth(): void {
  run('wxt', 'zip');
  run('wxt', 'zip', '-b', 'firefox');
}
