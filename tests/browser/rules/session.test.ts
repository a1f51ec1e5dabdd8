import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../driver/driver.ts';
import { panelIn, type Rig, sharedCall, startRig, ZOOM } from '../perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());
const calls = sharedCall(() => rig);
afterEach(() => calls.leave());

/** A panel whose session the next test does not see: it is ended and closed afterwards. */
const inCall = () => calls.enter();

describe('moving the panel', () => {
  test('it docks, moves and resizes by button, and stays so after a reload, for this site only', async () => {
    const here = await inCall();
    await here.start();
    await here.press('button', 'Dock left');
    await until(async () => (await here.doc.origin()).x < 20, 'the panel on the left');
    await here.press('button', 'Dock right');
    await until(async () => (await here.doc.origin()).x > 600, 'the panel on the right');
    // The strip is under the camera, and the panel beside whoever is on the screen.
    await here.press('button', 'Dock top');
    await here.press('button', 'Fold panel');
    await until(
      async () => Math.abs((await here.doc.origin()).x - 460) < 20,
      'the strip in the middle',
    );
    await here.openBar();
    await here.beside();
    await until(async () => (await here.doc.origin()).x > 600, 'the panel beside the middle');

    await here.press('button', 'Move and resize');
    const before = await here.doc.origin();
    await here.press('button', 'Move left');
    await here.press('button', 'Move down');
    await until(async () => {
      const { x, y } = await here.doc.origin();
      return x < before.x && y > before.y;
    }, 'the panel to move');
    await here.press('button', 'Wider');
    await until(() => here.doc.evaluate(() => innerWidth > 340), 'the panel to grow');
    const put = await here.doc.origin();

    await here.tab.reload();
    const panel = await panelIn(here.tab);
    await panel.see('button', 'Fold panel');
    expect(await panel.doc.origin()).toEqual(put);

    const zoom = await rig.call(ZOOM);
    await zoom.see('button', 'Open panel');
    expect((await zoom.doc.origin()).y).toBeLessThan(20);
    await zoom.tab.close();
    await panel.tab.activate();
    await panel.press('button', 'Dock top');
  });
});

describe('a session', () => {
  test('it runs from start to end', async () => {
    const here = await inCall();
    await here.start('50 minutes');
    const { text } = await here.see('timer', 'Time remaining');
    expect(text).toMatch(/^(50:00|49:5\d)$/);
    await here.when('timer', 'Time remaining', (seen) => seen.text !== text);

    const legs = await here.all('button', null, { role: 'list', name: 'Legs' });
    expect(legs.map(({ name }) => name.split(/[,\s]{2}|, /)[0])).toEqual([
      'Opening',
      'Client Agenda',
      'Exploration',
      'Integration',
      'Planning',
      'Closing',
    ]);
    expect(legs[0]?.current).toBe('step');
    expect(legs[0]?.description).toBe('current, usually 2 to 5 minutes');
    expect(legs[2]?.name).toContain('0 of 22 minutes');
    expect(legs[2]?.description).toBe('not visited yet, usually 20 to 30 minutes');

    await here.enter('Closing');
    await here.enter('Client Agenda');
    const opening = await here.see('button', 'Opening*');
    expect(opening.description).toMatch(/^visited/);
    // The panel has the focus after the press, so single keys are for it.
    await here.doc.press('3');
    await here.when('button', 'Exploration*', ({ current }) => current === 'step');

    await here.note('boundary with sister');
    await here.note('“I always say yes”');
    const notes = await here.notes();
    expect(notes[1]).toMatch(/^E Exploration 0:\d\d boundary with sister/);

    await here.press('button', 'End session');
    const summary = await here.see('region', 'Session summary');
    expect(summary.text).toContain('Not visited: Integration, Planning');
    expect(summary.text).toMatch(/Exploration\s+0 of 22 min/);
    expect(summary.text).toContain('boundary with sister');
  });

  test('the end can be taken back when it was pressed too early', async () => {
    const here = await inCall();
    await here.start();
    await here.press('button', 'End session');
    await here.press('button', 'Not over yet');
    await here.see('timer', 'Time remaining');
  });

  test('prompts are stepped through and back, with every slot filled', async () => {
    const here = await inCall();
    await here.start();
    const words = async () => (await here.see('region', 'Prompt')).text.split('\n')[0] ?? '';
    const shown: string[] = [];
    for (let next = await words(); !shown.includes(next); ) {
      expect(next).not.toMatch(/[{}]|\|\||\$\d/);
      shown.push(next);
      await here.press('button', 'Next prompt');
      await here.when('region', 'Prompt', ({ text }) => !text.startsWith(next));
      next = await words();
    }
    expect(shown.length).toBeGreaterThanOrEqual(5);
    expect(shown.join(' ')).toMatch(/We've got about 50 minutes, until \d{1,2}:\d\d/);
    const [first = '', second = ''] = shown;
    await here.press('button', 'Next prompt');
    await here.when('region', 'Prompt', ({ text }) => text.startsWith(second));
    await here.press('button', 'Previous prompt');
    await here.when('region', 'Prompt', ({ text }) => text.startsWith(first));
  });

  test('a note is edited, deleted and brought back', async () => {
    const here = await inCall();
    await here.start();
    await here.note('first words');
    await here.press('button', 'Edit note');
    await here.when('textbox', 'Note text', ({ focused }) => focused);
    await here.fill('textbox', 'Note text', 'better words');
    await here.doc.press('Enter');
    await here.noteShown('better words');
    await here.press('button', 'Undo');
    await here.noteShown('first words');
    await here.press('button', 'Delete note');
    await until(async () => (await here.notes()).length === 0, 'the note to go');
    await here.press('button', 'Undo');
    await here.noteShown('first words');
  });

  test('the panel masks itself to a neutral button, and stays so over a reload', async () => {
    const here = await inCall();
    await here.start();
    await here.note('seen by nobody');
    await here.press('button', 'Mask panel');
    await here.see('button', 'Show panel');
    expect(await here.doc.evaluate(() => document.body.innerText.trim())).toBe('Show panel');
    await here.tab.reload();
    const panel = await panelIn(here.tab);
    await panel.see('button', 'Show panel');
    expect(await panel.doc.evaluate(() => document.body.innerText.trim())).toBe('Show panel');
    await panel.press('button', 'Show panel');
    await panel.noteShown('seen by nobody');
  });
});

describe('bad input', () => {
  test('a length that makes no sense is refused with a reason, and one that does is taken', async () => {
    const here = await inCall();
    await here.unfold();
    await here.press('radio', 'Other');
    for (const minutes of ['0', '-5', '4', '241', '100000', '12.5', '']) {
      await here.fill('spinbutton', 'Minutes', minutes);
      await here.press('button', 'Start session');
      const { text } = await here.see('alert', '');
      expect(text, minutes).toBe('Choose a whole number of minutes from 5 to 240.');
      await here.fill('spinbutton', 'Minutes', '30');
      await here.gone('alert', '');
    }
    await here.press('button', 'Start session');
    await here.see('timer', 'Time remaining');
  });

  test('an end that has passed is refused with a reason, and one ahead is taken', async () => {
    const here = await inCall();
    await here.unfold();
    const clock = (minutes: number) => {
      const at = new Date(Date.now() + minutes * 60_000);
      return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
    };
    await here.choose('textbox', 'End time', clock(-10));
    await here.press('button', 'Start session');
    // Ten minutes after midnight it is still ahead today, and too far off.
    expect((await here.see('alert', '')).text).toMatch(/has passed|more than 4 hours away/);
    await here.choose('textbox', 'End time', clock(47));
    await here.press('button', 'Start session');
    expect((await here.see('timer', 'Time remaining')).text).toMatch(/^4[5-7]:\d\d$/);
  });

  test('a note of 100,000 characters is refused, stays in the field and survives a reload', async () => {
    const here = await inCall();
    await here.start();
    await here.press('textbox', 'Quick note');
    const long = 'long '.repeat(20_000);
    await here.doc.evaluate((text) => {
      document.execCommand('insertText', false, text);
    }, long);
    await here.when('textbox', 'Quick note', ({ value }) => value?.length === 100_000);
    await here.doc.press('Enter');
    expect((await here.see('alert', '')).text).toContain('A note holds up to 20,000 characters');
    await here.when('textbox', 'Quick note', ({ value }) => value?.length === 100_000);
    await here.tab.reload();
    const panel = await panelIn(here.tab);
    await panel.when('textbox', 'Quick note', ({ value }) => value === long);
    await panel.fill('textbox', 'Quick note', 'short');
    await panel.doc.press('Enter');
    await panel.noteShown('short');
  });

  test('control characters go with a word about it, and right-to-left text stays as it is', async () => {
    const here = await inCall();
    await here.start();
    await here.press('textbox', 'Quick note');
    await here.doc.evaluate(() => {
      document.execCommand('insertText', false, 'a\u0007b\u0000c שלום עולם');
    });
    await here.doc.press('Enter');
    await here.noteShown('abc שלום עולם');
    await until(
      async () =>
        (await here.all('status')).some(({ text }) => /^Saved without [12] character/.test(text)),
      'a word about what was removed',
    );
  });
});
