import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { MEET, panelIn, type Rig, startRig } from '../perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

test('the panel, its notes and what is half typed are there after the process of the extension has crashed', async () => {
  const before = await rig.call();
  await before.start();
  await before.note('before the crash');
  await before.press('textbox', 'Quick note');
  await before.doc.type('half a sen');
  await before.enter('Exploration');
  await rig.browser.crashExtension();
  // And again, before it has said anything.
  await rig.browser.crashExtension();
  const after = await until(async () => {
    const panel = await panelIn(await rig.browser.opened(MEET));
    return (await panel.all('timer', 'Time remaining')).length > 0 && panel;
  }, 'the panel to be back');
  await after.noteShown('before the crash');
  await after.when('textbox', 'Quick note', ({ value }) => value === 'half a sen');
  await after.press('textbox', 'Quick note');
  await after.doc.type('tence');
  await after.doc.press('Enter');
  await after.noteShown('half a sentence');
  await after.unfold();
  await after.finish();
  await after.tab.close();
});

test('a masked panel is masked still after the process of the extension has crashed', async () => {
  const before = await rig.call();
  await before.start();
  await before.note('nobody else sees this');
  await before.press('button', 'Mask panel');
  await before.see('button', 'Show panel');
  await rig.browser.crashExtension();
  const after = await until(async () => {
    const panel = await panelIn(await rig.browser.opened(MEET));
    const text = await panel.doc.evaluate(() => document.body.innerText.trim());
    expect(['', 'Show panel']).toContain(text);
    return text !== '' && panel;
  }, 'the pill to be back');
  await after.press('button', 'Show panel');
  await after.noteShown('nobody else sees this');
  await after.unfold();
  await after.finish();
  await after.tab.close();
});
