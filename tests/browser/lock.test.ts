import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftsKept } from './drafts.ts';
import { until } from './driver/driver.ts';
import { type Panel, panelIn, type Rig, startRig } from './perch.ts';
import { filesHolding } from './profile.ts';
import { Screen } from './screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

const marker = (what: string) => `${what}zebra${Date.now()}`;
const PASSPHRASE = marker('passphrase');

/** The desk's page in a tab of its own. */
async function desk(page = 'today'): Promise<Screen> {
  const tab = await rig.browser.open(`${rig.browser.page('desk.html')}#/${page}`);
  await tab.resize(1_100, 1_000);
  return new Screen(tab);
}

const unlock = async (screen: Screen, passphrase = PASSPHRASE) => {
  await screen.fill('textbox', 'Passphrase', passphrase);
  await screen.press('button', 'Unlock');
};

/** What is kept in the browser's memory for the session of the browser, as text. */
const sessionStorageOf = () =>
  rig.browser.background(async () => {
    const scope = globalThis as unknown as Record<
      'browser' | 'chrome',
      { storage: { session: { get(): Promise<object> } } }
    >;
    return JSON.stringify(await (scope.browser ?? scope.chrome).storage.session.get());
  });

/** How many wrong passphrases in a row have been counted. */
const wrongTries = () =>
  rig.browser.background(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('perch');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const row = await new Promise<{ value: { tries: { count: number } } } | undefined>(
      (resolve) => {
        const request = database.transaction('locks').objectStore('locks').get('vault');
        request.onsuccess = () => resolve(request.result);
      },
    );
    database.close();
    return row?.value.tries.count ?? 0;
  });

const words = (screen: Screen) => screen.doc.evaluate(() => document.body.innerText);

describe('a passphrase', () => {
  test('is offered at first, with plain words on what it means not to have one', async () => {
    const welcome = new Screen(await rig.browser.welcome());
    await welcome.see('region', 'A passphrase for your notes');
    await welcome.press('button', 'Not now');
    expect(await words(welcome)).toContain('No passphrase for now');
    expect(await welcome.all('button', 'Lock')).toEqual([]);
    await welcome.doc.tab.close();
  });

  test('that is set locks notes from before away, in every tab, and opens them again', async () => {
    const [note, priv] = [marker('record'), marker('private')];
    const panel = await rig.call();
    await panel.unfold();
    await panel.press('radio', 'New code');
    await panel.fill('textbox', 'Code', 'ZED-9');
    await panel.start();
    await panel.note(note);
    await panel.press('radio', 'Private');
    await panel.note(priv);
    expect(await panel.all('button', 'Lock')).toEqual([]);

    const settings = await desk('settings');
    await settings.press('button', 'Choose a passphrase');
    await settings.fill('textbox', 'New passphrase', PASSPHRASE);
    await settings.fill('textbox', 'New passphrase again', `${PASSPHRASE}x`);
    await settings.press('button', 'Set passphrase');
    await until(
      async () => (await settings.all('alert')).some(({ text }) => text.includes('not the same')),
      'the two to be compared',
    );
    await settings.fill('textbox', 'New passphrase again', PASSPHRASE);
    await settings.press('button', 'Set passphrase');
    await settings.see('button', 'Lock');
    const other = await desk('notes');
    await until(async () => (await words(other)).includes(note), 'the note in the desk');
    expect(await words(other)).toContain(priv);

    await settings.press('button', 'Lock');
    for (const screen of [settings, other]) {
      await screen.see('textbox', 'Passphrase');
      expect(await words(screen)).not.toMatch(/zebra|ZED/);
      expect(await screen.doc.evaluate(() => document.title)).not.toMatch(/zebra|ZED/);
    }
    await panel.tab.activate();
    await panel.see('button', 'Unlock in the desk');
    expect(await words(panel)).not.toMatch(/zebra|ZED/);
    expect(await words(panel)).toContain('2 notes, locked away');
    expect(await panel.all('textbox', 'Passphrase')).toEqual([]);
    const kept = await sessionStorageOf();
    expect(kept).not.toMatch(/zebra|ZED|"root"/);

    for (const text of [note, priv, PASSPHRASE, 'ZED-9'])
      expect(filesHolding(rig.browser.profile, text)).toEqual([]);

    // The clock, the legs and capture go on.
    await panel.see('timer', 'Time remaining');
    await panel.enter('Exploration');
    const late = marker('locked');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(late);
    await panel.doc.press('Enter');
    await until(
      async () => (await words(panel)).includes('3 notes, locked away'),
      'the third note',
    );
    expect(await words(panel)).not.toContain(late);

    await other.doc.tab.activate();
    await unlock(other, 'something else');
    await until(
      async () =>
        (await other.all('alert')).some(({ text }) => text.includes('not the passphrase')),
      'a word about the wrong passphrase',
    );
    await unlock(other);
    await until(async () => (await words(other)).includes(late), 'what was written while locked');
    await panel.tab.activate();
    await panel.noteShown(late);
    await panel.noteShown(note);
    await settings.doc.tab.activate();
    await settings.see('button', 'Change passphrase');

    for (const text of [note, priv, late, PASSPHRASE, 'ZED-9'])
      expect(filesHolding(rig.browser.profile, text)).toEqual([]);
    await panel.finish();
    for (const tab of [panel.tab, settings.doc.tab, other.doc.tab]) await tab.close();
  });
});

describe('while locked', () => {
  const locked = async (panel: Panel) => {
    await panel.press('button', 'Lock');
    await panel.see('button', 'Unlock in the desk');
  };

  test('what was half typed is kept, in the panel and in the store, and comes back as a note', async () => {
    const panel = await rig.call();
    await panel.start();
    const half = marker('half');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(half);
    await locked(panel);
    await panel.when('textbox', 'Quick note', ({ value }) => value === '');
    await panel.press('textbox', 'Quick note');
    const again = marker('again');
    await panel.doc.type(again);
    await rig.browser.killWorker();
    await panel.doc.type(' and more');
    const today = await desk();
    await unlock(today);
    await today.see('button', 'Lock');
    await panel.tab.activate();
    await panel.noteShown(half);
    await panel.when('textbox', 'Quick note', ({ value }) => value === `${again} and more`);
    await panel.doc.tab.reload();
    const reloaded = await panelIn(panel.tab);
    await reloaded.noteShown(half);
    await reloaded.when('textbox', 'Quick note', ({ value }) => value === `${again} and more`);
    await reloaded.finish();
    await today.doc.tab.close();
    await panel.tab.close();
  });

  test('a session is started for nobody yet, ended and closed, and can be given to its client later', async () => {
    const panel = await rig.call();
    await panel.unfold();
    await locked(panel);
    const choices = await panel.all('radio', null, { role: 'radiogroup', name: 'Client' });
    expect(choices.map(({ name }) => name)).toEqual(['Choose later']);
    await panel.start();
    const note = marker('closed');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(note);
    await panel.doc.press('Enter');
    await until(async () => (await words(panel)).includes('1 note, locked away'), 'the note');
    const draft = marker('draft');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(draft);
    await panel.finish();
    const notes = await desk('notes');
    await unlock(notes);
    await until(async () => (await words(notes)).includes(note), 'the note');
    // What was never saved has become a note now that it can be read.
    await until(async () => (await words(notes)).includes(draft), 'the draft');
    await notes.choose(
      'combobox',
      'Client',
      await notes.doc.evaluate(
        () =>
          [...document.querySelectorAll('option')].find(({ text }) => text === 'ZED-9')?.value ??
          '',
      ),
    );
    await until(
      () =>
        notes.doc.evaluate(
          () =>
            document.querySelector<HTMLSelectElement>('article select')?.selectedOptions[0]
              ?.text === 'ZED-9',
        ),
      'the session to be theirs',
    );
    await notes.doc.tab.close();
    await panel.tab.close();
  });

  test('it stays locked over a restart of the browser, and the session that ran goes on', async () => {
    const panel = await rig.call();
    await panel.start();
    const note = marker('restart');
    await panel.note(note);
    await panel.press('textbox', 'Quick note');
    const half = marker('halfway');
    await panel.doc.type(half);
    await draftsKept(rig.browser);
    await rig.browser.kill();
    await rig.browser.relaunch();
    const again = await rig.call();
    await again.unfold();
    await again.see('button', 'Unlock in the desk');
    await again.see('timer', 'Time remaining');
    expect(await words(again)).not.toMatch(/zebra|ZED/);
    const today = await desk();
    await today.see('textbox', 'Passphrase');
    await unlock(today);
    await today.see('button', 'Lock');
    await again.tab.activate();
    await again.noteShown(note);
    await again.when(
      'textbox',
      'Quick note',
      ({ value }) => half.startsWith(value ?? '-') && value !== '',
    );
    for (const text of [note, half, PASSPHRASE])
      expect(filesHolding(rig.browser.profile, text)).toEqual([]);
    await again.finish();
    await today.doc.tab.close();
    await again.tab.close();
  });
});

test('the toolbar popup unlocks and locks', async () => {
  const popup = new Screen(await rig.browser.open(rig.browser.page('popup.html')));
  await popup.press('button', 'Lock');
  await unlock(popup);
  await popup.see('button', 'Lock');
  await popup.doc.tab.close();
});

test('after sleep of the device the notes are locked', async () => {
  const today = await desk();
  await today.see('button', 'Lock');
  // The gap between two looks at the clock is what sleep looks like.
  await rig.browser.holdClock(Date.now() + 20 * 60_000);
  await until(
    async () => (await today.all('textbox', 'Passphrase')).length === 1,
    'the lock',
    90_000,
  );
  await rig.browser.killWorker();
  await unlock(today);
  await today.see('button', 'Lock');
  await today.doc.tab.close();
}, 150_000);

test('what was locked for hours stays open once it is unlocked', async () => {
  const today = await desk();
  await today.press('button', 'Lock');
  await today.see('textbox', 'Passphrase');
  await rig.browser.background(
    async (at) => {
      const scope = globalThis as unknown as Record<
        'browser' | 'chrome',
        { storage: { session: { set(values: object): Promise<void> } } }
      >;
      await (scope.browser ?? scope.chrome).storage.session.set({ asked: at });
    },
    Date.now() - 8 * 3_600_000,
  );
  await unlock(today);
  await today.see('button', 'Lock');
  // A popup makes the background look at the clock, and shows what came of it.
  const popup = new Screen(await rig.browser.open(rig.browser.page('popup.html')));
  await popup.see('button', 'Lock');
  const panel = await rig.call();
  await panel.start();
  await panel.note('still open');
  await panel.finish();
  await popup.see('button', 'Lock');
  await today.see('button', 'Lock');
  for (const tab of [popup.doc.tab, panel.tab, today.doc.tab]) await tab.close();
});

test('after time without use the notes are locked, and not while a session is running', async () => {
  const settings = await desk('settings');
  await settings.choose('combobox', 'Lock after time without use', '1');
  const panel = await rig.call();
  await panel.start();
  await panel.note('running');
  // Long enough to be idle, and too short to be sleep.
  const later = Date.now() + 2 * 60_000;
  await rig.browser.holdClock(later);
  const popup = async () => (await rig.browser.open(rig.browser.page('popup.html'))).close();
  await popup();
  // Whatever the background has to say about it comes before its answer to this.
  await panel.note('still running');
  await panel.finish();
  await rig.browser.holdClock(later + 2 * 60_000);
  await settings.doc.tab.activate();
  await settings.see('button', 'Lock');
  await popup();
  await settings.doc.tab.activate();
  await settings.see('textbox', 'Passphrase');
  await rig.browser.killWorker();
  await unlock(settings);
  await settings.choose('combobox', 'Lock after time without use', '15');
  await panel.tab.close();
  await settings.doc.tab.close();
});

test('the keyboard command locks', async () => {
  const today = await desk();
  await today.see('button', 'Lock');
  await rig.browser.pressCommand(today.doc.tab, 'lock');
  await today.see('textbox', 'Passphrase');
  await unlock(today);
  await today.see('button', 'Lock');
  await today.doc.tab.close();
});

test('a device that nobody uses locks the notes, and not while a session is running; its screen lock locks them at once', async () => {
  const settings = await desk('settings');
  await settings.choose('combobox', 'Lock after time without use', '1');
  const panel = await rig.call();
  await panel.start();
  await rig.browser.leaveDevice({ idleMinutes: 5 });
  // Whatever the background has to say about it comes before its answer to this.
  await panel.note('still running');
  await panel.finish();
  await settings.doc.tab.activate();
  await settings.see('button', 'Lock');
  await rig.browser.leaveDevice({ idleMinutes: 5 });
  await settings.see('textbox', 'Passphrase');
  // Who is back is noticed by what a hand does, and no driver has one.
  await rig.browser.leaveDevice({ idleMinutes: 0 });
  await unlock(settings);
  await settings.choose('combobox', 'Lock after time without use', '15');
  if (rig.browser.name === 'chromium') {
    await rig.browser.leaveDevice('locked');
    await settings.see('textbox', 'Passphrase');
    await unlock(settings);
  }
  await settings.see('button', 'Lock');
  await panel.tab.close();
  await settings.doc.tab.close();
});

test('several wrong passphrases make the next one wait', async () => {
  const today = await desk();
  await today.press('button', 'Lock');
  for (let tries = 1; tries <= 5; tries += 1) {
    await unlock(today, `wrong ${tries}`);
    await until(async () => (await wrongTries()) === tries, 'the try to be counted');
    await until(
      async () =>
        (await today.all('alert')).some(({ text }) => text.includes('not the passphrase')) &&
        (await today.all('button', 'Unlocking')).length === 0,
      'the answer',
    );
  }
  await until(async () => /Try again in \d+ second/.test(await words(today)), 'the wait');
  await today.when('button', 'Unlock', ({ disabled }) => !disabled);
  await unlock(today);
  await today.see('button', 'Lock');
  await today.doc.tab.close();
});

test('a passkey unlocks beside the passphrase, where the browser offers it, and is not offered elsewhere', async () => {
  const settings = await desk('settings');
  await settings.see('button', 'Change passphrase');
  if (rig.browser.name === 'firefox') {
    expect(await settings.all('button', 'Add a passkey')).toEqual([]);
    await settings.doc.tab.close();
    return;
  }
  await rig.browser.addSecurityKey(settings.doc.tab);
  await settings.press('button', 'Add a passkey');
  await settings.see('button', 'Remove passkey 1');
  await settings.press('button', 'Lock');
  await settings.press('button', 'Unlock with a passkey');
  await settings.see('button', 'Remove passkey 1');
  await settings.press('button', 'Lock');
  // The passphrase stays.
  await unlock(settings);
  await settings.press('button', 'Remove passkey 1');
  await settings.gone('button', 'Remove passkey 1');
  await settings.press('button', 'Undo');
  await settings.see('button', 'Remove passkey 1');
  await settings.gone('button', 'Undo');
  await settings.press('button', 'Lock');
  await settings.press('button', 'Unlock with a passkey');
  await settings.press('button', 'Remove passkey 1');
  await settings.gone('button', 'Remove passkey 1');
  await settings.press('button', 'Lock');
  await settings.see('button', 'Unlock');
  expect(await settings.all('button', 'Unlock with a passkey')).toEqual([]);
  await unlock(settings);
  await settings.see('button', 'Lock');
  await settings.doc.tab.close();
});

test('a passphrase can be changed and removed, and notes stay readable', async () => {
  const settings = await desk('settings');
  await settings.press('button', 'Change passphrase');
  await settings.fill('textbox', 'Present passphrase', PASSPHRASE);
  await settings.fill('textbox', 'New passphrase', 'another one');
  await settings.fill('textbox', 'New passphrase again', 'another one');
  await settings.press('button', 'Change passphrase', { index: 1 });
  await until(async () => (await words(settings)).includes('The passphrase is changed'), 'a word');
  await settings.press('button', 'Lock');
  await unlock(settings);
  await until(
    async () =>
      (await settings.all('alert')).some(({ text }) => text.includes('not the passphrase')),
    'the old one to be refused',
  );
  await unlock(settings, 'another one');
  await settings.press('button', 'Remove passphrase');
  await settings.fill('textbox', 'Present passphrase', 'another one');
  await settings.press('button', 'Remove it');
  await settings.press('button', 'Undo');
  await settings.press('button', 'Lock');
  await unlock(settings, 'another one');
  await settings.press('button', 'Remove passphrase');
  await settings.fill('textbox', 'Present passphrase', 'another one');
  await settings.press('button', 'Remove it');
  await settings.see('button', 'Choose a passphrase');
  const notes = await desk('notes');
  await notes.fill('searchbox', 'Search notes', 'recordzebra');
  await until(async () => (await words(notes)).includes('zebra'), 'the notes');
  await settings.doc.tab.close();
  await notes.doc.tab.close();
});
