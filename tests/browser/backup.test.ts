import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseBackup, downloaded } from './backup-files.ts';
import { until } from './driver/driver.ts';
import { type Rig, startRig } from './perch.ts';
import { filesHolding } from './profile.ts';
import { Screen } from './screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ own: true });
});
afterAll(() => rig?.close());

const NOTE = `note${'zebra'}${Date.now()} ü 你好`;
const PRIVATE = `private${'zebra'}${Date.now()}`;
const PASSPHRASE = 'five quite unrelated words';

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
  const desk = await rig.desk('settings/backup');
  await desk.says('Perch knows of no backup');
  await desk.press('button', 'Make a backup');
  await desk.fill('textbox', 'Passphrase for the backup', PASSPHRASE);
  await desk.fill('textbox', 'Passphrase for the backup again', 'something else');
  await desk.press('button', 'Save the backup');
  await desk.says('The two are not the same');
  await desk.fill('textbox', 'Passphrase for the backup again', PASSPHRASE);
  await desk.press('button', 'Save the backup');
  await desk.says('The browser has perch-backup-', 30_000);
  await desk.says('Perch knows of no backup');
  await desk.press('button', 'I have the file');
  await desk.says('Saved as perch-backup-');
  await desk.says('The last backup was made on');
  const file = await downloaded(rig, '.age');
  const bytes = readFileSync(file);
  for (const text of ['zebra', 'ZED', 'perch-backup'])
    expect(bytes.includes(Buffer.from(text))).toBe(false);
  expect(filesHolding(rig.browser.profile, NOTE, PASSPHRASE)).toEqual([]);

  const other = await startRig({ own: true });
  try {
    const empty = await other.desk('settings/backup');
    await empty.press('button', 'Restore a backup');
    const look = async (name: string, content: Buffer, passphrase: string) => {
      await chooseBackup(empty, name, content);
      await empty.fill('textbox', 'Passphrase of the backup', passphrase);
      await empty.press('button', 'Look what is in it');
    };
    await look('cut.age', bytes.subarray(0, -20), PASSPHRASE);
    await empty.says('damaged or incomplete', 30_000);
    await look('other.age', Buffer.from('something else'), PASSPHRASE);
    await empty.says('not a backup made by Perch');
    await look('backup.age', bytes, 'wrong words');
    await empty.says('not the passphrase of this backup', 30_000);
    await look('backup.age', bytes, PASSPHRASE);
    await empty.says('2 notes', 30_000);
    expect(await empty.words()).toMatch(/New here\s+1 session, 2 notes, 1 client/);
    await empty.press('button', 'Restore');
    await empty.says('Restored.');
    const notes = new Screen(await other.browser.open(`${other.browser.page('desk.html')}#/notes`));
    await notes.press('link', '*', { within: { role: 'list', name: 'Sessions' } });
    await notes.says(NOTE);
    await notes.press('link', 'Private*');
    await notes.says(PRIVATE);
    await notes.press('link', 'Record*');
    await until(
      () =>
        notes.doc.evaluate(() =>
          [...document.querySelectorAll('option')].some(({ text }) => text === 'ZED-9'),
        ),
      'the client',
    );
    expect(filesHolding(other.browser.profile, PASSPHRASE)).toEqual([]);
    await look('backup.age', bytes, PASSPHRASE);
    await until(async () => /New here\s+nothing/.test(await empty.words()), 'nothing new', 30_000);
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
    expect(lines[0]).toMatchObject({ format: 'perch-backup', version: 2 });
    expect(lines.at(-1)).toEqual({ end: lines.length - 2 });
    const texts = lines.filter(({ record }) => record === 'line').map(({ body }) => body.text);
    expect(texts).toEqual([NOTE, PRIVATE]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 240_000);
