/**
 * Runs test processes side by side, collects their output, and ends them with all their browsers.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** One test process. */
export interface Lane {
  readonly name: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Shows its output as it comes, and keeps none of it. */
  readonly shown?: boolean;
}

/** How many tests passed, failed and were skipped. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a test process tells the process that started it. */
export type LaneMessage =
  | { readonly type: 'file'; readonly name: string; readonly counts: Counts; readonly ms: number }
  | { readonly type: 'totals'; readonly counts: Counts };

/** The result of a lane. */
export interface LaneResult {
  readonly name: string;
  readonly counts: Counts;
  readonly ms: number;
  /** Everything it printed, in order. */
  readonly output: string;
  /**
   * Whether every test passed, the lane ended by itself with code 0, and no browser was left
   * running.
   */
  readonly ok: boolean;
  /** How many browsers it left running. They were ended. */
  readonly left: number;
}

export interface RunningLane {
  readonly ended: Promise<LaneResult>;
  /** Ends the lane and all its browsers at once. */
  stop(): void;
}

const SHOWN = ['inherit', 'inherit'] as const;
const KEPT = ['pipe', 'pipe'] as const;

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export const sumOf = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((sum, { passed }) => sum + passed, 0),
  failed: all.reduce((sum, { failed }) => sum + failed, 0),
  skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
});

/**
 * Counts as text, such as `12 passed, 0 failed, 1 skipped`. Skipped tests are left out if there are
 * none.
 */
export const countsText = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * Starts a lane.
 * @param folder a folder for this lane only, passed on in PERCH_LANE_FOLDER and removed at the end.
 * The lane keeps its profiles there, and the process id of each browser it starts.
 * @param onFile called each time a test file has ended
 */
export function startLane(
  lane: Lane,
  folder: string,
  onFile: (file: LaneMessage & { type: 'file' }) => void,
): RunningLane {
  const processes = path.join(folder, 'processes');
  mkdirSync(processes, { recursive: true });
  const [program = '', ...args] = lane.command;
  const began = Date.now();
  const child = spawn(program, args, {
    stdio: ['ignore', ...(lane.shown ? SHOWN : KEPT), 'ipc'],
    // A process group of its own, so that Ctrl+C reaches only this process, which ends all lanes.
    detached: true,
    env: { ...process.env, ...lane.env, PERCH_LANE_FOLDER: folder },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => output.push(data.toString()));
  let counts = NONE;
  child.on('message', (message: LaneMessage) => {
    // The totals come last. A lane that was stopped or crashed sends none.
    if (message.type === 'totals') counts = message.counts;
    else {
      counts = sumOf([counts, message.counts]);
      onFile(message);
    }
  });
  let stopped = false;
  const ended = new Promise<LaneResult>((resolve) => {
    let over = false;
    const finish = (code: number | null, problem: string) => {
      // A program that can't be started emits both 'error' and 'close'.
      if (over) return;
      over = true;
      const left = endLeftovers(processes);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      const ok = !stopped && code === 0 && counts.failed === 0 && left === 0;
      // A lane that crashed has failed, whatever its tests did.
      if (!ok && counts.failed === 0) counts = { ...counts, failed: 1 };
      const text = `${output.join('')}${problem}`;
      resolve({ name: lane.name, counts, ms: Date.now() - began, output: text, ok, left });
    };
    child.once('error', (error) => finish(null, `\n${error.message}\n`));
    // Other processes of the group may keep the pipes open.
    child.once('exit', () => endGroup(child));
    child.once('close', (code) => finish(code, ''));
  });
  return {
    ended,
    stop() {
      stopped = true;
      endGroup(child);
      endLeftovers(processes);
    },
  };
}

function endGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) end(pid);
}

/** Ends the recorded browsers and returns how many were running. */
function endLeftovers(processes: string): number {
  return readdirSync(processes, { withFileTypes: true }).filter(({ name }) => end(Number(name)))
    .length;
}

/** Ends a process group. False if there is none. */
function end(pid: number): boolean {
  try {
    process.kill(-pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
