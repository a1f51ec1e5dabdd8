import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Rig, startRig } from '../perch.ts';
import { filesHolding } from '../profile.ts';

const CODE = 'MEA-1';
const ASSESSED = `no plan, ${'zebra'} and no means`;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

test('a measure is answered on a shared screen, noted, and kept in the record of the session that runs', async () => {
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', CODE);
  await panel.start();
  const desk = await rig.desk('clients');
  await desk.press('link', CODE);
  await desk.press('link', 'Measures');
  await desk.press('link', 'Enter PHQ-9');
  await desk.see('heading', 'PHQ-9');
  await desk.press('link', 'Show it to the client');

  // The client sees one question after the other, and nothing of the desk.
  await desk.see('heading', 'Little interest*');
  expect(await desk.all('navigation', 'Desk')).toEqual([]);
  expect(await desk.words()).not.toContain(CODE);
  for (const next of ['Feeling down*', 'Trouble falling*', 'Feeling tired*', 'Poor appetite*']) {
    await desk.press('button', 'Not at all');
    await desk.see('heading', next);
  }
  // Going back with the browser shows nothing, either.
  await desk.doc.evaluate(() => history.back());
  await desk.see('heading', 'Stop sharing your screen first');
  expect(await desk.words()).not.toContain(CODE);
  await desk.press('button', 'Back to the questions');
  await desk.see('heading', 'Poor appetite*');
  // Nor does an address from before, of what another client was asked.
  await desk.doc.evaluate(() => {
    location.hash = '#/clients/somebody-else/ask/gad7';
  });
  await desk.see('heading', 'Stop sharing your screen first');
  await desk.press('button', 'Back to the questions');
  await desk.see('heading', 'Poor appetite*');
  for (const next of ['Feeling bad*', 'Trouble concentrating*', 'Moving or*', 'Thoughts that*']) {
    await desk.press('button', 'Not at all');
    await desk.see('heading', next);
  }
  await desk.press('button', 'Several days');
  await desk.press('button', 'Somewhat difficult');
  await desk.see('heading', 'Thank you*');
  await desk.press('button', 'Close');
  await desk.press('button', "I'm not sharing");

  // The card comes at once, before anything else is read, and the total after it.
  const card = 'Item 9: "several days"';
  await desk.when('region', card, ({ focused }) => focused);
  await desk.says('9 of 9 answered');
  await desk.fill('textbox', 'What you assessed', ASSESSED);
  await desk.press('button', 'Noted');
  await desk.says('1 minimal');
  await desk.press('button', 'Save to the record');
  await desk.when('region', 'PHQ-9', ({ text }) => text.includes('1 minimal'));

  // In Closing, the panel asks about today, and the answers are in the client's file.
  await panel.tab.activate();
  await panel.enter('Closing');
  await panel.press('button', 'Two questions about today');
  await panel.press('radio', '8');
  await panel.press('button', 'Save what they said');
  await panel.gone('button', 'Save what they said');
  await desk.doc.tab.activate();
  await desk.when('region', 'What they say about sessions', ({ text }) => /8\s+–/.test(text));

  // It is in the record, and stays there when the session ends.
  await panel.tab.activate();
  await panel.finish();
  await panel.tab.close();
  await desk.doc.tab.activate();
  await desk.press('link', 'Sessions*');
  await desk.press('link', '*', { within: { role: 'list', name: 'Sessions' } });
  await desk.says('PHQ-9: 1 of 27, minimal range. Screening, not diagnosis.');
  await desk.says(`PHQ-9, item 9: several days. Assessed: ${ASSESSED}`);
  expect(filesHolding(rig.browser.profile, ASSESSED)).toEqual([]);

  // One session says little, and the look back says so.
  await desk.press('link', 'Practice');
  await desk.says('1 session with 1 client.');
  await desk.says('Too early.');
  await desk.doc.tab.close();
});
