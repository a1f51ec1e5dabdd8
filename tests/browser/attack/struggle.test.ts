import { describe, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { panel, rig, sessionUnderAttack } from './attacked.ts';

sessionUnderAttack();

describe('a page', () => {
  test('that fights over how the panel looks is answered less and less, and the panel says so', async () => {
    await panel.tab.evaluate(() => {
      const host = document.querySelector<HTMLElement>('[data-perch-host]');
      const watcher = new MutationObserver(() => spoil());
      const state = { spoiled: 0, peace: () => watcher.disconnect() };
      const spoil = () => {
        if (!host || host.style.zIndex === '0') return;
        host.style.setProperty('z-index', '0', 'important');
        state.spoiled += 1;
      };
      if (host) watcher.observe(host, { attributes: true });
      Object.assign(window, { fight: state });
      spoil();
    });
    await panel.says('keeps moving this panel');
    type Fighting = Window & { readonly fight: { readonly spoiled: number; peace(): void } };
    const spoiled = await panel.tab.evaluate(() => (window as unknown as Fighting).fight.spoiled);
    expect(spoiled).toBeGreaterThan(10);
    expect(spoiled).toBeLessThan(40);
    await panel.tab.evaluate(() => (window as unknown as Fighting).fight.peace());
    await until(
      async () => !(await panel.words()).includes('keeps moving this panel'),
      'the panel to have its peace',
      30_000,
    );
  });

  test('that takes the keyboard in mid-sentence loses it again once, and the panel says so', async () => {
    // A panel of its own: a panel that has just taken it back doesn't do it again for a while.
    const here = await rig.call();
    await here.unfold();
    // The page hears of each key here, so that it can take the keyboard right after one.
    await here.doc.evaluate(() => {
      let keys = 0;
      addEventListener('keydown', () => parent.postMessage({ keys: ++keys }, '*'), true);
    });
    await here.tab.evaluate(() => {
      const chat = document.querySelector<HTMLInputElement>('#chat');
      const take = () => chat?.focus();
      addEventListener('message', ({ data }) => {
        if (data?.keys === 'half a sen'.length) take();
        // A page that insists would take it forever.
        if (data?.keys === 'half a sentence'.length)
          Object.assign(window, { insisting: setInterval(take, 5) });
      });
    });
    await here.press('textbox', 'Quick note');
    await here.doc.type('half a sen');
    await here.says("It's here again");
    await here.doc.type('tence');
    await here.when('textbox', 'Quick note', ({ value }) => value === 'half a sentence');
    await here.says('The page keeps taking the keyboard');
    const chat = await here.tab.evaluate(() => {
      clearInterval((window as unknown as { insisting: number }).insisting);
      return document.querySelector<HTMLInputElement>('#chat')?.value;
    });
    expect(chat).toBe('');
    await here.press('button', "I've seen it");
    await here.press('textbox', 'Quick note');
    await here.when('textbox', 'Quick note', ({ focused }) => focused);
    await here.doc.press('Enter');
    await here.noteShown('half a sentence');
    await here.tab.close();
    await panel.tab.activate();
  });
});
