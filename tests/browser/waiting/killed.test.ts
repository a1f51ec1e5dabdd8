import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseBackup, downloaded } from '../backup-files.ts';
import { until } from '../driver/driver.ts';
import { storedRows } from '../in-page/stored.ts';
import { newNotes, write } from '../in-page/written.ts';
import { type Rig, setPassphrase, startRig, unlock } from '../perch.ts';
import type { Screen } from '../screen.ts';

const NOTES = 120;
const CODE = 'ZED-9';
const FILE = 'five quite unrelated words';
const FIRST = 'quiet lamp between rivers';
const SECOND = 'another lamp on the hill';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ own: true });
});
afterAll(() => rig?.close());

/** Writes a session of a client into the browser, and gives what was acknowledged. */
async function written(): Promise<number> {
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', CODE);
  await panel.start();
  await panel.tab.goto(rig.browser.page('popup.html'));
  const saved = await panel.tab.evaluate(write, newNotes(NOTES, 'kept') as never, null);
  await panel.tab.close();
  const again = await rig.call();
  await again.unfold();
  await again.finish();
  await again.tab.close();
  return saved.length;
}

/** How many notes are stored. Fails unless the desk opens and finds each of them. */
async function notesNow(): Promise<number> {
  const notes = await rig.desk('notes');
  const [lines] = await notes.doc.evaluate(storedRows, 'lines');
  const stored = lines?.rows.length ?? 0;
  if (stored === 0) await notes.says('No sessions yet');
  else {
    await notes.fill('searchbox', 'Search notes', 'kept');
    await until(async () => {
      const words = (await notes.words()).replace(/[\u2068\u2069]/g, '');
      return words.includes(`${stored} notes in 1`) || words.includes(`${stored} notes\nin 1`);
    }, `the desk to find ${stored} notes`);
  }
  await notes.doc.tab.close();
  return stored;
}

/** Does something, kills the browser so many milliseconds afterwards, and starts it again. */
async function killAfter(ms: number, act: () => Promise<unknown>): Promise<void> {
  await act();
  await new Promise((wake) => {
    // The instant is what is tried out here; nothing is waited for.
    setTimeout(wake, ms);
  });
  await rig.browser.kill();
  await rig.browser.relaunch();
}

/** Opens the notes, and gives which of these has opened them. */
async function opening(...passphrases: readonly string[]): Promise<readonly string[]> {
  const opens: string[] = [];
  for (const passphrase of passphrases) {
    const desk = await rig.desk();
    const isOpen = await until(async () => {
      if ((await desk.all('button', 'Lock')).length > 0) return 'yes';
      return (await desk.all('textbox', 'Passphrase')).length > 0 ? 'no' : null;
    }, 'the desk or its lock');
    if (isOpen === 'yes') await desk.press('button', 'Lock');
    await unlock(desk, passphrase);
    const opened = await until(async () => {
      if ((await desk.all('button', 'Lock')).length > 0) return 'yes';
      const said = await desk.all('alert');
      return said.some(({ text }) => text.includes('not the passphrase')) ? 'no' : null;
    }, 'the answer');
    if (opened === 'yes') opens.push(passphrase);
    await desk.doc.tab.close();
  }
  return opens;
}

/** Instants of a kill, in milliseconds after the press: in the beginning, in the midst, later. */
const INSTANTS = [5, 150, 600, 1_800] as const;

test('a browser that is killed in a restore has restored everything or nothing', async () => {
  expect(await written()).toBe(NOTES);
  const from = await rig.desk('settings/backup');
  await from.press('button', 'Make a backup');
  await from.fill('textbox', 'Passphrase for the backup', FILE);
  await from.fill('textbox', 'Passphrase for the backup again', FILE);
  await from.press('button', 'Save the backup');
  await from.says('The browser has perch-backup-', 30_000);
  const bytes = readFileSync(await downloaded(rig, '.age'));
  await rig.close();

  rig = await startRig({ own: true });
  const looked = async (): Promise<Screen> => {
    const empty = await rig.desk('settings/backup');
    await empty.press('button', 'Restore a backup');
    await chooseBackup(empty, 'backup.age', bytes);
    await empty.fill('textbox', 'Passphrase of the backup', FILE);
    await empty.press('button', 'Look what is in it');
    await empty.says(`${NOTES} notes`, 60_000);
    return empty;
  };
  const left: number[] = [];
  for (const ms of INSTANTS) {
    const empty = await looked();
    await killAfter(ms, () => empty.press('button', 'Restore'));
    const stored = await notesNow();
    left.push(stored);
    expect([0, NOTES]).toContain(stored);
    if (stored > 0) break;
  }
  console.log(`killed in a restore, notes afterwards: ${left.join(', ')}`);
  if (left.at(-1) === 0) {
    const empty = await looked();
    await empty.press('button', 'Restore');
    await empty.says('Restored.', 30_000);
  }
  expect(await notesNow()).toBe(NOTES);
}, 300_000);

test('a browser that is killed while a passphrase is set or changed has one that opens every note', async () => {
  const protection = () => rig.desk('settings/protection');
  /** Resolves with whether there is a passphrase. */
  const isSet = async (): Promise<boolean> => {
    const settings = await protection();
    const there = await until(async () => {
      if ((await settings.all('textbox', 'Passphrase')).length > 0) return 'yes';
      return (await settings.all('button', 'Choose a passphrase')).length > 0 ? 'no' : null;
    }, 'the lock, or a first passphrase to choose');
    await settings.doc.tab.close();
    return there === 'yes';
  };

  const set: string[] = [];
  for (const ms of INSTANTS) {
    const settings = await protection();
    await settings.press('button', 'Choose a passphrase');
    await settings.fill('textbox', 'New passphrase', FIRST);
    await settings.fill('textbox', 'New passphrase again', FIRST);
    await killAfter(ms, () => settings.press('button', 'Set passphrase'));
    const there = await isSet();
    set.push(there ? 'set' : 'none');
    if (there) expect(await opening(FIRST)).toEqual([FIRST]);
    expect(await notesNow()).toBe(NOTES);
    if (there) break;
  }
  console.log(`killed while a passphrase is set, afterwards: ${set.join(', ')}`);
  if (set.at(-1) === 'none') await setPassphrase(await protection(), FIRST);

  // Before anything is written, and as soon as Perch says that the passphrase is changed.
  const changed: string[] = [];
  for (const when of ['pressed', 'acknowledged'] as const) {
    const settings = await protection();
    await settings.press('button', 'Change passphrase');
    await settings.fill('textbox', 'Present passphrase', FIRST);
    await settings.fill('textbox', 'New passphrase', SECOND);
    await settings.fill('textbox', 'New passphrase again', SECOND);
    await killAfter(0, async () => {
      await settings.press('button', 'Change passphrase', { index: 1 });
      if (when === 'acknowledged') await settings.says('The passphrase is changed', 30_000);
    });
    const opens = await opening(SECOND, FIRST);
    changed.push(...opens);
    expect(opens).toHaveLength(1);
    if (when === 'acknowledged') expect(opens).toEqual([SECOND]);
    await opening(...opens);
    expect(await notesNow()).toBe(NOTES);
  }
  console.log(`killed in a change of passphrase, what opens: ${changed.join(', ')}`);
}, 300_000);

test('a browser that is killed while a client is erased has erased everything of theirs or nothing', async () => {
  const file = async () => {
    const desk = await rig.desk('clients');
    await desk.press('link', `${CODE}*`);
    await desk.press('link', 'File');
    await desk.press('button', 'Erase this client');
    return desk;
  };
  // In the moment to take it back, nothing is erased.
  await killAfter(0, async () => {
    const desk = await file();
    await desk.press('button', `Erase ${CODE}`);
    await desk.see('button', 'Undo');
  });
  expect(await opening(SECOND)).toEqual([SECOND]);
  expect(await notesNow()).toBe(NOTES);
  const left: number[] = [];
  for (const ms of [0, 400]) {
    await killAfter(ms, async () => {
      const desk = await file();
      await desk.press('button', `Erase ${CODE}`);
      await desk.see('button', 'Undo');
      const gone = async () => (await desk.all('button', 'Undo')).length === 0;
      await until(gone, 'the end of the moment', 30_000, 20);
    });
    expect(await opening(SECOND)).toEqual([SECOND]);
    const stored = await notesNow();
    left.push(stored);
    expect([0, NOTES]).toContain(stored);
    if (stored === 0) break;
  }
  console.log(`killed while a client is erased, notes afterwards: ${left.join(', ')}`);
}, 300_000);
