import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { until } from './driver/driver.ts';
import { startRig } from './perch.ts';

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
    fill();
    // Long enough not to fit into what the database has set aside for itself.
    const long = Array.from({ length: 1_900 }, (_, index) => `no room ${index}`)
      .join(' ')
      .slice(0, 19_000);
    const refusal = await until(
      async () => {
        fill();
        await panel.press('textbox', 'Quick note');
        await panel.doc.evaluate((text) => {
          document.querySelector('textarea')?.select();
          document.execCommand('insertText', false, text);
        }, long);
        await panel.doc.press('Enter');
        // The draft may have been refused before; what counts is the answer to Enter.
        const status = await until(async () => {
          const said = (await panel.all('status')).map(({ text }) => text);
          return said.some((text) => text.startsWith('Saving')) ? null : said;
        }, 'an answer');
        if (status.includes('Saved')) return null;
        return { told: (await panel.all('alert')).map(({ text }) => text).join() };
      },
      'the disk to be full',
      60_000,
    );
    expect(refusal.told).toContain('no space left');
    await panel.when('textbox', 'Quick note', ({ value }) => value === long);
    await panel.noteShown('there was room for this');

    rmSync(filler);
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
    await panel.noteShown('there was room for this');
  } finally {
    await rig.close();
    disk.remove();
  }
}, 180_000);
