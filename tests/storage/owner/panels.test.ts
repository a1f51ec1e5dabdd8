import { describe, expect, test } from 'vitest';
import { background, device, deviceForEachTest, id, panel, start, storedVault } from './device.ts';

deviceForEachTest();

describe('the mask', () => {
  test('tells a panel nothing, and holds over a restart', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'mask', masked: true });
    expect(a.last()).toEqual({ masked: true });
    expect((await panel(background(), 2)).last()).toEqual({ masked: true });
  });

  test('is on its way to the disk before anybody sees it, so that it outlives a crash', async () => {
    const owner = background();
    const a = await panel(owner);
    const kept: boolean[] = [];
    owner.join(
      { ...a.connected, id: id() },
      {
        show: ({ masked }) => {
          if (masked) kept.push(device.masked);
        },
        press() {},
      },
    );
    await a.send({ type: 'mask', masked: true });
    expect(kept).toEqual([true]);
  });

  test('tells a panel whether it may be pressed through a cover, and no more', async () => {
    const vault = await storedVault();
    await vault.changeSettings((settings) => ({ ...settings, pressCovered: true }));
    const a = await panel(background());
    await a.send({ type: 'mask', masked: true });
    expect(a.last()).toEqual({ masked: true, pressCovered: true });
  });

  test('holds when it could not be written down', async () => {
    const a = await panel(background());
    await a.send(start());
    device.maskFails = true;
    expect(await a.send({ type: 'mask', masked: true })).toMatchObject({ ok: false });
    expect(a.last()).toEqual({ masked: true });
    expect(await a.send({ type: 'mask', masked: false })).toMatchObject({ ok: false });
    expect(a.last()).toMatchObject({ masked: false });
  });

  test('is on every panel at once, and on when it can not be known', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send({ type: 'mask', masked: true });
    expect(b.last()).toEqual({ masked: true });
    device.maskFails = true;
    expect((await panel(background(), 1)).last()).toEqual({ masked: true });
  });
});

test('little room is told to each panel that comes', async () => {
  const owner = background();
  const a = await panel(owner, 1);
  expect(a.last()).toMatchObject({ practice: { lowOnSpace: false } });
  device.lowOnSpace = true;
  const b = await panel(owner, 2);
  expect(b.last()).toMatchObject({ practice: { lowOnSpace: true } });
});

describe('a share of a page', () => {
  test('masks every panel', async () => {
    const owner = background();
    const a = await panel(owner);
    await owner.maskForShare();
    expect(a.last()).toEqual({ masked: true });
  });

  test('masks none whose person masks by hand alone, and the button does', async () => {
    const vault = await storedVault();
    await vault.changeSettings((settings) => ({ ...settings, shareGuard: 'off' }));
    const owner = background();
    const a = await panel(owner);
    await owner.maskForShare();
    expect(a.last()).toMatchObject({ masked: false });
    await owner.mask();
    expect(a.last()).toEqual({ masked: true });
  });
});

describe('keys of the browser', () => {
  test('mask every panel, and never show one again', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await owner.mask();
    expect([a.last(), b.last()]).toEqual([{ masked: true }, { masked: true }]);
    expect(device.masked).toBe(true);
    await owner.mask();
    expect([a.last(), b.last()]).toEqual([{ masked: true }, { masked: true }]);
    await b.send({ type: 'mask', masked: false });
    expect(a.last()).toMatchObject({ masked: false });
  });
  test('a page that shares masks every panel, once, and never shows one', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await owner.mask();
    const shown = a.seen.length;
    await owner.mask();
    expect(a.last()).toEqual({ masked: true });
    expect(a.seen.length).toBe(shown);
  });
  test('go to the panel of the tab in front, or else to the one that has the session', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    const b = await panel(owner, 2);
    await a.send(start());
    expect(await owner.press('leg', 2)).toBe(true);
    expect(await owner.press('fold', null)).toBe(true);
    expect(device.broughtUp).toEqual([]);
    await a.send({ type: 'mask', masked: true });
    await owner.press('note', 77);
    expect(device.broughtUp).toEqual([]);
    await a.send({ type: 'mask', masked: false });
    // A note is written where it is seen.
    expect(await owner.press('note', 77)).toBe(true);
    expect(device.broughtUp).toEqual([1]);
    expect(b.presses).toEqual(['leg']);
    expect(a.presses).toEqual(['fold', 'note', 'note']);
  });
  test('go to the newest panel of a tab that has two, and to nobody where there is none', async () => {
    const owner = background();
    expect(await owner.press('fold', 1)).toBe(false);
    const over = await panel(owner, 1);
    const inner = await panel(owner, 1);
    expect(await owner.press('leg', 1)).toBe(true);
    expect([over.presses, inner.presses]).toEqual([[], ['leg']]);
    inner.leave();
    await owner.press('leg', 1);
    expect(over.presses).toEqual(['leg']);
  });
});

test('a tab that has closed is gone for the others, also if its page says so later', async () => {
  const owner = background();
  const a = await panel(owner, 1);
  await a.send(start());
  const b = await panel(owner, 2);
  const here = () => {
    const last = b.last();
    return last?.masked === false ? last.session?.here : undefined;
  };
  expect(here()).toBe('otherTab');
  device.tabs.delete(1);
  owner.tabClosed(1);
  await expect.poll(here).toBe('lostTab');
});

test('the next panel of a tab is told once where its person was, and no panel of another tab is', async () => {
  const owner = background();
  const a = await panel(owner, 1);
  await a.send(start());
  await a.send({ type: 'moving', scrolled: 70 });
  const other = await panel(owner, 2);
  expect(other.view().moved).toBeNull();
  const b = await panel(owner, 1);
  expect(b.view().moved).toEqual({ scrolled: 70 });
  await b.send({ type: 'enterLeg', leg: 'agenda' });
  expect([a.view().moved, b.view().moved]).toEqual([null, null]);
  expect((await panel(owner, 1)).view().moved).toBeNull();
});
