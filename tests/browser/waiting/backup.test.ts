import { gunzipSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { notIn, type Rig, startRig } from '../perch.ts';
import { filesHolding } from '../profile.ts';
import type { Screen } from '../screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ own: true });
});
afterAll(() => rig?.close());

const NOTE = `note${'zebra'}${Date.now()} ü 你好`;

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

/**
 * Chooses a file for backups by themselves, and resolves with their passphrase once one is written.
 * No driver can press the dialog in which a file is chosen; a file of the browser's own stands for
 * the chosen one.
 */
async function choose(desk: Screen): Promise<string> {
  await desk.doc.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: async () =>
        (await navigator.storage.getDirectory()).getFileHandle('chosen.age', { create: true }),
    });
  });
  await desk.press('button', 'Choose a file');
  const passphrase = (await desk.see('status', 'Passphrase for these backups')).text;
  expect(passphrase).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){4}$/);
  await desk.press('checkbox', "I've put the passphrase where I'll find it");
  await desk.press('button', 'Choose the file');
  await desk.says('Last written on', 30_000);
  return passphrase;
}

/** What is in the chosen file. Rejects while it is replaced. */
const chosen = async (desk: Screen): Promise<Buffer> =>
  Buffer.from(
    await desk.doc.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle('chosen.age')).getFile();
      let bytes = '';
      for (const byte of new Uint8Array(await file.arrayBuffer()))
        bytes += String.fromCharCode(byte);
      return btoa(bytes);
    }),
    'base64',
  );

test('backups by themselves are not offered where the browser lets no page keep a file', async (context) => {
  notIn('chromium', context, '2026-11-26: it lets a page keep a chosen file, see below');
  const desk = await rig.desk('settings/backup');
  await desk.see('button', 'Make a backup');
  expect(await desk.all('region', 'Backups by themselves')).toEqual([]);
  await desk.doc.tab.close();
});

test('backups are made by themselves in a chosen file', async (context) => {
  notIn('firefox', context, '2026-11-26: it has no showSaveFilePicker');
  const desk = await rig.desk('settings/backup');
  const first = await rig.call();
  await first.start();
  await first.note(NOTE);
  await first.finish();
  await first.tab.close();
  await desk.doc.tab.activate();
  const passphrase = await choose(desk);
  expect(await desk.words()).not.toContain(passphrase);
  let last = await chosen(desk);
  expect(await notesIn(last, passphrase)).toEqual([NOTE]);
  expect(filesHolding(rig.browser.profile, passphrase)).toEqual([]);

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
  const another = async (patience?: number) => {
    // It asks again where the file is being replaced.
    await until(async () => !(await chosen(desk)).equals(last), 'another backup', patience, 500);
    last = await chosen(desk);
    return last;
  };
  expect(await notesIn(await another(90_000), passphrase)).toContain('of the next day');

  // It opens with its own passphrase, whatever opens the notes.
  await desk.press('link', 'Protection');
  await desk.press('button', 'Choose a passphrase');
  await desk.fill('textbox', 'New passphrase', 'the passphrase of the notes');
  await desk.fill('textbox', 'New passphrase again', 'the passphrase of the notes');
  await desk.press('button', 'Set passphrase');
  await desk.says('The passphrase is set');
  await desk.press('link', 'Backup');
  await desk.press('button', 'Back up to it now');
  expect(await notesIn(await another(30_000), passphrase)).toHaveLength(2);
  await desk.press('button', 'Lock');
  await desk.see('textbox', 'Passphrase');
  expect(await desk.words()).not.toContain('chosen.age');
  expect(filesHolding(rig.browser.profile, 'the passphrase of the notes')).toEqual([]);
  await desk.fill('textbox', 'Passphrase', 'the passphrase of the notes');
  await desk.press('button', 'Unlock');
  await desk.says('a backup is written to chosen.age');

  // A file that is gone is told, and what to do.
  await desk.doc.evaluate(() => {
    FileSystemFileHandle.prototype.createWritable = () =>
      Promise.reject(new DOMException('gone', 'NotFoundError'));
  });
  await desk.press('button', 'Back up to it now');
  await until(
    async () => (await desk.all('alert')).some(({ text }) => text.includes("couldn't be written")),
    'a word about the file',
  );
  await desk.press('button', 'Stop');
  await desk.says('No more backups are made by themselves');
  await desk.press('button', 'Undo');
  await desk.says('a backup is written to chosen.age');
  await desk.press('button', 'Stop');
  await desk.press('link', 'Protection');
  await desk.press('button', 'Remove passphrase');
  await desk.fill('textbox', 'Present passphrase', 'the passphrase of the notes');
  await desk.press('button', 'Remove it');
  await desk.see('button', 'Choose a passphrase');
  await desk.doc.tab.close();
}, 240_000);

test('a browser that is killed while it writes a backup by itself has a whole file, and makes the next one', async (context) => {
  notIn('firefox', context, '2026-11-29: it has no showSaveFilePicker');
  const passphrase = await choose(await rig.desk('settings/backup'));
  const found: string[] = [];
  let before = '';
  for (const ms of [5, 250, 900]) {
    const desk = await rig.desk('settings/backup');
    before ||= (await chosen(desk)).toString('base64');
    await desk.press('button', 'Back up to it now');
    await new Promise((wake) => {
      // The instant is what is tried out here; nothing is waited for.
      setTimeout(wake, ms);
    });
    await rig.browser.kill();
    await rig.browser.relaunch();
    const after = await rig.desk('settings/backup');
    const bytes = await until(() => chosen(after), 'the file');
    expect(await notesIn(bytes, passphrase)).toHaveLength(2);
    const now = bytes.toString('base64');
    found.push(now === before ? 'the one before' : 'the new one');
    before = now;
    await after.doc.tab.close();
  }
  console.log(`killed while a backup is written, whole afterwards: ${found.join(', ')}`);
  const desk = await rig.desk('settings/backup');
  await desk.press('button', 'Back up to it now');
  await until(
    async () => (await chosen(desk)).toString('base64') !== before,
    'another backup',
    30_000,
    500,
  );
  await desk.press('button', 'Stop');
  await desk.doc.tab.close();
}, 240_000);
