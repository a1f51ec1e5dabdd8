import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Doc, type Tab, until } from './driver/driver.ts';
import { hostBox } from './in-page/place.ts';
import type { Scope } from './in-page/scope.ts';
import { MEET, notIn, type Panel, panelIn, type Rig, startRig } from './perch.ts';
import { Screen } from './screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

describe('a call is followed by what its page lets on', () => {
  test('not at all on a page with no sign of anything: everything else works', async () => {
    const panel = await rig.call(MEET);
    await panel.start();
    await panel.enter('Exploration');
    await panel.note('with no sign');
    expect(await panel.words()).not.toMatch(/seems to have/);
    await panel.finish();
    await panel.tab.close();
  });
});

test('two calls one after the other in one tab are two sessions, each with its client and its notes', async () => {
  const begin = async (panel: Panel, code: string) => {
    await panel.press('radio', 'New code');
    await panel.fill('textbox', 'Code', code);
    await panel.start();
    await panel.note(`said by ${code}`);
    await panel.finish();
  };
  const panel = await rig.call('https://meet.google.com/one-aaaa-aaa');
  await panel.unfold();
  await begin(panel, 'ONE-1');
  await panel.tab.evaluate(() => history.pushState(null, '', '/two-bbbb-bbb'));
  // The address of the first is not taken for that of the second.
  await panel.when('radio', 'Choose later', ({ checked }) => checked === true);
  await begin(panel, 'TWO-2');
  await panel.tab.evaluate(() => history.pushState(null, '', '/one-aaaa-aaa'));
  await panel.when('radio', 'ONE-1', ({ checked }) => checked === true);
  const desk = new Screen(await rig.browser.open(`${rig.browser.page('desk.html')}#/notes`));
  for (const code of ['ONE-1', 'TWO-2']) {
    await desk.fill('searchbox', 'Search notes', `said by ${code}`);
    // The session of this client and no other.
    await desk.when('list', 'Found notes', ({ text }) => {
      const shown = text.match(/\w+-\d/g) ?? [];
      return [...new Set(shown)].join() === code && text.includes(`said by ${code}`);
    });
  }
  await desk.doc.tab.close();
  await panel.tab.close();
});

test('a private window is left alone', async () => {
  const of = (where: Tab) =>
    where.evaluate(() => ({
      host: document.querySelector('[data-perch-host]') !== null,
      sensor: !document.dispatchEvent(new CustomEvent('perch-sensor', { cancelable: true })),
    }));
  const { tab } = await rig.call();
  const hidden = await rig.browser.openPrivate(MEET);
  try {
    // What would come there has come here by then, in a window that is not private.
    await tab.reload();
    await (await panelIn(tab)).there();
    expect(await of(tab)).toEqual({ host: true, sensor: true });
    expect(await hidden.evaluate(() => document.readyState)).toBe('complete');
    expect(await of(hidden)).toEqual({ host: false, sensor: false });
  } finally {
    await hidden.close();
  }
  await tab.close();
});

test('a call that is moved to another window keeps its panel and its session', async () => {
  const panel = await rig.call(`${MEET}?rtc`);
  await panel.start();
  await panel.note('in the first window');
  await rig.browser.background(async () => {
    interface Tabs {
      query(of: object): Promise<{ id: number; windowId: number }[]>;
    }
    interface Api {
      tabs: Tabs;
      windows: { create(of: object): Promise<unknown> };
    }
    const scope = globalThis as unknown as Record<'browser' | 'chrome', Api>;
    const { tabs, windows } = scope.browser ?? scope.chrome;
    const [call] = await tabs.query({ url: 'https://meet.google.com/*' });
    await windows.create({ tabId: call?.id });
  });
  const moved = await panelIn(panel.tab);
  await moved.noteShown('in the first window');
  await moved.note('in the second window');
  await moved.finish();
  await panel.tab.close();
});

test('a place that was kept and can not be read is the usual one, and the panel is there', async () => {
  const first = await rig.call();
  await first.unfold();
  await first.press('button', 'Dock left');
  /** Spoils the place, once it is the one that was chosen last. Gives how many there were. */
  const spoil = () =>
    rig.browser.background(async () => {
      const scope = globalThis as unknown as Scope;
      const { local } = (scope.browser ?? scope.chrome).storage;
      const kept = Object.entries(await local.get()).filter(
        ([key, place]) => key.startsWith('placement:') && JSON.stringify(place).includes('"left"'),
      );
      for (const [key] of kept) await local.set({ [key]: ['no', { place: Number.MAX_VALUE }] });
      return kept.length;
    });
  await until(async () => (await spoil()) > 0, 'the place to be kept');
  await first.tab.reload();
  const again = await panelIn(first.tab);
  expect(await again.there()).toBe('strip');
  const { x, width } = await first.tab.evaluate(hostBox);
  expect(x + width / 2).toBeCloseTo((await first.tab.evaluate(() => innerWidth)) / 2, -1);
  await first.tab.close();
});

describe('focus and keys of the page', () => {
  const talking = (doc: Doc) =>
    doc.evaluate(() => (window as unknown as { talking: boolean }).talking);
  /** Holds space, and says whether the page took it as talking meanwhile. */
  const hold = async (tab: Tab) => {
    await tab.evaluate(() => {
      const scope = window as unknown as { talked: boolean; talking: boolean };
      scope.talked = false;
      addEventListener('keydown', ({ key }) => {
        if (key === ' ') queueMicrotask(() => setTimeout(() => (scope.talked ||= scope.talking)));
      });
      addEventListener(
        'keyup',
        () => {
          scope.talked ||= scope.talking;
        },
        true,
      );
    });
    await tab.press(' ');
    return tab.evaluate(() => (window as unknown as { talked: boolean }).talked);
  };

  test('space held to talk is the page’s, before the panel was used and after', async () => {
    const panel = await rig.call();
    await panel.start();
    // Beside everything, so that nothing has the focus.
    await panel.tab.click({ x: 6, y: (await panel.tab.evaluate(() => innerHeight)) - 6 });
    expect(await hold(panel.tab)).toBe(true);
    await panel.press('textbox', 'Quick note');
    await panel.doc.type('a b');
    expect(await talking(panel.tab)).toBe(false);
    await panel.doc.press('Escape');
    await until(
      () => panel.tab.evaluate(() => document.activeElement === document.body),
      'the focus back in the page',
    );
    expect(await hold(panel.tab)).toBe(true);
    await panel.finish();
    await panel.tab.close();
  });
});

test('the desk in a container of Firefox says so, writes nothing there, and is opened outside of it', async (context) => {
  notIn('chromium', context, '2026-11-27: it has no containers');
  const address = rig.browser.page('desk.html');
  const desks = () =>
    rig.browser.background(async (url: string) => {
      interface Api {
        readonly tabs: { query(of: { url: string }): Promise<unknown[]> };
      }
      const { tabs } = (globalThis as unknown as { browser: Api }).browser;
      return (await tabs.query({ url: `${url}*` })).length;
    }, address);
  const desk = new Screen(await rig.browser.openInContainer(address));
  await desk.says('This tab is in a container');
  const held = await desk.doc.evaluate(async () => {
    const counts: Record<string, number> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const table of database.objectStoreNames)
        counts[table] = await new Promise<number>((resolve, reject) => {
          const count = database.transaction(table).objectStore(table).count();
          count.onsuccess = () => resolve(count.result);
          count.onerror = () => reject(count.error);
        });
      database.close();
    }
    return counts;
  });
  expect(held).toHaveProperty('keys');
  expect(Object.values(held).every((count) => count === 0)).toBe(true);
  const before = await desks();
  await desk.press('button', 'Open the desk outside of it');
  await until(async () => (await desks()) > before, 'the desk in another tab');
  await desk.doc.tab.close();
});

test('a neutral notice of the system comes at a milestone while the call tab is hidden', async (context) => {
  notIn(
    'chromium',
    context,
    '2026-11-26: no driver can press its dialog, and driven tabs never become hidden',
  );
  const settings = await rig.desk('settings/cues');
  await settings.press('checkbox', 'Also show a neutral*');
  await rig.browser.allowPermission();
  await settings.when('checkbox', 'Also show a neutral*', ({ checked }) => checked === true);
  // Without a display the browser closes a notice as soon as it is shown, and tells every page of
  // ours.
  await settings.doc.evaluate(() => {
    type Event = { addListener(listen: (id: string) => void): void };
    const { browser } = globalThis as unknown as {
      browser: { notifications: { onClosed: Event } };
    };
    browser.notifications.onClosed.addListener((id) => {
      document.title = `${id} is closed`;
    });
  });
  const here = await rig.call();
  await here.unfold();
  const start = new Date(2026, 10, 24, 10, 0).getTime();
  const hold = async (minutes: number) => {
    const now = start + minutes * 60_000;
    await rig.browser.holdClock(now);
    await here.doc.evaluate((at) => {
      Date.now = () => at;
    }, now);
  };
  await hold(0);
  await here.start();
  await hold(39.9);
  await here.when('timer', 'Time remaining', ({ text }) => text === '10:06');
  // The background has set its alarm by a clock that stood elsewhere, and sets it anew now.
  await here.enter('Client Agenda');
  await settings.doc.tab.activate();
  await until(() => here.doc.evaluate(() => document.hidden), 'the call tab to be hidden');
  await hold(40);
  await until(
    async () => (await settings.doc.evaluate(() => document.title)).startsWith('time:practice'),
    'a notice of the system',
  );
  await settings.doc.tab.close();
  await here.tab.activate();
  await here.finish();
  // Its clock stands until then.
  await rig.browser.killWorker();
  await here.tab.close();
});

test('text is shown only while the pointer is on the panel, if its person wants that', async () => {
  const settings = new Screen(
    await rig.browser.open(rig.browser.page('desk.html#/settings/screen')),
  );
  await settings.press('checkbox', 'Show text only while*');
  await settings.when('checkbox', 'Show text only while*', ({ checked }) => checked === true);
  const panel = await rig.call();
  await panel.tab.hover({ x: 20, y: 600 });
  await panel.see('button', "Show the panel's text");
  expect((await panel.words()).trim()).toBe('');
  // Beside the handle, which the host lays over strip and panel.
  const { x, y, width } = await panel.tab.evaluate(hostBox);
  await panel.tab.hover({ x: x + width - 30, y: y + 20 });
  await panel.there();
  await panel.start();
  await panel.note('while I am here');
  await panel.doc.press('Escape');
  await panel.tab.hover({ x: 20, y: 600 });
  await panel.see('button', "Show the panel's text");
  expect((await panel.words()).trim()).toBe('');
  // By keyboard as well: the focus shows it.
  await rig.browser.pressCommand(panel.tab, 'note');
  await panel.noteShown('while I am here');
  await panel.finish();
  await panel.tab.close();
});
