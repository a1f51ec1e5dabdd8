import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** A browser process whose endpoint was read from what it prints. */
export interface Running {
  readonly process: ChildProcess;
  readonly endpoint: string;
  readonly exited: Promise<void>;
  /** Ends the whole process group at once, as a crash or a power cut would. */
  kill(): Promise<void>;
}

const START = 60_000;

/** Starts a browser and waits until it prints its endpoint. */
export async function run(
  file: string,
  args: readonly string[],
  endpoint: RegExp,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Running> {
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const kill = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    }
    await exited;
  };
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      void kill();
      reject(new Error(`${file} printed no endpoint:\n${output}`));
    }, START);
    child.stderr.on('data', (data: Buffer) => {
      output = (output + data.toString()).slice(-20_000);
      const found = endpoint.exec(output)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${file} exited with ${code}:\n${output}`));
    });
  });
  return { process: child, endpoint: address, exited, kill };
}

/** The ids of a browser's own processes whose command line matches. */
export function processesOf({ process: { pid } }: Running, line: RegExp): readonly number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((row) => {
    const [, own, group] = /^\s*(\d+)\s+(\d+)\s/.exec(row) ?? [];
    return Number(group) === pid && line.test(row) ? [Number(own)] : [];
  });
}
