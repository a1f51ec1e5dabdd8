import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Rig, startRig } from '../perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

test('a session that was written on paper is entered, labelled, searched and in the document', async () => {
  const desk = await rig.desk('clients');
  await desk.fill('textbox', "New client's code", 'PAP-1');
  await desk.press('button', 'Add client');
  await desk.press('link', 'Sessions*');
  await desk.press('link', 'Six-leg sheet');
  await desk.see('article', 'Six-leg sheet');
  await desk.doc.evaluate(() => history.back());
  await desk.press('link', 'Type in a session from paper');
  // A field for a time takes a value in one form in every language.
  const set = (label: string, value: string) =>
    desk.doc.evaluate(
      (name: string, to: string) => {
        const input = [...document.querySelectorAll<HTMLInputElement>('input')].find(
          (one) =>
            one.getAttribute('aria-label') === name ||
            one.closest('label')?.querySelector('span')?.textContent === name,
        );
        if (!input) throw new Error(`there is no field ${name}`);
        input.value = to;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      },
      label,
      value,
    );
  await desk.see('heading', 'Type in a session from paper');
  await set('Day', '2026-11-20');
  await set('Began', '09:00');
  await set('Ended', '09:50');
  await set('Opening', '09:00');
  await set('Exploration', '09:10');
  await set('Time of line 1', '09:15');
  await desk.fill('textbox', 'Line 1', 'from the paper');
  await desk.press('button', 'Keep the session');
  await desk.says('entered afterwards, on');
  const drafted = await desk.see('region', 'Document');
  expect(drafted.text).toContain('from the paper');
  const found = await rig.found('from the paper');
  await found.doc.tab.close();
  await desk.doc.tab.close();
});
