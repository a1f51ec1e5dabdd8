import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Family } from '../tests/browser/driver/find-browser.ts';

/**
 * Runs a tool of this project and shows its output. If the tool fails, this process ends with its
 * exit code.
 */
export function run(tool: string, ...args: string[]): void {
  const bin = path.resolve('node_modules', '.bin', tool);
  const { status } = spawnSync(bin, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Builds the extension, by default for both browser families side by side. If a build fails, its
 * output is shown and this process ends.
 */
export async function build(families: readonly Family[] = ['chromium', 'firefox']): Promise<void> {
  const bin = path.resolve('node_modules', '.bin', 'wxt');
  await Promise.all(
    families.map(async (family) => {
      const browser = family === 'firefox' ? 'firefox' : 'chrome';
      const child = spawn(bin, ['zip', '-b', browser], { shell: process.platform === 'win32' });
      let printed = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => {
          printed += data.toString();
        });
      const code = await new Promise((resolve) => {
        child.once('error', (error) => {
          printed += error.message;
          resolve(null);
        });
        child.once('close', resolve);
      });
      if (code !== 0) {
        console.error(printed);
        process.exit(1);
      }
      console.log(`Built .output/${browser}-mv3`);
    }),
  );
}
