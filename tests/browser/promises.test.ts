import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROWSER, type Rig, startRig } from './perch.ts';
import { Screen } from './screen.ts';

/** The rows of a text: what holds, and whether it does in this browser. */
const promisedIn = (file: string) =>
  new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => /^\| (.+) \| (yes|no) \| (yes|no) \|$/.exec(line))
      .filter((row) => row !== null)
      .map(([, what = '', chromium, firefox]) => [
        what,
        (BROWSER === 'firefox' ? firefox : chromium) === 'yes',
      ]),
  );
const promised = promisedIn('docs/privacy.md');

let rig: Rig;
let settings: Screen;
beforeAll(async () => {
  rig = await startRig();
  settings = await rig.desk('settings/protection');
  await settings.press('button', 'Choose a passphrase');
  await settings.fill('textbox', 'New passphrase', 'five quite unrelated words');
  await settings.fill('textbox', 'New passphrase again', 'five quite unrelated words');
  await settings.press('button', 'Set passphrase');
  await settings.see('button', 'Change passphrase');
});
afterAll(() => rig?.close());

const has = async (name: string) => (await settings.all('button', name)).length > 0;
const says = async (words: string) => (await settings.words()).includes(words);

/** What the browser itself does, and what Perch says of it there. */
const ASKED: Readonly<Record<string, readonly (() => Promise<boolean>)[]>> = {
  "Locking the device's screen locks the notes at once": [
    () =>
      rig.browser.background(() => {
        interface Api {
          readonly idle: { readonly IdleState?: { readonly LOCKED?: string } };
        }
        const scope = globalThis as unknown as { browser?: Api; chrome: Api };
        return (scope.browser ?? scope.chrome).idle.IdleState?.LOCKED === 'locked';
      }),
    async () => !(await says("doesn't tell Perch that the screen is locked")),
    () => says('or its screen is locked'),
  ],
  'A passkey can unlock the notes beside the passphrase': [
    () =>
      settings.doc.evaluate(async () => {
        // A key that takes no secret from an extension's page unlocks nothing.
        const made = navigator.credentials
          .create({
            // Nobody answers here; a browser that refuses does so at once.
            signal: AbortSignal.timeout(1_000),
            publicKey: {
              challenge: new Uint8Array(8),
              rp: { name: 'x' },
              user: { id: new Uint8Array(8), name: 'x', displayName: 'x' },
              pubKeyCredParams: [],
            },
          })
          .catch((error: Error) => error.name);
        const able = await PublicKeyCredential.getClientCapabilities?.();
        return able?.['extension:prf'] === true && (await made) !== 'SecurityError';
      }),
    () => has('Add a passkey'),
  ],
  'A backup is written once a day to a file that the user has chosen': [
    () => settings.doc.evaluate(() => 'showSaveFilePicker' in window),
    async () => {
      await settings.press('link', 'Backup');
      await settings.see('button', 'Make a backup');
      const offered = await says('Backups by themselves');
      await settings.press('link', 'Protection');
      await settings.see('button', 'Change passphrase');
      return offered;
    },
  ],
  'A share of another tab can be told from one of this tab': [
    () => settings.doc.evaluate(() => 'setCaptureHandleConfig' in MediaDevices.prototype),
  ],
  // That it masks the panel is shown in guard.test.ts.
  'The browser itself tells of a share, also of one that a page has kept from Perch': [
    () =>
      rig.browser.background(async () => {
        interface Api {
          readonly tabs: { query(all: object): Promise<readonly object[]> };
        }
        const scope = globalThis as unknown as { browser?: Api; chrome: Api };
        const [tab] = await (scope.browser ?? scope.chrome).tabs.query({});
        return tab !== undefined && 'sharingState' in tab;
      }),
  ],
  'A share that begins in a frame of another site is noticed': [
    async () => {
      await settings.press('link', 'What a client could see');
      await settings.see('radio', 'Only when I do');
      const isLimit = await says('unless you add that site too');
      const isTold = await says('noticed a moment after it has begun');
      await settings.press('link', 'Protection');
      await settings.see('button', 'Change passphrase');
      expect(isLimit).toBe(!isTold);
      return isTold;
    },
  ],
  "A button in the panel moves it to the browser's side panel": [
    () =>
      rig.browser.background(() => {
        const { chrome } = globalThis as unknown as { chrome?: { sidePanel?: object } };
        return chrome?.sidePanel !== undefined;
      }),
    async () => {
      const panel = await rig.call();
      await panel.start();
      await panel.press('button', 'Move and resize');
      const there = (await panel.all('button', 'Move to the side panel')).length > 0;
      await panel.finish();
      await panel.tab.close();
      return there;
    },
  ],
  'The extension has a different address in each profile': [
    async () => /^[0-9a-f]{8}-/.test(new URL(rig.browser.page('')).hostname),
  ],
  'A tab in a container has a database of its own, and Perch says so': [
    async () => {
      const tab = await rig.browser
        .openInContainer(rig.browser.page('desk.html'))
        .catch((error: Error) => {
          if (!error.message.includes('has no containers')) throw error;
          return null;
        });
      if (!tab) return false;
      const desk = new Screen(tab);
      await desk.says('This tab is in a container');
      await desk.doc.tab.close();
      return true;
    },
  ],
};

test('every row is asked about, and both texts have the same', () => {
  expect([...promisedIn('SECURITY.md')]).toEqual([...promised]);
  expect([...promised.keys()]).toEqual(Object.keys(ASKED));
});

test.each(Object.entries(ASKED))('what is written holds here: %s', async (what, asked) => {
  for (const ask of asked) expect(await ask()).toBe(promised.get(what));
});
