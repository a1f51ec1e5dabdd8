import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { type Panel, type Rig, sharedCall, startRig } from '../perch.ts';

let rig: Rig;
const calls = sharedCall(() => rig);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());
afterEach(() => calls.leave());

const TEN = new Date(2026, 10, 24, 10, 0).getTime();

/** A panel at ten o'clock, with the clocks held. */
async function atTen(): Promise<Panel> {
  const panel = await calls.enter();
  await passTo(0);
  const here = await panel.unfold();
  // The form proposes an end from the clock that it shows.
  await here.when('textbox', 'End time', ({ value }) => value === '10:50 AM');
  return here;
}
async function passTo(minutes: number): Promise<void> {
  const now = TEN + minutes * 60_000;
  await rig.browser.holdClock(now);
  await calls.panel?.doc.evaluate((at) => {
    Date.now = () => at;
  }, now);
}
/** The clocks may pass on once the session has begun. */
const begin = async (here: Panel) => {
  await here.press('button', 'Start session');
  await here.see('timer', 'Time remaining');
};
const openMore = (here: Panel) =>
  here.doc.evaluate(() => document.querySelector('summary')?.click());
const legs = async (here: Panel) =>
  (await here.all('button', null, { role: 'list', name: 'Legs' })).map(
    ({ name }) => name.split(' ,')[0],
  );
const time = (here: Panel, shown: string) =>
  here.when('timer', 'Time remaining', ({ text }) => text === shown);
const type = async (here: Panel, value: string) => {
  await openMore(here);
  await here.choose('combobox', 'Session type', value);
};

test('a start is told afterwards, and shortens what is left', async () => {
  const here = await atTen();
  await here.press('radio', 'Counted from the start');
  await openMore(here);
  await here.fill('spinbutton', 'Minutes since it began', '6');
  await begin(here);
  await time(here, '44:00');
  await here.when('button', 'Opening*', ({ name }) => name.includes('6 of 4 minutes'));
});

test('an order from before the start holds, and is changed during it', async () => {
  const here = await atTen();
  await openMore(here);
  await here.press('button', 'Move Integration down');
  await begin(here);
  expect((await legs(here)).slice(3, 5)).toEqual(['Planning', 'Integration']);
  await here.press('button', 'Session menu');
  await here.press('button', 'Order of legs');
  await here.press('button', 'Move Integration up');
  await here.press('button', 'Back');
  await until(async () => (await legs(here))[3] === 'Integration', 'the order to change');
});

test('ninety minutes ask where the surplus goes, and thirty are called compressed', async () => {
  const here = await atTen();
  await here.press('radio', 'Counted from the start');
  await here.press('radio', 'Other');
  await here.fill('spinbutton', 'Minutes', '90');
  await here.press('radio', 'A second pass');
  await begin(here);
  await here.when('button', 'Exploration*', ({ name }) => name.includes('0 of 45 minutes'));
  await here.when('button', 'Integration*', ({ name }) => name.includes('0 of 15 minutes'));
  await here.finish();
  await here.press('radio', 'Other');
  await here.fill('spinbutton', 'Minutes', '30');
  await here.press('radio', 'Counted from the start');
  await begin(here);
  await until(
    () => here.doc.evaluate(() => document.body.innerText.includes('compressed')),
    'the word',
  );
});

test.each([
  ['fourPart', 'Client-led', 3, 'Planning'],
  ['linear', 'Practitioner-led', 3, 'Integration'],
  ['intake', 'Practitioner-led', 3, 'Integration'],
  ['crisis', 'Practitioner-led', 3, 'Integration'],
])('the session type %s starts %s', async (preset, mode, place, leg) => {
  const here = await atTen();
  await type(here, preset);
  await begin(here);
  await here.see('button', `Mode ${mode}`);
  expect((await legs(here))[place]).toBe(leg);
});

test('an experiment is client-led for ten minutes, then guided', async () => {
  const here = await atTen();
  await type(here, 'experiment');
  await here.press('radio', 'Counted from the start');
  await begin(here);
  await passTo(9.5);
  await time(here, '40:30');
  await here.see('button', 'Mode Client-led');
  await passTo(10);
  await here.see('button', 'Mode Guided');
});

test('coaching lasts an hour', async () => {
  const here = await atTen();
  await type(here, 'coaching');
  await here.press('radio', 'Counted from the start');
  await begin(here);
  await time(here, '1:00:00');
});

test('the end is corrected with a reason alone, and both are in the summary with who led', async () => {
  const here = await atTen();
  await here.start();
  await passTo(5);
  await here.press('button', 'Session menu');
  await here.press('radio', 'Shared');
  await here.press('button', 'Correct the end');
  await here.choose('textbox', 'End time', '10:40');
  await here.press('button', 'Correct the end');
  expect((await here.see('alert', '')).text).toBe('Choose why the end is corrected.');
  await time(here, '45:00');
  await here.press('radio', 'It was set wrongly');
  await here.press('button', 'Correct the end');
  await time(here, '35:00');
  await passTo(6);
  await here.press('button', 'End session');
  const { text } = await here.see('region', 'Session summary');
  expect(text).toMatch(/end corrected to 10:40.*It was set wrongly/);
  expect(text).toContain('Led: Shared 6 minutes');
});

test('the kind of work moves minutes when that is wanted, and back', async () => {
  const here = await atTen();
  await here.start();
  await here.enter('Client Agenda');
  await here.press('radio', 'For outside');
  await here.press('button', 'Move them');
  await here.when('button', 'Planning*', ({ name }) => name.includes('0 of 8 minutes'));
  await here.press('radio', 'Work here');
  await here.press('button', 'Move them');
  await here.when('button', 'Planning*', ({ name }) => name.includes('0 of 5 minutes'));
});

test('a focus that shifts is noted with its time, and a tangent with what the client chose', async () => {
  const here = await atTen();
  await here.start();
  await here.enter('Exploration');
  await here.press('button', "Note it in the client's words");
  await here.note('work');
  await passTo(18);
  await time(here, '32:00');
  await here.press('button', 'Focus shifted');
  await here.press('textbox', 'Quick note');
  await here.doc.type('my father');
  await here.doc.press('Enter');
  await here.noteShown('my father');
  expect((await here.notes())[0]).toBe('E Exploration 18:00 Focus my father');
  await here.press('button', 'Tangent');
  await here.press('radio', 'Go back');
  await here.gone('radio', 'Go back');
});
