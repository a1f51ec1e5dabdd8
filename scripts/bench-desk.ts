/**
 * Measures the desk of a practice of three sizes: opening it, its pages, search, a note that is
 * saved meanwhile, unlocking, and memory. Prints medians, spread, and the ratio to the smallest
 * practice; nothing here passes or fails. `--sizes 60,1200` measures these numbers of sessions
 * alone.
 */
import path from 'node:path';
import { rolldown } from 'rolldown';
import { EMPTY_PAGE, type Tab, until } from '../tests/browser/driver/driver.ts';
import { type Rig, startRig } from '../tests/browser/perch.ts';
import { Screen } from '../tests/browser/screen.ts';
import { extensionMemory } from './extension-memory.ts';
import { build } from './run.ts';

const CLIENTS = 300;
const ROUNDS = 5;
/** Seconds without less memory, after which no more is given back. */
const REST = 10;
const root = path.join(import.meta.dirname, '..');
const sizesFlag = process.argv[process.argv.indexOf('--sizes') + 1];
const SIZES = process.argv.includes('--sizes')
  ? (sizesFlag ?? '').split(',').map(Number)
  : [60, 1_200, 12_000];

const bundle = await rolldown({
  input: path.join(root, 'tests/browser/in-page/desk-bench.ts'),
  tsconfig: false,
  resolve: { alias: { '@': root } },
});
const { output } = await bundle.generate({ format: 'iife', codeSplitting: false });
const SOURCE = `(() => { ${output[0].code} })(), true`;

await build([process.env.PERCH_BROWSER === 'firefox' ? 'firefox' : 'chromium']);

type Figures = Readonly<Record<string, readonly number[]>>;

async function measure(sessions: number): Promise<Figures> {
  const rig = await startRig({ own: true });
  try {
    const tab: Tab = await rig.browser.open(rig.browser.page(EMPTY_PAGE));
    await tab.resize(1_280, 900);
    await tab.evaluateSource(SOURCE);
    const run = (what: string, ...args: number[]) =>
      tab.evaluateSource(`globalThis.deskBench.${what}(${args.join()})`);
    const filled = await run('fill', sessions, CLIENTS);
    console.log(`${sessions} sessions: ${JSON.stringify(filled)}`);
    const figures = (await run('measure', ROUNDS)) as Figures;
    const unlocked = (await run('unlocks', ROUNDS)) as Figures;
    const open = await rig.browser.memoryOf(tab);
    await run('lockAgain');
    const locked = await rig.browser.memoryOf(tab);
    return {
      ...figures,
      ...unlocked,
      'memory of the tab, unlocked, MB': [open.page / 1e6],
      'memory of the tab, locked again, MB': [locked.page / 1e6],
      ...(process.platform === 'linux' && rig.browser.name === 'chromium' ? await held(rig) : {}),
    };
  } finally {
    await rig.close();
  }
}

/**
 * What the extension's processes hold of the practice, in a browser that was started anew: with
 * nothing open, with the desk open and all of it searched, and locked again.
 */
async function held(rig: Rig): Promise<Figures> {
  const { browser } = rig;
  const now = () => (extensionMemory(browser.profile) ?? Number.NaN) / 1e6;
  /** What is held once the browser has given back what nothing needs, which takes seconds. */
  const atRest = async (page: Tab) => {
    await browser.memoryOf(page);
    const seen = [now()];
    while (seen.length < REST || (seen.at(-REST) ?? 0) > now() * 1.01) {
      await new Promise((next) => setTimeout(next, 1_000));
      seen.push(now());
    }
    await browser.memoryOf(page);
    return now();
  };
  await browser.quit();
  await browser.relaunch();
  const empty = await browser.open(browser.page(EMPTY_PAGE));
  const before = await atRest(empty);
  const tab = await browser.open(`${browser.page('desk.html')}#/notes`);
  const desk = new Screen(tab);
  await desk.fill('textbox', 'Passphrase', 'five words of a person');
  await desk.press('button', 'Unlock');
  await desk.fill('searchbox', 'Search notes', 'guilt');
  await until(
    async () => /\d/.test(await status(tab)) && !/still/.test(await status(tab)),
    'all to be searched',
    600_000,
  );
  const open = await atRest(tab);
  await desk.press('button', 'Lock');
  await desk.see('button', 'Unlock');
  const locked = await atRest(tab);
  return {
    'memory of the processes, nothing open, MB': [before],
    'memory of the processes, all searched, MB': [open],
    'memory of the processes, locked again, MB': [locked],
  };
}

const status = (tab: Tab) =>
  tab.evaluate(
    () => document.querySelector('.notes-search p [role=status]')?.textContent?.trim() ?? '',
  );

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1] ?? 0;
const results = new Map<number, Figures>();
for (const size of SIZES) results.set(size, await measure(size));
const [smallest] = results.values();
const p95 = (of: readonly number[]) =>
  of.toSorted((a, b) => a - b)[Math.floor(of.length * 0.95)] ?? 0;
console.log(
  '\nmedian ms (smallest to largest; p95) from the smallest practice to the largest, and how often the smallest\n',
);
for (const name of Object.keys(smallest ?? {})) {
  const base = median(smallest?.[name] ?? []);
  const cells = [...results.values()].map((figures) => {
    const all = figures[name] ?? [];
    const spread = `${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)}; ${p95(all).toFixed(0)}`;
    const ratio = base > 0 ? ` x${(median(all) / base).toFixed(1)}` : '';
    return `${median(all).toFixed(1)} (${spread})${ratio}`.padEnd(34);
  });
  console.log(`${name.padEnd(42)} ${cells.join(' ')}`);
}
