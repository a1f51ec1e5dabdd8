import { describe, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { layRule, RECOLOURED, SEE_THROUGH } from '../in-page/covers.ts';
import { Panel, panelIn } from '../perch.ts';
import { marker } from '../profile.ts';
import { Screen } from '../screen.ts';
import {
  goOnWith,
  panel,
  rig,
  sessionNow,
  sessionUnderAttack,
  unharmed,
  wordsOf,
} from './attacked.ts';

sessionUnderAttack();

describe('a page over or around the panel', () => {
  const layer = (kind: string) =>
    panel.tab.evaluate((how: string) => {
      const cover = document.createElement(how === 'dialog' ? 'dialog' : 'div');
      cover.id = 'cover';
      cover.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; background: transparent; z-index: 2147483647';
      Object.assign(window, { covered: 0 });
      cover.addEventListener('click', () => {
        (window as unknown as { covered: number }).covered += 1;
      });
      document.documentElement.append(cover);
      if (cover instanceof HTMLDialogElement) cover.showModal();
      if (how === 'popover') {
        cover.popover = 'manual';
        cover.showPopover();
      }
    }, kind);

  test.each(['dialog', 'popover'])(
    'that covers it with a transparent %s takes the clicks, and the panel works again without',
    async (kind) => {
      const before = await sessionNow();
      const at = await panel.middle('button', 'End session');
      await layer(kind);
      await panel.tab.click(at);
      await until(
        () => panel.tab.evaluate(() => (window as unknown as { covered: number }).covered === 1),
        'the cover to be clicked',
      );
      expect(await sessionNow()).toEqual(before);
      await panel.tab.evaluate(() => document.querySelector('#cover')?.remove());
      await unharmed(before);
    },
  );

  /** Moves the pointer there, as a hand does. */
  const pointTo = async (at: { readonly x: number; readonly y: number }) => {
    await panel.tab.hover({ x: at.x - 2, y: at.y });
    await panel.tab.hover(at);
  };
  const uncover = () => panel.tab.evaluate(() => document.querySelector('#cover')?.remove());
  const covered = (on: boolean) =>
    until(
      () =>
        panel.doc.evaluate(
          (wanted: boolean) => (document.documentElement.dataset.covered !== undefined) === wanted,
          on,
        ),
      on ? 'the panel to know that it is covered' : 'the panel to know that nothing covers it',
    );

  /**
   * Moves the pointer over a covered panel until the panel knows of the cover. The browser sends
   * the first movements over a frame that has just changed its size to what was there before.
   */
  const overCover = (at: { readonly x: number; readonly y: number }) =>
    until(async () => {
      await panel.tab.hover(at);
      return panel.doc.evaluate(() => document.documentElement.dataset.covered !== undefined);
    }, 'the panel to know that it is covered');

  test.each(Object.entries(SEE_THROUGH))(
    'that shows %s can not have its person press anything unknowingly',
    async (_, lay) => {
      const before = await sessionNow();
      const at = await panel.middle('button', 'End session');
      await pointTo(at);
      await covered(false);
      await panel.tab.evaluate(lay);
      await covered(true);
      await panel.tab.click(at);
      await until(
        () => panel.doc.evaluate(() => /press not taken/.test(document.body.innerText)),
        'the panel to say that no press was taken',
      );
      expect(await sessionNow()).toEqual(before);
      await uncover();
      await covered(false);
      await unharmed(before);
    },
  );

  test('that covers it and stands still at once has no press taken', async () => {
    const before = await sessionNow();
    const at = await panel.middle('button', 'End session');
    await pointTo(at);
    await covered(false);
    const [lay] = Object.values(SEE_THROUGH);
    if (!lay) throw new Error('there is no cover');
    await panel.tab.evaluate(() => {
      const watch = new MutationObserver(() => {
        if (!document.querySelector('#cover')) return;
        watch.disconnect();
        const until = performance.now() + 1_500;
        while (performance.now() < until);
      });
      watch.observe(document.documentElement, { childList: true, subtree: true });
    });
    const laid = panel.tab.evaluate(lay);
    // Nothing of the page answers now, so that a press is all that a driver can do.
    await panel.tab.drag(at, at);
    await laid;
    await covered(true);
    expect(await sessionNow()).toEqual(before);
    await uncover();
    await covered(false);
    await unharmed(before);
  });

  test('that changes colours alone, as a dark mode does, keeps nobody from pressing', async () => {
    const at = await panel.middle('textbox', 'Quick note');
    for (const filter of RECOLOURED) {
      await panel.press('button', 'Fold panel');
      await panel.tab.evaluate(layRule, `ALL { filter: ${filter} }`);
      await panel.press('button', 'Open panel');
      await panel.tab.hover(at);
      await panel.press('textbox', 'Quick note');
      await panel.when('textbox', 'Quick note', ({ focused }) => focused);
      await uncover();
    }
  });

  test('that puts something see-through after it has it beneath the panel, or has presses refused', async () => {
    const before = await sessionNow();
    const typed = marker('half');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(typed);
    const at = await panel.middle('button', 'End session');
    await panel.tab.hover(at);
    await panel.tab.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      // People see only a pseudo-element, which lies outside of the element's own box.
      const rule = document.createElement('style');
      rule.textContent =
        '#cover::before { content: ""; position: fixed; inset: 0; z-index: 2147483647; background: #fffe; pointer-events: none }';
      cover.append(rule);
      document.documentElement.append(cover);
    });
    if (rig.browser.name === 'chromium')
      await until(
        () =>
          panel.tab.evaluate(() =>
            document.documentElement.lastElementChild?.hasAttribute('data-perch-host'),
          ),
        'the panel to be the last again',
      );
    else {
      await covered(true);
      await panel.tab.click(at);
      expect(await sessionNow()).toEqual(before);
    }
    await uncover();
    await covered(false);
    // The frame was not loaded anew and kept the focus, or the field would be empty.
    await panel.when('textbox', 'Quick note', ({ value, focused }) => value === typed && focused);
    await panel.doc.press('Control+a');
    await panel.doc.press('Backspace');
    await unharmed(before);
  });

  test('that has something of its own beneath the panel, and after it, keeps nobody from pressing', async () => {
    const before = await sessionNow();
    const at = await panel.middle('textbox', 'Quick note');
    await panel.tab.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.style.cssText =
        'display: block; position: fixed; inset: 0; width: 100vw; height: 100vh; z-index: 2147483646; background: #fffe; pointer-events: none';
      document.documentElement.append(cover);
      cover.showPopover();
    });
    await overCover(at);
    await panel.tab.evaluate(() => document.querySelector<HTMLElement>('#cover')?.hidePopover());
    await covered(false);
    await panel.tab.click(at);
    await panel.when('textbox', 'Quick note', ({ focused }) => focused);
    await uncover();
    await unharmed(before);
  });

  test('that takes its cover away just before the press has it refused all the same', async () => {
    const before = await sessionNow();
    const at = await panel.middle('button', 'End session');
    await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
    await overCover(at);
    await uncover();
    await panel.tab.click(at);
    await until(
      () => panel.doc.evaluate(() => /press not taken/.test(document.body.innerText)),
      'the panel to say that no press was taken',
    );
    expect(await sessionNow()).toEqual(before);
    await covered(false);
    await unharmed(before);
  });

  test('that covers the window on top that it was given has presses in it refused', async () => {
    const before = await sessionNow();
    await panel.press('button', 'Pop out the panel');
    const out = new Panel(await rig.browser.popOut());
    await out.noteShown('zebra');
    const at = await out.middle('button', 'End session');
    await out.tab.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.style.cssText =
        'position: fixed; inset: 0; z-index: 2147483647; background: #fffe; pointer-events: none';
      document.body.append(cover);
    });
    await out.tab.hover(at);
    await until(
      () => out.doc.evaluate(() => document.documentElement.dataset.covered !== undefined),
      'the panel to know that it is covered',
    );
    await out.tab.click(at);
    await until(
      () => out.doc.evaluate(() => /press not taken/.test(document.body.innerText)),
      'the panel to say that no press was taken',
    );
    expect((await out.all('timer', 'Time remaining')).length).toBe(1);
    const knows = async (on: boolean, why: string) => {
      // It is in the panel wherever that is moved, and however small it gets.
      await out.tab.hover({ x: 58, y: 60 });
      await out.tab.hover({ x: 60, y: 60 });
      await until(
        () =>
          out.doc.evaluate(
            (wanted: boolean) =>
              (document.documentElement.dataset.covered !== undefined) === wanted,
            on,
          ),
        `the panel to know that it is ${on ? '' : 'no longer '}${why}`,
      );
    };
    const uncovered = () =>
      out.tab.evaluate(() => {
        document.querySelector('#cover')?.remove();
      });
    await uncovered();
    await knows(false, 'covered');
    // What the page can reach of the panel: an element that holds nothing to be found.
    expect(await out.tab.evaluate(() => document.documentElement.outerHTML)).not.toMatch(
      /iframe|extension:/,
    );
    for (const [name, value] of [
      ['opacity', '0.01'],
      ['clip-path', 'inset(0 0 50% 0)'],
      ['translate', '40px'],
    ] as const) {
      const set = (to: string) =>
        out.tab.evaluate(
          (what: string, how: string) =>
            (document.body.lastElementChild as HTMLElement).style.setProperty(
              what,
              how,
              'important',
            ),
          name,
          to,
        );
      await set(value);
      await knows(true, name);
      await set('initial');
      await knows(false, name);
    }
    await out.press('button', 'Back to the call');
    goOnWith(await panelIn(panel.tab));
    await panel.unfold();
    await unharmed(before);
  });

  test('that covers a masked panel does not have it unmasked', async () => {
    await panel.press('button', 'Mask panel*');
    const at = await panel.middle('button', 'Show panel');
    await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
    await overCover(at);
    await panel.tab.click(at);
    expect((await wordsOf(panel.doc)).trim()).toBe('Show panel');
    await uncover();
    await covered(false);
    await panel.press('button', 'Show panel');
    await panel.see('button', 'End session');
  });

  test('that its person wants to press through is pressed through, once that is chosen', async () => {
    const before = await sessionNow();
    const choice = 'Take presses in the panel while something in the page lies over it';
    const at = await panel.middle('button', 'Mask panel*');
    await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
    await overCover(at);
    await panel.tab.click(at);
    const way = await panel.middle('button', 'Settings: let presses through');
    await until(
      () => panel.doc.evaluate(() => document.querySelector('[data-fresh]') === null),
      'the way out to have been there for a moment',
    );
    await panel.tab.click(way);
    const settings = new Screen(
      await await rig.browser.opened(`${rig.browser.page('desk.html')}#/settings/screen`),
    );
    await settings.press('checkbox', choice);
    await settings.when('checkbox', choice, ({ checked }) => checked === true);
    try {
      await panel.tab.activate();
      // The cover is still there: the panel has learned of the choice.
      await covered(false);
      await panel.press('button', 'Mask panel*');
      await panel.see('button', 'Show panel');
      // The reloaded panel is masked, and knows the setting only from what a masked panel is told.
      await panel.tab.reload();
      goOnWith(await panelIn(panel.tab));
      await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
      await panel.press('button', 'Show panel');
      await panel.unfold();
    } finally {
      await uncover();
      await settings.doc.tab.activate();
      await settings.press('checkbox', choice);
      await settings.when('checkbox', choice, ({ checked }) => checked === false);
    }
    await settings.doc.tab.close();
    await panel.tab.activate();
    await unharmed(before);
  });

  test('that takes the focus again and again gets nothing that was typed before', async () => {
    const typed = marker('typed');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(typed);
    await panel.when('textbox', 'Quick note', ({ value }) => value === typed);
    // After a key that types nothing, the panel does not take the keyboard back.
    await panel.doc.press('Control');
    await panel.tab.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#chat');
      const page = window as unknown as { seen: string[]; stealing: number };
      page.seen.length = 0;
      page.stealing = window.setInterval(() => field?.focus(), 5);
    });
    await until(
      () => panel.tab.evaluate(() => document.activeElement?.id === 'chat'),
      'the page to have the focus',
    );
    await panel.tab.type('stray');
    await until(
      () =>
        panel.tab.evaluate(
          () => document.querySelector<HTMLInputElement>('#chat')?.value === 'stray',
        ),
      'what is typed now to be in the page',
    );
    const seen = await panel.tab.evaluate(() => {
      const page = window as unknown as { seen: string[]; stealing: number };
      clearInterval(page.stealing);
      const field = document.querySelector<HTMLInputElement>('#chat');
      const all = [...page.seen, field?.value].join(' ');
      if (field) field.value = '';
      return all;
    });
    expect(seen).toContain('stray');
    expect(seen).not.toContain('zebra');
    await panel.press('textbox', 'Quick note');
    await panel.when('textbox', 'Quick note', ({ value }) => value === typed);
    await panel.doc.press('Enter');
    await panel.noteShown(typed);
  });

  const looks = () =>
    panel.tab.evaluate(() => {
      const host = document.querySelector('[data-perch-host]');
      if (!host) return {};
      const style = getComputedStyle(host);
      return Object.fromEntries(
        [
          'opacity',
          'pointer-events',
          'transform',
          'translate',
          'scale',
          'rotate',
          'filter',
          'clip-path',
          'mask-image',
          'mix-blend-mode',
          'visibility',
          'display',
          'position',
          'left',
          'top',
          'width',
          'height',
          'z-index',
          'zoom',
          'content-visibility',
          'user-select',
          'animation-name',
          'transition-duration',
        ].map((name) => [name, style.getPropertyValue(name)]),
      );
    });

  test('that has important rules and animations for the host does not change how it is shown', async () => {
    const [before, was] = [await sessionNow(), await looks()];
    expect(was).toMatchObject({ opacity: '1', display: 'block', visibility: 'visible' });
    const other = await panel.tab.evaluate(() => {
      const sheet = document.createElement('style');
      sheet.id = 'hostile';
      const rules =
        'opacity: 0.01 !important; pointer-events: none !important; transform: scale(0.1) translateX(900px) !important; translate: 90px !important; scale: 0.1 !important; rotate: 90deg !important; filter: blur(9px) !important; clip-path: inset(50%) !important; mask-image: linear-gradient(transparent, transparent) !important; mix-blend-mode: difference !important; visibility: hidden !important; display: none !important; position: static !important; left: -999px !important; top: -999px !important; width: 1px !important; height: 1px !important; z-index: -1 !important; zoom: 0.1 !important; content-visibility: hidden !important; user-select: none !important; transition: all 999s !important; animation: hostile 1s infinite !important;';
      sheet.textContent = `@keyframes hostile { from, to { opacity: 0; transform: scale(0) } }
        @layer hostile { div, [data-perch-host] { ${rules} } }
        html > div, html > [data-perch-host][data-perch-host], :root > *:not(head, body) { ${rules} }`;
      const control = document.createElement('div');
      control.id = 'control';
      document.documentElement.append(sheet, control);
      const host = document.querySelector<HTMLElement>('[data-perch-host]');
      for (const element of [host, control])
        element?.animate([{ opacity: 0, transform: 'scale(0)', width: '1px' }, { opacity: 0 }], {
          duration: 1e9,
          fill: 'both',
        });
      return getComputedStyle(control).display;
    });
    // The rules hide an element of the page itself, which shows that they are in force.
    expect(other).toBe('none');
    await panel.tab.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect(await looks()).toEqual(was);
    await unharmed(before);
    await panel.tab.evaluate(() => {
      for (const id of ['hostile', 'control']) document.getElementById(id)?.remove();
      for (const animation of document.getAnimations()) animation.cancel();
    });
  });

  test('that rewrites the host itself has it put back', async () => {
    const [before, was] = [await sessionNow(), await looks()];
    for (const [name, value] of [
      ['style', 'opacity: 0 !important; pointer-events: none !important'],
      ['hidden', ''],
      ['inert', ''],
      ['class', 'hostile'],
      ['popover', 'auto'],
      ['aria-hidden', 'true'],
    ] as const)
      await panel.tab.evaluate(
        (attribute: string, given: string) =>
          document.querySelector('[data-perch-host]')?.setAttribute(attribute, given),
        name,
        value,
      );
    await until(
      async () =>
        JSON.stringify(await looks()) === JSON.stringify(was) &&
        (await panel.tab.evaluate(() =>
          document.querySelector('[data-perch-host]')?.getAttributeNames().sort().join(),
        )) === 'data-perch-host,style',
      'the host as it was',
    );
    await unharmed(before);
  });
});
