import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldDay } from '@/components/desk/field-day';
import { until } from '../driver/driver.ts';
import { type Panel, type Rig, startRig } from '../perch.ts';
import { Screen } from '../screen.ts';

const CODE = 'W-21';
const DAY = 86_400_000;

let rig: Rig;
let desk: Screen;
let panel: Panel;
beforeAll(async () => {
  rig = await startRig();
  panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', CODE);
  await panel.start();
  await panel.note('came with the letter');
  await panel.finish();
  desk = await rig.desk('clients');
  await desk.press('link', CODE);
  await desk.see('navigation', CODE);
});
afterAll(() => rig?.close());

const tab = (name: string) =>
  desk.press('link', name, { within: { role: 'navigation', name: CODE } });

/** Chooses the newest session, which is no session of today any more after midnight. */
const goesToNewest = async () => {
  const [, newest] = await desk.doc.evaluate(() =>
    [...document.querySelectorAll<HTMLOptionElement>('.goes-to option')].map(({ value }) => value),
  );
  await desk.choose('combobox', 'Goes to the record of', newest ?? '');
};

test('a measure is read out and entered by digits, four times, and its results are drawn', async () => {
  for (const [n, digits] of ['3221222', '2221121', '2111121', '1110111'].entries()) {
    await tab('Measures');
    await desk.press('link', 'Enter GAD-7');
    await desk.see('heading', 'GAD-7');
    await desk.press('radio', `${digits[0]} *`);
    // A digit answers the question in focus, and goes on to the next.
    for (const digit of digits) await desk.doc.press(digit);
    // The last one is of today's session, the others of days before it.
    if (n < 3) {
      await desk.choose('combobox', 'Goes to the record of', '');
      await desk.choose('textbox', 'Answered on', fieldDay(Date.now() - (40 - n * 10) * DAY));
      await desk.press('button', "Save to the client's file");
    } else {
      await goesToNewest();
      await desk.press('button', 'Save to the record');
      await desk.says('Added to: measures (W-21).');
    }
    await desk.see('navigation', CODE);
  }
  await desk.see('img', 'GAD-7 over time');
  await desk.press('button', 'GAD-7: every answer');
  await desk.see('table', 'GAD-7: every answer');
  await desk.says('less than on');
});

test('a result that was entered for somebody else is undone, with its line in the record', async () => {
  const rows = async () => (await desk.see('table', 'GAD-7: every answer')).text;
  const before = await rows();
  await desk.press('link', 'Enter GAD-7');
  await desk.press('radio', '0 *');
  for (const digit of '0000000') await desk.doc.press(digit);
  await goesToNewest();
  await desk.press('button', 'Save to the record');
  await desk.see('navigation', CODE);
  await desk.press('button', 'Undo');
  await desk.gone('button', 'Undo');
  await desk.press('button', 'GAD-7: every answer');
  expect(await rows()).toBe(before);
  // The answers are there again, to be saved for whoever gave them.
  await desk.press('link', 'Go on with GAD-7');
  await desk.when('radio', '0 *', ({ checked }) => checked === true);
  await desk.see('button', 'Save to the record');
  await desk.press('button', 'Start over');
  await desk.press('link', `${CODE}, measures`);
});

test('a measure that is due stands in Clients, on Today, and in Prepare', async () => {
  await desk.press('button', "When it's due*", { index: 1 });
  await desk.fill('spinbutton', 'Due after how many sessions*', '1');
  await tab('Prepare');
  await desk.says('Due: GAD-7');
  await desk.press('link', 'Clients', { within: { role: 'navigation', name: 'Desk' } });
  await desk.fill('searchbox', 'Find by code*', 'gad');
  await desk.when('table', 'Clients', ({ text }) => text.includes('GAD-7 due'));
  await desk.doc.press('ArrowDown');
  await desk.when('link', CODE, ({ focused }) => focused);
  await desk.press('link', 'Today', { within: { role: 'navigation', name: 'Desk' } });
  await desk.when('region', 'Due', ({ text }) => text.includes('GAD-7'));
});

test('a measure that is due is named in the call, which leads to where it is entered', async () => {
  await panel.tab.activate();
  await panel.start();
  // Nothing of a client is shown before somebody has said that it's theirs.
  await panel.press('button', `Yes, ${CODE}`);
  await panel.says('Due: GAD-7');
  await panel.press('button', 'Open measures in the desk');
  const client = await desk.doc.evaluate(
    (code: string) =>
      [...document.querySelectorAll('a[href^="#/clients/"]')]
        .find(({ textContent }) => textContent?.includes(code))
        ?.getAttribute('href')
        ?.split('/')[2] ?? '',
    CODE,
  );
  const measures = new Screen(
    await rig.browser.opened(rig.browser.page(`desk.html#/clients/${client}/measures`)),
  );
  await measures.press('link', 'Enter GAD-7');
  await measures.press('radio', '1 *');
  for (const digit of '1111111') await measures.doc.press(digit);
  await measures.press('button', 'Save to the record');
  await measures.see('navigation', CODE);
  await measures.doc.tab.close();
  await panel.tab.activate();
  await until(async () => !(await panel.words()).includes('Due:'), 'nothing to be due any more');
  await panel.finish();
  await desk.doc.tab.activate();
});

test('an answer about self-harm that was not saved is named on Today, and goes on from there', async () => {
  await desk.press('link', 'Clients', { within: { role: 'navigation', name: 'Desk' } });
  await desk.press('link', CODE);
  await tab('Measures');
  await desk.press('link', 'Enter PHQ-9');
  await desk.press('radio', '1 *', {
    within: { role: 'radiogroup', name: '9*' },
  });
  await desk.see('region', 'Item 9: "several days"');
  await desk.press('link', 'Today', { within: { role: 'navigation', name: 'Desk' } });
  await desk.when('region', 'To finish', ({ text }) => text.includes("PHQ-9 isn't saved"));
  await desk.doc.tab.reload();
  await desk.press('link', `${CODE} PHQ-9*`);
  await desk.see('region', 'Item 9: "several days"');
  await desk.press('button', 'Noted');
  await desk.press('button', 'Start over');
  await desk.press('link', 'Today', { within: { role: 'navigation', name: 'Desk' } });
  await desk.gone('link', `${CODE} PHQ-9*`);
});

test('a review of goals and what they said go to the session they are about', async () => {
  await desk.press('link', 'Clients', { within: { role: 'navigation', name: 'Desk' } });
  await desk.press('link', CODE);
  await tab('Goals*');
  await desk.fill('textbox', "A goal, in the client's words", 'Say no');
  await desk.press('button', 'Add goal');
  await desk.press('radio', '+1');
  await goesToNewest();
  await desk.press('button', 'Save review');
  await desk.says('T score');
  await tab('Sessions*');
  await desk.press('link', '*', { within: { role: 'list', name: 'Sessions' } });
  await desk.says('Say no: +1; T score');
  await desk.press('button', 'What they said about this session*');
  await desk.press('radio', '8', { index: 0 });
  await desk.press('button', 'Save what they said');
  await desk.see('button', 'What they said about this session 1');
  await desk.press('link', CODE);
  await tab('Measures');
  await desk.when('region', 'What they say about sessions', ({ text }) => /8\s+–/.test(text));
});

test('what stands in the file is found beside the notes', async () => {
  await desk.press('link', 'Notes', { within: { role: 'navigation', name: 'Desk' } });
  await desk.fill('searchbox', 'Search notes', 'say no');
  await desk.when('list', 'Found notes', ({ text }) => text.includes('T score'));
  await desk.press('link', `${CODE}*`, { within: { role: 'list', name: "In clients' files" } });
  await desk.see('region', 'Goal reviews');
});

test('sessions begin as the fit check suggests, once that is pressed', async () => {
  await tab('Prepare');
  await desk.press('button', 'Does client-led fit*');
  await desk.press('radio', 'Ongoing work');
  await desk.press('radio', 'Yes', { index: 0 });
  await desk.press('radio', 'No', { index: 1 });
  await desk.press('radio', 'Yes', { index: 2 });
  await desk.press('radio', 'They want guidance');
  await desk.says('They asked for guidance');
  await desk.press('button', 'Begin sessions this way');
  await desk.says('Sessions begin this way now.');
  await desk.press('button', 'Asked, nothing to note');
  await desk.gone('button', 'Asked, nothing to note');
  await panel.tab.activate();
  await panel.unfold();
  await panel.press('button', 'Start session');
  // Nothing shows of a client before somebody has confirmed who it is.
  await panel.press('button', `Yes, ${CODE}`);
  await panel.see('button', 'Mode Guided');
});
