import { describe, expect, test } from 'vitest';
import { storeCalled } from '../stores.ts';
import { background, device, deviceForEachTest, draft, note, panel, start } from './device.ts';

deviceForEachTest();

describe('a rehearsal', () => {
  test('leaves nothing behind', async () => {
    const a = await panel(background(true));
    await a.send(start());
    await a.send(note('practice'));
    await a.send(draft('half'));
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    const store = storeCalled(device.name);
    expect(
      await Promise.all(
        [store.sessions, store.events, store.lines, store.drafts].map((table) => table.count()),
      ),
    ).toEqual([0, 0, 0, 0]);
  });

  test('leaves nothing behind either when it was left, and its browser has ended', async () => {
    const a = await panel(background(true));
    await a.send(start());
    await a.send(note('practice'));
    const store = storeCalled(device.name);
    // A background that has just started finds the rehearsal where it was.
    await background(true).sweep();
    expect(await store.lines.count()).toBe(1);
    // A browser that has just started has nothing in its memory.
    device.memory = null;
    await background(true).sweep();
    expect([await store.sessions.count(), await store.lines.count()]).toEqual([0, 0]);
  });

  test('is there still when its browser has ended, if it was none', async () => {
    const a = await panel(background());
    await a.send(start());
    device.memory = null;
    await background().sweep();
    expect(await storeCalled(device.name).sessions.count()).toBe(1);
  });
});
