import { describe, expect, test } from 'vitest';
import {
  type PanelMessage,
  readFromPanel,
  readHostMessage,
  readPanelMessage,
  readToHost,
  readToPanel,
} from '@/lib/messaging';
import { type Doc, type Json, until } from '../driver/driver.ts';
import { flood } from '../in-page/flood.ts';
import { talk, tell } from '../in-page/port.ts';
import type { Answer } from '../in-page/scope.ts';
import { setPassphrase, unlock } from '../perch.ts';
import { marker } from '../profile.ts';
import { Screen } from '../screen.ts';
import {
  CODE,
  desk,
  NAME,
  NOTE,
  OTHER,
  panel,
  REFUSED,
  refused,
  refusedSince,
  rig,
  sessionNow,
  sessionStorageNow,
  sessionUnderAttack,
  tokenOf,
  unharmed,
  wordsOf,
} from './attacked.ts';
import {
  COMMANDS,
  FROM_PANEL,
  GUESS,
  HOST_MESSAGES,
  hello,
  PANEL_MESSAGES,
  TO_HOST,
  TO_PANEL,
} from './messages.ts';

sessionUnderAttack();

test('every message that attacks are made from is one that the contracts know', () => {
  for (const message of PANEL_MESSAGES) expect(readPanelMessage(message)).toEqual(message);
  for (const message of HOST_MESSAGES) expect(readHostMessage(message)).toEqual(message);
  for (const message of TO_HOST) expect(readToHost(message)).toEqual(message);
  for (const message of FROM_PANEL) expect(readFromPanel(message)).toEqual(message);
  for (const message of TO_PANEL) expect(readToPanel(message)).toEqual(message);
});

describe('tokens', () => {
  test('are good once, in their own tab only, and no guess is', async () => {
    const before = await sessionNow();
    const other = await rig.call(OTHER);
    await other.there();
    await panel.tab.activate();
    const stolen = await tokenOf(panel);
    const counts = await refused();
    // Another tab shows a token of the first tab, and after that it is spent everywhere.
    expect(await other.doc.evaluate(talk, [hello(stolen)], 1)).toEqual([REFUSED]);
    expect(await panel.doc.evaluate(talk, [hello(stolen)], 1)).toEqual([REFUSED]);

    const good = await tokenOf(panel);
    const welcome = await panel.doc.evaluate(talk, [hello(good)], 2);
    expect(welcome.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
    expect(JSON.stringify(welcome)).toContain(NOTE);
    expect(JSON.stringify(welcome)).toContain(CODE);
    expect(JSON.stringify(welcome)).not.toContain(NAME);
    expect(await panel.doc.evaluate(talk, [hello(good)], 1)).toEqual([REFUSED]);

    // This token was issued and not spent, so there is one that could be guessed.
    const waiting = await tokenOf(panel);
    const near = [...waiting].map((_, at) => `${waiting.slice(0, at)}x${waiting.slice(at + 1)}`);
    const guesses = [
      ...near,
      waiting.toUpperCase().replace(/^/, ' '),
      waiting.slice(1),
      `${waiting}0`,
      '',
      null,
      '__proto__',
      'constructor',
      ...Array.from({ length: 600 }, () => crypto.randomUUID()),
    ].map(hello);
    const answers = await panel.doc.evaluate(talk, guesses, guesses.length);
    expect(answers).toEqual(guesses.map(() => REFUSED));
    await refusedSince(counts, { token: 3 + guesses.length });
    console.log(`attack: ${guesses.length} guessed tokens on one port, all refused`);
    await other.tab.close();
    await unharmed(before);
  });

  test('come before everything: a command on a port that has shown none does nothing', async () => {
    const [before, counts] = [await sessionNow(), await refused()];
    const commands = PANEL_MESSAGES.filter(({ type }) => type === 'command');
    const answers = await panel.doc.evaluate(
      talk,
      [...commands, GUESS] as unknown as readonly Json[],
      'refused',
    );
    expect(answers).toEqual([REFUSED]);
    await refusedSince(counts, { order: commands.length, token: 1 });
    await unharmed(before);
  });

  test('are not given to a frame that asks the background itself', async () => {
    expect(
      await panel.doc.evaluate(tell, { type: 'token', meeting: null, away: false }),
    ).toBeNull();
  });
});

test('the panel that sites may frame is told nothing as a page of its own', async () => {
  const before = await sessionNow();
  const page = await rig.browser.open(rig.browser.page('panel.html'));
  expect(await page.evaluate(talk, [hello(null)], 1)).toEqual([REFUSED]);
  expect((await wordsOf(page)).trim()).toBe('');
  await page.close();
  await unharmed(before);
});

test('the panel beside the page is told codes and never names, and no site can open it', async () => {
  const before = await sessionNow();
  const counted = await refused();
  const page = await rig.browser.open(rig.browser.page('sidepanel.html'));
  const answers = await page.evaluate(talk, [hello(null)], 2);
  expect(answers.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
  const told = JSON.stringify(answers);
  expect(told).toContain(CODE);
  expect(told).not.toContain(NAME);
  expect(await wordsOf(page)).not.toContain(NAME);
  await page.close();
  await panel.tab.activate();
  const reached = await panel.tab.evaluate(async (url: string) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    const loaded = await new Promise((resolve) => {
      const script = document.createElement('script');
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      script.src = url;
      document.body.append(script);
    });
    let opened: Window | null = null;
    try {
      opened = window.open(url);
    } catch {}
    const fetched = await fetch(url).then(
      () => true,
      () => false,
    );
    frame.remove();
    opened?.close();
    return { loaded, fetched };
  }, rig.browser.page('sidepanel.html'));
  expect(reached).toEqual({ loaded: false, fetched: false });
  // Had the frame been loaded, its hello without a token would have been refused and counted.
  expect(await refused()).toEqual(counted);
  await unharmed(before);
});

describe('malformed messages', () => {
  const answersIn = (doc: Doc) =>
    doc.evaluate(() => (globalThis as { answers?: readonly Answer[] }).answers ?? []);
  const SHAPES = PANEL_MESSAGES as unknown as readonly Json[];
  const OTHERS = [...PANEL_MESSAGES, ...HOST_MESSAGES] as unknown as readonly Json[];

  test('by the thousand, from a real frame of the panel, are refused and do no harm', async () => {
    const [before, counts] = [await sessionNow(), await refused()];
    let sent = 0;
    let unsendable = 0;
    let hellos = 0;
    for (let batch = 0; batch < 9; batch += 1) {
      const first = batch % 2 ? GUESS : null;
      const done = await panel.doc.evaluate(
        flood,
        'port',
        1_000 + batch,
        SHAPES,
        1_000,
        first,
        GUESS,
        'refused',
      );
      sent += done.sent;
      unsendable += done.unsendable;
      hellos += first ? 2 : 1;
    }
    expect(sent).toBeGreaterThanOrEqual(9_000);
    await refusedSince(counts, { malformed: sent, token: hellos });
    expect(await answersIn(panel.doc)).toEqual(Array.from({ length: hellos }, () => REFUSED));
    console.log(
      `attack: ${sent} malformed messages over ports refused, 0 answered (${unsendable} not sendable)`,
    );
    await unharmed(before);
  });

  test('by the thousand, sent without a port, are refused and do no harm', async () => {
    const [before, counts] = [await sessionNow(), await refused()];
    await panel.doc.evaluate(() => {
      (globalThis as { answers?: readonly Answer[] }).answers = [];
    });
    let sent = 0;
    for (let batch = 0; batch < 2; batch += 1)
      sent += (
        await panel.doc.evaluate(flood, 'message', 2_000 + batch, OTHERS, 500, null, null, '')
      ).sent;
    expect(sent).toBeGreaterThanOrEqual(1_000);
    await refusedSince(counts, { malformed: sent });
    expect(await answersIn(panel.doc)).toEqual([]);
    console.log(`attack: ${sent} malformed runtime messages refused, 0 answered`);
    await unharmed(before);
  });

  test('from a panel that was let in are refused as well', async () => {
    const [before, counts] = [await sessionNow(), await refused()];
    await panel.doc.evaluate(() => {
      (globalThis as { answers?: readonly Answer[] }).answers = [];
    });
    const token = await tokenOf(panel);
    const last = { type: 'command', call: 77, command: COMMANDS.prefer } satisfies PanelMessage;
    const { sent } = await panel.doc.evaluate(
      flood,
      'port',
      3_000,
      SHAPES,
      1_000,
      hello(token),
      last as unknown as Json,
      'reply',
    );
    expect(sent).toBeGreaterThanOrEqual(1_000);
    await refusedSince(counts, { malformed: sent });
    const answers = await answersIn(panel.doc);
    expect(answers.filter(({ type }) => !/^(welcome|snapshot)$/.test(type))).toEqual([
      { type: 'reply', call: 77, reply: { ok: true } },
    ]);
    console.log(`attack: ${sent} malformed messages of an admitted panel refused, 0 answered`);
    await unharmed(before);
  });
});

test('while locked, a framed panel is told no word', async () => {
  const passphrase = marker('passphrase');
  await desk.activate();
  await desk.goto(rig.browser.page('desk.html#/settings/protection'));
  await desk.reload();
  const settings = new Screen(desk);
  await setPassphrase(settings, passphrase);
  expect(JSON.stringify(await sessionStorageNow())).toContain('"root"');
  const open = await panel.notes();
  await settings.press('button', 'Lock');
  await settings.see('textbox', 'Passphrase');
  await panel.tab.activate();
  await panel.see('button', 'Unlock in the desk');

  expect(JSON.stringify(await sessionStorageNow())).not.toMatch(/zebra|ZEB-7|"root"/);
  const shown = await panel.doc.evaluate(() =>
    [
      document.body.innerText,
      document.documentElement.outerHTML,
      ...Array.from(document.querySelectorAll('input, textarea'), (field) =>
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
          ? field.value
          : '',
      ),
    ].join('\n'),
  );
  expect(shown).toContain(`${open.length} notes, locked away`);
  expect(shown).not.toMatch(/zebra|ZEB-7/);

  const answers = await panel.doc.evaluate(talk, [hello(await tokenOf(panel))], 2);
  expect(answers.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
  expect(JSON.stringify(answers)).toContain('"lock":"locked"');
  expect(JSON.stringify(answers)).not.toMatch(/zebra|ZEB-7/);

  // No message unlocks either, from a frame that was let in or from a page of the extension.
  const counts = await refused();
  const keys = [
    { type: 'unlock' },
    { type: 'unlock', passphrase },
    { type: 'lock', locked: false },
    { type: 'lock', passphrase },
    { type: 'mask', masked: false, passphrase },
  ].map((command, at) => ({ type: 'command', call: at + 1, command }));
  const last = { type: 'command', call: 77, command: { type: 'prefer' } };
  const page = await rig.browser.open(rig.browser.page('sidepanel.html'));
  const told = [
    ...(await panel.doc.evaluate(talk, [hello(await tokenOf(panel)), ...keys, last], 'reply')),
    ...(await page.evaluate(talk, [hello(null), ...keys, last], 'reply')),
  ];
  await refusedSince(counts, { malformed: 2 * keys.length });
  expect(told.flatMap(({ type, call }) => (type === 'reply' ? [call] : []))).toEqual([77, 77]);
  expect(JSON.stringify(told)).not.toMatch(/zebra|ZEB-7/);
  expect(JSON.stringify(await sessionStorageNow())).not.toContain('"root"');
  await page.close();

  await desk.activate();
  await unlock(settings, passphrase);
  await settings.see('button', 'Lock');
  await panel.tab.activate();
  await until(async () => (await panel.notes()).length === open.length, 'every note to be back');
  expect(await panel.notes()).toEqual(open);
});
