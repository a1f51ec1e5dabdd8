import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { pointIn } from '../in-page/place.ts';
import { stored, storedRows } from '../in-page/stored.ts';
import { type Rig, startRig } from '../perch.ts';
import { filesHolding } from '../profile.ts';
import { Screen } from '../screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ own: true });
});
afterAll(() => rig?.close());

/** Every row of Perch's database and of its other storage, as it is kept: bytes as Latin-1. */
const rawRows = async () => {
  const tables = (await rig.browser.background(storedRows, null)).map(({ table, rows }) => ({
    table,
    rows: rows.join('\n'),
  }));
  const [local, session] = [
    await rig.browser.background(stored, 'local'),
    await rig.browser.background(stored, 'session'),
  ];
  return [...tables, { table: 'storage', rows: JSON.stringify([local, session]) }];
};

const count = (rows: Awaited<ReturnType<typeof rawRows>>, name: string) =>
  rows
    .find(({ table }) => table === name)
    ?.rows.split('\n')
    .filter(Boolean).length ?? 0;

test('nothing that was typed is in the page, in storage or anywhere in the profile folder', async () => {
  const marker = `marker${'zebra'}${Date.now()}`;
  const panel = await rig.call();
  const already = count(await rawRows(), 'lines');
  await panel.start();
  await panel.note(`${marker} one`);
  await panel.note(`${marker} two`);
  await panel.press('textbox', 'Quick note');
  await panel.doc.type(`${marker} draft`);

  const seen = await panel.tab.evaluate(async () => {
    const databases = (await indexedDB.databases?.()) ?? [];
    return [
      document.documentElement.outerHTML,
      document.title,
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(databases),
      JSON.stringify(performance.getEntries().map(({ name }) => name)),
      (window as unknown as { seen: string[] }).seen.join(' '),
    ].join('\n');
  });
  expect(seen).not.toContain(marker);
  expect(seen).not.toContain('-extension://');

  const rows = await rawRows();
  expect(count(rows, 'lines') - already).toBe(2);
  expect(rows.find(({ table }) => table === 'drafts')?.rows).not.toBe('');
  expect(rows.find(({ table }) => table === 'keys')?.rows).toContain('key extractable false');
  for (const { table, rows: content } of rows) {
    expect(content).not.toContain(marker);
    expect(content).not.toMatch(/exploration|opening|legEntered|abc-defg/i);
    // Where the panel sits is kept per site; that a session was held there is not.
    if (table !== 'storage') expect(content).not.toMatch(/meet/i);
  }

  const desk = await rig.browser.open(`${rig.browser.page('desk.html')}#/notes`);
  await new Screen(desk).press('searchbox', 'Search notes');
  await desk.type(`${marker} one`);
  await new Screen(desk).when(
    'searchbox',
    'Search notes',
    ({ value }) => value === `${marker} one`,
  );
  await panel.tab.activate();

  // Browsers write what is in a page's fields to disk, to restore it after a crash. Once they have
  // done so for a field of the call page, they have had their chance with the panel in it.
  const control = `control${'zebra'}${Date.now()}`;
  await panel.tab.click(await panel.tab.evaluate(pointIn, '#chat'));
  await panel.tab.type(control);
  await until(
    async () => filesHolding(rig.browser.profile, control).length > 0,
    "the browser to save the page's field",
    60_000,
    1_000,
  );
  expect(filesHolding(rig.browser.profile, marker)).toEqual([]);
  await desk.close();
  expect((await panel.see('textbox', 'Quick note')).value).toBe(`${marker} draft`);
  await panel.finish();
  await panel.tab.close();
});
