import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './driver/driver.ts';
import { type Rig, startRig } from './perch.ts';
import { filesHolding } from './profile.ts';
import { Screen } from './screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

const NOTE = `note${'zebra'}${Date.now()} ü 你好`;
const PRIVATE = `private${'zebra'}${Date.now()}`;
const PASSPHRASE = 'five quite unrelated words';

const words = (screen: Screen) => screen.doc.evaluate(() => document.body.innerText);
const says = (screen: Screen, text: string, patience?: number) =>
  until(async () => (await words(screen)).includes(text), `"${text}"`, patience);

async function settings(in_: Rig): Promise<Screen> {
  const tab = await in_.browser.open(`${in_.browser.page('desk.html')}#/settings`);
  await tab.resize(1_000, 1_000);
  return new Screen(tab);
}

/** The file that the browser has downloaded, once it is whole. */
const downloaded = (in_: Rig, ending: string) =>
  until(async () => {
    const names = readdirSync(in_.browser.downloads).filter((name) => name.endsWith(ending));
    const file = names.at(-1);
    return file && readFileSync(path.join(in_.browser.downloads, file)).length > 0
      ? path.join(in_.browser.downloads, file)
      : null;
  }, `a download ending in ${ending}`);

/** Gives a file to the page's file field, as its person does. */
async function choose(screen: Screen, name: string, bytes: Buffer): Promise<void> {
  await screen.doc.evaluate(
    (base64, called) => {
      const field = document.querySelector<HTMLInputElement>('input[type=file][accept=".age"]');
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([content], called));
      if (!field) throw new Error('no file field');
      field.files = data.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    bytes.toString('base64'),
    name,
  );
}

test('a backup opens with its passphrase elsewhere, and restores everything into an empty browser', async (context) => {
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', 'ZED-9');
  await panel.start();
  await panel.note(NOTE);
  await panel.press('radio', 'Private');
  await panel.note(PRIVATE);
  await panel.finish();
  const desk = await settings(rig);
  await says(desk, 'There is no backup yet');
  await desk.press('button', 'Make a backup');
  await desk.fill('textbox', 'Passphrase for the backup', PASSPHRASE);
  await desk.fill('textbox', 'Passphrase for the backup again', 'something else');
  await desk.press('button', 'Save the backup');
  await says(desk, 'The two are not the same');
  await desk.fill('textbox', 'Passphrase for the backup again', PASSPHRASE);
  await desk.press('button', 'Save the backup');
  await says(desk, 'Saved as perch-backup-', 30_000);
  await says(desk, 'The last backup was made on');
  const file = await downloaded(rig, '.age');
  const bytes = readFileSync(file);
  for (const text of ['zebra', 'ZED', 'perch-backup'])
    expect(bytes.includes(Buffer.from(text))).toBe(false);
  expect(filesHolding(rig.browser.profile, NOTE)).toEqual([]);
  expect(filesHolding(rig.browser.profile, PASSPHRASE)).toEqual([]);

  const other = await startRig();
  try {
    const empty = await settings(other);
    await empty.press('button', 'Restore a backup');
    const look = async (name: string, content: Buffer, passphrase: string) => {
      await choose(empty, name, content);
      await empty.fill('textbox', 'Passphrase of the backup', passphrase);
      await empty.press('button', 'Look what is in it');
    };
    await look('cut.age', bytes.subarray(0, -20), PASSPHRASE);
    await says(empty, 'damaged or incomplete', 30_000);
    await look('other.age', Buffer.from('something else'), PASSPHRASE);
    await says(empty, 'not a backup made by Perch');
    await look('backup.age', bytes, 'wrong words');
    await says(empty, 'not the passphrase of this backup', 30_000);
    await look('backup.age', bytes, PASSPHRASE);
    await says(empty, '2 notes', 30_000);
    expect(await words(empty)).toMatch(/New here\s+1 session, 2 notes, 1 client/);
    await empty.press('button', 'Restore');
    await says(empty, 'Restored.');
    const notes = new Screen(await other.browser.open(`${other.browser.page('desk.html')}#/notes`));
    await says(notes, NOTE);
    await says(notes, PRIVATE);
    await until(
      () =>
        notes.doc.evaluate(() =>
          [...document.querySelectorAll('option')].some(({ text }) => text === 'ZED-9'),
        ),
      'the client',
    );
    expect(filesHolding(other.browser.profile, PASSPHRASE)).toEqual([]);
    await look('backup.age', bytes, PASSPHRASE);
    await until(async () => /New here\s+nothing/.test(await words(empty)), 'nothing new', 30_000);
  } finally {
    await other.close();
  }

  if (spawnSync('age', ['--version']).error)
    return context.skip(
      '2026-11-24: the age program is not installed, and only root may install it',
    );
  const folder = mkdtempSync(path.join(tmpdir(), 'perch-age-'));
  try {
    writeFileSync(path.join(folder, 'backup.age'), bytes);
    // The program reads a passphrase from a terminal alone; `script` gives it one.
    const { status } = spawnSync(
      'script',
      ['-qec', 'age -d -o backup.gz backup.age', '/dev/null'],
      {
        cwd: folder,
        input: `${PASSPHRASE}\n`,
      },
    );
    expect(status).toBe(0);
    const lines = gunzipSync(readFileSync(path.join(folder, 'backup.gz')))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ format: 'perch-backup', version: 1 });
    expect(lines.at(-1)).toEqual({ end: lines.length - 2 });
    const texts = lines.filter(({ record }) => record === 'line').map(({ body }) => body.text);
    expect(texts).toEqual([NOTE, PRIVATE]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 240_000);

test('a client is exported whole, record and private apart, and erased after a moment to take it back', async () => {
  const desk = new Screen(await rig.browser.open(`${rig.browser.page('desk.html')}#/clients`));
  await desk.doc.tab.resize(1_000, 1_000);
  await desk.press('link', 'ZED-9*');
  await desk.press('button', 'Export everything about this client: As Markdown');
  const record = await downloaded(rig, '.md');
  const files = () =>
    readdirSync(rig.browser.downloads)
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFileSync(path.join(rig.browser.downloads, name), 'utf8'));
  expect(record).toBeTruthy();
  await until(async () => files().length === 2, 'both files');
  const [first, second] = files().sort(
    (a, b) => Number(a.includes(PRIVATE)) - Number(b.includes(PRIVATE)),
  );
  expect(first).toContain(NOTE);
  expect(first).not.toContain(PRIVATE);
  expect(second).toContain(PRIVATE);
  expect(second).not.toContain(NOTE);

  await desk.fill('textbox', 'Legal hold: why it must not be erased now', 'a claim');
  await desk.press('button', 'Erase this client');
  await says(desk, 'can not be erased: a claim');
  expect(await desk.all('button', 'Erase ZED-9')).toEqual([]);
  await desk.fill('textbox', 'Legal hold: why it must not be erased now', '');
  await desk.press('button', 'Erase ZED-9');
  await desk.press('button', 'Undo');
  await desk.see('link', 'ZED-9*');
  await desk.press('button', 'Erase this client');
  await says(desk, 'No rule says how long this file is kept');
  await desk.press('button', 'Erase ZED-9');
  await until(
    async () => (await desk.all('link', 'ZED-9*')).length === 0,
    'the client to go',
    30_000,
  );
  const notes = new Screen(await rig.browser.open(`${rig.browser.page('desk.html')}#/notes`));
  await says(notes, 'No sessions yet');
  const log = await settings(rig);
  await says(log, 'Client erased, 1 session, 2 notes');
  await says(log, 'Client exported, 1 session, 2 notes');
  expect(await words(log)).not.toContain('ZED');
}, 120_000);

/** The texts of the notes in a backup. */
async function notesIn(bytes: Buffer, passphrase: string): Promise<string[]> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const lines = gunzipSync(await decrypter.decrypt(bytes))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.filter(({ record }) => record === 'line').map(({ body }) => body.text);
}

test('backups are made by themselves in a chosen file, where the browser lets a page keep one', async () => {
  const desk = await settings(rig);
  if (rig.browser.name === 'firefox') {
    await desk.see('button', 'Make a backup');
    expect(await desk.all('region', 'Backups by themselves')).toEqual([]);
    return desk.doc.tab.close();
  }
  const first = await rig.call();
  await first.start();
  await first.note(NOTE);
  await first.finish();
  await first.tab.close();
  await desk.doc.tab.activate();
  // No driver can press the dialog in which a file is chosen; a file of the browser's own stands for the chosen one.
  const standIn = (in_: Screen) =>
    in_.doc.evaluate(() => {
      Object.assign(window, {
        showSaveFilePicker: async () =>
          (await navigator.storage.getDirectory()).getFileHandle('chosen.age', { create: true }),
      });
    });
  const chosen = async () =>
    Buffer.from(
      await desk.doc.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        const file = await (await folder.getFileHandle('chosen.age')).getFile();
        return new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
          reader.readAsDataURL(file);
        });
      }),
      'base64',
    );
  await standIn(desk);
  await desk.press('button', 'Choose a file');
  await desk.fill('textbox', 'Passphrase for these backups', PASSPHRASE);
  await desk.fill('textbox', 'Passphrase for these backups again', 'something else');
  await desk.press('button', 'Choose the file');
  await says(desk, 'The two are not the same');
  await desk.fill('textbox', 'Passphrase for these backups again', PASSPHRASE);
  await desk.press('button', 'Choose the file');
  await says(desk, 'Last written on', 30_000);
  expect(await notesIn(await chosen(), PASSPHRASE)).toEqual([NOTE]);
  expect(filesHolding(rig.browser.profile, PASSPHRASE)).toEqual([]);

  // Not on the same day; on the next one by itself, in whichever page of Perch is open.
  const panel = await rig.call();
  await panel.start();
  await panel.note('of the next day');
  await panel.finish();
  await desk.doc.tab.activate();
  await desk.doc.evaluate(() => {
    const later = Date.now() + 25 * 3_600_000;
    Date.now = () => later;
  });
  await until(
    async () => (await notesIn(await chosen(), PASSPHRASE)).includes('of the next day'),
    'the next backup',
    90_000,
  );

  // It opens with the passphrase of the notes, once there is one.
  await desk.press('button', 'Choose a passphrase');
  await desk.fill('textbox', 'New passphrase', 'the passphrase of the notes');
  await desk.fill('textbox', 'New passphrase again', 'the passphrase of the notes');
  await desk.press('button', 'Set passphrase');
  await says(desk, 'The passphrase is set');
  await desk.press('button', 'Back up to it now');
  await until(
    async () => (await notesIn(await chosen(), 'the passphrase of the notes')).length === 2,
    'a backup with the new passphrase',
    30_000,
  );
  await desk.press('button', 'Lock');
  await desk.see('textbox', 'Passphrase');
  expect(await words(desk)).not.toContain('chosen.age');
  expect(filesHolding(rig.browser.profile, 'the passphrase of the notes')).toEqual([]);
  await desk.fill('textbox', 'Passphrase', 'the passphrase of the notes');
  await desk.press('button', 'Unlock');
  await says(desk, 'a backup is written to chosen.age');

  // A file that is gone is told, and what to do.
  await desk.doc.evaluate(() => {
    FileSystemFileHandle.prototype.createWritable = () =>
      Promise.reject(new DOMException('gone', 'NotFoundError'));
  });
  await desk.press('button', 'Back up to it now');
  await until(
    async () => (await desk.all('alert')).some(({ text }) => text.includes('could not be written')),
    'a word about the file',
  );
  await desk.press('button', 'Stop');
  await says(desk, 'No more backups are made by themselves');
  await desk.press('button', 'Undo');
  await says(desk, 'a backup is written to chosen.age');
  await desk.press('button', 'Stop');
  await desk.press('button', 'Remove passphrase');
  await desk.fill('textbox', 'Present passphrase', 'the passphrase of the notes');
  await desk.press('button', 'Remove it');
  await desk.see('button', 'Choose a passphrase');
  await desk.doc.tab.close();
}, 240_000);
