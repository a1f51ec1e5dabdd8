import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseBackup, downloaded } from '../backup-files.ts';
import { type Doc, until } from '../driver/driver.ts';
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

/** What a session of a client consists of. */
const CONTENT = ['clients', 'events', 'lines', 'sessions'] as const;
type Content = Readonly<Record<(typeof CONTENT)[number], number>>;
const NOTHING: Content = { clients: 0, events: 0, lines: 0, sessions: 0 };
/** All that is written in this test. */
let whole = NOTHING;

/** In an extension document: how many rows each of these tables has. */
async function contentIn(doc: Doc): Promise<Content> {
  const tables = await doc.evaluate(storedRows, null);
  const rows = new Map(tables.map(({ table, rows: { length } }) => [table, length]));
  return Object.fromEntries(CONTENT.map((table) => [table, rows.get(table) ?? 0])) as Content;
}

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
  await again.tab.goto(rig.browser.page('popup.html'));
  whole = await contentIn(again.tab);
  await again.tab.close();
  return saved.length;
}

/** How much is stored. Fails unless that is all or nothing, and the desk finds each note of it. */
async function notesNow(): Promise<number> {
  const notes = await rig.desk('notes');
  const found = await contentIn(notes.doc);
  const stored = found.lines;
  expect(found).toEqual(stored > 0 ? whole : NOTHING);
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
    }, 'the desk or its lock').catch(async (error: Error) => {
      throw new Error(`${error.message}; it says ${await desk.words()}`);
    });
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

async function killedInRestore(): Promise<void> {
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
    left.push(await notesNow());
    if (left.at(-1) !== 0) break;
  }
  console.log(`killed in a restore, notes afterwards: ${left.join(', ')}`);
  if (left.at(-1) === 0) {
    const empty = await looked();
    await empty.press('button', 'Restore');
    await empty.says('Restored.', 30_000);
  }
  expect(await notesNow()).toBe(NOTES);
}

/** There is one passphrase, or none, and it opens every note. Resolves with the last one. */
async function killedWithPassphrase(): Promise<string> {
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

  // As soon as it is pressed, mostly before anything is written, and as soon as Perch says that
  // the passphrase is changed.
  const changed: string[] = [];
  let present = FIRST;
  for (const when of ['pressed', 'acknowledged'] as const) {
    const next = present === FIRST ? SECOND : FIRST;
    const settings = await protection();
    await settings.press('button', 'Change passphrase');
    await settings.fill('textbox', 'Present passphrase', present);
    await settings.fill('textbox', 'New passphrase', next);
    await settings.fill('textbox', 'New passphrase again', next);
    await killAfter(0, async () => {
      await settings.press('button', 'Change passphrase', { index: 1 });
      if (when === 'acknowledged') await settings.says('The passphrase is changed', 30_000);
    });
    // The likelier one comes last, so that the desk mostly stays open.
    const tried = when === 'acknowledged' ? [present, next] : [next, present];
    const opens = await opening(...tried);
    expect(opens).toHaveLength(1);
    if (when === 'acknowledged') expect(opens).toEqual([next]);
    changed.push(opens[0] === present ? 'the old one' : 'the new one');
    if (opens[0] !== tried[1]) await opening(...opens);
    present = opens[0] ?? present;
    expect(await notesNow()).toBe(NOTES);
  }
  console.log(`killed in a change of passphrase, what opens: ${changed.join(', ')}`);
  return present;
}

async function killedInErasure(passphrase: string): Promise<void> {
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
  expect(await opening(passphrase)).toEqual([passphrase]);
  expect(await notesNow()).toBe(NOTES);
  const left: number[] = [];
  const erase = async () => {
    const desk = await file();
    await desk.press('button', `Erase ${CODE}`);
    await desk.see('button', 'Undo');
    const gone = async () => (await desk.all('button', 'Undo')).length === 0;
    await until(gone, 'the end of the moment', 30_000, 20);
  };
  for (const ms of [0, 400]) {
    await killAfter(ms, erase);
    expect(await opening(passphrase)).toEqual([passphrase]);
    left.push(await notesNow());
    if (left.at(-1) === 0) break;
  }
  console.log(`killed while a client is erased, notes afterwards: ${left.join(', ')}`);
  if (left.at(-1) === 0) return;
  await erase();
  await until(async () => (await notesNow()) === 0, 'everything to be erased');
}

test('a browser that is killed in a restore, while a passphrase is set or changed, or while a client is erased has done all of it or nothing', async () => {
  await killedInRestore();
  await killedInErasure(await killedWithPassphrase());
}, 600_000);
