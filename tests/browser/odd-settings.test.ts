import { expect, test } from 'vitest';
import { until } from './driver/driver.ts';
import { MEET, notIn, panelIn, startRig } from './perch.ts';

test('a browser that hides time zone and screen from pages: one time everywhere, and the panel stays where it was put', async (context) => {
  notIn('chromium', context, '2026-11-27: it has no setting that hides them');
  const rig = await startRig({ hiddenZone: 'Asia/Kolkata' });
  try {
    const { tab } = await rig.call();
    const panel = await panelIn(tab);
    await panel.unfold();
    expect(await tab.evaluate(() => new Date().getTimezoneOffset()), 'hidden').toBe(0);
    // Half past five hours ahead of what pages are told.
    const clock = (at: number) => {
      const date = new Date(at + 330 * 60_000);
      const hour = date.getUTCHours();
      const minute = String(date.getUTCMinutes()).padStart(2, '0');
      return `${hour % 12 || 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
    };
    const inAnHour = clock(Date.now() + 3_600_000);
    await panel.choose('textbox', 'End time', inAnHour);
    await panel.says(`until ${inAnHour}.`);
    const began = Date.now();
    await panel.press('button', 'Start session');
    await panel.see('timer', 'Time remaining');
    const plain = async (words: Promise<string>) => (await words).replaceAll('\u202f', ' ');
    await until(
      async () => (await plain(panel.words())).includes(`until ${inAnHour}`),
      'the end on the panel’s clock',
    );
    await panel.finish();
    const desk = await rig.desk('notes');
    await until(async () => {
      const words = await plain(desk.words());
      return [began, began + 60_000].some((at) => words.includes(`${clock(at)}, 0 minutes`));
    }, 'the same clock in the desk');
    await desk.doc.tab.close();

    await tab.activate();
    await panel.unfold();
    await panel.press('button', 'Dock left');
    const left = async () => (await (await panelIn(tab)).doc.origin()).x < 100;
    await until(left, 'the panel at the left');
    await tab.resize(1_000, 760);
    await tab.goto(MEET);
    await until(left, 'the panel at the left of a window of another size');
  } finally {
    await rig.close();
  }
});

test('with a large smallest font, the time, the end and the compartment are whole', async () => {
  const rig = await startRig({ smallestFont: 20 });
  try {
    const panel = await rig.call();
    await panel.start();
    const cut = await panel.doc.evaluate(() => {
      const inSight = ['[role=timer]', '.facts-until', '.facts-client', '.note-text', '.note-row'];
      const words = document.querySelectorAll(`${inSight.join()}, [role=radiogroup] label`);
      const sideways = document.querySelector('main');
      if (sideways && sideways.scrollWidth > sideways.clientWidth)
        return ['the panel scrolls sideways'];
      return [...words].flatMap((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const fits =
          !element.matches(inSight.join()) ||
          (left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight);
        const whole = element.scrollWidth <= element.clientWidth + 1;
        const name = `${element.className} ${element.textContent}`;
        return fits && (whole || element.clientWidth === 0)
          ? []
          : [
              `${name}: ${left} ${right} ${top} ${bottom} of ${innerWidth}x${innerHeight}, ${element.scrollWidth}`,
            ];
      });
    });
    expect(cut).toEqual([]);
  } finally {
    await rig.close();
  }
});
