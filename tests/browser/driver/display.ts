import type { ChildProcess } from 'node:child_process';
import { spawnGroup } from './process.ts';

/** An invisible X display, so that there is a screen to share. */
export interface Display {
  /** The value for the environment variable DISPLAY. */
  readonly name: string;
  close(): void;
}

/** Starts a display. Null on systems without X. */
export async function startDisplay(): Promise<Display | null> {
  if (process.platform !== 'linux') return null;
  const child = spawnGroup(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    { read: 'stdout' },
  );
  return { name: await numberOf(child), close: () => void child.kill() };
}

const numberOf = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    const refuse = () => reject(new Error('Xvfb does not start. On Debian: apt-get install xvfb'));
    child.once('error', refuse);
    child.once('exit', refuse);
    child.stdout?.once('data', (data: Buffer) => resolve(`:${data.toString().trim()}`));
  });
