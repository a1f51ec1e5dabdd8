/**
 * What Perch costs a call: one page with two WebRTC peers and 25 moving tiles, measured with a running session in the open
 * panel, and at an address that Perch does not run on. In turns, so that a busy machine weighs on both. Prints ratios.
 */
import { MEET, panelIn, type Rig, startRig } from '../tests/browser/perch.ts';
import { build } from './run.ts';

const WITH = `${MEET}?rtc&tiles=25`;
const WITHOUT = 'https://rooms.example/call?rtc&tiles=25';
const ROUNDS = 4;
const SECONDS = 10;

const measure = async (seconds: number) => {
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
  for (const type of ['longtask', 'layout-shift'])
    if (PerformanceObserver.supportedEntryTypes.includes(type)) watch.observe({ type });
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
  const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
  return {
    'frames decoded per second': (after.decoded - before.decoded) / took,
    'frames dropped per second': (after.dropped - before.dropped) / took,
    'pictures drawn per second': pictures / took,
    'long tasks, ms per second': longTasks / took,
    'layout shifts': shifts,
    'heap of the call page, MB': (memory?.usedJSHeapSize ?? 0) / 1e6,
  };
};
type Measured = Awaited<ReturnType<typeof measure>>;

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
  const measured = await tab.evaluate(measure, SECONDS);
  await tab.close();
  return measured;
}

build([process.env.PERCH_BROWSER === 'firefox' ? 'firefox' : 'chromium']);
const rig = await startRig();
const runs: Record<'with' | 'without' | 'again', Measured[]> = { with: [], without: [], again: [] };
// The first of each is not counted: caches and compilers warm up.
for (let round = 0; round <= ROUNDS; round += 1) {
  const without = await once(rig, WITHOUT, false);
  const with_ = await once(rig, WITH, true);
  const again = await once(rig, WITHOUT, false);
  if (round === 0) continue;
  runs.without.push(without);
  runs.with.push(with_);
  runs.again.push(again);
}
await rig.close();

const mean = (of: readonly Measured[], what: keyof Measured) =>
  of.reduce((sum, one) => sum + one[what], 0) / of.length;
const ratio = (a: number, b: number) =>
  a === b ? '1.00' : b === 0 ? 'none before' : (a / b).toFixed(2);
console.log(`\n${rig.browser.name}: with Perch / without, and without / without for the noise`);
for (const what of Object.keys(runs.with[0] ?? {}) as (keyof Measured)[]) {
  const [perch, bare, again] = [runs.with, runs.without, runs.again].map((of) => mean(of, what));
  if (perch === undefined || bare === undefined || again === undefined) continue;
  const noise = ratio(again, bare);
  console.log(
    `${what.padEnd(28)} ${ratio(perch, (bare + again) / 2).padStart(11)} ${noise.padStart(11)}   (${[perch, bare, again].map((value) => value.toFixed(2)).join(', ')})`,
  );
}
