import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { draftKept, typedNote } from '../drafts.ts';
import { until } from '../driver/driver.ts';
import { hostCount } from '../in-page/place.ts';
import { MEET, Panel, panelIn, type Rig, startRig, ZOOM } from '../perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());
// A session that a failed test leaves would keep every later test from starting one.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await rig.close();
  rig = await startRig();
});

/** Ends the session of a test, in a tab of its own if need be, and closes the tab. */
const tidy = async (panel: Panel) => {
  await panel.unfold();
  await panel.finish();
  await panel.tab.close();
};

const draftIs = (panel: Panel, text: string) =>
  panel.when('textbox', 'Quick note', ({ value }) => value === text);

test('a half-typed note is there after folding, masking and ending', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.press('textbox', 'Quick note');
  await panel.doc.type('half a');
  await panel.press('button', 'Fold panel');
  await panel.press('button', 'Open panel');
  await draftIs(panel, 'half a');
  await panel.press('textbox', 'Quick note');
  await panel.doc.press('End');
  await panel.doc.type(' thought');
  await panel.press('button', 'Mask panel');
  await panel.press('button', 'Show panel');
  await draftIs(panel, 'half a thought');
  await panel.press('button', 'End session');
  await panel.see('region', 'Session summary');
  await draftIs(panel, 'half a thought');
  await panel.press('button', 'Close summary');
  await panel.start();
  await draftIs(panel, '');
  await tidy(panel);
});

test('what a text expander types with Enter in it stays one note, where its first line was', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.press('radio', 'Private');
  await panel.press('textbox', 'Quick note');
  await panel.doc.typeAtOnce('one\ntwo\nthree');
  await draftIs(panel, 'one\ntwo\nthree');
  expect(await panel.notes()).toEqual([]);
  await panel.when('radio', 'Private', ({ checked }) => checked === true);
  await panel.doc.press('Enter');
  await panel.noteShown('three');
  expect(await panel.notes()).toEqual([expect.stringMatching(/one\s+two\s+three/)]);
  await tidy(panel);
});

test('session, clock, notes and half-typed draft are there after a reload', async () => {
  const first = await rig.call();
  await first.start();
  await first.enter('Integration');
  await first.note('kept over a reload');
  await first.press('textbox', 'Quick note');
  await first.doc.type('half a thou');
  const before = (await first.see('timer', 'Time remaining')).text;
  await first.tab.reload();
  const again = await panelIn(first.tab);
  await draftIs(again, 'half a thou');
  await again.noteShown('kept over a reload');
  await again.when('button', 'Integration*', ({ current }) => current === 'step');
  const after = (await again.see('timer', 'Time remaining')).text;
  expect(after <= before).toBe(true);
  await tidy(again);
});

test('they are there after the tab was closed and opened again, and the panel says whose tab it is', async () => {
  const first = await rig.call();
  await first.start();
  await first.note('kept over a closed tab');
  await first.press('textbox', 'Quick note');
  await first.doc.type('half');
  await draftIs(first, 'half');
  const other = await rig.call(ZOOM);
  await other.unfold();
  await until(
    async () =>
      (await other.all('note')).some(({ text }) => text.includes('another tab (Google Meet)')),
    'whose tab it is',
  );
  await first.tab.close();
  await until(
    async () => (await other.all('note')).some(({ text }) => text.includes('is closed')),
    'that the tab is gone',
  );
  const again = await rig.call();
  await again.noteShown('kept over a closed tab');
  await draftIs(again, 'half');
  await again.see('timer', 'Time remaining');
  expect(await again.words()).not.toContain('belongs to another tab');
  await other.tab.close();
  await tidy(again);
});

test('a session whose tab is closed can be continued in a call at another address', async () => {
  const first = await rig.call();
  await first.start();
  await first.tab.close();
  const other = await rig.call(ZOOM);
  await other.unfold();
  await other.press('button', 'Continue in this tab');
  await other.gone('button', 'Continue in this tab');
  await tidy(other);
});

test('two call tabs show the same session', async () => {
  const first = await rig.call();
  await first.start();
  const second = await rig.call(ZOOM);
  await second.unfold();
  await second.note('from the second tab');
  await second.enter('Planning');
  await first.noteShown('from the second tab');
  await first.when('button', 'Planning*', ({ current }) => current === 'step');
  await second.press('button', 'Go to that tab');
  await until(
    () => first.tab.evaluate(() => document.visibilityState === 'visible'),
    'the first tab in front',
  );
  await second.tab.close();
  await first.tab.activate();
  await tidy(first);
});

test('everything goes on when the background worker is killed, again and again', async () => {
  const panel = await rig.call();
  await panel.start();
  for (const round of [1, 2, 3]) {
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(`before ${round}`);
    await rig.browser.killWorker();
    await panel.doc.type(' and after');
    await panel.doc.press('Enter');
    await panel.noteShown(`before ${round} and after`);
  }
  await rig.browser.killWorker();
  await panel.enter('Closing');
  expect(await panel.notes()).toHaveLength(3);
  await tidy(panel);
});

test('a note and a draft are there after the browser was killed right after the acknowledgement', async () => {
  const first = await rig.call();
  await first.start();
  await first.press('textbox', 'Quick note');
  await first.doc.type('acknowledged and killed');
  await first.doc.press('Enter');
  await first.noteShown('acknowledged and killed');
  await rig.browser.kill();
  await rig.browser.relaunch();

  const second = await rig.call();
  await second.noteShown('acknowledged and killed');
  await second.see('timer', 'Time remaining');
  await second.press('textbox', 'Quick note');
  await second.doc.type('only half ty');
  // Commands are carried out in the order they were given, so the draft is on disk once this has
  // been.
  await second.enter('Planning');
  await rig.browser.kill();
  await rig.browser.relaunch();

  const third = await rig.call();
  await draftIs(third, 'only half ty');
  await third.noteShown('acknowledged and killed');
  expect(await third.notes()).toHaveLength(1);
  await tidy(third);
});

test('an update removes the old panel, the new one takes over, and the session goes on', async () => {
  const before = await rig.call();
  await before.start();
  await before.note('written before the update');
  const { tab } = before;
  await before.doc.evaluate(() => {
    document.documentElement.dataset.copy = 'old';
  });
  await rig.browser.updateExtension();
  const after = await until(async () => {
    if ((await tab.frames('panel.html')) !== 1) return null;
    const panel = new Panel(await tab.frame('panel.html'));
    if (await panel.doc.evaluate(() => document.documentElement.dataset.copy === 'old'))
      return null;
    return (await panel.all('timer', 'Time remaining')).length === 1 ? panel : null;
  }, 'the new panel');
  await after.noteShown('written before the update');
  await after.unfold();
  await after.note('written after it');
  expect(await tab.evaluate(hostCount)).toBe(1);
  await tidy(after);
});

test('the room is the same as before when its address is opened by another page', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.tab.goto('https://meet.google.com/landing');
  await panel.tab.goto(MEET);
  const again = await panelIn(panel.tab);
  await again.see('timer', 'Time remaining');
  await tidy(again);
});

test('an edit of a note that is not saved outlives a reload', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.press('radio', 'Private');
  await panel.note('first words');
  await panel.press('button', 'Edit note');
  await panel.when('textbox', 'Note text', ({ focused }) => focused);
  await panel.doc.press('End');
  await panel.doc.type(' and more');
  await panel.when('textbox', 'Note text', ({ value }) => value === 'first words and more');
  await draftKept(rig.browser, {
    ...typedNote('first words and more', 'private'),
    edit: { noteId: crypto.randomUUID(), base: 'first words' },
  });
  await panel.tab.reload();
  const again = await panelIn(panel.tab);
  await again.when('textbox', 'Note text', ({ value }) => value === 'first words and more');
  await again.press('textbox', 'Note text');
  await again.doc.press('Enter');
  await again.noteShown('first words and more');
  expect(await again.notes()).toHaveLength(1);
  await again.finish();
  await again.tab.close();
});

test('the code of a new client that is half typed before the start is there after a reload', async () => {
  const panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', 'half-ty');
  // A form that is drawn again begins with what the background has.
  await panel.press('button', 'Fold panel');
  await panel.see('button', 'Open panel');
  await panel.unfold();
  await panel.when('textbox', 'Code', ({ value }) => value === 'half-ty');
  await panel.tab.reload();
  const again = await panelIn(panel.tab);
  await again.when('textbox', 'Code', ({ value }) => value === 'half-ty');
  await again.press('radio', 'Choose later');
  await again.tab.close();
});

test('details of a plan and a reason that are half typed outlive a reload', async () => {
  const panel = await rig.call();
  await panel.start();
  await panel.enter('Planning');
  await panel.press('radio', 'Plan');
  await panel.note('walk each day');
  await panel.press('button', 'Edit note');
  await panel.fill('textbox', 'When', 'from Mon');
  await draftKept(rig.browser, {
    ...typedNote('walk each day'),
    kind: 'plan',
    edit: {
      noteId: crypto.randomUUID(),
      base: 'walk each day',
      plan: { when: 'from Mon', know: '', chosen: false },
    },
  });
  await panel.tab.reload();
  const again = await panelIn(panel.tab);
  await again.when('textbox', 'When', ({ value }) => value === 'from Mon');
  await again.press('button', 'Save changes');
  await again.noteShown('from Mon');
  const toReason = async (one: Panel) => {
    await one.press('button', 'Session menu');
    await one.press('button', 'Order of legs');
    await one.press('button', 'Set aside Integration');
  };
  await toReason(again);
  await again.fill('textbox', 'Another reason', 'she pref');
  await draftKept(rig.browser, { ...typedNote('she pref'), field: 'aside' });
  await again.tab.reload();
  const last = await panelIn(again.tab);
  await toReason(last);
  await last.when('textbox', 'Another reason', ({ value }) => value === 'she pref');
  await last.finish();
  await last.tab.close();
});
