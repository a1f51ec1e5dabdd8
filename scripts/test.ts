/**
 * Runs the tests: all lanes without arguments, all but the browser tests with `--quick`, one lane
 * with `--lane <name>`, and vitest with any other arguments.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowsers, howToInstall } from './browsers.ts';
import { installPackages } from './debian.ts';
import {
  type Counts,
  countsText,
  type Lane,
  type LaneResult,
  type RunningLane,
  startLane,
  sumOf,
} from './lanes.ts';
import { build } from './run.ts';

const missing = ensureBrowsers(['chromium', 'firefox']);
for (const family of missing) console.error(howToInstall(family));
if (missing.length > 0) process.exit(1);
/** Programs that browser tests use beside the browsers, and the packages that have them. */
const PROGRAMS = [
  // Another implementation of the backup format; one test is skipped without it.
  ['age', '--version', 'age'],
  // Opens the documents for Word; one test is skipped without it.
  ['soffice', '--version', 'libreoffice-writer-nogui'],
  // Reads what the desk prints; one test is skipped without it.
  ['pdftotext', '-v', 'poppler-utils'],
  // The screen that Firefox shares.
  ...(process.platform === 'linux' ? [['Xvfb', '-version', 'xvfb'] as const] : []),
] as const;
if (!process.argv.includes('--quick'))
  installPackages(
    PROGRAMS.flatMap(([program, version, name]) =>
      spawnSync(program, [version]).error ? [name] : [],
    ),
  );

const folder = mkdtempSync(path.join(tmpdir(), 'perch-'));
const blobs = path.join(folder, 'blobs');
mkdirSync(blobs);
const vitest = (...args: readonly string[]): readonly string[] => [
  process.execPath,
  path.resolve('node_modules/vitest/vitest.mjs'),
  'run',
  '--config',
  'tests/vitest.config.ts',
  ...args,
];
const lane = (
  name: string,
  projects: readonly string[],
  part?: string | undefined,
  ...folders: readonly string[]
): Lane => ({
  name,
  command: vitest(
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=./tests/reporter.ts',
    '--reporter=blob',
    `--outputFile.blob=${path.join(blobs, `${name}.json`)}`,
    ...folders,
  ),
  ...(part ? { env: { PERCH_PART: part } } : {}),
});

/** The lanes by step. Those of one step run side by side, and the next step waits for them. */
const STEPS: readonly (readonly Lane[])[] = [
  // Seconds alone, and many times that while browsers start.
  [lane('pure', ['unit', 'conventions'])],
  // Each runs one browser at a time, which keeps more than one processor busy. With more of them
  // side by side, everything waits for a processor, and the whole takes about as long.
  [lane('firefox', ['firefox'], 'busy'), lane('chromium', ['chromium'], 'busy')],
  // Two of these wait for clocks now and then, and leave the processors to the third.
  [
    lane('components', ['components', 'chromium', 'firefox'], 'walks'),
    lane('waiting-firefox', ['firefox'], 'waiting'),
    lane('waiting-chromium', ['chromium'], 'waiting'),
  ],
  // Tests that measure time or pixels need a processor to themselves.
  [lane('alone-firefox', ['firefox'], 'alone'), lane('alone-chromium', ['chromium'], 'alone')],
];

/** What is run every few minutes of work: everything but the browser tests. */
const QUICK: readonly (readonly Lane[])[] = [
  [
    lane('pure', ['unit', 'conventions']),
    lane('components', ['components'], undefined, 'tests/components'),
    lane('storage', ['components'], undefined, 'tests/storage'),
  ],
];

const running = new Set<RunningLane>();
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    interrupted = true;
    for (const one of running) one.stop();
  });

async function run(one: Lane): Promise<LaneResult> {
  const started = startLane(one, path.join(folder, one.name), ({ name, counts, ms }) =>
    console.log(`${countsText(counts).padEnd(32)} ${seconds(ms).padStart(7)}  ${name}`),
  );
  running.add(started);
  if (interrupted) started.stop();
  const result = await started.ended;
  running.delete(started);
  if (!result.ok && !interrupted)
    console.log(`\nThe ${one.name} lane failed. All that it printed:\n\n${result.output}\n`);
  if (result.left > 0 && !interrupted)
    console.log(`The ${one.name} lane left ${result.left} browsers running.`);
  return result;
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
/** How long all processors have worked so far, for everything on the machine, in milliseconds. */
const worked = () =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

async function lanes(steps: readonly (readonly Lane[])[]): Promise<Counts> {
  const [began, before] = [Date.now(), worked()];
  const results: LaneResult[] = [];
  for (const step of steps) if (!interrupted) results.push(...(await Promise.all(step.map(run))));
  const took = Date.now() - began;
  const report = await merged(results);
  for (const { name, counts, ms } of results)
    console.log(`${name.padEnd(12)} ${seconds(ms).padStart(9)}  ${countsText(counts)}`);
  const ratio = (took / (worked() - before)).toFixed(2);
  console.log(`${'together'.padEnd(12)} ${seconds(took).padStart(9)}  ${ratio} of processor time`);
  return report;
}

/** Prints the reports of all lanes as one. */
async function merged(results: readonly LaneResult[]): Promise<Counts> {
  const counts = sumOf(results.map((result) => result.counts));
  if (interrupted) {
    console.log('\nStopped. These are the tests that had ended.');
    return counts;
  }
  const report = startLane(
    {
      name: 'report',
      command: vitest(
        `--merge-reports=${blobs}`,
        '--reporter=default',
        '--reporter=./tests/reporter.ts',
      ),
    },
    path.join(folder, 'report'),
    () => {},
  );
  running.add(report);
  const { output } = await report.ended;
  running.delete(report);
  console.log(output);
  return counts;
}

/** Runs what the arguments ask for, with vitest's own output. */
async function some(args: readonly string[]): Promise<Counts> {
  const started = startLane(
    {
      name: 'some',
      command: vitest('--reporter=default', '--reporter=./tests/reporter.ts', ...args),
      shown: true,
    },
    path.join(folder, 'some'),
    () => {},
  );
  running.add(started);
  const { counts, left } = await started.ended;
  if (left > 0 && !interrupted) console.log(`The tests left ${left} browsers running.`);
  return counts;
}

await build();
const args = process.argv.slice(2);
const [option, name] = args;
let counts: Counts;
if (option === undefined) counts = await lanes(STEPS);
else if (option === '--quick') counts = await lanes(QUICK);
else if (option === '--lane') {
  const all = STEPS.flat();
  const found = all.filter((one) => one.name === name);
  if (found.length === 0) {
    const names = all.map((one) => one.name).join(', ');
    console.error(`There is no lane "${name ?? ''}". The lanes are ${names}.`);
    process.exit(1);
  }
  counts = await lanes([found]);
} else counts = await some(args);
rmSync(folder, { recursive: true, force: true });
console.log(`\n${countsText(counts)}`);
process.exit(counts.failed === 0 && !interrupted ? 0 : 1);
