import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Tab, until } from '../driver/driver.ts';
import { notIn, Panel, type Rig, startRig } from '../perch.ts';
import { Screen } from '../screen.ts';

const ROOM = 'https://rooms.example/today';
/** Isolated pages of an added site, and of a known one that has to be added. */
const ISOLATED = [
  `${ROOM}?headers=coepRequireCorp`,
  'https://agency.zoomgov.com/wc/join/1600991835?headers=coepRequireCorp',
];
const SITES = ['rooms.example', 'agency.zoomgov.com'];
const PATTERNS = ['https://rooms.example/*', 'https://*.zoomgov.com/*'];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  const settings = await rig.desk('settings/sites');
  for (const [n, site] of SITES.entries()) {
    await settings.fill('textbox', 'Address of another call site', site);
    await rig.browser.agree([PATTERNS[n] ?? ''], async () => {
      await settings.doc.tab.activate();
      await settings.press('button', 'Add site');
    });
    await settings.see('button', n === 0 ? 'Stop on rooms.example' : 'Stop on Zoom for Government');
  }
});
afterAll(() => rig?.close());

const shown = (tab: Tab) =>
  tab.evaluate(() => {
    const host = document.querySelector('[data-perch-host]');
    return host !== null && host.getClientRects().length > 0;
  });

/** The id that the extension knows the tab in front by. */
const idInFront = () =>
  rig.browser.background(async () => {
    const { tabs } = (
      globalThis as unknown as {
        chrome: { tabs: { query(of: object): Promise<{ id: number }[]> } };
      }
    ).chrome;
    const [here] = await tabs.query({ active: true, lastFocusedWindow: true });
    return here?.id ?? 0;
  });

test.for(ISOLATED)('an added site that is isolated has the panel: %s', async (address, context) => {
  notIn('chromium', context, '2026-11-29: it loads no page at a changing address there, see below');
  const tab = await rig.browser.open(address);
  await until(() => shown(tab), 'the host');
  await new Panel(await tab.frame('site-panel.html')).there();
  await tab.close();
});

test.for(ISOLATED)(
  'an added site that is isolated has the panel beside it, and nothing in it: %s',
  async (address, context) => {
    notIn('firefox', context, '2026-11-29: the panel loads on isolated sites, see above');
    const tab = await rig.browser.open(address);
    const id = await idInFront();
    const popup = new Screen(await rig.browser.open(rig.browser.page('popup.html')));
    await popup.see('button', 'Open beside the page');
    await popup.doc.tab.close();
    const beside = new Panel(
      await rig.browser.open(`${rig.browser.page('sidepanel.html')}?tab=${id}`),
    );
    await beside.press('button', 'Start session');
    await beside.note('beside the page');
    await beside.finish();
    await beside.tab.close();
    expect(await shown(tab)).toBe(false);
    await tab.close();
  },
);

test('an added site where the panel does not load shows nothing broken, and there is a way beside it', async (context) => {
  notIn('firefox', context, '2026-11-26: the panel loads on isolated sites, see above');
  const tab = await rig.browser.open(`${ROOM}?headers=embedderAlone`);
  await until(() => shown(tab), 'the host');
  await until(async () => !(await shown(tab)), 'what is broken to go', 20_000);
  const beside = new Screen(await rig.browser.open(rig.browser.page('popup.html')));
  await beside.see('button', 'Open beside the page');
  await beside.doc.tab.close();
  await tab.close();
});
