import path from 'node:path';
import { MEET, panelIn, startRig } from '../tests/browser/perch.ts';
import { Screen } from '../tests/browser/screen.ts';
import { build } from './run.ts';

const MINUTE = 60_000;

/**
 * Plays a session of fifty minutes in Chromium with the built extension, on a pretend call, and
 * takes a picture of each scene on the way. The clocks stand at the minute that a scene is in.
 * @param folder where the pictures go: `running-<scene>.png`, in light colours
 * @returns the names of the scenes, in the order in which they were taken
 */
export async function takeRunningPictures(folder: string): Promise<readonly string[]> {
  await build(['chromium']);
  const rig = await startRig({ own: true });
  const { browser } = rig;
  try {
    const tab = await browser.open(`${MEET}?rtc`);
    await tab.resize(1_280, 800);
    const panel = await panelIn(tab);
    await panel.there();
    /** The panel's buttons as they are seen, without those behind them. */
    const seen = new Screen(panel.doc);
    const taken: string[] = [];
    const shot = async (scene: string) => {
      // A picture of what was pressed shows nothing that only hangs at the pointer.
      await tab.hover({ x: 5, y: 790 });
      await tab.screenshot(path.join(folder, `running-${scene}.png`));
      taken.push(scene);
    };
    const two = new Date();
    two.setHours(14, 0, 0, 0);
    const passTo = async (minutes: number) => {
      const now = two.getTime() + minutes * MINUTE;
      await browser.holdClock(now);
      await panel.doc.evaluate((instant) => {
        Date.now = () => instant;
      }, now);
      if (minutes === 0) return;
      const shown = minutes > 50 ? `${minutes - 50}:00 over` : `${50 - minutes}:00`;
      await panel.when('timer', 'Time remaining', ({ text }) => text === shown);
    };
    /** Presses, takes the picture, and presses what leads back. */
    const look = async (scene: string, opener: string, back: string) => {
      await seen.press('button', opener);
      await shot(scene);
      await seen.press('button', back);
    };
    const write = async (words: string) => {
      await panel.press('textbox', 'Quick note');
      await panel.doc.type(words);
      await panel.doc.press('Enter');
      await panel.says('Saved');
    };
    const toBar = async () => {
      await panel.press('button', 'Dock top');
      await panel.see('button', 'Open beside');
    };

    await passTo(0);
    await shot('strip-nobody');
    await panel.openBar();
    await shot('start-bar');
    await panel.press('radio', 'New code');
    await panel.fill('textbox', 'Code', 'M-17');
    await shot('start-bar-new');
    await panel.beside();
    await shot('start-panel');
    await panel.press('button', 'Start session');
    await panel.see('timer', 'Time remaining');
    await shot('panel-opening');
    await toBar();
    await shot('bar-opening');

    await passTo(4);
    await panel.enter('Client Agenda');
    await panel.press('radio', 'Focus');
    await write('saying no at work without guilt');
    await shot('bar-agenda');
    await panel.beside();
    await shot('panel-agenda');
    await toBar();

    await passTo(11);
    await panel.enter('Exploration');
    await write('slept better, two bad nights');
    await passTo(18);
    await write('voice drops when the deadline comes up');
    await passTo(33);
    await panel.press('textbox', 'Quick note');
    await panel.doc.type('boundary with sister');
    await shot('bar');
    await panel.press('radio', 'Private');
    await shot('bar-private');
    await panel.press('textbox', 'Quick note');
    await panel.doc.press('Enter');
    await panel.says('Saved');
    await tab.resize(720, 800);
    await shot('bar-narrow');
    await tab.resize(640, 800);
    await shot('bar-narrowest');
    await tab.resize(1_280, 800);
    await panel.press('button', '4 notes');
    await panel.see('list', 'Notes this session');
    await shot('notes');
    await shot('panel-exploration');
    await look('kinds', 'More kinds', 'Fewer kinds');
    await look('menu-layout', 'Move and resize', 'Move and resize');
    await look('menu-mode', 'Mode Client-led', 'Mode Client-led');
    await look('menu-more', 'More', 'More');
    await look('menu-session', 'Session menu', 'Back');
    for (const [scene, page] of [
      ['page-client', 'Client of this session'],
      ['page-card', 'Location and privacy'],
      ['page-end', 'Correct the end'],
      ['page-legs', 'Order of legs'],
      ['page-interruptions', 'Interruptions'],
    ] as const) {
      await seen.press('button', 'Session menu');
      await look(scene, page, 'Back');
    }
    await look('page-offered', 'What I offered', 'Back');
    await look('page-safety', 'Safety card', 'Back');
    await panel.press('button', 'Dock left');
    await shot('panel-left');
    await panel.press('button', 'Dock right');
    await panel.press('button', 'Mask panel');
    await panel.see('button', 'Show panel');
    await shot('masked');
    await panel.press('button', 'Show panel');
    await panel.see('button', 'Fold panel');
    await panel.press('button', 'Fold to a dot');
    await panel.see('button', 'Open panel');
    await shot('dot');
    await panel.unfold();
    await panel.press('button', 'Fold panel');
    await panel.see('button', 'Open panel');
    await shot('strip-cue');
    await panel.unfold();

    await passTo(37);
    await panel.enter('Integration');
    await panel.beside();
    await shot('panel-integration');
    await passTo(41);
    await panel.enter('Planning');
    await shot('panel-planning');
    await look('page-options', 'Offer an idea', 'Back');
    await look('page-referral', 'Referral', 'Back');
    await toBar();
    await shot('bar-planning');
    await passTo(46);
    await panel.enter('Closing');
    await shot('bar-closing');
    await panel.beside();
    await shot('panel-closing');
    await look('page-feedback', 'Two questions about today', 'Back');
    await passTo(52);
    await shot('panel-over');
    await toBar();
    await shot('bar-over');
    await seen.press('button', 'Safety card');
    await panel.press('button', 'Safety first');
    await panel.see('button', 'End the safety override');
    await shot('crisis-card');
    await panel.press('button', 'Back');
    await panel.see('button', 'Open beside');
    await shot('bar-crisis');
    await panel.press('button', 'End session');
    await panel.see('region', 'Session summary');
    await shot('wrap-up');
    await panel.press('button', 'Close summary');
    await panel.see('button', 'Start session');
    await panel.press('button', 'Fold panel');
    await panel.see('button', 'Open panel');
    await shot('strip-ready');
    return taken;
  } finally {
    await rig.close();
  }
}
