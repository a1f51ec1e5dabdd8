import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Tab, until } from './driver/driver.ts';
import { MEET, panelIn, type Rig, startRig, ZOOM } from './perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

describe('the panel', () => {
  test.each([
    [MEET],
    ['https://meet.google.com/lookup/team-room'],
    [ZOOM],
    ['https://us02web.zoom.us/wc/join/98765432100'],
  ])('it is there when the address is a room: %s', async (address) => {
    const tab = await rig.browser.open(address);
    const strip = await panelIn(tab);
    await strip.see('button', 'Open panel');
    const { x, y } = await strip.doc.origin();
    const width = await tab.evaluate(() => document.documentElement.clientWidth);
    expect(y).toBeLessThan(20);
    expect(Math.abs(x + 180 - width / 2)).toBeLessThan(2);
    await tab.close();
  });

  test('it leaves no word in the console of the page', async () => {
    const say = (where: Tab, what: string) =>
      where.evaluate((words: string) => {
        console.log(words);
        // Firefox keeps errors alone.
        reportError(new Error(words));
      }, what);
    const heard = (what: string) =>
      until(async () => {
        const all = await rig.browser.said();
        const at = all.findLastIndex((words) => words.includes(what));
        return at >= 0 && { all, at };
      }, 'the console to be read');
    // Other pages were open in this browser before.
    const other = await rig.browser.open('https://elsewhere.example/');
    const begins = `begins ${Date.now()}`;
    await say(other, begins);
    await heard(begins);
    const tab = await rig.browser.open(MEET);
    await panelIn(tab);
    await say(tab, 'the page itself');
    await heard('the page itself');
    const { all, at } = await heard(begins);
    const said = all.slice(at);
    await other.close();
    const own = rig.browser.page('').replace(/\/$/, '');
    // What pages of Perch say stands in consoles of their own.
    const ofPage = said.filter((words) => !words.includes(`${own}/chunks/`));
    expect(ofPage.filter((words) => words.includes(own))).toEqual([]);
    await tab.close();
  });

  test.each([
    ['https://meet.google.com/'],
    ['https://meet.google.com/landing'],
    ['https://zoom.us/j/98765432100'],
    ['https://app.zoom.us/wc'],
  ])(
    'it is not there on a landing page, until the toolbar button is pressed: %s',
    async (address) => {
      const tab = await rig.browser.open(address);
      // The content script has decided once it has told the background what the button does in this
      // tab.
      await until(
        () =>
          rig.browser.background(async () => {
            type Api = {
              tabs: { query(all: object): Promise<{ id?: number }[]> };
              action: { getPopup(tab: { tabId: number }): Promise<string> };
            };
            const scope = globalThis as unknown as { browser?: Api; chrome: Api };
            const { tabs, action } = scope.browser ?? scope.chrome;
            const popups = await Promise.all(
              (await tabs.query({})).map(({ id }) => action.getPopup({ tabId: id ?? 0 })),
            );
            return popups.includes('');
          }),
        'the toolbar button to be set',
      );
      expect(await tab.frames('panel.html')).toBe(0);
      await rig.browser.pressToolbarButton(tab);
      await (await panelIn(tab)).see('button', 'Open panel');
      await tab.close();
    },
  );

  test('it comes and goes with the address when a page changes it without a load', async () => {
    const tab = await rig.browser.open('https://meet.google.com/landing');
    await tab.evaluate(() => history.pushState(null, '', '/abc-defg-hij'));
    await (await panelIn(tab)).see('button', 'Open panel');
    await tab.evaluate(() => history.pushState(null, '', '/landing'));
    await until(async () => (await tab.frames('panel.html')) === 0, 'the panel to go');
    await tab.close();
  });

  test('it is there once, in the top frame, when the meeting sits in an inner frame', async () => {
    const tab = await rig.browser.open('https://app.zoom.us/wc/home');
    await tab.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.id = 'webclient';
      frame.src = '/wc/98765432100/join?from=pwa';
      document.querySelector('.pwa-webclient__iframe-wrapper')?.append(frame);
    });
    await (await panelIn(tab)).see('button', 'Open panel');
    expect(await tab.frames('panel.html')).toBe(1);
    await tab.evaluate(() => document.querySelector('#webclient')?.remove());
    await until(async () => (await tab.frames('panel.html')) === 0, 'the panel to go');
    await tab.close();
  });

  test('it keeps clear of what the page lets its visitor press', async () => {
    const { tab } = await rig.call();
    await tab.evaluate(() => {
      for (const [id, place] of [
        ['join-now', 'left: calc(50% - 60px); top: 300px; width: 120px'],
        ['close-it', 'right: 12px; top: 12px; width: 32px'],
      ] as const) {
        const button = document.createElement('button');
        button.id = id;
        button.style.cssText = `position: fixed; height: 40px; ${place}`;
        document.body.append(button);
      }
    });
    /** Whether a press in the middle of an element reaches it. */
    const reaches = (id: string) =>
      tab.evaluate((of: string) => {
        const element = document.getElementById(of);
        const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === element;
      }, id);
    const here = await panelIn(tab);
    await here.unfold();
    expect(await reaches('join-now')).toBe(true);
    await here.press('button', 'Dock right');
    await here.press('button', 'Fold panel');
    await here.see('button', 'Open panel');
    expect(await reaches('close-it')).toBe(true);
    const { x, y } = await here.doc.origin();
    expect([x > 800, y > 40]).toEqual([true, true]);
    await tab.close();
  });

  test('it is put back on every site in the desk, and that can be undone', async () => {
    const { tab } = await rig.call();
    const here = await panelIn(tab);
    await here.unfold();
    await here.press('button', 'Dock left');
    const left = async () => (await (await panelIn(tab)).doc.origin()).x < 100;
    await until(left, 'the panel at the left');
    const desk = await rig.desk('settings/look');
    const loaded = async () => {
      await tab.activate();
      await tab.reload();
      return left();
    };
    await desk.press('button', 'Reset positions');
    await desk.says('Positions are reset');
    expect(await loaded()).toBe(false);
    await desk.doc.tab.activate();
    await desk.press('button', 'Undo');
    await until(async () => !(await desk.words()).includes('Positions are reset'), 'the undo');
    expect(await loaded()).toBe(true);
    await desk.press('button', 'Reset positions');
    // The next test begins in the first place.
    await desk.says('Positions are reset');
    await desk.doc.tab.close();
    await tab.close();
  });

  test('it follows the mouse by its handle, and keys do the same', async () => {
    const here = await rig.call();
    await here.start();
    const from = await here.doc.origin();
    await here.tab.drag({ x: from.x + 60, y: from.y + 15 }, { x: from.x - 140, y: from.y + 75 });
    let at = from;
    await until(async () => {
      at = await here.doc.origin();
      return Math.abs(at.x - from.x + 200) < 3 && Math.abs(at.y - from.y - 60) < 3;
    }, 'the panel to follow the mouse').catch((error: unknown) => {
      throw new Error(`${String(error)}; from ${JSON.stringify(from)} to ${JSON.stringify(at)}`);
    });

    await here.press('button', 'Dock left');
    await until(async () => (await here.doc.origin()).x < 100, 'the panel to dock by mouse');
    await here.press('button', 'Move and resize');
    await here.when('button', 'Dock left', ({ focused }) => focused);
    await here.doc.press('Tab');
    await here.when('button', 'Dock top', ({ focused }) => focused);
    await here.doc.press('Enter');
    await until(() => here.doc.evaluate(() => innerWidth === 900), 'the bar by key');
    await here.press('button', 'Fold panel');
    await here.when('button', 'Open panel', ({ focused }) => focused);
    await here.doc.press('Enter');
    await here.see('button', 'Open beside');
    await here.beside();
    await here.finish();
    await here.tab.close();
  });
});
