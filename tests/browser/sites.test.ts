import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITES } from '@/lib/sites';
import { type Tab, until } from './driver/driver.ts';
import { MEET, notIn, Panel, panelIn, type Rig, startRig } from './perch.ts';
import { Screen } from './screen.ts';

/** A room, and a page that is none, of each site that has to be added. */
const ADDED: Readonly<Record<string, readonly [room: string, none: string]>> = {
  teams: [
    'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x',
    'https://teams.microsoft.com/v2/',
  ],
  webex: ['https://clinic.webex.com/meet/dr.example', 'https://clinic.webex.com/webappng/sites'],
  jitsi: ['https://meet.jit.si/QuietRoom', 'https://meet.jit.si/'],
  whereby: ['https://whereby.com/quiet-room', 'https://whereby.com/information/pricing/'],
  doxy: ['https://doxy.me/dr.example', 'https://doxy.me/account/settings'],
  simplePractice: [
    'https://video.simplepractice.com/appt-0123456789abcdef0123456789abcdef',
    'https://video.simplepractice.com/',
  ],
  vsee: ['https://room.vsee.com/c/dr.example', 'https://room.vsee.com/'],
  tebra: ['https://telehealth.kareo.com/visit/abc-123', 'https://telehealth.kareo.com/'],
  chime: ['https://app.chime.aws/meetings/1234567890', 'https://app.chime.aws/'],
  goto: ['https://meet.goto.com/123456789', 'https://meet.goto.com/'],
};
const OWN = 'https://rooms.example/today';

let rig: Rig;
let settings: Screen;
beforeAll(async () => {
  rig = await startRig();
  settings = new Screen(await rig.browser.open(rig.browser.page('desk.html#/settings')));
  await settings.see('button', 'Add site');
  await unfoldSites();
});
afterAll(() => rig?.close());

/** The sites that are not used are folded away. */
const unfoldSites = () =>
  settings.doc.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
const hosts = (tab: Tab) =>
  tab.evaluate(() => document.querySelectorAll('[data-perch-host]').length);
/** The page has been looked at by whatever may run in it: another panel has come up since. */
const noPanel = async (address: string) => {
  const tab = await rig.browser.open(address);
  const other = await rig.browser.open(MEET);
  await (await panelIn(other)).there();
  await other.close();
  expect(await hosts(tab)).toBe(0);
  await tab.close();
};
const use = async (name: string, patterns: readonly string[]) => {
  await settings.doc.tab.activate();
  await rig.browser.agree(patterns, async () => {
    await settings.doc.tab.activate();
    await settings.press('button', `Use Perch on ${name}`);
  });
  await settings.see('button', `Stop on ${name}`);
};

describe('a site that Perch knows', () => {
  const added = SITES.filter(({ builtIn }) => !builtIn);

  test('has no panel before it is added', async () => {
    await noPanel(ADDED.doxy?.[0] ?? '');
  });

  test.each(added.map(({ name, ...site }) => [name, site] as const))(
    '%s: one press adds it, its rooms have the panel at once, and another press takes it away',
    async (name, { id, patterns }) => {
      const [room = ''] = ADDED[id] ?? [];
      const tab = await rig.browser.open(room);
      expect(await hosts(tab)).toBe(0);
      await use(name, patterns);
      await tab.activate();
      expect(await (await panelIn(tab)).there()).toBe('strip');

      await settings.doc.tab.activate();
      await settings.press('button', `Stop on ${name}`);
      await settings.see('button', `Use Perch on ${name}`);
      await until(async () => (await hosts(tab)) === 0, 'the panel to go from the open page');
      await tab.close();
    },
  );

  test('has the panel in rooms that are opened later, on no other page, and on none once it is taken away', async () => {
    // One with several addresses, one with any subdomain, and a plain one.
    const some = added.filter(({ id }) => ['teams', 'webex', 'doxy'].includes(id));
    expect(some).toHaveLength(3);
    for (const { name, patterns } of some) await use(name, patterns);
    for (const { id } of some) {
      const [room = '', none = ''] = ADDED[id] ?? [];
      const beside = await rig.browser.open(none);
      const later = await rig.browser.open(room);
      // What may run in the page beside has run by now: it was opened before.
      await (await panelIn(later)).there();
      expect(await hosts(beside), none).toBe(0);
      await beside.close();
      await later.close();
    }
    await settings.doc.tab.activate();
    for (const { name } of some) {
      await settings.press('button', `Stop on ${name}`);
      await unfoldSites();
      await settings.see('button', `Use Perch on ${name}`);
    }
    await noPanel(ADDED.doxy?.[0] ?? '');
  });
});

describe('any other site', () => {
  test('is added by its address, holds a session, and goes with one press', async () => {
    const tab = await rig.browser.open(OWN);
    await settings.doc.tab.activate();
    await settings.fill('textbox', 'Address of another call site', 'rooms.example/whatever');
    await rig.browser.agree(['https://rooms.example/*'], async () => {
      await settings.doc.tab.activate();
      await settings.press('button', 'Add site');
    });
    await settings.see('button', 'Stop on rooms.example');
    await tab.activate();
    const panel = new Panel(await tab.frame('site-panel.html'));
    await panel.start();
    await panel.note('on a site of my own');
    // The page is told nothing by which it could ask other pages for Perch.
    expect(await tab.evaluate(() => document.documentElement.outerHTML)).not.toMatch(
      /-extension:\/\//,
    );
    await tab.reload();
    const again = new Panel(await tab.frame('site-panel.html'));
    await again.unfold();
    await again.noteShown('on a site of my own');
    await again.press('button', 'Mask panel');
    await again.see('button', 'Show panel');
    await again.press('button', 'Show panel');
    await again.finish();

    await settings.doc.tab.activate();
    await settings.press('button', 'Stop on rooms.example');
    await settings.gone('button', 'Stop on rooms.example');
    await until(async () => (await hosts(tab)) === 0, 'the panel to go from the open page');
    await tab.close();
    await noPanel(OWN);
  });

  test('can not find Perch by its pages', async (context) => {
    notIn('firefox', context, '2026-11-26: each profile has its own address, which no page knows');
    const tab = await rig.browser.open('https://elsewhere.example/');
    const found = await tab.evaluate(
      (urls: readonly string[]) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              () => true,
              () => false,
            ),
          ),
        ),
      ['panel.html', 'site-panel.html', 'sidepanel.html', 'desk.html'].map(rig.browser.page),
    );
    expect(found).toEqual([false, false, false, false]);
    await tab.close();
  });
});

test('Firefox may keep Perch from Meet until its person lets it: once, in plain words', async (context) => {
  notIn('chromium', context, '2026-11-26: it gives leave for Meet with the installation');
  await rig.browser.background(async () => {
    interface Api {
      browser: { permissions: { remove(of: { origins: string[] }): Promise<boolean> } };
    }
    await (globalThis as unknown as Api).browser.permissions.remove({
      origins: ['https://meet.google.com/*'],
    });
  });
  const tab = await rig.browser.open(MEET);
  await settings.doc.tab.activate();
  await settings.see('button', 'Use Perch on Google Meet');
  expect(await hosts(tab)).toBe(0);
  await rig.browser.agree([], async () => {
    await settings.press('button', 'Use Perch on Google Meet');
  });
  await settings.gone('button', 'Use Perch on Google Meet');
  await tab.activate();
  await (await panelIn(tab)).there();
  await tab.close();
});
