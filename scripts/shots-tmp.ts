import { mkdirSync } from 'node:fs';
import { startRig } from '../tests/browser/perch.ts';
import { Screen } from '../tests/browser/screen.ts';

mkdirSync('.shots', { recursive: true });
const rig = await startRig();
try {
  const desk = await rig.browser.welcome();
  await desk.resize(1100, 900);
  await desk.screenshot('.shots/welcome.png');
  const s = new Screen(desk);
  await s.fill('textbox', 'New passphrase', 'correct horse battery');
  await s.fill('textbox', 'New passphrase again', 'correct horse battery');
  await desk.screenshot('.shots/welcome2.png');
  await s.press('button', 'Set passphrase');
  await s.see('button', 'Lock');
  await desk.screenshot('.shots/welcome3.png');
  const panel = await rig.call();
  await panel.start();
  await panel.note('a record note');
  await panel.press('radio', 'Private');
  await panel.note('a private note');
  await panel.tab.screenshot('.shots/panel1.png');
  await panel.enter('Exploration');
  await panel.press('button', 'More');
  await panel.tab.screenshot('.shots/panel2.png');
  await panel.press('button', 'Fewer');
  await panel.press('button', 'Lock');
  await panel.see('button', 'Unlock in the desk');
  await panel.tab.screenshot('.shots/panel3.png');
  await desk.activate();
  await s.see('button', 'Unlock');
  await desk.screenshot('.shots/locked.png');
  await s.fill('textbox', 'Passphrase', 'wrong');
  await s.press('button', 'Unlock');
  await s.see('alert', '');
} catch (e) {
  console.log(e);
}
try {
  const desk = await rig.browser.open(rig.browser.page('desk.html') + '#/settings');
  await desk.resize(1100, 1400);
  const s = new Screen(desk);
  await s.fill('textbox', 'Passphrase', 'correct horse battery');
  await s.press('button', 'Unlock');
  await s.see('button', 'Lock');
  await s.press('button', 'Change passphrase');
  await desk.screenshot('.shots/settings.png');
} catch (e) {
  console.log(e);
} finally {
  await rig.close();
}
