import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { type Rig, startRig } from '../perch.ts';

const NOTE = 'for the record';
const PRIVATE = 'for nobody but me';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

test('a client is exported whole, record and private apart, and erased after a moment to take it back', async () => {
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', 'ZED-9');
  await panel.start();
  await panel.note(NOTE);
  await panel.press('radio', 'Private');
  await panel.note(PRIVATE);
  await panel.finish();
  await panel.tab.close();
  const desk = await rig.desk('clients');
  await desk.press('link', 'ZED-9*');
  await desk.press('link', 'File');
  await desk.press('button', 'Export everything about this client: As Markdown');
  const files = () =>
    readdirSync(rig.browser.downloads)
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFileSync(path.join(rig.browser.downloads, name), 'utf8'));
  const [record, apart] = await until(async () => {
    const holding = (text: string) => files().find((file) => file.includes(text));
    const both = [holding(NOTE), holding(PRIVATE)] as const;
    return both.every((file) => file !== undefined) && both;
  }, 'both files, each of them whole');
  expect(record).not.toContain(PRIVATE);
  expect(apart).not.toContain(NOTE);
  expect(files()).toHaveLength(2);

  await desk.press('button', 'Another rule, or a legal hold');
  await desk.fill('textbox', 'Legal hold: why it must not be erased now', 'a claim');
  await desk.press('button', 'Erase this client');
  await desk.says("can't be erased: a claim");
  expect(await desk.all('button', 'Erase ZED-9')).toEqual([]);
  await desk.fill('textbox', 'Legal hold: why it must not be erased now', '');
  await desk.press('button', 'Erase ZED-9');
  await desk.press('button', 'Undo');
  await desk.see('heading', 'ZED-9');
  await desk.press('button', 'Erase this client');
  await desk.says('No rule says how long this file is kept');
  await desk.press('button', 'Erase ZED-9');
  await until(
    async () => (await desk.all('heading', 'ZED-9')).length === 0,
    'the client to go',
    30_000,
  );
  const notes = await rig.desk('notes');
  await notes.says('No sessions yet');

  const nobodys = await rig.call();
  await nobodys.start();
  await nobodys.note('of nobody');
  await nobodys.finish();
  // The moment to take it back is longer in a tab that nobody sees.
  await nobodys.tab.close();
  await notes.doc.tab.activate();
  await notes.press('link', '*', { within: { role: 'list', name: 'Sessions' } });
  await notes.press('button', 'Erase this session');
  await notes.press('button', 'Erase session of*');
  await until(async () => (await notes.words()).includes('No sessions yet'), 'it to go', 30_000);
  const log = await rig.desk('settings/keeping');
  await log.says('Session erased, 1 session, 1 note');
  await log.says('Client erased, 1 session, 2 notes');
  await log.says('Client exported, 1 session, 2 notes');
  expect(await log.words()).not.toContain('ZED');
}, 120_000);
