import { describe, expect, test } from 'vitest';
import type { Connection, FromPanel, Heard, PanelCommand, Press, Snapshot } from '@/lib/messaging';
import { createPanelPage } from '@/lib/panel/panel-page';
import { begun, planAt } from '../../fixtures/session.ts';
import { PRACTICE, snapshotOf, viewOf } from '../../fixtures/view.ts';

/** A panel's page between a host and a background that do as they are told. */
function page() {
  const toHost: FromPanel[] = [];
  const commands: PanelCommand[] = [];
  const later: { readonly run: () => void; readonly ms: number; off: boolean }[] = [];
  let hear: (message: Heard) => void = () => {};
  let on: {
    onSnapshot(snapshot: Snapshot): void;
    onPress(press: Press): void;
    onConnection(connection: Connection): void;
  } = { onSnapshot() {}, onPress() {}, onConnection() {} };
  let now = 1_000;
  let elapsed = 0;
  let left = 0;
  const panel = createPanelPage({
    client(parts) {
      on = parts;
      return {
        send(command) {
          commands.push(command);
          return Promise.resolve({ ok: true });
        },
      };
    },
    host(listener) {
      hear = listener;
      return { send: (message) => toHost.push(message), token: async () => 'token' };
    },
    now: () => now,
    elapsed: () => elapsed,
    later(run, ms) {
      const timer = { run, ms, off: false };
      later.push(timer);
      return () => {
        timer.off = true;
      };
    },
    onPointerLeft() {
      left += 1;
    },
  });
  return {
    panel,
    toHost,
    commands,
    later,
    hear: (message: Heard) => hear(message),
    background: () => on,
    at(ms: number) {
      now = ms;
    },
    pass(ms: number) {
      elapsed += ms;
    },
    pointerLeft: () => left,
  };
}

const session = viewOf({ plan: planAt(1_000), events: begun(1_000) });
const open = snapshotOf(session);

describe('the mask', () => {
  test('is shown before the background has answered, and told to the host', () => {
    const { panel, background, toHost, commands } = page();
    background().onSnapshot(open);
    void panel.send({ type: 'mask', masked: true });
    expect(panel.snapshot.value).toEqual({ masked: true });
    expect(toHost.at(-1)).toEqual({ type: 'state', masked: true, busy: true, guard: null });
    expect(commands).toEqual([{ type: 'mask', masked: true }]);
  });

  test('stays over snapshots that were on their way', () => {
    const { panel, background } = page();
    void panel.send({ type: 'mask', masked: true });
    background().onSnapshot(open);
    expect(panel.snapshot.value).toEqual({ masked: true });
    background().onSnapshot({ masked: true });
    background().onSnapshot(open);
    expect(panel.snapshot.value).toEqual(open);
  });

  test('is put on when the host says that the page shares', () => {
    const { panel, hear, commands } = page();
    hear({ type: 'mask' });
    expect(panel.snapshot.value).toEqual({ masked: true });
    expect(commands).toEqual([{ type: 'mask', masked: true }]);
  });
});

test('the host is told whether a session is open, and what the guard is to do', () => {
  const { background, toHost } = page();
  background().onSnapshot(open);
  const guard = PRACTICE.settings.shareGuard;
  expect(toHost).toEqual([{ type: 'state', masked: false, busy: true, guard }]);
  background().onSnapshot(snapshotOf(null));
  expect(toHost.at(-1)).toEqual({ type: 'state', masked: false, busy: false, guard });
});

test('what the host tells is shown', () => {
  const { panel, hear, pointerLeft } = page();
  expect(panel.layout.value).toBeNull();
  const layout = { shape: 'strip', dock: 'left', surface: 'overlay', trouble: 'unseen' } as const;
  hear({ type: 'layout', ...layout });
  hear({ type: 'call', call: 'in', since: 1, sharing: 'more', connected: false });
  hear({ type: 'covered', covered: true });
  hear({ type: 'pointerLeft' });
  expect(panel.layout.value).toEqual(layout);
  expect(panel.call.value).toMatchObject({ call: 'in', sharing: 'more' });
  expect(panel.covered.value).toBe(true);
  expect(pointerLeft()).toBe(1);
});

test('a background that is away for a moment goes unmentioned', () => {
  const { panel, background, later } = page();
  background().onConnection('ready');
  background().onConnection('connecting');
  expect(panel.connection.value).toBe('ready');
  background().onConnection('ready');
  expect(later[0]?.off).toBe(true);
  background().onConnection('connecting');
  expect(later[1]?.ms).toBe(2_000);
  later[1]?.run();
  expect(panel.connection.value).toBe('connecting');
});

test('each press of a key is another one', () => {
  const { panel, background } = page();
  background().onPress('note');
  const first = panel.press.value;
  background().onPress('note');
  expect(panel.press.value).toEqual(first);
  expect(panel.press.value).not.toBe(first);
});

test('a break of the connection has a beginning and an end', () => {
  const { panel, at, later } = page();
  panel.cameOnline();
  expect(panel.drop.value).toBeNull();
  at(2_000);
  panel.wentOffline();
  expect(panel.drop.value).toBeNull();
  at(5_000);
  later[0]?.run();
  expect(panel.drop.value).toEqual({ from: 2_000, to: null });
  panel.cameOnline();
  expect(panel.drop.value).toEqual({ from: 2_000, to: 5_000 });
  panel.dropDone();
  expect(panel.drop.value).toBeNull();
});

/** A panel in a call that is up, on a device that is offline since the instant 2,000. */
function offlineInCall() {
  const { panel, at, later, hear } = page();
  const inCall = (connected: boolean) =>
    hear({ type: 'call', call: 'in', since: 1, sharing: null, connected });
  inCall(true);
  at(2_000);
  panel.wentOffline();
  later[0]?.run();
  return { panel, at, inCall };
}

test('there is no break while the call itself is up', () => {
  const { panel, at, inCall } = offlineInCall();
  expect(panel.drop.value).toBeNull();
  at(9_000);
  inCall(false);
  expect(panel.drop.value).toEqual({ from: 2_000, to: null });
  at(12_000);
  inCall(true);
  expect(panel.drop.value).toEqual({ from: 2_000, to: 12_000 });
  // Lost again before anybody has answered: it is asked once.
  at(15_000);
  inCall(false);
  expect(panel.drop.value).toEqual({ from: 2_000, to: null });
  at(16_000);
  inCall(true);
  expect(panel.drop.value).toEqual({ from: 2_000, to: 16_000 });
  panel.dropDone();
  panel.cameOnline();
  inCall(false);
  expect(panel.drop.value).toBeNull();
});

test('two breaks of the contact are asked about one after the other, with what lay between left out', () => {
  const { panel, at, inCall } = offlineInCall();
  for (const [when, connected] of [
    [9_000, false],
    [12_000, true],
    [600_000, false],
    [660_000, true],
  ] as const) {
    at(when);
    inCall(connected);
  }
  expect(panel.drop.value).toEqual({ from: 2_000, to: 12_000 });
  panel.dropDone();
  expect(panel.drop.value).toEqual({ from: 600_000, to: 660_000 });
  panel.dropDone();
  expect(panel.drop.value).toBeNull();
});

test('a call that went on for long on an offline device has lost the contact when it ended', () => {
  const { panel, at, inCall } = offlineInCall();
  at(1_800_000);
  inCall(false);
  expect(panel.drop.value).toEqual({ from: 1_800_000, to: null });
});

test('a break that is over at once is none', () => {
  const { panel, later } = page();
  panel.wentOffline();
  expect(later[0]?.ms).toBe(3_000);
  panel.cameOnline();
  expect(later[0]?.off).toBe(true);
  expect(panel.drop.value).toBeNull();
});

test('a press is made sure of by an answer of a moment ago, or by the next one', async () => {
  const { panel, at, pass, hear, toHost, later } = page();
  hear({ type: 'layout', shape: 'panel', dock: 'top', surface: 'overlay', trouble: null });
  expect(panel.isClear()).toBe(false);
  hear({ type: 'covered', covered: false });
  expect(panel.isClear()).toBe(true);
  pass(450);
  expect(panel.isClear()).toBe(true);
  at(0);
  pass(1);
  expect(panel.isClear()).toBe(false);
  const asked = panel.askClear();
  expect(toHost.at(-1)).toEqual({ type: 'look', cameAt: null });
  hear({ type: 'covered', covered: false });
  expect(await asked).toBe(true);
  const covered = panel.askClear();
  hear({ type: 'covered', covered: true });
  expect(await covered).toBe(false);
  const unanswered = panel.askClear();
  later.at(-1)?.run();
  expect(await unanswered).toBe(false);
});

test('a panel in a page of its own needs nobody to say that it is clear', () => {
  const { panel, hear } = page();
  hear({ type: 'layout', shape: 'panel', dock: 'top', surface: 'page', trouble: null });
  expect(panel.isClear()).toBe(true);
});

test('a countdown runs to the end that holds, and to none while masked', () => {
  const { panel, background } = page();
  expect(panel.end()).toBe(0);
  background().onSnapshot(open);
  expect(panel.end()).toBe(session.plan.endsAt);
  background().onSnapshot({ masked: true });
  expect(panel.end()).toBe(0);
});

test('the background is told when nobody can see the panel, and a new one is told again', () => {
  const { panel, background, commands } = page();
  panel.hide(false);
  background().onConnection('ready');
  expect(commands).toEqual([]);
  panel.hide(true);
  panel.hide(true);
  expect(commands).toEqual([{ type: 'hidden', hidden: true }]);
  background().onConnection('connecting');
  background().onConnection('ready');
  panel.hide(false);
  expect(commands.slice(1)).toEqual([
    { type: 'hidden', hidden: true },
    { type: 'hidden', hidden: false },
  ]);
});
