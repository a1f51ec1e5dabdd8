import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Doc, type Tab, until } from '../driver/driver.ts';
import type { Answer } from '../in-page/scope.ts';
import { stored } from '../in-page/stored.ts';
import { type Panel, panelIn, type Rig, startRig } from '../perch.ts';
import { marker } from '../profile.ts';
import { Screen } from '../screen.ts';

export const OTHER = 'https://meet.google.com/xyz-wxyz-xyz';
export const NOTE = marker('note');
export const CODE = 'ZEB-7';
export const NAME = marker('Miriam');

export let rig: Rig;
/** A page of the extension in which its storage is read. */
export let desk: Tab;
/** The practitioner's panel. The session in it has to outlive every attack. */
export let panel: Panel;
/** A panel that came back is in another frame, and is the practitioner's from now on. */
export const goOnWith = (back: Panel) => {
  panel = back;
};

/** The background answers this to a hello with a wrong token. */
export const REFUSED: Answer = { type: 'refused' };

export const sessionStorageNow = () => desk.evaluate(stored, 'session');
type Counts = Readonly<Record<'malformed' | 'token' | 'order' | 'sender', number>>;
/** How many messages the background has refused, by reason. */
export const refused = async (): Promise<Counts> => ({
  malformed: 0,
  token: 0,
  order: 0,
  sender: 0,
  ...((await sessionStorageNow()).refused as Partial<Counts>),
});
/** Waits until the background has refused exactly this many more than before, by reason. */
export const refusedSince = async (before: Counts, more: Partial<Counts>) => {
  const wanted = Object.fromEntries(
    Object.entries(before).map(([reason, n]) => [reason, n + (more[reason as keyof Counts] ?? 0)]),
  );
  const sum = (counts: object) =>
    Object.values(counts).reduce((total: number, n: number) => total + n, 0);
  await until(
    async () => sum(await refused()) >= sum(wanted),
    `${JSON.stringify(wanted)} refusals`,
    40_000,
  );
  expect(await refused()).toEqual(wanted);
};

export const wordsOf = (doc: Doc) => doc.evaluate(() => document.body.innerText);

/** No attack may change any of this. */
export const sessionNow = async () => ({
  notes: await panel.notes(),
  leg: (await panel.all('button')).find(({ current }) => current === 'step')?.name.split(/\W/)[0],
  timer: (await panel.all('timer', 'Time remaining')).length,
  client: (await panel.all('button', `Client ${CODE}`)).length,
  folded: (await panel.all('button', 'Open panel')).length,
});
type SessionNow = Awaited<ReturnType<typeof sessionNow>>;

/** Fails unless the session is as before and the background can still save a note. */
export const unharmed = async (before: SessionNow) => {
  await panel.tab.activate();
  expect(await sessionNow()).toEqual(before);
  const text = marker('still');
  await panel.note(text);
  const after = await sessionNow();
  expect(after.notes).toHaveLength(before.notes.length + 1);
  expect({ ...after, notes: before.notes }).toEqual(before);
};

/** Asks for a token as the panel itself does, on the channel between the panel and its host. */
export const tokenOf = async (from: Panel): Promise<string> => {
  await from.doc.evaluate(() => {
    const scope = globalThis as unknown as { line?: MessagePort };
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...given: unknown[]) {
      scope.line ??= this;
      return Reflect.apply(post, this, given);
    };
  });
  // The panel uses the channel when it is folded, and so the port can be caught then.
  const held = () =>
    from.doc.evaluate(() => (globalThis as { line?: MessagePort }).line !== undefined);
  if (!(await held())) {
    await from.press('button', 'Fold panel');
    await until(held, 'the channel');
    await from.press('button', 'Open panel');
    await from.see('button', 'Fold panel');
  }
  return from.doc.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { line } = globalThis as { line?: MessagePort };
        line?.addEventListener('message', ({ data }) => {
          if (data.type === 'token') resolve(data.token);
        });
        line?.postMessage({ type: 'askToken' });
      }),
  );
};

/**
 * Begins a session before the tests of a file attack it.
 * @param options `own` is for tests that leave more behind in the browser than Perch
 */
export function sessionUnderAttack(options: { readonly own?: boolean } = {}): void {
  let started: Rig | null = null;
  beforeAll(async () => {
    started = await startRig(options);
    rig = started;
    desk = await rig.browser.open(rig.browser.page('desk.html#/clients'));
    await desk.resize(1_100, 1_000);
    const clients = new Screen(desk);
    await clients.fill('textbox', "New client's code", CODE);
    await clients.press('button', 'Add client');
    // The page of a new client is open, where details are typed.
    await clients.fill('textbox', 'Name', NAME);
    await desk.press('Tab');
    await until(
      async () => (await clients.all('status')).some(({ text }) => text === 'Saved'),
      'the name to be saved',
    );
    panel = await rig.call();
    await panel.unfold();
    await panel.press('radio', CODE);
    await panel.start();
    await panel.note(NOTE);
  });
  afterAll(() => started?.close());
  // What a failed test has left over the panel would fail all the others.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await panel.tab.activate();
    await panel.tab.reload();
    panel = await panelIn(panel.tab);
    await until(async () => (await panel.all('button')).length > 0, 'the panel');
    if ((await panel.all('button', 'Show panel')).length > 0)
      await panel.press('button', 'Show panel');
    await panel.unfold();
  });
}
