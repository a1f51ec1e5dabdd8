/**
 * Test processes side by side: what each prints, what it leaves behind, and how all of them end.
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
  /** Shows what it prints as it comes, and keeps none of it. */
  readonly shown?: boolean;
}

/** How many tests ended how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a test process tells the one that started it. */
export type LaneMessage =
  | { readonly type: 'file'; readonly name: string; readonly counts: Counts; readonly ms: number }
  | { readonly type: 'totals'; readonly counts: Counts };

/** How a lane ended. */
export interface LaneResult {
  readonly name: string;
  readonly counts: Counts;
  readonly ms: number;
  /** Everything it printed, in order. */
  readonly output: string;
  /** Every test passed, it ended by itself with code 0, and it left no browser running. */
  readonly ok: boolean;
  /** How many browsers it had left running. They were ended. */
  readonly left: number;
}

export interface RunningLane {
  readonly ended: Promise<LaneResult>;
  /** Ends the lane and every browser that it started, at once. */
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

/** `12 passed, 0 failed, 1 skipped`; the skipped are named only when there are any. */
export const countsText = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * Starts a lane.
 * @param folder a folder for this lane alone, named to the lane in PERCH_LANE_FOLDER. The lane
 *   keeps its profiles there, and the process id of each browser that it starts, so that none
 *   outlives it. It is removed at the end.
 * @param onFile is called each time a test file has ended
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
    // A group of its own: Ctrl+C goes to the process that ends them all, and to it alone.
    detached: true,
    env: { ...process.env, ...lane.env, PERCH_LANE_FOLDER: folder },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => output.push(data.toString()));
  let counts = NONE;
  child.on('message', (message: LaneMessage) => {
    // The totals come last, and not at all from a lane that is stopped or breaks down.
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
      // A program that can't be started has an error and a close.
      if (over) return;
      over = true;
      const left = endLeftovers(processes);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      const ok = !stopped && code === 0 && counts.failed === 0 && left === 0;
      // A lane that broke down has failed, whatever its tests did.
      if (!ok && counts.failed === 0) counts = { ...counts, failed: 1 };
      const text = `${output.join('')}${problem}`;
      resolve({ name: lane.name, counts, ms: Date.now() - began, output: text, ok, left });
    };
    child.once('error', (error) => finish(null, `\n${error.message}\n`));
    // What is left of the group may hold the pipes open.
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

/** Ends the browsers that are written down, and says how many there were. */
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
