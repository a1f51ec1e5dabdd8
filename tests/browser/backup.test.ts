import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  const desk = await rig.desk('settings/backup');
  await desk.says('There is no backup yet');
  await desk.press('button', 'Make a backup');
  await desk.fill('textbox', 'Passphrase for the backup', PASSPHRASE);
  await desk.fill('textbox', 'Passphrase for the backup again', 'something else');
  await desk.press('button', 'Save the backup');
  await desk.says('The two are not the same');
  await desk.fill('textbox', 'Passphrase for the backup again', PASSPHRASE);
  await desk.press('button', 'Save the backup');
  await desk.says('The browser has perch-backup-', 30_000);
  await desk.says('There is no backup yet');
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
      await choose(empty, name, content);
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
