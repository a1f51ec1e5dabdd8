/**
 * Shows Perch in a pretend call: builds it, serves the call under a call site's address to one
 * browser, and opens that browser with the build. With `--desk`, it opens the desk instead, of a
 * made-up practice.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from '../tests/browser/driver/chromium.ts';
import { findBrowser } from '../tests/browser/driver/find-browser.ts';
import { launchFirefox } from '../tests/browser/driver/firefox.ts';
import { fillPractice } from '../tests/browser/made-up.ts';
import { MEET, panelIn } from '../tests/browser/perch.ts';
import { Screen } from '../tests/browser/screen.ts';
import { serveCallPages } from '../tests/pages/server.ts';
import { ensureBrowsers, howToInstall } from './browsers.ts';
import { build } from './run.ts';

const SHOTS = '.shots';
const wantsDesk = process.argv.includes('--desk');
/** A year of a full week, as far as it is shown. */
const [SESSIONS, CLIENTS] = [1_200, 40];
const wantsFirefox = process.argv.includes('--firefox');
const find = () => (!wantsFirefox && findBrowser('chromium')) || findBrowser('firefox');
if (!find()) ensureBrowsers([wantsFirefox ? 'firefox' : 'chromium']);
const found = find();
if (!found) {
  if (!wantsFirefox) console.error(howToInstall('chromium'));
  console.error(howToInstall('firefox'));
  process.exit(1);
}

await build([found.family]);
const headless =
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const pages = await serveCallPages();
const launch = found.family === 'firefox' ? launchFirefox : launchChromium;
console.log(`\n${found.version} (${found.path})`);
const browser = await launch({ network: pages, headless });
if (wantsDesk) await fillPractice(browser, SESSIONS, CLIENTS);
const tab = await browser.open(
  wantsDesk ? browser.page('desk.html') : `${MEET}?rtc${headless ? '' : '&camera'}`,
);

mkdirSync(SHOTS, { recursive: true });
const shots: string[] = [];
const shot = async (name: string) => {
  const file = path.join(SHOTS, `demo-${name}.png`);
  await tab.screenshot(file);
  shots.push(file);
};

if (headless && wantsDesk) {
  const desk = new Screen(tab);
  await desk.see('region', 'To finish');
  await shot('today');
  await desk.press('link', 'Clients');
  await desk.see('table', 'Clients');
  await shot('clients');
  await desk.press('link', 'Notes');
  await desk.press('link', '*', { within: { role: 'list', name: 'Sessions' } });
  await desk.see('region', 'Document');
  await shot('document');
  console.log(`\nThere is no display. Pictures of a made-up practice of ${SESSIONS} sessions:`);
  for (const file of shots) console.log(`  ${file}`);
  await browser.close();
} else if (headless) {
  const panel = await panelIn(tab);
  await panel.see('button', 'Open panel');
  await shot('strip');
  await panel.start();
  await panel.enter('Client Agenda');
  await panel.note('Focus: “saying no at work without guilt”');
  await panel.enter('Exploration');
  await panel.note('Voice drops when the deadline comes up');
  await panel.press('button', 'Dock right');
  await shot('session');
  await panel.press('button', 'Mask panel');
  await panel.see('button', 'Show panel');
  await shot('masked');
  await panel.press('button', 'Show panel');
  await panel.press('button', 'End session');
  await panel.see('region', 'Session summary');
  const saved = await panel.notes();
  await shot('summary');
  console.log('\nThere is no display, so a short session was played through the panel.');
  console.log('Saved, encrypted, on this device:');
  for (const note of saved.toReversed()) console.log(`  ${note}`);
  console.log('Pictures:');
  for (const file of shots) console.log(`  ${file}`);
  await browser.close();
} else {
  console.log(
    wantsDesk
      ? 'The desk of a made-up practice is open. Close the window to stop.'
      : 'A pretend call is open. Press the strip at the top to begin. Close the window to stop.',
  );
  await browser.exited();
  await browser.close();
}
await pages.close();
process.exit(0);
