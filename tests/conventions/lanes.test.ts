import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countsText, type LaneMessage, startLane, sumOf } from '../../scripts/lanes.ts';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'perch-lanes-')), 'lane');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

/** Starts a lane that runs this source text, and says what it was told meanwhile. */
const lane = (source: string) => {
  const told: LaneMessage[] = [];
  const first = Promise.withResolvers<LaneMessage>();
  const running = startLane(
    { name: 'made up', command: [process.execPath, '--input-type=module', '-e', source] },
    folder,
    (file) => {
      told.push(file);
      first.resolve(file);
    },
  );
  return { ...running, told, first: first.promise };
};
const totals = (passed: number, failed: number) =>
  `process.send({ type: 'totals', counts: { passed: ${passed}, failed: ${failed}, skipped: 1 } });`;
/** A browser as the driver starts it: in a group of its own, and written down. */
const BROWSER = `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const browser = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
  });
  browser.unref();
  writeFileSync(process.env.PERCH_LANE_FOLDER + '/processes/' + browser.pid, '');
  process.send({ type: 'file', name: String(browser.pid), counts: { passed: 2, failed: 0, skipped: 0 }, ms: 0 });`;
/** Not counting a process that has ended and that nobody has asked how. */
const isRunning = (pid: number) => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout.trim());
};

test('a lane whose tests pass says how many, keeps what it printed, and leaves no folder', async () => {
  const { ended } = lane(`console.log('one'); console.error('two'); ${totals(3, 0)}`);
  const { ok, counts, output, left } = await ended;
  expect({ ok, left }).toEqual({ ok: true, left: 0 });
  expect(countsText(counts)).toBe('3 passed, 0 failed, 1 skipped');
  expect(output).toContain('one');
  expect(output).toContain('two');
  expect(existsSync(folder)).toBe(false);
});

test('a lane with a failed test has failed, and so has one that ends with another code than 0', async () => {
  const failed = await lane(totals(2, 1)).ended;
  expect(failed).toMatchObject({ ok: false, counts: { passed: 2, failed: 1 } });
  const broken = await lane(`${totals(2, 0)} process.exitCode = 3;`).ended;
  expect(broken).toMatchObject({ ok: false, counts: { passed: 2, failed: 1 } });
});

test('a lane that can not be started has failed, and says why', async () => {
  const missing = { name: 'missing', command: [path.join(folder, 'no such program')] };
  const { ok, counts, output } = await startLane(missing, folder, () => {}).ended;
  expect({ ok, failed: counts.failed }).toEqual({ ok: false, failed: 1 });
  expect(output).toContain('ENOENT');
});

test('a browser that a lane has left running is ended, and the lane has failed', async () => {
  const { ended, told } = lane(`${BROWSER} ${totals(1, 0)} process.disconnect();`);
  const { ok, left } = await ended;
  expect({ ok, left }).toEqual({ ok: false, left: 1 });
  const [file] = told;
  await expect.poll(() => isRunning(Number(file?.type === 'file' && file.name))).toBe(false);
});

test('a lane that is stopped ends at once, with every browser that it started', async () => {
  const { ended, stop, first } = lane(`${BROWSER} setInterval(() => {}, 1000);`);
  const file = await first;
  const browser = Number(file.type === 'file' && file.name);
  expect(isRunning(browser)).toBe(true);
  stop();
  expect(await ended).toMatchObject({ ok: false, counts: { passed: 2, failed: 1 } });
  await expect.poll(() => isRunning(browser)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});

test('counts of lanes add up', () => {
  const sum = sumOf([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 3, failed: 4, skipped: 0 },
  ]);
  expect(sum).toEqual({ passed: 4, failed: 4, skipped: 2 });
  expect(countsText({ passed: 4, failed: 0, skipped: 0 })).toBe('4 passed, 0 failed');
});
