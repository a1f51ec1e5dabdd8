import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { MEET, type Panel, panelIn, type Rig, startRig } from '../perch.ts';
import { Screen } from '../screen.ts';

const OTHER = 'https://meet.google.com/xyz-wxyz-xyz';

let rig: Rig;
let panel: Panel | null = null;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());
afterEach(async () => {
  await panel?.tab.activate();
  await panel?.finish();
  await panel?.tab.close();
  panel = null;
});

const inCall = async (address = MEET): Promise<Panel> => {
  panel = await rig.call(address);
  return panel.unfold();
};
const desk = async (page: string) =>
  new Screen(await rig.browser.open(rig.browser.page(`/desk.html#/${page}`)));
const clientShown = (here: Panel, code: string) => here.see('button', `Client ${code}`);

describe('clients', () => {
  test('a new code is confirmed by typing it, and its address offers it the next time, to be confirmed', async () => {
    let here = await inCall();
    await here.press('radio', 'New code');
    await here.fill('textbox', 'Code', 'M-17');
    await here.press('button', 'Start session');
    await clientShown(here, 'M-17');
    expect(await here.all('button', 'Yes, M-17')).toEqual([]);
    await here.finish();
    await here.tab.close();

    here = await inCall();
    await here.when('radio', 'M-17', ({ checked }) => checked === true);
    await here.press('button', 'Start session');
    await here.press('button', 'Yes, M-17');
    await here.gone('button', 'Yes, M-17');
  });

  test('another address offers nobody, and a change of address asks again', async () => {
    const here = await inCall(OTHER);
    await here.when('radio', 'Choose later', ({ checked }) => checked === true);
    await here.press('radio', 'M-17');
    await here.press('button', 'Start session');
    await clientShown(here, 'M-17');
    await here.tab.evaluate(() => history.pushState(null, '', '/new-room-abc'));
    await here.press('button', 'Yes, M-17');
    await here.gone('button', 'Yes, M-17');
  });

  test('a session moves to the right client during it, after it and in the desk, with its notes', async () => {
    const here = await inCall('https://meet.google.com/aaa-aaaa-aaa');
    await here.press('radio', 'M-17');
    await here.press('button', 'Start session');
    await here.note('somebody else said this');
    await here.press('button', 'Client M-17');
    await here.press('radio', 'New code');
    await here.fill('textbox', 'Code', 'K-2');
    await here.press('button', 'Use this client');
    await clientShown(here, 'K-2');
    await here.noteShown('somebody else said this');
    await here.press('button', 'End session');
    await here.press('button', 'Change client');
    await here.press('radio', 'M-17');
    await here.press('button', 'Use this client');
    await here.when('region', 'Session summary', ({ text }) => text.includes('M-17'));
    await here.press('button', 'Close summary');
    await here.see('button', 'Start session');

    const notes = await rig.newest();
    await notes.when('combobox', 'Client', ({ value }) => value !== '');
    const id = await notes.doc.evaluate(
      () =>
        [...document.querySelectorAll('option')].find(({ text }) => text === 'K-2')?.value ?? '',
    );
    await notes.choose('combobox', 'Client', id);
    await notes.press('link', 'Clients');
    await notes.press('link', 'K-2*');
    await notes.press('link', 'Sessions*');
    await notes.when('list', 'Sessions', ({ text }) => text.includes('1 note'));
    await notes.doc.tab.close();
    // The next test finds no session here to end.
    await here.start();
  });

  test('a name that was typed in the desk is in no call page', async () => {
    const page = await desk('clients');
    await page.press('link', 'M-17*');
    await page.press('link', 'About');
    await page.fill('textbox', 'Name', 'Miriam Example');
    await page.fill('textbox', 'Mandate', 'anger management');
    await page.doc.press('Tab');
    await until(
      async () => (await page.all('status')).some(({ text }) => text === 'Saved'),
      'all of it to be saved',
    );
    await page.doc.tab.close();
    const here = await inCall();
    await here.start();
    await until(
      () => here.doc.evaluate(() => document.body.innerText.includes('anger management')),
      'the mandate',
    );
    const everything = await here.doc.evaluate(() => document.documentElement.outerHTML);
    expect(everything).toContain('M-17');
    expect(everything).not.toContain('Miriam');
  });
});

describe('settings', () => {
  test('from the desk are in a running panel at once', async () => {
    const here = await inCall();
    await here.start();
    await here.press('button', 'Yes, *');
    await here.see('region', 'Prompt');
    const settings = await desk('settings');
    await settings.press('checkbox', 'Quiet: no prompts');
    await settings.press('button', 'Change: Names of legs');
    await settings.fill('textbox', 'Client Agenda', 'What matters');
    await settings.doc.press('Tab');
    await here.tab.activate();
    await here.gone('region', 'Prompt');
    await here.see('button', 'What matters*');
    await here.press('button', 'Session menu');
    await here.press('checkbox', 'Quiet: no prompts');
    await here.press('radio', 'Minimal');
    await here.press('button', 'Back');
    await here.gone('region', 'Prompt');
    await here.gone('button', 'Mode*');
    await here.press('button', 'Session menu');
    await here.press('radio', 'Standard');
    await here.press('button', 'Back');
    await here.see('region', 'Prompt');
    await settings.doc.tab.activate();
    await settings.fill('textbox', 'Client Agenda', ' ');
    await settings.doc.press('Tab');
    await here.see('button', 'Client Agenda*');
    await settings.doc.tab.close();
  });

  test('an own session type is made in the desk and used in a call', async () => {
    const settings = await desk('settings');
    await settings.press('button', 'Change: Own session types');
    await settings.press('button', 'Add a session type');
    await settings.fill('textbox', 'Name', 'Walk and talk');
    await settings.fill('spinbutton', 'Minutes', '40');
    await settings.press('radio', 'Guided');
    await settings.press('button', 'Save session type');
    await settings.see('button', 'Edit Walk and talk');
    await settings.doc.tab.close();
    const here = await inCall();
    await here.doc.evaluate(() => document.querySelector('summary')?.click());
    const id = await until(
      () =>
        here.doc.evaluate(
          () =>
            [...(document.querySelector('select')?.options ?? [])].find(
              ({ text }) => text === 'Walk and talk',
            )?.value ?? '',
        ),
      'the session type',
    );
    await here.choose('combobox', 'Session type', id);
    await here.press('radio', 'Counted from the start');
    await here.press('button', 'Start session');
    await here.when('timer', 'Time remaining', ({ text }) => /^(40:00|39:\d\d)$/.test(text));
    await here.see('button', 'Mode Guided');
  });
});

test('a format of one’s own is made in the desk, and a document is shown in it', async () => {
  const here = await inCall();
  await here.press('button', 'Start session');
  await here.note('she slept well');
  await here.finish();
  await here.tab.close();
  panel = null;
  const settings = await desk('settings');
  await settings.press('button', 'Change: Own formats');
  await settings.press('button', 'Add a format');
  await settings.press('button', 'Begin like DAP');
  await settings.fill('textbox', 'Name', 'Mine');
  await settings.fill('textbox', 'Title of section 1', 'What was said');
  await settings.press('button', 'Save format');
  await settings.see('button', 'Edit Mine');
  await settings.doc.tab.close();
  const sessions = await rig.newest();
  await sessions.press('radio', 'Mine');
  await sessions.when('region', 'What was said', ({ text }) => text.includes('she slept well'));
  await sessions.doc.tab.reload();
  await sessions.when('region', 'What was said', ({ text }) => text.includes('she slept well'));
  await sessions.doc.tab.close();
});

describe('prompts', () => {
  test('are kept, hidden and written, and travel in a file', async () => {
    const here = await inCall();
    await here.start();
    await here.press('button', 'Yes, *');
    await here.enter('Exploration');
    const words = async () => (await here.see('region', 'Prompt')).text.split('\n')[0] ?? '';
    const first = await words();
    await here.press('button', 'Hide this prompt');
    await here.when('region', 'Prompt', ({ text }) => !text.startsWith(first));
    const second = await words();
    await here.press('button', 'Next prompt');
    await here.when('region', 'Prompt', ({ text }) => !text.startsWith(second));
    const third = await words();
    // It stays where it is, and is first from now on.
    await here.press('button', 'Keep this prompt first in this leg');
    await until(
      () =>
        here.doc.evaluate(() =>
          document.querySelector('.say-words')?.getAttribute('title')?.includes('kept first'),
        ),
      'the prompt to say why it is there',
    );
    expect(await words()).toBe(third);
    await here.press('button', 'Next prompt');
    await here.when('region', 'Prompt', ({ text }) => text.startsWith(second));

    const page = await desk('settings/prompts');
    await page.press('button', 'Add a prompt');
    await page.fill('textbox', 'Words to say', 'Do you see the sea?');
    await page.press('checkbox', 'Exploration');
    await page.press('button', 'Save prompt');
    await page.gone('textbox', 'Words to say');
    await page.says('Do you see the sea?');
    await page.press('button', 'Export my prompts');
    const file = await until(async () => {
      const [name] = readdirSync(rig.browser.downloads).filter((one) => one.endsWith('.json'));
      if (!name) return null;
      const full = path.join(rig.browser.downloads, name);
      return readFileSync(full, 'utf8') === '' ? null : full;
    }, 'a saved file');
    const content = readFileSync(file, 'utf8');
    expect(JSON.parse(content)).toMatchObject({
      format: 'perch-prompts',
      added: [{ text: 'Do you see the sea?' }],
    });

    await page.press('button', 'Remove');
    await until(
      () => page.doc.evaluate(() => !document.body.innerText.includes('the sea')),
      'the prompt to go',
    );
    const put = (text: string) =>
      page.doc.evaluate((json) => {
        const field = document.querySelector<HTMLInputElement>('input[type=file]');
        const transfer = new DataTransfer();
        transfer.items.add(new File([json], 'prompts.json', { type: 'application/json' }));
        if (field) field.files = transfer.files;
        field?.dispatchEvent(new Event('change', { bubbles: true }));
      }, text);
    await put(content.slice(0, 40));
    expect((await page.see('alert', '')).text).toContain('not JSON, or it is damaged');
    await put(content);
    await page.gone('alert', '');
    await page.when('list', 'Prompts', ({ text }) => text.includes('Do you see the sea?'));
    rmSync(file);
    await page.doc.tab.close();
    await here.tab.activate();
    await here.press('button', 'Next prompt');
    await here.press('button', 'Next prompt');
    await here.press('button', 'Previous prompt');
    await until(async () => {
      const seen = await words();
      if (seen === 'Do you see the sea?') return true;
      await here.press('button', 'Next prompt');
      return false;
    }, 'the own prompt');
  });
});

describe('a session', () => {
  test('two tabs act at once, and nothing of either is lost', async () => {
    const here = await inCall();
    await here.start();
    const other = await panelIn(await rig.browser.open(OTHER));
    await other.unfold();
    await other.press('textbox', 'Quick note');
    await other.doc.type('from the other tab');
    await Promise.all([
      other.doc.evaluate(() => {
        for (const name of ['Closing', 'Planning'])
          [...document.querySelectorAll<HTMLElement>('.legs button')]
            .find(({ textContent }) => textContent?.startsWith(name))
            ?.click();
      }),
      here.doc.evaluate(() => {
        for (const name of ['Exploration', 'Integration'])
          [...document.querySelectorAll<HTMLElement>('.legs button')]
            .find(({ textContent }) => textContent?.startsWith(name))
            ?.click();
      }),
    ]);
    await other.doc.press('Enter');
    await other.noteShown('from the other tab');
    const states = async (shown: Panel) =>
      (await shown.all('button', null, { role: 'list', name: 'Legs' })).map(
        ({ description }) => description.split(',')[0],
      );
    await until(
      async () => !(await states(other)).slice(2).includes('not visited yet'),
      'all four legs to be visited',
    );
    const seen = await states(other);
    await other.tab.close();
    await here.tab.activate();
    await here.noteShown('from the other tab');
    expect(await states(here)).toEqual(seen);
    expect(seen.filter((state) => state === 'current')).toHaveLength(1);
  });

  test('an interruption is offered when the device was offline', async () => {
    const here = await inCall();
    await here.start();
    await here.press('button', 'Yes, *');
    await here.doc.evaluate(() => dispatchEvent(new Event('offline')));
    await here.see('button', 'Interruption');
    await here.doc.evaluate(() => dispatchEvent(new Event('online')));
    await here.press('button', 'Interruption');
    await here.gone('button', 'Interruption');
    await here.press('button', 'End session');
    await here.when('region', 'Session summary', ({ text }) => text.includes('contact minutes'));
  });

  test('the prompt, the situation and the page of a leg outlive a reload', async () => {
    const here = await inCall();
    await here.start();
    await here.press('button', 'Yes, *');
    await here.press('button', 'Silence');
    await here.when('button', 'Silence', ({ text }) => text === 'Silence');
    await here.press('button', 'Next prompt');
    const words = (
      await here.when('region', 'Prompt', ({ text }) => !text.startsWith('Quiet'))
    ).text.split('\n')[0];
    await here.press('radio', 'Topic');
    await here.press('textbox', 'Quick note');
    await here.doc.type('half a topic');
    await here.when('textbox', 'Quick note', ({ value }) => value === 'half a topic');
    await here.tab.reload();
    panel = await panelIn(here.tab);
    await panel.when('region', 'Prompt', ({ text }) => text.startsWith(words ?? '-'));
    await panel.when('textbox', 'Quick note', ({ value }) => value === 'half a topic');
    await panel.when('radio', 'Topic', ({ checked }) => checked === true);
  });
});
