import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITES } from '@/lib/sites';
import { until } from './driver/driver.ts';
import { hostCount } from './in-page/place.ts';
import { MEET, notIn, Panel, panelIn, type Rig, startRig } from './perch.ts';
import { Screen } from './screen.ts';

/** A room, and a page that is none. tests/unit/sites/places.test.ts has those of every site. */
const ADDED = {
  teams: [
    'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x',
    'https://teams.microsoft.com/v2/',
  ],
  webex: ['https://clinic.webex.com/meet/dr.example', 'https://clinic.webex.com/webappng/sites'],
  doxy: ['https://doxy.me/dr.example', 'https://doxy.me/account/settings'],
} as const;
const OWN = 'https://rooms.example/today';

let rig: Rig;
let settings: Screen;
beforeAll(async () => {
  rig = await startRig();
  settings = new Screen(await rig.browser.open(rig.browser.page('desk.html#/settings/sites')));
  await settings.see('button', 'Add site');
  await unfoldSites();
});
afterAll(() => rig?.close());

/** The sites that are not used are folded away. */
const unfoldSites = () =>
  settings.doc.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
/** The page has been looked at by whatever may run in it: another panel has come up since. */
const noPanel = async (address: string) => {
  const tab = await rig.browser.open(address);
  const other = await rig.browser.open(MEET);
  await (await panelIn(other)).there();
  await other.close();
  expect(await tab.evaluate(hostCount)).toBe(0);
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

/** Longer than a call has to seem over before that is said. */
const GRACE = 30_000;

/**
 * A session stays in sight when its tab leaves the room by a real load, until it is closed, and its
 * end is offered.
 */
const keptBeyondTheRoom = async (room: string, none: string) => {
  const tab = await rig.browser.open(room);
  const panel = await panelIn(tab, 'site-panel.html');
  await panel.start();
  await panel.note('before the room was left');
  await tab.goto(none);
  const beyond = await panelIn(tab, 'site-panel.html');
  await beyond.noteShown('before the room was left');
  // Outside of a room the panel has nothing to show once the session is closed, and goes.
  await beyond.says('The call seems to have ended at', GRACE);
  await beyond.press('button', 'End now');
  await beyond.press('button', 'Close summary');
  await until(async () => (await tab.evaluate(hostCount)) === 0, 'the panel to go');
  await tab.close();
};

describe('a site that Perch knows', () => {
  const added = SITES.filter(({ builtIn }) => !builtIn);

  test('has the panel in its rooms, open or opened later, and nowhere else, from one press to another', async () => {
    // One with several addresses, one with any subdomain, and a plain one.
    const some = added.filter(({ id }) => id in ADDED);
    expect(some).toHaveLength(3);
    await noPanel(ADDED.doxy[0]);
    for (const { id, name, patterns } of some) {
      const [room, none] = ADDED[id as keyof typeof ADDED];
      const open = await rig.browser.open(room);
      expect(await open.evaluate(hostCount)).toBe(0);
      await use(name, patterns);
      await open.activate();
      expect(await (await panelIn(open, 'site-panel.html')).there()).toBe('strip');

      const beside = await rig.browser.open(none);
      const later = await rig.browser.open(room);
      // What may run in the page beside has run by now: it was opened before.
      await (await panelIn(later, 'site-panel.html')).there();
      expect(await beside.evaluate(hostCount), none).toBe(0);
      await beside.close();
      await later.close();
      if (id === 'doxy') await keptBeyondTheRoom(room, none);

      await settings.doc.tab.activate();
      await settings.press('button', `Stop on ${name}`);
      await unfoldSites();
      await settings.see('button', `Use Perch on ${name}`);
      await until(
        async () => (await open.evaluate(hostCount)) === 0,
        'the panel to go from the open page',
      );
      await open.close();
    }
    await noPanel(ADDED.doxy[0]);
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
    await until(
      async () => (await tab.evaluate(hostCount)) === 0,
      'the panel to go from the open page',
    );
    await tab.close();
    await noPanel(OWN);
  });

  test('that shares from a frame of another added site has its panel masked', async () => {
    for (const host of ['rooms.example', 'elsewhere.example']) {
      await settings.doc.tab.activate();
      await settings.fill('textbox', 'Address of another call site', host);
      await rig.browser.agree([`https://${host}/*`], async () => {
        await settings.doc.tab.activate();
        await settings.press('button', 'Add site');
      });
      await settings.see('button', `Stop on ${host}`);
    }
    await settings.press('link', 'What a client could see');
    await settings.press('radio', 'Whenever the page shares');
    await settings.press('link', 'Call sites');
    const tab = await rig.browser.open(OWN);
    const panel = await panelIn(tab, 'site-panel.html');
    await panel.start();
    await tab.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.allow = 'display-capture';
      frame.src = 'https://elsewhere.example/room';
      document.body.append(frame);
    });
    const inner = await tab.inner('elsewhere.example');
    await until(
      () => inner.evaluate(() => document.readyState === 'complete' && location.href),
      'the frame to load',
    );
    await inner.evaluate(() =>
      navigator.mediaDevices.getDisplayMedia({ video: false }).catch(() => {}),
    );
    await panel.see('button', 'Show panel');
    await panel.press('button', 'Show panel');
    await panel.finish();
    await tab.close();
    await settings.doc.tab.activate();
    for (const host of ['rooms.example', 'elsewhere.example']) {
      await settings.press('button', `Stop on ${host}`);
      await settings.gone('button', `Stop on ${host}`);
    }
  });

  test('can not find Perch by its pages', async (context) => {
    notIn('firefox', context, '2026-11-26: each profile has its own address, which no page knows');
    // A known site is no exception while nobody has let Perch run there.
    for (const address of [
      'https://elsewhere.example/',
      ADDED.doxy[0],
      'https://agency.zoomgov.com/',
    ]) {
      const tab = await rig.browser.open(address);
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
    }
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
  expect(await tab.evaluate(hostCount)).toBe(0);
  await rig.browser.agree([], async () => {
    await settings.press('button', 'Use Perch on Google Meet');
  });
  await settings.gone('button', 'Use Perch on Google Meet');
  await tab.activate();
  await (await panelIn(tab)).there();
  await tab.close();
});

test('a browser that keeps Perch out of the calls is asked, in plain words, on the first page', async (context) => {
  notIn(
    'chromium',
    context,
    '2026-11-27: an extension can not give back what it has from the start',
  );
  const today = await rig.desk();
  const patterns = ['https://meet.google.com/*', 'https://*.zoom.us/*'];
  await today.doc.evaluate(
    (origins: readonly string[]) =>
      (
        globalThis as unknown as {
          browser: { permissions: { remove(of: object): Promise<boolean> } };
        }
      ).browser.permissions.remove({ origins }),
    patterns,
  );
  await today.says('no panel will appear there');
  // The first run's last screen asks as well, where somebody has not been to the desk yet.
  const first = await rig.desk('welcome/try');
  await first.says('no panel will appear there');
  await rig.browser.agree(patterns, async () => {
    await first.press('button', 'Allow Perch on Google Meet and Zoom');
  });
  await first.gone('button', 'Allow Perch on Google Meet and Zoom');
  await first.doc.tab.close();
  await today.doc.tab.activate();
  await until(
    async () => !(await today.words()).includes('no panel will appear'),
    'the words to go',
  );
  await (await rig.call()).there();
});
