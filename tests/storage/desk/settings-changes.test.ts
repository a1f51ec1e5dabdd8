import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createChanges, type DeskChanges } from '@/lib/desk/changes';
import type { DeskVault } from '@/lib/desk/desk-vault';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import type { Vault } from '@/lib/vault';
import { desksForEachTest, openedDesk } from './desk.ts';

desksForEachTest();

let desk: DeskVault;
let changes: DeskChanges;
const vault = (): Vault => {
  const open = desk.opened.value;
  if (!open) throw new Error('the vault is not open');
  return open.vault;
};
const onErased = vi.fn(async () => {});
let ids: number;
let now: number;
beforeEach(async () => {
  ids = 0;
  now = 5_000;
  desk = await openedDesk();
  changes = createChanges(desk, { now: () => now, newId: () => `id-${++ids}`, onErased });
});

const shorthand = { short: 'cl', long: 'the client' };

describe('settings', () => {
  test('are changed, and what goes from a list of them can be had back', async () => {
    await changes.changeSettings((before) => ({ ...before, shorthands: [shorthand], quiet: true }));
    expect(changes.removed.value?.what).toBe('added');
    await changes.changeSettings((before) => ({ ...before, shorthands: [] }));
    expect(changes.removed.value?.what).toBe('removed');
    await changes.removed.value?.undo();
    expect(await vault().settings()).toMatchObject({ shorthands: [shorthand], quiet: true });
    expect(changes.removed.value).toBeNull();
  });

  test('of any kind are as they were when that is undone, and others stay', async () => {
    await changes.changeSettings((before) => ({ ...before, quiet: true }));
    const offer = changes.removed.value;
    expect(offer?.what).toBe('changed');
    await changes.changeSettings((before) => ({ ...before, region: 'ukEu' }));
    await offer?.undo();
    expect(await vault().settings()).toMatchObject({ quiet: false, region: 'ukEu' });
    // Nothing is offered where nothing changed.
    await changes.changeSettings((before) => ({ ...before }));
    expect(changes.removed.value).toBeNull();
  });

  test('have own words of prompts back that were replaced, as by an import or a restoring', async () => {
    const own = (text: string) => ({
      id: 'own-1',
      text,
      legs: ['agenda' as const],
      situation: null,
    });
    const put = (added: string, edited: Readonly<Record<string, string>>) =>
      changes.changeSettings((before) => ({
        ...before,
        prompts: { ...before.prompts, added: [own(added)], edited },
      }));
    await put('my words', { agenda_whole: 'my other words' });
    now += 60_000;
    for (const [added, edited] of [
      ['from a file', { agenda_whole: 'my other words' }],
      ['my words', { agenda_whole: 'from a file' }],
      ['my words', {}],
    ] as const) {
      now += 60_000;
      await put(added, edited);
      expect(changes.removed.value?.what).toBe('changed');
      await changes.removed.value?.undo();
      expect((await vault().settings()).prompts).toMatchObject({
        added: [own('my words')],
        edited: { agenda_whole: 'my other words' },
      });
    }
  });

  test('go back to what they were at first, and can be had back', async () => {
    await changes.changeSettings((before) => ({ ...before, quiet: true }));
    await changes.resetSettings();
    expect(await vault().settings()).toEqual(DEFAULT_SETTINGS);
    expect(changes.removed.value?.what).toBe('reset');
    await changes.removed.value?.undo();
    expect((await vault().settings()).quiet).toBe(true);
  });
});
