import { beforeEach, describe, expect, test } from 'vitest';
import { editNote } from '@/lib/notes';
import { type Client, DEFAULT_SETTINGS, EMPTY_CARD, newClient } from '@/lib/practice';
import { RestoreOutdatedError, SessionOpenError } from '@/lib/vault';
import { line } from '../fixtures/note.ts';
import { begun, planAt } from '../fixtures/session.ts';
import {
  type Device,
  devicesForEachTest,
  everything,
  fill,
  lookPlain,
  over,
  plainBackupOf,
  plainFile,
} from './backups.ts';

const devices = devicesForEachTest();
let here: Device;
let there: Device;
beforeEach(() => {
  ({ here, there } = devices());
});

const bodyOf = ({ id: _, ...body }: Client) => body;

describe('restoring', () => {
  test('twice adds nothing the second time', async () => {
    await fill(here);
    const backup = await plainBackupOf(here);
    await (await lookPlain(backup, there)).commit();
    const before = await everything(there);
    const again = await lookPlain(backup, there);
    expect(again.plan.added).toEqual({
      settings: 0,
      client: 0,
      session: 0,
      line: 0,
      card: 0,
      paper: 0,
    });
    expect(again.plan.same).toEqual({
      settings: 1,
      client: 1,
      session: 2,
      line: 3,
      card: 1,
      paper: 5,
    });
    await again.commit();
    expect(await everything(there)).toBe(before);
  });
  test('of another device gives no two clients one code, also when it is restored again', async () => {
    await here.vault.changeClient('a', () => newClient('a', 'C-1', 1));
    await there.vault.changeClient('b', () => newClient('b', 'c-1', 1));
    const backup = await plainBackupOf(here);
    const restore = await lookPlain(backup, there);
    expect(restore.plan).toMatchObject({ added: { client: 1 }, renamed: 1 });
    await restore.commit();
    const codes = async () => (await there.vault.clients()).map(({ code }) => code).sort();
    expect(await codes()).toEqual(['C-1 (2)', 'c-1']);
    const again = await lookPlain(backup, there);
    expect(again.plan).toMatchObject({ same: { client: 1 }, renamed: 0 });
    await again.commit();
    expect(await codes()).toEqual(['C-1 (2)', 'c-1']);
  });
  test('gives nobody the code of a client who came while it was looked at', async () => {
    await here.vault.changeClient('a', () => newClient('a', 'C-1', 1));
    const backup = await plainBackupOf(here);
    const restore = await lookPlain(backup, there);
    await there.vault.changeClient('b', () => newClient('b', 'c-1', 1));
    await expect(restore.commit()).rejects.toThrow(RestoreOutdatedError);
    expect((await there.vault.clients()).map(({ code }) => code)).toEqual(['c-1']);
    const again = await lookPlain(backup, there);
    expect(again.plan).toMatchObject({ added: { client: 1 }, renamed: 1 });
    await again.commit();
    const renamed = await lookPlain(backup, there);
    await there.vault.changeClient('b', (one) => ({
      ...(one ?? newClient('b', '', 1)),
      code: 'C-9',
    }));
    await expect(renamed.commit()).rejects.toThrow(RestoreOutdatedError);
  });
  test('weakens no setting that protects the notes, and says so', async () => {
    await here.vault.changeSettings((settings) => ({
      ...settings,
      quiet: true,
      shareGuard: 'off',
      lockAfterMinutes: 0,
      lockOnSleep: false,
      pressCovered: true,
      compartments: { supervision: 'record', theme: 'private' },
    }));
    const restore = await lookPlain(await plainBackupOf(here), there);
    expect(restore.plan).toMatchObject({ added: { settings: 1 }, protected: true });
    await restore.commit();
    // What a file would have begin in the record doesn't, and what it would keep apart does.
    expect(await there.vault.settings()).toEqual({
      ...DEFAULT_SETTINGS,
      quiet: true,
      compartments: { theme: 'private' },
    });
    const again = await lookPlain(await plainBackupOf(here), there);
    expect(again.plan).toMatchObject({ same: { settings: 1 }, protected: false });
  });
  test('keeps both of what differs, once', async () => {
    await fill(here);
    const backup = await plainBackupOf(here);
    await (await lookPlain(backup, there)).commit();
    await there.vault.putNote('s1', editNote(line('l1', 'one ü 你好'), 'changed since', 8_000));
    await there.vault.changeClient('c1', (client) => ({
      ...(client ?? newClient('c1', '', 1)),
      name: 'Mara Other',
    }));
    const again = await lookPlain(backup, there);
    expect(again.plan.kept).toEqual({
      settings: 0,
      client: 1,
      session: 0,
      line: 1,
      card: 0,
      paper: 0,
    });
    await again.commit();
    const texts = (await there.vault.session('s1'))?.notes.map(({ text }) => text).sort();
    expect(texts).toEqual(['changed since', 'one ü 你好', 'two']);
    const clients = await there.vault.clients();
    expect(clients.map(({ code, name }) => `${code} ${name}`).sort()).toEqual([
      'M-17 (2) Mara',
      'M-17 Mara Other',
    ]);
    const third = await lookPlain(backup, there);
    expect(third.plan.kept).toEqual({
      settings: 0,
      client: 0,
      session: 0,
      line: 0,
      card: 0,
      paper: 0,
    });
    await third.commit();
    expect((await there.vault.clients()).length).toBe(2);
  });
  test('takes the longer of two versions, and both of a session that went two ways', async () => {
    await fill(here);
    await here.vault.begin({ id: 's3', plan: planAt(5), meeting: null, events: begun(5) });
    await here.vault.append('s3', 2, [{ type: 'ended', at: 8 }]);
    await over(here, 's3', 2, 8).catch(() => {});
    await here.vault.close('s3', 3, [{ type: 'closed', at: 9 }], false);
    const early = await plainBackupOf(here);
    await (await lookPlain(early, there)).commit();
    const moved = (at: number, clientId: string | null) =>
      ({ type: 'clientChosen', at, clientId, confirmed: true, room: null }) as const;
    await here.vault.append('s3', 4, [moved(10, 'c1')]);
    const later = await plainBackupOf(here);
    expect((await lookPlain(later, there)).plan.added.session).toBe(1);
    await (await lookPlain(later, there)).commit();
    expect((await there.vault.session('s3'))?.events).toHaveLength(5);
    expect((await there.vault.sessionStarts()).get('c1')).toHaveLength(3);
    // The earlier one adds nothing to that.
    expect((await lookPlain(early, there)).plan.same.session).toBe(3);
    await there.vault.append('s3', 5, [moved(11, null)]);
    await here.vault.append('s3', 5, [moved(12, 'c2')]);
    const other = await lookPlain(await plainBackupOf(here), there);
    expect(other.plan.kept.session).toBe(1);
    await other.commit();
    expect(await there.vault.sessionIds()).toHaveLength(4);
  });

  test('closes a session that was open in the backup, once', async () => {
    await here.vault.begin({ id: 's3', plan: planAt(5), meeting: null, events: begun(5) });
    const deleted = { ...line('l2', 'taken back'), deleted: true };
    await here.vault.addNotes('s3', [editNote(line('l1', 'one'), 'two', 7), deleted], []);
    const open = await plainBackupOf(here);
    await (await lookPlain(open, there)).commit();
    expect(await there.vault.current()).toBe(null);
    expect((await there.vault.session('s3'))?.events.slice(2)).toEqual([
      { type: 'ended', at: 5 },
      { type: 'closed', at: 5 },
    ]);
    expect((await there.vault.session('s3'))?.notes).toMatchObject([{ text: 'two', past: [] }]);
    expect((await lookPlain(open, there)).plan).toMatchObject({
      added: { session: 0, line: 0 },
      kept: { session: 0, line: 0 },
    });
  });

  test('does not write over settings that are there', async () => {
    await fill(here);
    await there.vault.changeSettings((settings) => ({ ...settings, guidance: 'minimal' }));
    const restore = await lookPlain(await plainBackupOf(here), there);
    expect(restore.plan.kept.settings).toBe(1);
    await restore.commit();
    expect(await there.vault.settings()).toMatchObject({ guidance: 'minimal', quiet: false });
  });
  test('is all or nothing', async () => {
    await fill(here);
    const restore = await lookPlain(await plainBackupOf(here), there);
    const before = await everything(there);
    await there.store.staged.toCollection().modify((staged, found) => {
      // A row that no table takes: one of the last.
      if (staged.table === 'lines') found.value = { ...staged, row: { sessionId: 'no id' } };
    });
    await restore.commit().then(
      () => expect.unreachable(),
      () => {},
    );
    expect(await everything(there)).toBe(before);
    const again = await lookPlain(await plainBackupOf(here), there);
    await again.commit();
    expect(await everything(there)).toBe(await everything(here));
  });

  test('writes over no note of another session that has the same id', async () => {
    await fill(here);
    await there.vault.begin({ id: 's9', plan: planAt(5), meeting: null, events: begun(5) });
    await there.vault.addNotes('s9', [line('l1', 'mine')], []);
    await over(there, 's9', 2, 9);
    const backup = await plainBackupOf(here);
    await (await lookPlain(backup, there)).commit();
    const texts = async (id: string) =>
      (await there.vault.session(id))?.notes.map(({ text }) => text).sort();
    expect(await texts('s9')).toEqual(['mine']);
    expect(await texts('s1')).toEqual(['one ü 你好', 'two']);
    expect((await lookPlain(backup, there)).plan).toMatchObject({
      added: { line: 0 },
      same: { line: 3 },
      kept: { line: 0 },
    });
  });

  test.each<[string, (vault: Device['vault']) => Promise<unknown>]>([
    ['a note', (vault) => vault.putNote('s1', line('l1', 'typed since'))],
    [
      'the client of a session',
      (vault) =>
        vault.append('s3', 4, [
          { type: 'clientChosen', at: 11, clientId: 'c2', confirmed: true, room: null },
        ]),
    ],
    ['a card', (vault) => vault.putCardField('s1', 'location', 'elsewhere')],
    ['a client', (vault) => vault.changeClient('c1', () => newClient('c1', 'typed since', 1))],
    ['the settings', (vault) => vault.changeSettings((was) => ({ ...was, guidance: 'minimal' }))],
    ['erasing', (vault) => vault.eraseClient('c0', { what: 'erased', at: 42 })],
  ])(
    'that was looked into before %s changed says so, and changes nothing',
    async (what, change) => {
      await fill(here);
      await here.vault.begin({ id: 's3', plan: planAt(5), meeting: null, events: begun(5) });
      await over(here, 's3', 2, 9);
      if (what !== 'a client' && what !== 'the settings') {
        await (await lookPlain(await plainBackupOf(here), there)).commit();
        await here.vault.append('s3', 4, [
          { type: 'clientChosen', at: 10, clientId: 'c1', confirmed: true, room: null },
        ]);
        await there.store.lines.delete('l1');
        await there.store.cards.clear();
      }
      const restore = await lookPlain(await plainBackupOf(here), there);
      await change(there.vault);
      const before = await everything(there);
      await expect(restore.commit()).rejects.toThrow(RestoreOutdatedError);
      expect(await everything(there)).toBe(before);
      await restore.forget();
      expect(await there.store.staged.count()).toBe(0);
      await (await lookPlain(await plainBackupOf(here), there)).commit();
    },
  );

  test('that was looked into before its session was erased says so', async () => {
    await fill(here);
    await (await lookPlain(await plainBackupOf(here), there)).commit();
    await here.vault.addNotes('s1', [line('l8', 'late')], []);
    const restore = await lookPlain(await plainBackupOf(here), there);
    await there.store.sessions.delete('s1');
    await expect(restore.commit()).rejects.toThrow(RestoreOutdatedError);
    expect(await there.store.lines.get('l8')).toBeUndefined();
  });

  test('is not mixed with another that was looked into at the same time', async () => {
    await fill(here);
    const first = await lookPlain(await plainBackupOf(here), there);
    const second = await lookPlain(await plainFile([]), there);
    await second.commit();
    expect(await there.vault.sessionIds()).toEqual([]);
    await first.commit();
    expect(await everything(there)).toBe(await everything(here));
  });

  test('waits until no session is open', async () => {
    await fill(here);
    const backup = await plainBackupOf(here);
    const restore = await lookPlain(backup, there);
    await there.vault.begin({ id: 's9', plan: planAt(5), meeting: null, events: begun(5) });
    await expect(lookPlain(backup, there)).rejects.toThrow(SessionOpenError);
    await expect(restore.commit()).rejects.toThrow(SessionOpenError);
    expect(await there.vault.sessionIds()).toEqual(['s9']);
    await over(there, 's9', 2, 9);
    await restore.commit();
    expect(await there.vault.sessionIds()).toHaveLength(3);
  });
});

describe('what can not be opened', () => {
  /** Flips a bit in the sealed bytes of a row. */
  const spoil = async (
    table: 'sessions' | 'events' | 'lines' | 'clients' | 'cards' | 'settings',
    key: string | [string, number],
    column = 'body',
  ) => {
    const row = (await there.store.table(table).get(key)) as Record<string, Uint8Array>;
    const bytes = Uint8Array.from(row[column] ?? []);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await there.store.table(table).put({ ...row, [column]: bytes });
  };

  test.each<[string, Parameters<typeof spoil>, string]>([
    ['a session', ['sessions', 's1'], 's1'],
    ['an event', ['events', ['s1', 1]], 's1'],
    ['the words of an event', ['events', ['s1', 4], 'words'], 's1'],
    ['a note', ['lines', 'l1'], 's1'],
    ['a client', ['clients', 'c1'], 'c1'],
    ['a field of a card', ['cards', 's1/location'], 's1'],
    ['the settings', ['settings', 'settings'], 'settings'],
  ])('of %s is mended from a backup, and kept aside', async (_, where, of) => {
    await fill(here);
    const backup = await plainBackupOf(here);
    await (await lookPlain(backup, there)).commit();
    await there.vault.addNotes('s2', [line('l9', 'of this device')], []);
    await spoil(...where);
    const restore = await lookPlain(backup, there);
    expect(restore.plan).toMatchObject({ mended: 1, left: 0 });
    await restore.commit();
    const all = await everything(there);
    expect(all).toContain('of this device');
    const [note] = (await there.vault.session('s2'))?.notes.filter(({ id }) => id === 'l9') ?? [];
    expect(note?.text).toBe('of this device');
    await there.store.lines.delete('l9');
    expect(await everything(there)).toBe(await everything(here));
    expect((await there.store.damaged.toArray()).map((row) => row.of)).toEqual([of]);
    expect((await lookPlain(backup, there)).plan).toMatchObject({ mended: 0 });
  });

  test('and goes on after the backup stands beside what the backup has', async () => {
    await fill(here);
    const backup = await plainBackupOf(here);
    await (await lookPlain(backup, there)).commit();
    await there.vault.append('s1', 7, [
      { type: 'clientChosen', at: 11, clientId: null, confirmed: true, room: null },
    ]);
    await spoil('events', ['s1', 7]);
    const restore = await lookPlain(backup, there);
    expect(restore.plan).toMatchObject({ kept: { session: 1 }, added: { line: 2 } });
    await restore.commit();
    const ids = await there.vault.sessionIds();
    expect(ids).toHaveLength(3);
    const copy = ids.find((id) => id !== 's1' && id !== 's2') ?? '';
    expect((await there.vault.session(copy))?.notes.map(({ text }) => text).sort()).toEqual([
      'one ü 你好',
      'two',
    ]);
    const again = await lookPlain(backup, there);
    expect(again.plan).toMatchObject({ kept: { session: 0 }, added: { line: 0, session: 0 } });
  });

  test('is erased with the client, also where it was kept aside', async () => {
    await fill(here);
    const backup = await plainBackupOf(here);
    await (await lookPlain(backup, there)).commit();
    await spoil('lines', 'l1');
    await spoil('clients', 'c1');
    await (await lookPlain(backup, there)).commit();
    expect(await there.store.damaged.count()).toBe(2);
    await there.vault.eraseClient('c1', { what: 'erased', at: 42 });
    expect(await there.store.damaged.count()).toBe(0);
  });
});

describe('what makes no sense', () => {
  const back = { type: 'clockWentBack', at: 5, byMs: 1 };
  const started = { type: 'started', at: 5, toldAt: 5, utcOffsetMinutes: 0 };
  const session = (events: readonly unknown[], change = {}) => ({
    record: 'session',
    id: 'odd',
    body: { plan: { ...planAt(5), ...change }, place: null },
    events,
  });
  const { id: _, ...body } = line('l1', 'lost');
  const note = { record: 'line', id: 'l1', sessionId: 'odd', body };

  test.each<[string, readonly unknown[], number]>([
    ['a session without a start', [session([{ type: 'ended', at: 5 }]), note], 2],
    ['a session that starts twice', [session([started, started])], 1],
    ['a session with a leg twice', [session([started], { order: Array(6).fill('opening') })], 1],
    ['a session twice', [session([started]), session([started])], 1],
    ['more events than a session has', [session([started, ...Array(5_000).fill(back)])], 1],
    ['a note without its session', [note], 1],
    ['a card without its session', [{ record: 'card', id: 'odd', body: EMPTY_CARD }], 1],
    [
      'a client without a code',
      [{ record: 'client', id: 'c', body: bodyOf(newClient('c', ' ', 1)) }],
      1,
    ],
  ])('is left out and counted: %s', async (_, records, left) => {
    const restore = await lookPlain(await plainFile(records), there);
    expect(restore.plan.left).toBe(left);
    await restore.commit();
    expect(await there.store.lines.count()).toBe(0);
  });

  test.each<[string, readonly unknown[]]>([
    ['an instant that no calendar shows', [session([{ ...started, at: 9e15 }])]],
    ['a place a year from UTC', [session([{ ...started, utcOffsetMinutes: 525_600 }])]],
    ['an id that reaches into another record', [{ ...session([started]), id: 's1/location' }]],
  ])('makes the whole file unreadable: %s', async (_, records) => {
    await expect(lookPlain(await plainFile(records), there)).rejects.toThrow('damagedFile');
    expect(await there.store.sessions.count()).toBe(0);
  });
});
