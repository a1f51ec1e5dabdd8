import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PROFILES } from '../pages/server.ts';
import { until } from './driver/driver.ts';
import { hostCount, pointIn } from './in-page/place.ts';
import { MEET, type Panel, panelIn, type Rig, sharedCall, startRig } from './perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

const calls = sharedCall(() => rig, 'loaded anew');
/** A call with a session, which goes on from one test to the next. */
const inSession = async (address = MEET): Promise<Panel> => {
  const panel = await calls.enter(address);
  await panel.inSession();
  return panel;
};

/** How many frames of the page's video have been shown so far. */
const videoTime = (panel: Panel) =>
  panel.tab.evaluate(() => document.querySelector<HTMLVideoElement>('#other')?.currentTime ?? 0);

describe('header profiles', () => {
  afterAll(() => calls.leave());

  test.each(Object.keys(PROFILES))(
    'the panel works, and the page is as it was, under: %s',
    async (profile) => {
      const panel = await inSession(`${MEET}?headers=${profile}&rtc`);
      const isolated = await panel.tab.evaluate(
        () => (window as unknown as { isolatedAtLoad: boolean }).isolatedAtLoad,
      );
      if (profile.startsWith('coep') || profile === 'everything') expect(isolated).toBe(true);
      await panel.note(`under ${profile}`);
      expect(await panel.tab.evaluate(() => crossOriginIsolated)).toBe(isolated);
      const before = await videoTime(panel);
      await until(async () => (await videoTime(panel)) > before, 'the video to go on');
      expect(await panel.doc.evaluate(() => document.body.innerText)).toContain(`under ${profile}`);
    },
  );
});

describe('keys', () => {
  afterEach(() => calls.leave());

  test('the page sees nothing of what is typed in the panel', async () => {
    const panel = await calls.enter();
    await panel.start();
    await panel.press('textbox', 'Quick note');
    await panel.tab.evaluate(() => {
      (window as unknown as { seen: string[] }).seen.length = 0;
    });
    await panel.doc.type('mdve and more, with space ');
    for (const chord of [
      'Shift+Enter',
      'Control+d',
      'Control+e',
      'Alt+a',
      'ArrowLeft',
      'Backspace',
      'Enter',
      'Escape',
    ])
      await panel.doc.press(chord);
    await panel.press('button', 'Exploration*');
    await panel.doc.press('5');
    await panel.when('button', 'Planning*', ({ current }) => current === 'step');
    expect(await panel.tab.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(
      [],
    );
    expect(
      await panel.tab.evaluate(() => {
        const page = window as unknown as { muted: boolean; camera: boolean; talking: boolean };
        return [page.muted, page.camera, page.talking];
      }),
    ).toEqual([false, true, false]);
  });

  test("the page's own shortcuts work as before while the focus is in the page", async () => {
    const panel = await calls.enter();
    await panel.start();
    await panel.press('textbox', 'Quick note');
    await panel.tab.click({ x: 20, y: 790 });
    await panel.tab.press('m');
    await panel.tab.press('v');
    const state = await panel.tab.evaluate(() => {
      const page = window as unknown as { muted: boolean; camera: boolean; seen: string[] };
      return { muted: page.muted, camera: page.camera, seen: page.seen.length };
    });
    expect(state.muted).toBe(true);
    expect(state.camera).toBe(false);
    expect(state.seen).toBeGreaterThan(0);
    expect((await panel.see('textbox', 'Quick note')).value).toBe('');
  });

  test('the panel takes no focus by itself, and Escape gives it back to where it was', async () => {
    const panel = await calls.enter();
    await panel.there();
    expect(await panel.tab.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await panel.start();
    await panel.tab.click(await panel.tab.evaluate(pointIn, '#chat'));
    await panel.press('textbox', 'Quick note');
    await panel.doc.press('Escape');
    await until(
      () => panel.tab.evaluate(() => document.activeElement?.id === 'chat'),
      'the focus back in the chat field',
    );
  });

  test('Shift+Enter breaks the line, and Enter does not save while an input method composes', async () => {
    const here = await calls.enter();
    await here.start();
    await here.press('textbox', 'Quick note');
    await here.doc.type('one');
    await here.doc.press('Shift+Enter');
    await here.doc.type('two');
    await here.when('textbox', 'Quick note', ({ value }) => value === 'one\ntwo');
    // No driver can switch an input method on; the browser's own event for a key while composing
    // can be made.
    const defaultPrevented = await here.doc.evaluate(() => {
      const field = document.querySelector('textarea');
      const results = [];
      for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
        const event = new KeyboardEvent('keydown', {
          key: 'Enter',
          bubbles: true,
          cancelable: true,
          ...how,
        });
        field?.dispatchEvent(event);
        results.push(event.defaultPrevented);
      }
      return results;
    });
    expect(defaultPrevented).toEqual([false, false]);
    expect((await here.see('textbox', 'Quick note')).value).toBe('one\ntwo');
    await here.doc.press('Enter');
    await here.noteShown('one two');
  });
});

describe('rude pages', () => {
  /** The panel is in the page once, and a note can be written in it. */
  const usable = async (tab: Panel['tab'], note: string): Promise<Panel> => {
    const panel = await until(async () => {
      if ((await tab.frames('panel.html')) !== 1) return null;
      const found = await panelIn(tab);
      return (await found.all('textbox', 'Quick note')).length === 1 ? found : null;
    }, 'one usable panel');
    await panel.note(note);
    expect(await tab.evaluate(hostCount)).toBe(1);
    return panel;
  };

  const rude: Readonly<Record<string, () => void>> = {
    'removes the host': () => document.querySelector('[data-perch-host]')?.remove(),
    'removes everything under html but head and body': () => {
      for (const child of [...document.documentElement.children])
        if (!/^(HEAD|BODY)$/.test(child.tagName)) child.remove();
    },
    'rewrites the body': () => {
      document.body.replaceWith(document.createElement('body'));
    },
    'rewrites everything under html': () => {
      document.documentElement.replaceChildren(
        document.createElement('head'),
        document.createElement('body'),
      );
    },
    'replaces the whole document element': () => {
      const html = document.createElement('html');
      html.append(document.createElement('head'), document.createElement('body'));
      document.documentElement.replaceWith(html);
    },
    'pushes state within the room': () => history.pushState(null, '', '?authuser=1'),
    'styles everything with !important': () => {
      const style = document.createElement('style');
      style.textContent = `
        * { user-select: none !important; font-size: 40px !important; letter-spacing: 8px !important; }
        div, iframe, html > * { display: none !important; opacity: 0 !important; transform: scale(.1) !important;
          pointer-events: none !important; visibility: hidden !important; filter: blur(9px) !important; }
        :host { display: none !important; }`;
      document.head.append(style);
    },
    'hides the host by attributes and inline style': () => {
      const host = document.querySelector<HTMLElement>('[data-perch-host]');
      host?.setAttribute('aria-hidden', 'true');
      host?.setAttribute('inert', '');
      host?.setAttribute('hidden', '');
      host?.style.setProperty('display', 'none', 'important');
    },
    'opens a dialog that hides every child of body from assistive technology': () => {
      const dialog = document.createElement('div');
      dialog.setAttribute('role', 'dialog');
      dialog.textContent = 'Your camera is on';
      for (const child of document.body.children) child.setAttribute('aria-hidden', 'true');
      document.body.append(dialog);
    },
    'replaces focus and stops every key in the capture phase': () => {
      HTMLElement.prototype.focus = () => {};
      for (const type of ['keydown', 'keypress', 'keyup'])
        window.addEventListener(
          type,
          (event) => {
            event.preventDefault();
            event.stopImmediatePropagation();
          },
          true,
        );
    },
  };

  test.each(Object.entries(rude))(
    'the panel is there once, usable and readable, when a page %s',
    async (what, act) => {
      const { tab } = await inSession();
      await tab.evaluateSource(`(${act})(), true`);
      const panel = await usable(tab, `while it ${what}`);
      expect(await panel.doc.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('13px');
      const shown = await tab.evaluate(() => {
        const host = document.querySelector('[data-perch-host]');
        const { width, height } = host?.getBoundingClientRect() ?? { width: 0, height: 0 };
        const style = host && getComputedStyle(host);
        const hidden = host?.closest('[aria-hidden], [inert], [hidden]') !== null;
        return {
          width,
          height,
          opacity: style?.opacity,
          visibility: style?.visibility,
          hidden,
          parent: host?.parentElement?.tagName,
        };
      });
      expect(shown).toEqual({
        width: 340,
        height: expect.any(Number),
        opacity: '1',
        visibility: 'visible',
        hidden: false,
        parent: 'HTML',
      });
      expect(shown.height).toBeGreaterThan(300);
    },
  );

  test('a page that is printed has nothing of the panel on paper', async () => {
    const panel = await calls.enter();
    await panel.there();
    const shown = await panel.tab.evaluate(() => {
      const host = document.querySelector('[data-perch-host]');
      return ['beforeprint', 'afterprint'].map((type) => {
        dispatchEvent(new Event(type));
        return (host?.getClientRects().length ?? 0) > 0;
      });
    });
    expect(shown).toEqual([false, true]);
    await panel.unfold();
  });

  test('a page that keeps hiding the host does not make the tab hang', async () => {
    const panel = await calls.enter();
    await panel.there();
    await panel.tab.evaluate(async () => {
      const host = document.querySelector('[data-perch-host]');
      const hide = () => {
        if (!host?.hasAttribute('aria-hidden')) host?.setAttribute('aria-hidden', 'true');
      };
      new MutationObserver(hide).observe(document.documentElement, {
        attributes: true,
        subtree: true,
      });
      hide();
      for (let frame = 0; frame < 30; frame += 1)
        await new Promise((next) => {
          requestAnimationFrame(next);
        });
    });
    await panel.tab.reload();
    await (await panelIn(panel.tab)).there();
  });

  test('a page that keeps removing the host does not make the tab hang', async () => {
    const panel = await calls.enter();
    await panel.there();
    const removals = await panel.tab.evaluate(async () => {
      let count = 0;
      const watch = new MutationObserver(() => {
        const host = document.querySelector('[data-perch-host]');
        if (!host) return;
        count += 1;
        host.remove();
      });
      watch.observe(document.documentElement, { childList: true });
      document.querySelector('[data-perch-host]')?.remove();
      // Each remount is answered within the same turn, so a page that is not starved gets here
      // soon.
      for (let frame = 0; frame < 30; frame += 1)
        await new Promise((next) => {
          requestAnimationFrame(next);
        });
      watch.disconnect();
      return count;
    });
    expect(removals).toBeLessThan(40);
    await panel.tab.reload();
    await (await panelIn(panel.tab)).there();
  });
});
