import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A browser process and the endpoint it printed. */
export interface Running {
  readonly process: ChildProcess;
  readonly endpoint: string;
  readonly exited: Promise<void>;
  /** Ends the whole process group at once, like a crash or a power cut. */
  kill(): Promise<void>;
}

const START = 60_000;

/**
 * The lane's folder for everything that must not outlive it. Without it, this process cleans up.
 */
const FOLDER = process.env.PERCH_LANE_FOLDER;

/** A new folder for a browser's profile, removed when this process ends. */
export function newProfile(browser: string): string {
  const profile = mkdtempSync(path.join(FOLDER ?? tmpdir(), `perch-${browser}-`));
  profiles.push(profile);
  return profile;
}

const profiles: string[] = [];
/** The running process groups, which end with this process. */
const groups = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of groups) endGroup(child);
  for (const profile of profiles)
    rmSync(profile, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
});
// The runner ends test processes with this signal, which would skip the 'exit' event.
process.on('SIGTERM', () => process.exit());

/** Ends a program and everything it has started, at once. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
  if (FOLDER) rmSync(noteOf(FOLDER, pid), { force: true });
}

const noteOf = (folder: string, pid: number) => path.join(folder, 'processes', String(pid));

/**
 * Starts a program in a process group of its own, which can be ended as a whole. Its process id is
 * recorded while it runs, so that it can be ended even if the test process was killed.
 */
export function spawnGroup(
  file: string,
  args: readonly string[],
  how: { readonly env?: NodeJS.ProcessEnv; readonly read: 'stdout' | 'stderr' },
): ChildProcess {
  const child = spawn(file, args, {
    stdio: [
      'ignore',
      how.read === 'stdout' ? 'pipe' : 'ignore',
      how.read === 'stderr' ? 'pipe' : 'ignore',
    ],
    detached: true,
    env: how.env ?? process.env,
  });
  groups.add(child);
  const note = FOLDER && child.pid !== undefined ? noteOf(FOLDER, child.pid) : null;
  if (note) writeFileSync(note, '');
  child.once('exit', () => {
    groups.delete(child);
    if (note) rmSync(note, { force: true });
  });
  return child;
}

/** Starts a browser and waits until it prints its endpoint. */
export async function run(
  file: string,
  args: readonly string[],
  endpoint: RegExp,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Running> {
  const child = spawnGroup(file, args, { read: 'stderr', env });
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
    child.stderr?.on('data', (data: Buffer) => {
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

/** Milliseconds in which slowed processes run once. */
const BEAT = 20;

/**
 * Stops processes for a part of each beat, so that they get one part in `factor` of the time.
 * Returns what lets them run again.
 */
export function slowed(pids: readonly number[], factor: number): () => void {
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // The process has ended by itself.
      }
    }
  };
  let timer: NodeJS.Timeout;
  const beat = (stopped: boolean) => {
    signal(stopped ? 'SIGSTOP' : 'SIGCONT');
    const running = BEAT / factor;
    timer = setTimeout(() => beat(!stopped), stopped ? BEAT - running : running);
  };
  beat(true);
  return () => {
    clearTimeout(timer);
    signal('SIGCONT');
  };
}
