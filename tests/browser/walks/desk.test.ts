import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { type Panel, panelIn, type Rig, startRig } from '../perch.ts';
import { Screen } from '../screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

const session = async (notes: readonly string[]): Promise<Panel> => {
  const panel = await rig.call();
  await panel.start();
  for (const note of notes) await panel.note(note);
  await panel.finish();
  await panel.tab.close();
  return panel;
};

const open = async (page: string) => new Screen(await rig.browser.open(rig.browser.page(page)));

/** The next file that the browser has saved whole, read and removed. */
const saved = () =>
  until(async () => {
    const [name] = readdirSync(rig.browser.downloads);
    if (!name || !/\.(md|json)$/.test(name)) return null;
    const file = path.join(rig.browser.downloads, name);
    const text = readFileSync(file, 'utf8');
    if (text === '') return null;
    rmSync(file);
    return { name, text };
  }, 'a saved file');

test('an empty desk teaches what to do', async () => {
  const desk = await open('desk.html');
  await until(
    () =>
      desk.doc.evaluate(() =>
        document.body.innerText.includes('Open a call in Google Meet or Zoom'),
      ),
    'what to do',
  );
  await desk.press('link', 'Notes');
  await until(
    () => desk.doc.evaluate(() => document.body.innerText.includes('No sessions yet')),
    'what will be here',
  );
  await desk.doc.tab.close();
});

test('past sessions are listed with their notes, found by word, and exported one or all', async () => {
  await session(['Boundary with her sister', 'café, <b>not bold</b> & *not italic*']);
  await session(['Second one: sleep']);
  const desk = await open('desk.html#/notes');
  const list = { role: 'list', name: 'Sessions' };
  await until(async () => (await desk.all('link', null, list)).length === 2, 'two sessions');

  await desk.fill('searchbox', 'Search notes', 'nowhere to be found');
  await desk.says('No note like this');
  await desk.fill('searchbox', 'Search notes', 'SISTER cafe');
  await desk.when(
    'list',
    'Found notes',
    ({ text }) => text.includes('Boundary with her sister') && !text.includes('Second one'),
  );
  // A note leads to its place in the session, and so does the keyboard.
  await desk.press('link', '*', { within: { role: 'list', name: 'Found notes' } });
  await desk.see('button', 'Finalise');
  await until(
    () => desk.doc.evaluate(() => document.activeElement?.matches('li[aria-current]') ?? false),
    'the focus on the note',
  );
  await desk.doc.evaluate(() =>
    [...document.querySelectorAll('summary')]
      .find(({ textContent }) => textContent === 'More')
      ?.click(),
  );
  await desk.press('button', 'Export the record: As Markdown');
  const one = await saved();
  expect(one.name).toMatch(/^perch-\d{4}-\d\d-\d\d\.md$/);
  expect(one.text).toContain('Boundary with her sister');
  expect(one.text).toContain('\\<b\\>not bold\\</b\\>');
  expect(one.text).not.toContain('Second one');

  // The search is as it was left.
  await desk.press('link', 'Notes');
  await desk.when('searchbox', 'Search notes', ({ value }) => value === 'SISTER cafe');
  await until(
    () => desk.doc.evaluate(() => document.activeElement?.matches('.hit') ?? false),
    'the focus on the note that was opened',
  );
  await desk.fill('searchbox', 'Search notes', ' ');
  await desk.press('button', 'Export the record of all sessions: As JSON');
  const all = await saved();
  const read = JSON.parse(all.text);
  expect(read).toMatchObject({ format: 'perch-sessions', version: 1 });
  expect(read.sessions).toHaveLength(2);
  expect(read.sessions[1].notes.map(({ text }: { text: string }) => text)).toEqual([
    'Boundary with her sister',
    'café, <b>not bold</b> & *not italic*',
  ]);
  await desk.doc.tab.close();
});

test('notes are found again in the desk after the browser was restarted', async () => {
  await session(['found after a restart']);
  await rig.browser.quit();
  await rig.browser.relaunch();
  const desk = await rig.found('found after a restart');
  await desk.doc.tab.close();
});

test('the desk follows a running session', async () => {
  const desk = await open('desk.html');
  const panel = await rig.call();
  await panel.start();
  await panel.enter('Planning');
  await desk.doc.tab.activate();
  await desk.see('timer', 'Time remaining');
  await until(
    () => desk.doc.evaluate(() => document.body.innerText.includes('Planning')),
    'the leg',
  );
  await desk.doc.tab.close();
  await panel.tab.activate();
  await panel.finish();
  await panel.tab.close();
});

test('the desk leads to the call, and says when its tab is closed', async () => {
  const panel = await rig.call();
  await panel.start();
  const desk = await open('desk.html');
  const isInFront = () =>
    panel.tab.evaluate(() => document.visibilityState === 'visible' && document.hasFocus());
  await desk.press('button', 'Go to the call');
  await until(isInFront, 'the call to be in front');
  await desk.doc.tab.activate();
  await panel.tab.close();
  await desk.press('button', 'Go to the call');
  await desk.says('The tab of this session is closed');
  // Opened again, the call has its session, and the desk leads to it.
  const again = await rig.call();
  await again.unfold();
  await desk.doc.tab.activate();
  await desk.press('link', 'Clients');
  await desk.press('button', 'Go to the call');
  await until(
    () => again.tab.evaluate(() => document.hasFocus()),
    'the call that was opened again to be in front',
  );
  await again.finish();
  await again.tab.close();
  await desk.doc.tab.close();
});

test('a rehearsal ends in the desk with its record, and leaves nothing there', async () => {
  const tab = await rig.browser.open(rig.browser.page('rehearsal.html'));
  const panel = await panelIn(tab);
  await panel.start();
  await panel.enter('Exploration');
  await panel.press('radio', 'Private');
  await panel.note('a rehearsed thought');
  await panel.press('radio', 'Record');
  await panel.note('only a rehearsal');
  await tab.reload();
  const again = await panelIn(tab);
  await again.noteShown('only a rehearsal');
  const call = await rig.call();
  await call.unfold();
  await call.see('button', 'Start session');
  await call.tab.close();
  await tab.activate();
  // Closed, it takes the panel away with it.
  await again.press('button', 'End session');
  await again.press('button', 'Close summary');
  const rehearsed = new Screen(tab);
  await rehearsed.see('navigation', 'Desk');
  await rehearsed.when('region', 'Document', ({ text }) => text.includes('only a rehearsal'));
  const hasPanel = () => tab.evaluate(() => document.querySelector('[data-perch-host]') !== null);
  expect(await hasPanel()).toBe(false);
  await rehearsed.press('radio', 'DAP');
  await rehearsed.when('region', 'Data', ({ text }) => text.includes('only a rehearsal'));
  await rehearsed.press('button', 'Undo');
  await rehearsed.see('region', 'Subjective');
  await rehearsed.press('link', 'Private*');
  await rehearsed.when('region', 'Private', ({ text }) => text.includes('a rehearsed thought'));
  await rehearsed.press('link', 'Notes');
  await rehearsed.see('searchbox', 'Search notes');
  expect(await tab.evaluate(() => location.pathname)).toBe('/desk.html');
  await rehearsed.fill('searchbox', 'Search notes', 'rehears');
  await rehearsed.says('No note like this');
  await tab.goto(rig.browser.page('rehearsal.html'));
  const second = await panelIn(tab);
  await second.start();
  await second.press('button', 'End session');
  await second.press('button', 'Close summary');
  // The pretend call has a button of that name as well, and goes now.
  await rehearsed.see('region', 'Document');
  await rehearsed.press('button', 'Leave the rehearsal');
  await until(() => tab.evaluate(() => location.pathname === '/desk.html'), 'the desk');
  await rehearsed.see('navigation', 'Desk');
  expect(await tab.evaluate(() => location.href)).toMatch(/desk\.html$/);
  await tab.close();
});

test('a rehearsal says what to try next, and can be left in the middle', async () => {
  const tab = await rig.browser.open(rig.browser.page('rehearsal.html'));
  const page = new Screen(tab);
  const panel = await panelIn(tab);
  await page.says('Read the prompt aloud');
  const next = () =>
    page.doc.evaluate(() => document.querySelector('[aria-current="step"]')?.textContent ?? '');
  await until(async () => (await next()).includes('opens as a bar'), 'the first step');
  if ((await panel.there()) === 'panel') await panel.press('button', 'Fold panel');
  await panel.openBar();
  await until(async () => (await next()).includes('Press Start session'), 'the second step');
  await panel.press('button', 'Start session');
  await until(async () => (await next()).includes('Read the prompt'), 'the third step');
  await panel.press('button', 'Next prompt');
  await until(async () => (await next()).includes('Go to another leg'), 'the fourth step');
  await panel.enter('Exploration');
  await panel.beside();
  await panel.note('half of a rehearsal');
  await until(async () => (await next()).includes('press Private first'), 'the sixth step');
  await page.press('button', 'Leave the rehearsal');
  await page.see('navigation', 'Desk');
  await tab.goto(rig.browser.page('rehearsal.html'));
  const again = await panelIn(tab);
  await again.unfold();
  await again.see('button', 'Start session');
  await tab.close();
});

test('the popup shows the session and leads to desk and rehearsal', async () => {
  const panel = await rig.call();
  await panel.start();
  const popup = await open('popup.html');
  await popup.see('timer', 'Time remaining');
  await popup.see('button', 'Open desk');
  await popup.see('button', 'Rehearsal');
  await popup.doc.tab.close();
  await panel.tab.activate();
  await panel.finish();
  await panel.tab.close();
});

test('the panel leads to the help, in a tab beside the call', async () => {
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('button', 'Help');
  const help = new Screen(await rig.browser.opened(rig.browser.page('desk.html#/help')));
  await help.see('heading', 'Help');
  await help.doc.tab.close();
  await panel.tab.close();
});

test('resetting positions keeps every note', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.note('kept by a reset');
  await panel.press('button', 'Dock right');
  await until(async () => (await panel.doc.origin()).x > 600, 'the panel on the right');
  await panel.finish();
  const settings = await open('desk.html#/settings/look');
  await settings.press('button', 'Reset positions');
  await until(
    () => settings.doc.evaluate(() => document.body.innerText.includes('Positions are reset')),
    'the answer',
  );
  await settings.press('link', 'Notes');
  await settings.fill('searchbox', 'Search notes', 'kept by a reset');
  await settings.says('kept by a reset');
  await settings.doc.tab.close();
  await panel.tab.activate();
  await panel.tab.reload();
  const again = await panelIn(panel.tab);
  await again.see('button', 'Open panel');
  expect((await again.doc.origin()).x).toBeLessThan(600);
  await again.tab.close();
});

test('resetting all settings keeps every note, and can be taken back', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.note('kept by every reset');
  await panel.finish();
  await panel.tab.close();
  const settings = await open('desk.html#/settings');
  const has = (name: string) => settings.when('radio', name, ({ checked }) => checked === true);
  await settings.press('radio', 'Minimal');
  await settings.press('button', 'Change: Shorthands');
  await settings.fill('textbox', 'Short form', 'ct');
  await settings.fill('textbox', 'Stands for', 'client');
  await settings.press('button', 'Add shorthand');
  await settings.press('button', 'Remove shorthand ct');
  await settings.press('button', 'Undo');
  await settings.see('button', 'Remove shorthand ct');
  await has('Minimal');
  await settings.press('link', 'About');
  await settings.press('button', 'Reset all settings');
  await settings.press('link', 'How you work');
  await has('Standard');
  await settings.gone('button', 'Remove shorthand ct');
  await settings.press('button', 'Undo');
  await has('Minimal');
  await settings.press('button', 'Change: Shorthands');
  await settings.see('button', 'Remove shorthand ct');
  await settings.press('link', 'About');
  await settings.press('button', 'Reset all settings');
  await settings.press('link', 'How you work');
  await has('Standard');
  await settings.press('link', 'Notes');
  await settings.fill('searchbox', 'Search notes', 'kept by every reset');
  await settings.says('kept by every reset');
  await settings.doc.tab.close();
});

test('a database that was emptied from outside says what was there, and leads to restoring', async () => {
  await session(['gone with the folder']);
  await rig.browser.quit();
  const removed = readdirSync(rig.browser.profile, { recursive: true, encoding: 'utf8' })
    // Firefox keeps the extension's small values in a folder of the same kind.
    .filter((name) => /IndexedDB\/chrome-extension_|\+\+\+[^/^]+\/idb$/.test(name))
    .map((name) => rmSync(path.join(rig.browser.profile, name), { recursive: true, force: true }));
  expect(removed.length).toBeGreaterThan(0);
  await rig.browser.relaunch();
  const panel = await rig.call();
  await panel.unfold();
  await until(
    async () => (await panel.words()).includes('its database is empty now'),
    'the panel to say so',
  );
  const desk = await open('desk.html');
  await desk.see('heading', 'Your notes are no longer in this browser');
  expect(await desk.words()).toMatch(/There were \d+ sessions? here on/);
  await desk.press('button', 'Go on and restore a backup');
  await desk.press('button', 'Restore a backup');
  await desk.see('button', 'Look what is in it');
  await panel.start();
  await panel.finish();
  await panel.tab.close();
});
