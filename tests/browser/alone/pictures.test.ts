import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { BROWSER, MEET, notIn, type Panel, type Rig, startRig } from '../perch.ts';
import type { Screen } from '../screen.ts';
import { CHOSEN, lightOfFrames, named, present, presenting, stop, watch } from '../sharing.ts';

const NOTE = 'for nobody else to see';

let rig: Rig;
let settings: Screen;
beforeAll(async () => {
  if (BROWSER === 'chromium') {
    rig = await startRig();
    settings = await rig.desk('settings/screen');
  }
});
afterAll(() => rig?.close());

const guard = async (what: string) => {
  await settings.doc.tab.activate();
  await settings.press('radio', what);
  await settings.when('radio', what, ({ checked }) => checked === true);
};
/** A call with a session, whose page is chosen by the browser when it asks to share. */
const call = async (): Promise<Panel> => {
  const panel = await rig.call(`${MEET}?rtc`);
  await panel.start();
  await panel.note(NOTE);
  await named(panel.tab, CHOSEN);
  await watch(panel.tab);
  await present(panel.tab);
  await presenting(panel.tab);
  return panel;
};

const NO_PICTURES = '2026-11-26: no driver can have it share a real tab or screen';

test('without the guard, all of the panel is in the pictures', async (context) => {
  notIn('firefox', context, NO_PICTURES);
  await guard('Only when I do');
  const panel = await call();
  await until(
    async () => (await lightOfFrames(panel.tab)).filter((light) => light > 50_000).length > 3,
    'the panel in the pictures',
  );
  expect((await panel.words()).trim()).toContain(NOTE);
  await panel.press('button', 'I am about to share');
  await panel.see('button', 'Show panel');
  await stop(panel.tab);
  await panel.press('button', 'Show panel');
  await panel.finish();
  await panel.tab.close();
});

test('with the guard, nothing of the panel is in any picture', async (context) => {
  notIn('firefox', context, NO_PICTURES);
  await guard('Whenever the page shares');
  const panel = await call();
  await until(async () => (await lightOfFrames(panel.tab)).length > 10, 'pictures to arrive');
  const seen = await lightOfFrames(panel.tab);
  console.log(`light pixels of the panel in ${seen.length} pictures: at most ${Math.max(...seen)}`);
  expect(Math.max(...seen)).toBe(0);
  await stop(panel.tab);
  await panel.press('button', 'Show panel');
  await panel.finish();
  await panel.tab.close();
});
