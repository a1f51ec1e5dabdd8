/**
 * Measures what Perch costs a call. One page with two WebRTC peers, 25 moving tiles and an
 * application's worth of data runs in turns with a session in the open panel, and at an address
 * where Perch doesn't run, so that other load affects both. Prints ratios and, beside each, how
 * much the runs without Perch differ.
 */
import { MEET, panelIn, type Rig, startRig } from '../tests/browser/perch.ts';
import { build } from './run.ts';

/**
 * Megabytes of live data in the page. A call of 15 people took 260 to 330 MB as a tab
 * (bigbluebutton/bigbluebutton#19977). The heap's share of that is unknown, so this is a low
 * estimate.
 */
const APPLICATION = 40;
const firefox = process.env.PERCH_BROWSER === 'firefox';
// Chromium measures the memory of isolated pages only.
const PAGE = `rtc&tiles=25&application=${APPLICATION}${firefox ? '' : '&headers=coepRequireCorp'}`;
const WITH = `${MEET}?${PAGE}`;
const WITHOUT = `https://rooms.example/call?${PAGE}`;
const ROUNDS = 5;
const SECONDS = 10;
/**
 * Milliseconds. Pages are compared at the same age, because garbage collection has its own rhythm
 * from the start of a page.
 */
const AGE = 8_000;

const measure = async (seconds: number, age: number) => {
  await new Promise((wake) => {
    setTimeout(wake, age - performance.now());
  });
  const { peers } = window as unknown as { peers: readonly RTCPeerConnection[] };
  const received = async () => {
    let decoded = 0;
    let dropped = 0;
    for (const peer of peers)
      for (const report of (await peer.getStats()).values())
        if (report.type === 'inbound-rtp') {
          decoded += report.framesDecoded ?? 0;
          dropped += report.framesDropped ?? 0;
        }
    return { decoded, dropped };
  };
  let longTasks = 0;
  let shifts = 0;
  const watch = new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.entryType === 'longtask') longTasks += entry.duration;
      else shifts += (entry as unknown as { value: number }).value;
  });
  const told = (type: string) => PerformanceObserver.supportedEntryTypes.includes(type);
  for (const type of ['longtask', 'layout-shift']) if (told(type)) watch.observe({ type });
  const before = await received();
  const start = performance.now();
  let pictures = 0;
  while (performance.now() - start < seconds * 1_000) {
    await new Promise((next) => {
      requestAnimationFrame(next);
    });
    pictures += 1;
  }
  const took = (performance.now() - start) / 1_000;
  const after = await received();
  watch.disconnect();
  return {
    'frames decoded per second': (after.decoded - before.decoded) / took,
    'frames dropped per second': (after.dropped - before.dropped) / took,
    'pictures drawn per second': pictures / took,
    ...(told('longtask') ? { 'long tasks, ms per second': longTasks / took } : {}),
    ...(told('layout-shift') ? { 'layout shifts': shifts } : {}),
  };
};
type Measured = Readonly<Record<string, number>>;

async function once(rig: Rig, address: string, panel: boolean): Promise<Measured> {
  const tab = await rig.browser.open(address);
  if (panel) {
    const shown = await (await panelIn(tab)).unfold();
    if ((await shown.all('timer', 'Time remaining')).length === 0) await shown.start();
  }
  for (;;) {
    const up = await tab.evaluate(
      () =>
        (window as unknown as { peers?: RTCPeerConnection[] }).peers?.[0]?.connectionState ===
        'connected',
    );
    if (up) break;
  }
  const measured: Measured = await tab.evaluate(measure, SECONDS, AGE);
  const memory = await rig.browser.memoryOf(tab);
  await tab.close();
  return {
    ...measured,
    'JavaScript of the page, MB': memory.page / 1e6,
    'beside it, Perch too, MB': memory.beside / 1e6,
    ...(memory.process === null ? {} : { 'process, panel too, MB': memory.process / 1e6 }),
  };
}

await build([firefox ? 'firefox' : 'chromium']);
const rig = await startRig({ own: true });
const perch: Measured[] = [];
const bare: Measured[] = [];
// Don't count the first pair: caches and compilers warm up.
for (let round = 0; round <= ROUNDS; round += 1) {
  const without = await once(rig, WITHOUT, false);
  const withPerch = await once(rig, WITH, true);
  const again = await once(rig, WITHOUT, false);
  if (round === 0) continue;
  bare.push(without, again);
  perch.push(withPerch);
}
await rig.close();

const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
const ratio = (a: number, b: number) =>
  a === b ? '1.00' : b === 0 ? `${a.toFixed(2)}/0` : (a / b).toFixed(2);
console.log(
  `\n${rig.browser.name}: mean of ${perch.length} runs with Perch / mean of ${bare.length} without, and the lowest and highest without / their mean`,
);
for (const what of Object.keys(perch[0] ?? {})) {
  const [ours, theirs] = [perch, bare].map((runs) => runs.map((run) => run[what] ?? Number.NaN));
  if (!ours || !theirs) continue;
  const usual = mean(theirs);
  const [low, high] = [Math.min(...theirs), Math.max(...theirs)];
  const noise = `${ratio(low, usual)} to ${ratio(high, usual)}`;
  const means = `${mean(ours).toFixed(2)} / ${usual.toFixed(2)}`;
  console.log(
    `${what.padEnd(28)} ${ratio(mean(ours), usual).padStart(8)}   ${noise.padEnd(16)} (${means})`,
  );
}
