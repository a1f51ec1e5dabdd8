import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { until } from './driver/driver.ts';
import { type Panel, startRig } from './perch.ts';
import { Screen } from './screen.ts';

/** A file system of its own for the profile, small enough to fill. Null where that is not allowed. */
function smallDisk(): { folder: string; remove(): void } | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'perch-disk-'));
  const mounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', folder]).status === 0;
  const remove = () => {
    if (mounted) spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  if (mounted) return { folder, remove };
  remove();
  return null;
}

/** Long enough not to fit into what the database has set aside for itself. */
const LONG = Array.from({ length: 1_900 }, (_, index) => `no room ${index}`)
  .join(' ')
  .slice(0, 19_000);

/** Saves notes, each once everything has been filled up again, until one is refused. Gives what the panel says then. */
const saveUntilRefused = (panel: Panel, fill: () => Promise<unknown>): Promise<string> =>
  until(
    async () => {
      await fill();
      await panel.press('textbox', 'Quick note');
      await panel.doc.evaluate((text) => {
        document.querySelector('textarea')?.select();
        document.execCommand('insertText', false, text);
      }, LONG);
      await panel.doc.press('Enter');
      // The draft may have been refused before; what counts is the answer to Enter.
      const status = await until(async () => {
        const said = (await panel.all('status')).map(({ text }) => text);
        return said.some((text) => text.startsWith('Saving')) ? null : said;
      }, 'an answer');
      if (status.includes('Saved')) return null;
      return (await panel.all('alert')).map(({ text }) => text).join();
    },
    'a note to be refused',
    60_000,
  );

/** Saves the note that was refused, now that there is room. */
const saveNow = async (panel: Panel) => {
  const before = (await panel.notes()).length;
  await until(
    async () => {
      await panel.press('textbox', 'Quick note');
      await panel.doc.press('Enter');
      return (await panel.notes()).length === before + 1;
    },
    'the note to be saved once there is room',
    30_000,
  );
};

test('a full disk is told in words, the text stays, and is saved once there is room', async (context) => {
  const disk = smallDisk();
  if (!disk)
    return context.skip('2026-11-23: only root may mount the small disk that this test fills');
  const rig = await startRig({ profile: disk.folder });
  try {
    const panel = await rig.call();
    await panel.start();
    await panel.note('there was room for this');

    const filler = path.join(disk.folder, 'filler');
    const fill = () => {
      for (let bytes = 1_048_576; bytes >= 1; bytes = Math.floor(bytes / 8))
        for (;;)
          try {
            appendFileSync(filler, Buffer.alloc(bytes, 1));
          } catch {
            break;
          }
    };
    const told = await saveUntilRefused(panel, async () => fill());
    expect(told).toContain('no space left');
    await panel.when('textbox', 'Quick note', ({ value }) => value === LONG);
    await panel.noteShown('there was room for this');

    rmSync(filler);
    await saveNow(panel);
    await panel.noteShown('there was room for this');
  } finally {
    await rig.close();
    disk.remove();
  }
}, 180_000);

test('a quota that is used up is told before, and keeps no note from being saved or from being kept in the field', async () => {
  const rig = await startRig({ quota: 1_000_000 });
  try {
    const panel = await rig.call();
    await panel.unfold();
    const low = 'This device is running out of space for your notes';
    const says = async (screen: Screen) =>
      (await screen.doc.evaluate(() => document.body.innerText)).includes(low);
    await until(() => says(panel), 'the panel to say so before the start');
    const desk = new Screen(await rig.browser.open(rig.browser.page('desk.html')));
    await until(() => says(desk), 'the desk to say so');
    await panel.tab.activate();
    await panel.start();
    await panel.note('there was room for this');

    /** Fills what is left, or a good deal more where the quota does not hold. Gives why it came to an end. */
    const fill = () =>
      rig.browser.background(async () => {
        // Opened for each part: Firefox closes a database whose quota is used up.
        const put = (size: number) =>
          new Promise<string>((resolve) => {
            const request = indexedDB.open('filler');
            request.onupgradeneeded = () =>
              request.result.createObjectStore('parts', { autoIncrement: true });
            request.onerror = () => resolve(request.error?.name ?? 'refused');
            request.onsuccess = () => {
              const transaction = request.result.transaction('parts', 'readwrite');
              transaction.objectStore('parts').add(crypto.getRandomValues(new Uint8Array(size)));
              const end = (why: string) => {
                request.result.close();
                resolve(why);
              };
              transaction.oncomplete = () => end('');
              transaction.onabort = () => end(transaction.error?.name ?? 'aborted');
            };
          });
        let why = '';
        for (let size = 60_000; size >= 10; size = Math.floor(size / 6))
          for (let at = 0; at < 40; at += 1) {
            const refused = await put(size);
            why = refused || why;
            if (refused) break;
          }
        return why;
      });
    if (rig.browser.name === 'chromium') {
      // Extensions with leave to store without a limit are held to none.
      expect(await fill()).toBe('');
      await panel.note('and for this');
      return;
    }
    expect(await fill()).toBe('QuotaExceededError');
    expect(await saveUntilRefused(panel, fill)).toContain('no space left');
    await panel.see('button', 'Copy the text');
    await panel.when('textbox', 'Quick note', ({ value }) => value === LONG);
    await rig.browser.background(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase('filler');
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        }),
    );
    await saveNow(panel);
    await panel.noteShown('there was room for this');
  } finally {
    await rig.close();
  }
}, 180_000);
