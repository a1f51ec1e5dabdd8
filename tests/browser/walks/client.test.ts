import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Rig, startRig } from '../perch.ts';
import type { Screen } from '../screen.ts';

const CODE = 'M-17';
const PLAN = 'write one line each evening';

let rig: Rig;
let desk: Screen;
beforeAll(async () => {
  rig = await startRig();
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', CODE);
  await panel.start();
  await panel.press('radio', 'Plan');
  await panel.note(PLAN);
  await panel.finish();
  await panel.tab.close();
  desk = await rig.desk('clients');
  await desk.press('link', CODE);
  await desk.see('navigation', CODE);
});
afterAll(() => rig?.close());

const tab = (name: string) =>
  desk.press('link', name, { within: { role: 'navigation', name: CODE } });
/** Loads the page anew: what it says then is what was kept. */
const anew = async () => {
  await desk.doc.tab.reload();
  await desk.see('navigation', CODE);
};

test('what became of a plan is said before the next session, and what might come up', async () => {
  await tab('Prepare');
  await desk.see('list', 'Offered to try');
  await desk.press('radio', 'Partly');
  await desk.fill('textbox', 'Something that might come up', 'the sister visits');
  await desk.press('button', 'Add');
  await desk.says('the sister visits');
  await anew();
  await desk.when('radio', 'Partly', ({ checked }) => checked === true);
  await desk.says('the sister visits');
});

test('a goal has levels in their words, and a review of where it is', async () => {
  await tab('Goals*');
  await desk.fill('textbox', "A goal, in the client's words", 'Say no without explaining');
  await desk.press('button', 'Add goal');
  await desk.press('button', 'Levels and weight');
  await desk.fill('textbox', '0 as expected', 'twice a week');
  await desk.press('radio', '0');
  await desk.says('twice a week');
  await desk.press('button', 'Save review');
  await desk.says('Too early');
  await anew();
  await desk.when('region', 'Goal reviews', ({ text }) => text.includes('Too early'));
});

test('a measure of one’s own has its name and range, and values that are kept', async () => {
  await tab('Measures');
  await desk.press('button', 'A measure of your own');
  await desk.fill('textbox', 'Name', 'Hours of sleep');
  await desk.fill('textbox', 'Highest value', '12');
  await desk.press('button', 'Add measure');
  await desk.press('button', 'Enter Hours of sleep');
  await desk.fill('textbox', 'Value (0 to 12)', '6.5');
  await desk.press('button', 'Save value: Hours of sleep');
  await desk.says('6.5');
  await desk.when('textbox', 'Value (0 to 12)', ({ value }) => value === '');
  await anew();
  await desk.says('Hours of sleep');
  await desk.says('6.5');
  // The client can answer it, where nothing else is to be seen.
  // That the field is empty is written a moment later than it is seen.
  const shown = await desk.all('textbox', 'Value (0 to 12)');
  if (shown.length === 0) await desk.press('button', 'Enter Hours of sleep');
  await desk.press('link', 'Show Hours of sleep to the client');
  await desk.see('heading', 'Hours of sleep');
  expect(await desk.words()).not.toContain(CODE);
  await desk.fill('textbox', 'Value (0 to 12)', '7.5');
  await desk.press('button', "That's my number");
  await desk.says('Thank you.');
  await desk.press('button', 'Close');
  await desk.see('heading', 'Stop sharing your screen first');
  await desk.press('button', "I'm not sharing");
  await desk.when('heading', CODE, ({ focused }) => focused);
  await desk.says('Answered: 7.5. Not saved yet.');
  await desk.when('textbox', 'Value (0 to 12)', ({ value }) => value === '7.5');
  await desk.when('radio', 'By the client', ({ checked }) => checked === true);
  await desk.press('button', 'Save value: Hours of sleep');
  await desk.when('table', 'Hours of sleep', ({ text }) => text.includes('7.5'));
});

test('where a goal is can be said by the client on a shared screen', async () => {
  await tab('Goals*');
  await desk.press('link', 'Show it to the client');
  await desk.see('heading', 'Say no without explaining');
  expect(await desk.words()).not.toContain(CODE);
  await desk.press('button', '0 twice a week*');
  await desk.says('Thank you.');
  await desk.press('button', 'Close');
  await desk.press('button', "I'm not sharing");
  await desk.when('radio', '0', ({ checked }) => checked === true);
});

test('a session that was not held is in the client’s list', async () => {
  await tab('Sessions*');
  await desk.press('button', 'Not held 0');
  await desk.press('button', 'Add a session that was not held');
  await desk.see('button', 'Not held 1');
  await anew();
  await desk.see('button', 'Not held 1');
});

test('how the work is arranged reaches the call: its checklist, its ideas, and who leads', async () => {
  await tab('About');
  await desk.choose('combobox', 'Phase', 'ending');
  await desk.says('Usual at this point: every few weeks');
  await desk.choose('combobox', 'Method', 'cbt');
  await desk.says('what can be tried between sessions');
  await desk.press('checkbox', 'The method prescribes an order*');
  await desk.when('checkbox', 'The method prescribes an order*', ({ checked }) => checked === true);
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', CODE);
  await panel.start();
  await panel.press('button', 'Yes, *');
  await panel.says('Guided');
  await panel.press('button', 'Closing*');
  await panel.see('checkbox', 'Goodbye');
  await panel.finish();
  await panel.tab.close();
});

test('a coach reads of coachees, in the desk and in the call', async () => {
  await desk.doc.tab.activate();
  await desk.press('link', 'Settings');
  await desk.press('radio', 'Coach');
  await desk.see('link', 'Coachees');
  expect(await desk.words()).not.toMatch(/\bclients?\b(?!-led)/i);
  const panel = await rig.call();
  await panel.unfold();
  await panel.see('radiogroup', 'Coachee');
  expect((await panel.words()).replaceAll(/client-led|client agenda/gi, '')).not.toMatch(/client/i);
  await panel.tab.close();
});
