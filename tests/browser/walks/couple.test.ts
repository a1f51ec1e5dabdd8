import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Rig, startRig } from '../perch.ts';
import type { Screen } from '../screen.ts';

const CODE = 'C-2';
const MEASURE = 'How close we are';

let rig: Rig;
/** The practitioner's window, and the one that is shared. */
let desk: Screen;
let shared: Screen;
const tab = (of: Screen, name: string) =>
  of.press('link', name, { within: { role: 'navigation', name: CODE } });
beforeAll(async () => {
  rig = await startRig();
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', CODE);
  await panel.start();
  await panel.finish();
  await panel.tab.close();
  desk = await rig.desk('clients');
  await desk.press('link', CODE);
  await tab(desk, 'About');
  await desk.fill('textbox', 'Initials of those who speak', 'A, B');
  await desk.says('Saved');
});
afterAll(() => rig?.close());

test('one of two answers in a shared window, and it is kept as theirs from the other window', async () => {
  await tab(desk, 'Measures');
  await desk.press('button', 'A measure of your own');
  await desk.fill('textbox', 'Name', MEASURE);
  await desk.press('button', 'Add measure');
  await desk.see('region', MEASURE);
  shared = await rig.desk('clients');
  await shared.press('link', CODE);
  await tab(shared, 'Measures');
  await shared.press('button', `Enter ${MEASURE}`);
  await shared.press('link', `Show ${MEASURE} to the client`);
  await shared.see('heading', 'Who is answering?');
  expect(await shared.words()).not.toContain(CODE);
  await shared.press('button', 'B');
  await shared.see('heading', MEASURE);
  await shared.press('button', '7');
  await shared.see('heading', 'Thank you*');

  await desk.says('Answered: 7. Not saved yet.');
  await desk.when('radio', 'B answers', ({ checked }) => checked === true);
  await desk.when('radio', 'By the client', ({ checked }) => checked === true);
  await desk.press('button', `Save value: ${MEASURE}`);
  await desk.when('region', `${MEASURE} (B)`, ({ text }) => text.includes('7'));
});

test('what is answered after that is another result, and none is written over', async () => {
  await shared.press('button', 'Back');
  await shared.press('button', '4');
  await desk.says('Answered: 4. Not saved yet.');
  await desk.press('button', `Save value: ${MEASURE}`);
  await desk.when(
    'region',
    `${MEASURE} (B)`,
    ({ text }) => text.includes('4') && text.includes('7'),
  );
  await desk.doc.tab.reload();
  await desk.when(
    'region',
    `${MEASURE} (B)`,
    ({ text }) => text.includes('4') && text.includes('7'),
  );
});
