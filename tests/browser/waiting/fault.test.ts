import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PanelMessage } from '@/lib/messaging';
import { draftKept, typedNote } from '../drafts.ts';
import { type Tab, until } from '../driver/driver.ts';
import { talk } from '../in-page/port.ts';
import { spoilNote } from '../in-page/stored.ts';
import { newNotes, randomFrom, write } from '../in-page/written.ts';
import { panelIn, type Rig, startRig } from '../perch.ts';
import { Screen } from '../screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ own: true });
});
afterAll(() => rig?.close());

interface Told {
  readonly session: {
    readonly id: string;
    readonly unreadable: number;
    readonly notes: readonly { readonly id: string; readonly text: string }[];
  } | null;
  readonly problem: string | null;
}
/** Asks for what a panel is shown, in a page of the extension. */
const toldIn = async (tab: Tab): Promise<Told> => {
  const hello: PanelMessage = {
    type: 'hello',
    token: null,
    panel: crypto.randomUUID(),
    fresh: true,
    tab: null,
  };
  const answers = await tab.evaluate(talk, [hello], 'snapshot');
  const answer = answers.find(({ type }) => type === 'snapshot') as { snapshot: Told } | undefined;
  if (!answer) throw new Error('the background showed nothing');
  return answer.snapshot;
};

/** A page that the background trusts. Nothing else in it follows the session. */
const page = () => rig.browser.open(rig.browser.page('popup.html'));

/** What the browser's own storage says of its files: their names, and what Chromium logged. */
const filesTold = (): string => {
  const { profile } = rig.browser;
  return readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .filter((name) => /IndexedDB.*leveldb\/|\/idb\//.test(name))
    .map((name) =>
      /\/LOG(\.old)?$|\.json$/.test(name)
        ? `${name}: ${readFileSync(path.join(profile, name), 'utf8').slice(-1_500)}`
        : name,
    )
    .join('\n');
};

/** Fails unless every acknowledged note is there, byte for byte. */
async function allThere(
  acknowledged: ReadonlyMap<string, string>,
  since = 'at the end',
): Promise<number> {
  const tab = await page();
  const { session, problem } = await toldIn(tab);
  const there = new Map(session?.notes.map(({ id, text }) => [id, text]));
  const told = `${since}: session ${session?.id}, problem ${problem}, unreadable ${session?.unreadable}`;
  const lost = [...acknowledged].filter(([id, text]) => there.get(id) !== text);
  const more = lost.length > 0 ? filesTold() : '';
  expect(lost, `${lost.length} of ${acknowledged.size} are not there: ${told}\n${more}`).toEqual(
    [],
  );
  await tab.close();
  return there.size;
}

const endSession = async () => {
  const panel = await rig.call();
  await panel.unfold();
  await panel.finish();
  await panel.tab.close();
};

test('no acknowledged note is lost when browser, process and background are killed at random during 1,000 writes', async () => {
  const random = randomFrom(20_261_124);
  /**
   * Of the session that runs. Each panel is shown all notes of a session, so one of 1,000 would
   * measure that.
   */
  const acknowledged = new Map<string, string>();
  const BATCHES = 100;
  const BATCHES_A_SESSION = 20;
  const all = { acknowledged: 0, there: 0 };
  const ways = ['browser', 'process', 'worker'] as const;
  const kills = new Map<number, (typeof ways)[number]>();
  while (kills.size < 12) {
    const at = 1 + Math.floor(random() * (BATCHES - 1));
    if (!kills.has(at)) kills.set(at, ways[kills.size % 3] ?? 'browser');
  }
  const counts = { browser: 0, process: 0, worker: 0, sent: 0 };
  let tab = await page();
  for (let batch = 0; batch < BATCHES; batch += 1) {
    if (batch % BATCHES_A_SESSION === 0) {
      all.there += await allThere(acknowledged);
      all.acknowledged += acknowledged.size;
      acknowledged.clear();
      await tab.evaluate(write, [], crypto.randomUUID());
    }
    const notes = newNotes(10, `batch ${batch}`);
    counts.sent += notes.length;
    const kill = kills.get(batch);
    const writing = tab.evaluate(write, notes as never, null).catch(() => [] as readonly string[]);
    if (kill) {
      await new Promise((wake) => {
        // The instant is what is random here; nothing is waited for.
        setTimeout(wake, Math.floor(random() * 60));
      });
      counts[kill] += 1;
      if (kill === 'browser') await rig.browser.kill();
      else if (kill === 'process') await rig.browser.crashExtension();
      else await rig.browser.killWorker();
    }
    const lost = new Promise<readonly string[]>((give) => {
      setTimeout(() => give([]), 500);
    });
    // Killed with its page, it may never answer.
    const gone = kill === 'browser' || kill === 'process';
    for (const id of await (gone ? Promise.race([writing, lost]) : writing))
      acknowledged.set(id, notes.find((note) => note.id === id)?.text ?? '');
    if (kill === 'browser') await rig.browser.relaunch();
    if (gone) tab = await page();
    // The first loss says what it came after.
    if (kill) await allThere(acknowledged, `after the ${kill} was killed in batch ${batch}`);
  }
  all.there += await allThere(acknowledged);
  all.acknowledged += acknowledged.size;
  console.log(
    `faults: ${counts.sent} notes sent, ${all.acknowledged} acknowledged, ${all.there} there, ` +
      `SIGKILL of the browser ${counts.browser} times and of the extension's process ${counts.process} times, ` +
      `the background ended ${counts.worker} times`,
  );
  expect(counts).toEqual({ browser: 4, process: 4, worker: 4, sent: 1_000 });
  expect(all.acknowledged).toBeGreaterThan(850);
  // Firefox killed again and again may forget which sites it let an extension run on; others go on
  // in a new one.
  await rig.close();
  rig = await startRig({ own: true });
}, 240_000);

describe('after a fault everything that was acknowledged is there, and Perch says what happened:', () => {
  test('a clock that jumps back an hour, and then a day ahead', async () => {
    const tab = await page();
    const notes = newNotes(30, 'jump');
    await tab.evaluate(write, notes.slice(0, 10) as never, crypto.randomUUID());
    await rig.browser.holdClock(Date.now() - 3_600_000);
    await tab.evaluate(write, notes.slice(10, 20) as never, null);
    await rig.browser.holdClock(Date.now() + 86_400_000);
    await tab.evaluate(write, notes.slice(20) as never, null);
    await rig.browser.killWorker();
    await allThere(new Map(notes.map(({ id, text }) => [id, text])));
    await tab.close();
    await endSession();
  });

  test('a row that was changed on disk', async () => {
    const tab = await page();
    const notes = newNotes(5, 'row');
    await tab.evaluate(write, notes as never, crypto.randomUUID());
    await rig.browser.background(spoilNote, notes[2]?.id ?? '');
    await rig.browser.killWorker();
    await allThere(new Map(notes.filter((_, n) => n !== 2).map(({ id, text }) => [id, text])));
    const panel = await rig.call();
    await panel.unfold();
    await until(
      async () =>
        (await panel.all('alert')).some(({ text }) =>
          /1 note of this session can't be opened/.test(text),
        ),
      'a word about the note',
    );
    await panel.finish();
    await panel.tab.close();
    const desk = await rig.newest();
    await until(
      async () =>
        (await desk.all('alert')).some(({ text }) =>
          /1 note of this session can't be opened/.test(text),
        ),
      'a word about it in the desk',
    );
    await desk.doc.tab.close();
    await tab.close();
  });

  test('an update of the extension in the middle of a sentence', async () => {
    const panel = await rig.call();
    await panel.start();
    await panel.note('before the update');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type('a sentence that is not');
    await draftKept(rig.browser, typedNote('a sentence that is not'));
    await panel.doc.evaluate(() => {
      document.title = 'old';
    });
    await rig.browser.updateExtension();
    const again = await until(async () => {
      const next = await panelIn(panel.tab);
      return (await next.doc.evaluate(() => document.title !== 'old')) && next;
    }, 'the new panel');
    await again.unfold();
    await again.noteShown('before the update');
    await again.when('textbox', 'Quick note', ({ value }) => value === 'a sentence that is not');
    await again.finish();
    await again.tab.close();
  });

  test('storage that can not be opened, and is whole again later', async () => {
    const tab = await page();
    const notes = newNotes(5, 'denied');
    await tab.evaluate(write, notes as never, crypto.randomUUID());
    await tab.close();
    await rig.browser.quit();
    const folder = databaseFolder(rig.browser.profile);
    const aside = `${folder}-aside`;
    renameSync(folder, aside);
    // Where the browser wants a folder there is a file.
    writeFileSync(folder, 'not a database');
    await rig.browser.relaunch();
    const panel = await rig.call();
    await panel.unfold();
    await until(
      async () =>
        (await panel.all('alert')).some(({ text }) =>
          text.includes('could not read what is stored'),
        ),
      'a word about the storage',
    );
    const desk = new Screen(await rig.browser.open(rig.browser.page('desk.html')));
    await until(async () => (await desk.all('alert')).length > 0, 'a word in the desk');
    await rig.browser.quit();
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
    await rig.browser.relaunch();
    await allThere(new Map(notes.map(({ id, text }) => [id, text])));
    await endSession();
  }, 120_000);
});

/** The folder of Perch's database in a profile. */
function databaseFolder(profile: string): string {
  const inFirefox = path.join(profile, 'storage', 'default');
  if (existsSync(inFirefox)) {
    const origin = readdirSync(inFirefox).find((name) => name.startsWith('moz-extension'));
    return path.join(inFirefox, origin ?? '', 'idb');
  }
  const folder = path.join(profile, 'Default', 'IndexedDB');
  mkdirSync(folder, { recursive: true });
  const name = readdirSync(folder).find(
    (one) => one.startsWith('chrome-extension') && one.endsWith('.leveldb'),
  );
  return path.join(folder, name ?? '');
}
