import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { type Rig, startRig } from '../perch.ts';
import { filesHolding } from '../profile.ts';
import { Screen } from '../screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ own: true });
});
afterAll(() => rig?.close());

/** Every row of Perch's database and of its other storage, as it is kept: bytes as Latin-1. */
const rawRows = () =>
  rig.browser.background(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('perch');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all: { table: string; rows: string }[] = [];
    for (const table of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction(table).objectStore(table).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      all.push({
        table,
        rows: values
          .map((row) =>
            JSON.stringify(row, (_, value) =>
              value instanceof Uint8Array
                ? new TextDecoder('latin1').decode(value)
                : value instanceof CryptoKey
                  ? `key extractable ${value.extractable}`
                  : value,
            ),
          )
          .join('\n'),
      });
    }
    database.close();
    const scope = globalThis as unknown as Record<
      'browser' | 'chrome',
      { storage: Record<'local' | 'session', { get(): Promise<object> }> }
    >;
    const { storage } = scope.browser ?? scope.chrome;
    all.push({
      table: 'storage',
      rows: JSON.stringify([await storage.local.get(), await storage.session.get()]),
    });
    return all;
  });

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
  const chat = await panel.tab.evaluate(() => {
    const { x, y } = document.querySelector('#chat')?.getBoundingClientRect() ?? { x: 0, y: 0 };
    return { x: x + 10, y: y + 10 };
  });
  await panel.tab.click(chat);
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
