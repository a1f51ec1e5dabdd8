import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followPractice, type Library } from '@/lib/desk/library';
import { newNote } from '@/lib/notes';
import { newClient } from '@/lib/practice';
import type { Store } from '@/lib/store';
import { deviceKeyRing, type Vault, vaultOf } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';
import { storeCalled, storesForEachTest } from '../stores.ts';

const name = `test-${crypto.randomUUID()}`;
storesForEachTest();
let store: Store;
const stops: (() => void)[] = [];
const opened = async (): Promise<Vault> => {
  store = storeCalled(name);
  return vaultOf(store, await deviceKeyRing(store, () => 1));
};
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const HOUR = 3_600_000;
const note = (id: string, text: string) =>
  newNote({ id, at: 2_000, leg: 'opening', intoMs: 1_000, kind: 'note', text });

/** A desk beside a background that writes. It counts what the desk opens. */
async function desk(vault: Vault) {
  let library: Library | null = null;
  const read: string[] = [];
  const errors: unknown[] = [];
  const counted: Vault = {
    ...vault,
    sessionsWith: (ids) => {
      read.push(...ids);
      return vault.sessionsWith(ids);
    },
    settings: () => {
      read.push('practice');
      return vault.settings();
    },
  };
  const { stop, tell } = followPractice(
    counted,
    'en',
    (next) => {
      library = next;
    },
    (error) => errors.push(error),
  );
  stops.push(stop);
  await expect.poll(() => library).not.toBeNull();
  return {
    now: () => library as unknown as Library,
    /** What has been opened since this was asked last. */
    opened: () => read.splice(0),
    errors,
    tell,
    stop,
  };
}

let background: Vault;
beforeEach(async () => {
  background = await opened();
  for (const [index, id] of ['s1', 's2', 's3'].entries())
    await background.begin({
      id,
      plan: planAt(index * HOUR),
      meeting: null,
      events: begun(index * HOUR),
    });
});

describe('a desk that is open', () => {
  test('has read every session, the newest first, and the practice', async () => {
    const { now, opened } = await desk(background);
    expect(now().heads.map(({ id }) => id)).toEqual(['s3', 's2', 's1']);
    expect(opened().sort()).toEqual(['practice', 's1', 's2', 's3']);
  });

  test('opens one session when a note is saved in it, and nothing else', async () => {
    const { now, opened } = await desk(background);
    opened();
    await background.addNotes('s2', [note('l1', 'one')], []);
    await expect.poll(() => now().heads[1]?.notes).toBe(1);
    expect(opened()).toEqual(['s2']);
  });

  test('opens no session when a client or a setting changes', async () => {
    const { now, opened } = await desk(background);
    opened();
    await background.changeClient('c1', () => newClient('c1', 'C-1', 1));
    await expect.poll(() => now().clients.map(({ code }) => code)).toEqual(['C-1']);
    await background.changeSettings((settings) => ({ ...settings, quiet: true }));
    await expect.poll(() => now().settings.quiet).toBe(true);
    expect(new Set(opened())).toEqual(new Set(['practice']));
  });

  test('shows a session that has just begun, and no longer one that was erased', async () => {
    const { now, opened } = await desk(background);
    opened();
    const chosen = { type: 'clientChosen', clientId: 'c1', confirmed: true, room: null } as const;
    await background.begin({
      id: 's4',
      plan: planAt(9 * HOUR),
      meeting: null,
      events: [...begun(9 * HOUR), { ...chosen, at: 9 * HOUR }],
    });
    await expect.poll(() => now().heads[0]?.id).toBe('s4');
    expect(opened()).toEqual(['s4']);
    await background.close(
      's4',
      3,
      [
        { type: 'ended', at: 9 * HOUR },
        { type: 'closed', at: 9 * HOUR },
      ],
      false,
    );
    await background.eraseClient('c1', { what: 'erased', at: 1 });
    await expect.poll(() => now().heads.map(({ id }) => id)).toEqual(['s3', 's2', 's1']);
  });

  test('reads changes that come together once', async () => {
    const { now, opened } = await desk(background);
    opened();
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => background.addNotes('s1', [note(id, id)], [])),
    );
    await expect.poll(() => now().heads[2]?.notes).toBe(4);
    expect(opened().length).toBeLessThan(4);
  });

  test('counts a session that can not be opened, and shows the others', async () => {
    await store.events.where({ sessionId: 's2' }).modify({ body: new Uint8Array(40) as never });
    const { now, errors } = await desk(background);
    expect(now().heads.map(({ id }) => id)).toEqual(['s3', 's1']);
    expect(now().unreadable).toBe(1);
    expect(errors).toEqual([]);
  });

  test('hears nothing more once it is stopped', async () => {
    const { now, stop, opened } = await desk(background);
    opened();
    stop();
    await background.addNotes('s1', [note('l1', 'one')], []);
    expect(opened()).toEqual([]);
    expect(now().heads[2]?.notes).toBe(0);
  });

  test('reads everything again after a read that failed', async () => {
    const { now, errors } = await desk(background);
    const { get } = store.settings;
    store.settings.get = () => Promise.reject(new Error('the disk is gone')) as never;
    await background.addLog({ what: 'exported', at: 1, sessions: 1, notes: 1 });
    await expect.poll(() => errors.length).toBe(1);
    store.settings.get = get;
    await background.addNotes('s1', [note('l1', 'one')], []);
    await expect.poll(() => now().log).toHaveLength(1);
    expect(now().heads[2]?.notes).toBe(1);
  });
});
