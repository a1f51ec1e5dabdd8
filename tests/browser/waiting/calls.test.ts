import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Tab, until } from '../driver/driver.ts';
import { pointIn } from '../in-page/place.ts';
import { MEET, panelIn, type Rig, startRig } from '../perch.ts';

const STARTED = 'The call seems to have started.';
const ENDED = 'The call seems to have ended at';
/** Longer than a call has to seem over before that is said. */
const GRACE = 30_000;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

const press = async (tab: Tab, what: string) => tab.click(await tab.evaluate(pointIn, what));

describe('a call is followed by what its page lets on', () => {
  test('on one address for lobby, call and after: a start and an end are offered, and nothing is done', async () => {
    const panel = await rig.call(`${MEET}?lobby&rtc`);
    await panel.unfold();
    expect(await panel.words()).not.toContain(STARTED);
    await press(panel.tab, '#join');
    await panel.says(STARTED);
    await panel.see('button', 'Start session');
    await panel.start();
    expect(await panel.words()).not.toContain(STARTED);

    // A page that reloads itself in mid-call has not ended it.
    await panel.tab.goto(`${MEET}?rtc`);
    const again = await panelIn(panel.tab);
    await again.see('timer', 'Time remaining');
    await until(
      () =>
        panel.tab.evaluate(
          () =>
            (window as unknown as { peers?: RTCPeerConnection[] }).peers?.[0]?.connectionState ===
            'connected',
        ),
      'the call to be up again',
    );
    const left = Date.now();
    await press(panel.tab, '#leave');
    await again.says(ENDED, GRACE);
    // Not at once: pages reload, and connections come back.
    expect(Date.now() - left).toBeGreaterThan(10_000);
    await again.see('timer', 'Time remaining');
    // The call is opened again: it had dropped.
    await again.press('button', 'It dropped');
    await again.says('Interrupted since');
    await panel.tab.goto(`${MEET}?rtc`);
    const third = await panelIn(panel.tab);
    await third.press('button', 'Contact is back');
    await until(async () => !(await third.words()).includes('Interrupted since'), 'the contact');
    await third.press('button', 'End session');
    await third.says('1 interruption');
    await third.press('button', 'Change');
    const remove = await third.doc.evaluate(
      () => document.querySelector('[aria-label^="Remove the"]')?.getAttribute('aria-label') ?? '',
    );
    await third.press('button', remove);
    await third.press('button', 'Back');
    await third.says('No interruption');
    await third.press('button', 'Close summary');
    await third.gone('button', 'Close summary');
    await panel.tab.close();
  });

  test.each([
    ['https://us02web.zoom.us/wc/98765432100/join', 'https://us02web.zoom.us/wc/leave'],
    [MEET, 'https://meet.google.com/'],
  ])('through a page that is loaded anew without its room: %s', async (room, after) => {
    const panel = await rig.call(room);
    await panel.start();
    await panel.note('before it was left');
    await panel.tab.goto(after);
    const again = await panelIn(panel.tab);
    await again.noteShown('before it was left');
    await again.says(ENDED, GRACE);
    await again.press('button', 'End now');
    await again.press('button', 'Close summary');
    await until(
      () => panel.tab.evaluate(() => document.querySelector('[data-perch-host]') === null),
      'the panel to go',
    );
    await panel.tab.close();
  });

  test('in an inner frame, by the signs of the page alone, to another address of it', async () => {
    const tab = await rig.browser.open('https://app.zoom.us/wc/home');
    await tab.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = '/wc/98765432100/join?from=pwa';
      document.querySelector('.pwa-webclient__iframe-wrapper')?.append(frame);
    });
    const inner = await tab.inner('from=pwa');
    const panel = await panelIn(tab);
    await panel.unfold();
    const mark = (html: string) =>
      inner.evaluate((what: string) => {
        const marks = document.createElement('div');
        marks.innerHTML = what;
        document.body.append(marks);
      }, html);
    await mark('<div id="wc-footer"><div class="footer__leave-btn-container">End</div></div>');
    await panel.says(STARTED);
    await panel.start();
    expect(await panel.words()).not.toContain(STARTED);
    await mark('<div id="wc-leave">You have been disconnected</div>');
    await inner.evaluate(() => history.replaceState(null, '', '/wc/leave'));
    await panel.says(ENDED, GRACE);
    await panel.press('button', 'Not now');
    expect(await panel.words()).not.toContain(ENDED);
    await panel.note('it goes on');
    await panel.press('button', 'End session');
    await panel.press('button', 'Close summary');
    // No session and no call: nothing keeps it here.
    await until(
      () => tab.evaluate(() => document.querySelector('[data-perch-host]') === null),
      'the panel to go',
    );
    await tab.close();
  });
});
