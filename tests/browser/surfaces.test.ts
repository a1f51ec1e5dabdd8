import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Doc, type Tab, until } from './driver/driver.ts';
import { emptyScreen, fillScreen } from './full-screen.ts';
import { hostBox, hostCount, pointIn } from './in-page/place.ts';
import { stored } from './in-page/stored.ts';
import { MEET, notIn, Panel, panelIn, type Rig, sharedCall, startRig } from './perch.ts';
import { Screen } from './screen.ts';

const SHELL = 'https://app.zoom.us/wc/home';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

const calls = sharedCall(() => rig, 'loaded anew');
/** A call with a session, which goes on from one test to the next. */
const call = async (address?: string): Promise<Panel> => {
  const panel = await calls.enter(address);
  await panel.inSession();
  return panel;
};
/** A tab of a test alone, which is closed after it. */
let own: Tab | null = null;
afterEach(async () => {
  await own?.close();
  own = null;
});

const focusIn = (doc: Doc) => doc.evaluate(() => document.hasFocus());
const current = async (panel: Panel) =>
  (await panel.all('button')).find((button) => button.current === 'step')?.name ?? '';
/** Enters a leg that is not the current one, and gives its name. */
const enterAnother = async (panel: Panel): Promise<string> => {
  const before = await until(() => current(panel), 'a leg');
  const leg = before.startsWith('Exploration') ? 'Integration' : 'Exploration';
  await panel.enter(leg);
  return leg;
};

describe('keys that work anywhere in the browser', () => {
  test('fold and unfold the panel', async () => {
    const panel = await calls.enter();
    await panel.whole();
    await rig.browser.pressCommand(panel.tab, 'fold');
    await panel.see('button', 'Open panel');
    await rig.browser.pressCommand(panel.tab, 'fold');
    await panel.see('button', 'Fold panel');
  });

  test('show the panel on a page of a call site that is no call', async () => {
    const tab = await rig.browser.open('https://meet.google.com/landing');
    own = tab;
    expect(await tab.evaluate(hostCount)).toBe(0);
    await rig.browser.pressCommand(tab, 'fold');
    await (await panelIn(tab)).there();
  });

  test('put the focus into the note field, from wherever it is, and Escape gives it back', async () => {
    const panel = await call();
    await panel.press('button', 'Fold panel');
    await panel.see('button', 'Open panel');
    await panel.tab.evaluate(() => document.querySelector<HTMLElement>('#chat')?.focus());
    await rig.browser.pressCommand(panel.tab, 'note');
    await panel.when('textbox', 'Quick note', ({ focused }) => focused);
    await until(() => focusIn(panel.doc), 'the focus in the panel');
    await panel.doc.type('by key');
    await panel.doc.press('Enter');
    await panel.when('textbox', 'Quick note', ({ value }) => value === '');
    await panel.doc.press('Escape');
    await until(
      () => panel.tab.evaluate(() => document.activeElement?.id === 'chat'),
      'the focus back in the chat field',
    );
    await panel.beside();
    await panel.noteShown('by key');
  });

  test('go on to the next leg', async () => {
    const panel = await call();
    await panel.enter('Opening');
    await rig.browser.pressCommand(panel.tab, 'leg');
    await until(async () => (await current(panel)).startsWith('Client Agenda'), 'the next leg');
  });

  test('mask every panel; pressed again it shows nothing, and the button does', async () => {
    const panel = await call();
    await panel.note('seen by nobody else');
    await rig.browser.pressCommand(panel.tab, 'mask');
    await panel.see('button', 'Show panel');
    expect((await panel.doc.evaluate(() => document.body.innerText)).trim()).toBe('Show panel');
    await rig.browser.pressCommand(panel.tab, 'mask');
    // The key is handled before this one is.
    await rig.browser.pressCommand(panel.tab, 'leg');
    expect((await panel.words()).trim()).toBe('Show panel');
    await panel.press('button', 'Show panel');
    await panel.noteShown('seen by nobody else');
  });

  test('work while the focus is in an inner frame, where the call is', async () => {
    const tab = await rig.browser.open(SHELL);
    own = tab;
    await tab.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = '/wc/98765432100/join?from=pwa';
      document.querySelector('.pwa-webclient__iframe-wrapper')?.append(frame);
    });
    const inner = await tab.inner('from=pwa');
    const panel = await panelIn(tab);
    await panel.inSession();
    expect(await tab.evaluate(hostCount)).toBe(1);
    expect(await inner.evaluate(hostCount)).toBe(0);
    await until(async () => {
      await tab.click({ x: 40, y: 600 });
      return focusIn(inner);
    }, 'the focus in the inner frame');
    // A page that is busy hands the focus over late.
    const busy = tab.evaluate(() => {
      for (const until = Date.now() + 500; Date.now() < until; );
    });
    await rig.browser.pressCommand(tab, 'note');
    await busy;
    await panel.when('textbox', 'Quick note', ({ focused }) => focused);
    await panel.doc.type('from inside');
    await panel.doc.press('Enter');
    await panel.noteShown('from inside');
    await rig.browser.pressCommand(tab, 'mask');
    await panel.see('button', 'Show panel');
  });
});

describe('the panel in a window that stays on top', () => {
  test('is the same panel with the same session, and comes back with one press', async () => {
    const panel = await call(`${MEET}?rtc`);
    const before = (await panel.notes()).length;
    await panel.note('written over the call');
    await panel.press('button', 'Pop out the panel');
    const out = new Panel(await rig.browser.popOut());
    await out.noteShown('written over the call');
    expect(await panel.tab.evaluate(hostCount)).toBe(0);
    await out.note('written in the window');
    const leg = await enterAnother(out);
    // The window's own document belongs to the page, and holds nothing but the frame.
    expect(await out.tab.evaluate(() => document.body.innerText.trim())).toBe('');
    await out.press('button', 'Mask panel');
    await out.see('button', 'Show panel');
    await out.press('button', 'Show panel');
    await out.press('button', 'Back to the call');
    const back = await panelIn(panel.tab);
    await back.noteShown('written in the window');
    expect(await current(back)).toContain(leg);
    expect((await back.notes()).length).toBe(before + 2);
  });

  test('begins where its person was: at the same notes, ready to write', async () => {
    const panel = await call();
    await panel.beside();
    for (let n = 1; n <= 16; n += 1) await panel.note(`a note to scroll past, ${n}`);
    const scrolledIn = (doc: Doc) =>
      doc.evaluate(() => Math.round(document.querySelector('.panel-scroll')?.scrollTop ?? -1));
    await panel.doc.evaluate(() => document.querySelector('.panel-scroll')?.scrollTo(0, 70));
    await until(async () => (await scrolledIn(panel.doc)) === 70, 'the notes to scroll');
    await panel.press('button', 'Pop out the panel');
    const out = new Panel(await rig.browser.popOut());
    await out.when('textbox', 'Quick note', ({ focused }) => focused);
    expect(await scrolledIn(out.doc)).toBe(70);
    await out.press('button', 'Back to the call');
    const back = await panelIn(panel.tab);
    await back.when('textbox', 'Quick note', ({ focused }) => focused);
    expect(await scrolledIn(back.doc)).toBe(70);
  });

  test('goes with its call when the tab is left', async () => {
    const panel = await call();
    await panel.press('button', 'Pop out the panel');
    const out = new Panel(await rig.browser.popOut());
    await out.note('then the call is left');
    await panel.tab.goto(`${MEET}?again`);
    const back = await panelIn(panel.tab);
    await back.unfold();
    await back.noteShown('then the call is left');
  });

  test('is seen when the page moves itself into such a window, and takes notes when it is back', async () => {
    const panel = await call();
    await panel.tab.evaluate(() => {
      interface Pictures {
        requestWindow(size: object): Promise<Window>;
      }
      const button = document.createElement('button');
      button.id = 'leave-on-top';
      button.style.cssText = 'position:fixed;left:0;top:200px;width:40px;height:40px';
      const page = document.documentElement;
      button.onclick = async () => {
        const { documentPictureInPicture: pictures } = window as unknown as {
          documentPictureInPicture: Pictures;
        };
        const opened = await pictures.requestWindow({ width: 800, height: 700 });
        opened.document.replaceChild(page, opened.document.documentElement);
        opened.addEventListener('pagehide', () => document.append(page));
        Object.assign(window, { closeOnTop: () => opened.close() });
      };
      document.body.append(button);
    });
    await panel.tab.click(await panel.tab.evaluate(pointIn, '#leave-on-top'));
    const out = new Panel(await rig.browser.popOut());
    // What covers the panel there can't be told, so that it shows everything and takes no press.
    await out.see('timer', 'Time remaining');
    await panel.tab.evaluate(() => (window as unknown as { closeOnTop(): void }).closeOnTop());
    const back = await panelIn(panel.tab);
    await back.note('the page is back');
  });

  test('is a plain window where the browser has none that stays on top', async () => {
    const other = await startRig({ nothingOnTop: true });
    try {
      const panel = await other.call();
      await panel.start();
      await panel.note('before');
      await panel.press('button', 'Pop out the panel');
      const beside = new Panel(await other.browser.opened(other.browser.page('sidepanel.html')));
      await beside.noteShown('before');
      await beside.when('textbox', 'Quick note', ({ focused }) => focused);
      await until(
        async () => (await panel.tab.evaluate(hostCount)) === 0,
        'the one over the call to go',
      );
      await beside.note('in the window');
      await beside.press('button', 'Back to the call');
      const back = await panelIn(panel.tab);
      await back.noteShown('in the window');
    } finally {
      await other.close();
    }
  });
});

test("the panel in the browser's side panel is the same, and takes the place of the one over the call", async () => {
  const panel = await call();
  await panel.note('before');
  if (rig.browser.name === 'firefox') {
    expect(await rig.browser.toggleSidebar()).toBe(true);
  } else {
    await panel.press('button', 'Move to the side panel');
  }
  await until(
    async () => (await panel.tab.evaluate(hostCount)) === 0,
    'the one over the call to go',
  );
  if (rig.browser.name === 'firefox') {
    await rig.browser.toggleSidebar();
  } else {
    const beside = new Panel(await rig.browser.opened(rig.browser.page('sidepanel.html')));
    await beside.noteShown('before');
    await beside.note('in the side panel');
    await beside.press('button', 'Back to the call');
  }
  const back = await panelIn(panel.tab);
  await back.noteShown('before');
  if (rig.browser.name === 'chromium') await back.noteShown('in the side panel');
});

test('a panel beside the page that nobody can see does not take the place of the one over the call', async (context) => {
  notIn('chromium', context, '2026-11-27: driven tabs never become hidden in it');
  const panel = await call();
  await panel.note('in sight');
  const opened = await rig.browser.background(async (address: string) => {
    interface Api {
      tabs: {
        query(of: { active: boolean; lastFocusedWindow: boolean }): Promise<{ id?: number }[]>;
        create(how: { url: string; active: boolean }): Promise<{ id?: number }>;
        get(id: number): Promise<{ status?: string }>;
        update(id: number, how: { active: boolean }): Promise<unknown>;
        remove(id: number): Promise<void>;
      };
    }
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    const { tabs } = scope.browser ?? scope.chrome;
    const [here] = await tabs.query({ active: true, lastFocusedWindow: true });
    const { id = 0 } = await tabs.create({ url: `${address}?tab=${here?.id}`, active: false });
    while ((await tabs.get(id)).status !== 'complete')
      await new Promise((next) => setTimeout(next));
    return [here?.id ?? 0, id];
  }, rig.browser.page('sidepanel.html'));
  // What a page beside the call tells has been heard when the panel's own answer has come.
  await panel.note('still here');
  expect(await panel.tab.evaluate(hostCount)).toBe(1);
  const show = (id: number) =>
    rig.browser.background(async (which: number) => {
      interface Api {
        tabs: { update(id: number, how: { active: boolean }): Promise<unknown> };
      }
      const scope = globalThis as unknown as { browser?: Api; chrome: Api };
      await (scope.browser ?? scope.chrome).tabs.update(which, { active: true });
    }, id);
  await show(opened[1] ?? 0);
  await until(
    async () => (await panel.tab.evaluate(hostCount)) === 0,
    'the one over the call to go',
  );
  const beside = new Panel(await rig.browser.opened(rig.browser.page('sidepanel.html')));
  await beside.noteShown('still here');
  await beside.press('button', 'Back to the call');
  await show(opened[0] ?? 0);
  await (await panelIn(panel.tab)).noteShown('still here');
});

test("Firefox's menu of Perch opens the sidebar", async (context) => {
  notIn('chromium', context, '2026-11-26: its side panel is opened from the panel, as shown above');
  const popup = new Screen(await rig.browser.open(rig.browser.page('popup.html')));
  await popup.press('button', 'Open beside the page');
  // It was open, and the menu has closed itself.
  expect(await rig.browser.toggleSidebar()).toBe(false);
});

describe('something fills the screen', () => {
  const place = async (tab: Tab) => {
    const { x, y, width, height } = await tab.evaluate(hostBox);
    return [Math.round(x), Math.round(y), width, height];
  };

  test.each(['html', '#stage'])('%s: the panel is seen, pressed and written in', async (what) => {
    const panel = await call(`${MEET}?rtc`);
    const before = await place(panel.tab);
    await fillScreen(panel.tab, panel.tab, what);
    const inside = await panelIn(panel.tab);
    const leg = await enterAnother(inside);
    await inside.note(`over ${what}`);
    expect(await focusIn(inside.doc)).toBe(true);
    await emptyScreen(panel.tab);
    const after = await panelIn(panel.tab);
    await after.noteShown(`over ${what}`);
    expect(await current(after)).toContain(leg);
    await until(
      async () => JSON.stringify(await place(panel.tab)) === JSON.stringify(before),
      'the panel back in its place',
    );
  });

  test('with others of the page beside it: a press in the panel is taken', async () => {
    const panel = await call(`${MEET}?rtc`);
    await panel.tab.evaluate(() => {
      const beside = document.createElement('div');
      beside.id = 'beside';
      beside.style.cssText =
        'position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none';
      const full = document.createElement('div');
      full.id = 'full';
      document.body.append(full, beside);
    });
    await fillScreen(panel.tab, panel.tab, '#full');
    const leg = await enterAnother(await panelIn(panel.tab));
    await emptyScreen(panel.tab);
    await panel.tab.evaluate(() => document.querySelector('#beside')?.remove());
    const after = await panelIn(panel.tab);
    expect(await until(() => current(after), 'a leg')).toContain(leg);
  });

  test('an inner frame: it has the panel as long', async () => {
    const tab = await rig.browser.open(SHELL);
    own = tab;
    await tab.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.allow = 'fullscreen';
      frame.src = '/wc/98765432100/join?from=pwa';
      document.querySelector('.pwa-webclient__iframe-wrapper')?.append(frame);
    });
    const inner = await tab.inner('from=pwa');
    const panel = await panelIn(tab);
    await panel.inSession();
    await fillScreen(inner, tab, 'html');
    const inside = new Panel(await tab.frame('panel.html', 'from=pwa'));
    await inside.unfold();
    const leg = await enterAnother(inside);
    await inside.note('over the inner frame');
    await emptyScreen(inner);
    await until(
      async () => (await inner.evaluate(hostCount)) === 0,
      'the panel in the inner frame to go',
    );
    const after = await panelIn(tab);
    await after.noteShown('over the inner frame');
    expect(await current(after)).toContain(leg);
  });

  test('a bare video: nothing can be shown in it, and a window is offered', async () => {
    const panel = await call(`${MEET}?rtc`);
    await fillScreen(panel.tab, panel.tab, '#other');
    await emptyScreen(panel.tab);
    const after = await panelIn(panel.tab);
    await after.see('button', 'Not now');
    expect(await after.words()).toContain('Something fills the screen');
    await after.press('button', 'Not now');
    await after.gone('button', 'Not now');
    expect(await after.words()).not.toContain('Something fills the screen');
  });
});

test('the panel is pulled back when the window shrinks, and is where it was when it grows', async () => {
  const panel = await calls.enter();
  await panel.whole();
  await panel.press('button', 'Dock right');
  const box = () =>
    panel.tab.evaluate(() => {
      const { x, y, right, bottom } = document
        .querySelector('[data-perch-host]')
        ?.getBoundingClientRect() ?? { x: 0, y: 0, right: 0, bottom: 0 };
      return { x, y, right, bottom, width: innerWidth, height: innerHeight };
    });
  await panel.tab.resize(1_200, 800);
  await until(async () => (await box()).right === 1_192, 'the panel at the right edge');
  const before = await box();
  await panel.tab.resize(500, 420);
  const small = await until(async () => {
    const now = await box();
    return now.width === 500 && now.right <= 500 && now.bottom <= 420 ? now : null;
  }, 'the panel within the small window');
  expect(small.x).toBeGreaterThanOrEqual(0);
  expect(small.y).toBeGreaterThanOrEqual(0);
  await panel.tab.resize(1_200, 800);
  await until(
    async () => JSON.stringify(await box()) === JSON.stringify(before),
    'the panel where it was',
  );
  await panel.press('button', 'Dock top');
});

describe('the dot', () => {
  test('is dragged, stays where and what it was, and is pressed open', async () => {
    const panel = await call();
    await panel.press('button', 'Fold to a dot');
    const box = () => panel.tab.evaluate(hostBox);
    await until(async () => (await box()).width === 48, 'the dot');
    const before = await box();
    const { x, y } = before;
    await panel.tab.drag({ x: x + 24, y: y + 4 }, { x: x + 224, y: y + 304 });
    const moved = { ...before, x: x + 200, y: y + 300 };
    expect(await box()).toEqual(moved);
    // A page that is left at once may take along what it was about to keep.
    await until(async () => {
      const kept = JSON.stringify(await rig.browser.background(stored, 'local'));
      if (!kept.includes(`"x":${moved.x},"y":${moved.y}`)) throw new Error(kept.slice(0, 600));
      return true;
    }, 'the place to be kept');
    await panel.tab.reload();
    await panelIn(panel.tab);
    await until(async () => {
      const now = await box();
      // What is there instead is part of the failure's message.
      if (now.width !== 48) throw new Error(JSON.stringify(now));
      return now;
    }, 'the dot again');
    expect(await box()).toEqual(moved);
    const again = await panelIn(panel.tab);
    await again.press('button', 'Open panel');
    await again.see('timer', 'Time remaining');
  });
});
