import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createChanges, type DeskChanges } from '@/lib/desk/changes';
import type { DeskVault } from '@/lib/desk/desk-vault';
import { newNote } from '@/lib/notes';
import { NO_MEASURES, PRACTICE } from '@/lib/papers';
import { type Client, linked, newClient } from '@/lib/practice';
import type { Vault } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';
import { desksForEachTest, openedDesk } from './desk.ts';

desksForEachTest();

const shorthand = { short: 'cl', long: 'the client' };

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

describe('a client', () => {
  const added = async () => {
    const client = await changes.addClient('C-1');
    if (typeof client === 'string') throw new Error(client);
    return client.id;
  };
  const stored = async () => (await vault().clients())[0];

  test('is added with a code and an id', async () => {
    expect(await added()).toBe('id-1');
    expect(await stored()).toMatchObject({ id: 'id-1', code: 'C-1', createdAt: 5_000 });
  });

  test('that was added is taken back, but not once there is a session with them', async () => {
    await added();
    await changes.removed.value?.undo();
    expect(await stored()).toBeUndefined();
    const id = await added();
    const offer = changes.removed.value;
    await vault().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    const chosen = { type: 'clientChosen', clientId: id, confirmed: true, room: null } as const;
    await vault().append('s1', begun(0).length, [{ ...chosen, at: 3 }]);
    expect(await offer?.undo()).toBe('changedSince');
    expect(await stored()).toMatchObject({ id });
  });

  test('that is typed in keeps every letter, in few writes', async () => {
    const id = await added();
    let writes = 0;
    const stop = vault().watch(({ tables }) => {
      if (tables.has('clients')) writes += 1;
    });
    const letters = [...'Mara Meier'];
    await Promise.all(
      letters.map((letter) =>
        changes.changeClient(id, (client) => ({ ...client, name: client.name + letter })),
      ),
    );
    stop();
    expect((await stored())?.name).toBe('Mara Meier');
    expect(writes).toBeLessThan(letters.length);
  });

  test('has an unlinked meeting back when that is undone', async () => {
    const id = await added();
    const meeting = { site: 'meet', room: 'abc-defg-hij' };
    await changes.changeClient(id, (client) => linked(client, meeting));
    await changes.changeClient(id, (client) => ({ ...client, places: [], name: 'Mara' }));
    await changes.removed.value?.undo();
    expect(await stored()).toMatchObject({ places: [meeting], name: 'Mara' });
  });

  test('has words back that were typed over, as they were before the typing', async () => {
    const id = await added();
    const type = (location: string) =>
      changes.changeClient(id, (client) => ({ ...client, card: { ...client.card, location } }));
    for (const words of ['a', 'at', 'at home']) await type(words);
    const { card } = newClient('', '', 0);
    await changes.removed.value?.undo();
    expect((await stored())?.card).toEqual(card);
    expect(changes.removed.value).toBeNull();
    await type('at home');
    now += 60_000;
    for (const words of ['at hom', '', 'L', 'Lisbon']) {
      await type(words);
      now += 500;
    }
    expect(changes.removed.value?.what).toBe('changed');
    await changes.removed.value?.undo();
    expect((await stored())?.card.location).toBe('at home');
    expect(changes.removed.value).toBeNull();
  });

  test('has back whatever else was said about them, each act alone, and keeps what came since', async () => {
    const id = await added();
    const set = (change: Partial<Client['engagement']>) =>
      changes.changeClient(id, (client) => ({
        ...client,
        engagement: { ...client.engagement, ...change },
      }));
    const acts: readonly ((client: Client) => Partial<Client>)[] = [
      () => ({ code: 'X-9' }),
      () => ({ speakers: ['A', 'B'] }),
      () => ({ profile: 'coach' }),
      () => ({ guidance: 'minimal' }),
      () => ({ preset: 'intake' }),
      () => ({ firstSteps: { limits: 5 } }),
      () => ({ legalHold: 'a claim' }),
      ({ retention }) => ({ retention: { ...retention, years: 9 } }),
      ({ engagement }) => ({ engagement: { ...engagement, state: 'paused' } }),
      ({ engagement }) => ({ engagement: { ...engagement, preference: 'slow', preferenceAt: 4 } }),
    ];
    for (const act of acts) {
      const before = await stored();
      await changes.changeClient(id, (client) => ({ ...client, ...act(client) }));
      expect(await stored()).not.toEqual(before);
      await changes.removed.value?.undo();
      expect(await stored()).toEqual(before);
      expect(changes.removed.value).toBeNull();
    }
    // One press after the other, the last alone is taken back.
    await set({ phase: 'middle' });
    await set({ frequency: 'weekly' });
    const offer = changes.removed.value;
    await changes.changeClient(id, (client) => ({ ...client, name: 'Mara' }));
    await offer?.undo();
    expect(await stored()).toMatchObject({
      name: 'Mara',
      engagement: { phase: 'middle', frequency: null },
    });
    // What changes nothing offers nothing.
    await set({ phase: 'middle' });
    expect(changes.removed.value).toBeNull();
  });

  test('has words of a paper back as they were before the typing, too', async () => {
    const id = await added();
    const type = (words: string) =>
      changes.changePaper('scaling', id, (before) => ({
        goals: { g: { weight: 1, levels: words === '' ? {} : { '0': words } } },
        reviews: before?.reviews ?? [],
      }));
    await type('twice a week');
    now += 60_000;
    for (const words of ['twice a wee', '', 'o', 'once']) {
      await type(words);
      now += 500;
    }
    expect(changes.removed.value?.what).toBe('changed');
    await changes.removed.value?.undo();
    expect((await vault().paper('scaling', id))?.goals.g?.levels).toEqual({ '0': 'twice a week' });
  });

  test('has what was added taken back, and keeps what has come since', async () => {
    const id = await added();
    const goal = (one: string) => ({
      id: one,
      at: 1,
      text: one,
      state: 'open' as const,
      changedAt: 1,
    });
    const add = (one: string) =>
      changes.changePaper('goals', id, (before) => ({
        goals: [...(before?.goals ?? []), goal(one)],
      }));
    const goals = async () => (await vault().paper('goals', id))?.goals.map(({ text }) => text);
    await add('first');
    expect(changes.removed.value?.what).toBe('added');
    await changes.removed.value?.undo();
    expect(await goals()).toEqual([]);
    await add('second');
    const second = changes.removed.value;
    await add('third');
    await second?.undo();
    expect(await goals()).toEqual(['third']);
    // What was added since then is still on offer.
    expect(changes.removed.value?.what).toBe('added');
  });

  test('has an answer about a plan taken back, to what it was or to none', async () => {
    const id = await added();
    const answer = (to: 'done' | 'partly') =>
      changes.changePaper('plans', id, (before) => ({
        answers: { ...before?.answers, p: { answer: to, at: now } },
      }));
    const answered = async () => (await vault().paper('plans', id))?.answers.p?.answer;
    await answer('done');
    expect(changes.removed.value?.what).toBe('changed');
    await changes.removed.value?.undo();
    expect(await answered()).toBeUndefined();
    now += 60_000;
    await answer('done');
    now += 60_000;
    await answer('partly');
    await changes.removed.value?.undo();
    expect(await answered()).toBe('done');
  });

  test('has one answer back as it was, and the one that was given just before it stays', async () => {
    const id = await added();
    const answer = (plan: string, to: 'done' | 'partly') =>
      changes.changePaper('plans', id, (before) => ({
        answers: { ...before?.answers, [plan]: { answer: to, at: now } },
      }));
    await answer('p', 'done');
    now += 60_000;
    await answer('q', 'done');
    now += 1_000;
    await answer('p', 'partly');
    await changes.removed.value?.undo();
    const { p, q } = (await vault().paper('plans', id))?.answers ?? {};
    expect([p?.answer, q?.answer]).toEqual(['done', 'done']);
  });

  test('has the words of an exercise back that were written over, unless they were again since', async () => {
    await vault().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    const walk = (instructions: string) => ({ id: 'e1', name: 'A walk', instructions });
    const rest = { id: 'e2', name: 'Rest', instructions: 'An hour.' };
    const write = (...exercises: readonly (typeof rest)[]) =>
      changes.changePaper('handout', 's1', () => ({ words: '', exercises: [...exercises] }));
    const kept = async () =>
      (await vault().paper('handout', 's1'))?.exercises.map(({ instructions }) => instructions);
    await write(walk('Ten minutes.'), rest);
    expect(changes.removed.value?.what).toBe('added');
    now += 60_000;
    await write(walk('Twenty minutes.'), rest);
    expect(changes.removed.value?.what).toBe('changed');
    const { undo } = changes.removed.value ?? {};
    await undo?.();
    expect(await kept()).toEqual(['Ten minutes.', 'An hour.']);
    now += 60_000;
    await write(walk('Twenty minutes.'), rest);
    const late = changes.removed.value;
    await vault().changePaper('handout', 's1', () => ({
      words: '',
      exercises: [walk('As long as you like.'), rest],
    }));
    await late?.undo();
    expect(await kept()).toEqual(['As long as you like.', 'An hour.']);
  });

  test('takes the results of a session along when it was another one’s', async () => {
    const [a, b] = [await added(), await added()];
    await vault().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    const result = (id: string, sessionId: string | null) => ({
      id,
      sessionId,
      at: 1,
      measure: 'swls',
      version: '1',
      answers: [7, 7, 7, 7, 7],
      unscored: null,
      by: 'client' as const,
      person: '',
      assessed: '',
      agreed: '',
    });
    const move = async (to: string | null) => {
      const session = await vault().session('s1');
      if (!session) throw new Error('there is no session');
      expect(await changes.moveSession(session, to)).toBeNull();
    };
    const kept = async () =>
      Promise.all(
        [a, b].map(async (id) => (await vault().paper('measures', id))?.results.map((r) => r.id)),
      );
    await move(a);
    await changes.changePaper('measures', a, () => ({
      ...NO_MEASURES,
      results: [result('of s1', 's1'), result('alone', null)],
    }));
    const said = { at: 1, mattered: 8, lead: null, words: '' };
    await changes.changePaper('feedback', a, () => ({
      answers: [
        { id: 'f1', sessionId: 's1', ...said },
        { id: 'f2', sessionId: null, ...said },
      ],
    }));
    const saidBy = async (id: string) =>
      (await vault().paper('feedback', id))?.answers.map((one) => one.id);
    const review = { id: 'v', at: 1, sessionId: 's1', levels: { g: 1 as const } };
    await changes.changePaper('scaling', a, () => ({ goals: {}, reviews: [review] }));
    await move(b);
    // A review is of the goals in that file, and stays with them.
    expect((await vault().paper('scaling', a))?.reviews).toEqual([review]);
    expect(await vault().paper('scaling', b)).toBeNull();
    expect(await kept()).toEqual([['alone'], ['of s1']]);
    expect([await saidBy(a), await saidBy(b)]).toEqual([['f2'], ['f1']]);
    await changes.removed.value?.undo();
    expect(await kept()).toEqual([['alone', 'of s1'], []]);
    await move(null);
    expect(await kept()).toEqual([['alone', 'of s1'], []]);
  });

  test('that does not exist is not made by a change', async () => {
    expect(await changes.changeClient('nobody', (client) => client)).toBe('storageFailed');
    expect(await vault().clients()).toEqual([]);
  });

  test('is erased with a word in the log, and an export is logged', async () => {
    const id = await added();
    await vault().begin({ id: 's1', plan: planAt(0), meeting: null, events: begun(0) });
    const session = await vault().session('s1');
    if (!session) throw new Error('there is no session');
    expect(await changes.moveSession(session, id)).toBeNull();
    expect(await vault().sessionIds(id)).toEqual(['s1']);
    await changes.removed.value?.undo();
    expect(await vault().sessionIds(id)).toEqual([]);
    expect(changes.removed.value).toBeNull();
    const unmoved = await vault().session('s1');
    if (!unmoved) throw new Error('there is no session');
    expect(await changes.moveSession(unmoved, id)).toBeNull();
    // Moved twice from one page that knows only of the first: refused, and nothing is changed.
    expect(await changes.moveSession(unmoved, null)).toBe('storageFailed');
    expect(await vault().sessionIds(id)).toEqual(['s1']);
    expect(await changes.logExport(1, 0)).toBeNull();
    expect(await changes.eraseClient(id)).toBe('sessionOpen');
    expect(await vault().sessionIds()).toEqual(['s1']);
    const ending = [
      { type: 'ended', at: 1 },
      { type: 'closed', at: 2 },
    ] as const;
    await vault().close('s1', 5, ending, false);
    expect(await changes.eraseClient(id)).toBeNull();
    expect(await vault().sessionIds()).toEqual([]);
    expect((await vault().log()).map(({ what, sessions }) => [what, sessions])).toEqual(
      expect.arrayContaining([
        ['exported', 1],
        ['erased', 1],
      ]),
    );
  });

  test('that are erased take their appointments from the calendar, named or at their address', async () => {
    const added = await Promise.all(['C-8', 'C-9'].map((code) => changes.addClient(code)));
    const [gone = '', other = ''] = added.map((one) => (typeof one === 'string' ? '' : one.id));
    const room = { site: 'meet', room: 'theirs' };
    await changes.changeClient(gone, (client) => linked(client, room));
    const appointment = (uid: string, meeting: typeof room | null) => ({
      uid,
      at: 1,
      until: 2,
      title: uid,
      cancelled: false,
      meeting,
      link: '',
    });
    const all = [
      appointment('named', null),
      appointment('at their address', room),
      appointment('of the other', { ...room, room: 'of the other' }),
      appointment('of nobody', null),
    ];
    await changes.changePaper('calendar', PRACTICE, () => ({
      name: 'a.ics',
      readAt: 1,
      appointments: all,
      whose: { named: gone, 'of the other': other },
    }));
    expect(await changes.eraseClient(gone)).toBeNull();
    const calendar = await vault().paper('calendar', PRACTICE);
    expect(calendar?.appointments.map(({ uid }) => uid)).toEqual(['of the other', 'of nobody']);
    expect(calendar?.whose).toEqual({ 'of the other': other });
  });
});

describe('while the notes are locked', () => {
  test('nothing is written, and nothing that was removed stays in memory', async () => {
    await changes.changeSettings((before) => ({ ...before, shorthands: [shorthand] }));
    await changes.changeSettings((before) => ({ ...before, shorthands: [] }));
    const lock = await desk.lock();
    await lock.set('five words');
    await lock.lock();
    await expect.poll(() => desk.lockState.value).toBe('locked');
    expect(changes.removed.value).toBeNull();
    expect(await changes.addClient('C-2')).toBe('lockedNow');
  });

  test('a change of a client is refused, and written again once they are open', async () => {
    const client = await changes.addClient('C-1');
    if (typeof client === 'string') throw new Error(client);
    const lock = await desk.lock();
    await lock.set('five words');
    await lock.lock();
    await expect.poll(() => desk.lockState.value).toBe('locked');
    const named = (name: string) => changes.changeClient(client.id, (was) => ({ ...was, name }));
    expect(await Promise.all([named('Mara'), named('Mia')])).toEqual(['lockedNow', 'lockedNow']);
    await lock.unlock('five words');
    await expect.poll(() => desk.lockState.value).toBe('open');
    expect(await named('Mona')).toBeNull();
    expect((await vault().clients())[0]?.name).toBe('Mona');
  });
});

describe('a session from paper', () => {
  const START = new Date(2026, 10, 20, 9).getTime();
  const written = {
    clientId: 'one',
    startedAt: START,
    endedAt: START + 50 * 60_000,
    minutes: 50,
    mode: 'clientLed',
    legs: [{ leg: 'opening', at: START }],
  } as const;
  const line = newNote({
    id: 'line',
    at: START,
    leg: 'opening',
    intoMs: 0,
    kind: 'note',
    text: 'from the paper',
    compartment: 'private',
  });

  test('is there whole, closed and sealed, once however often it is sent', async () => {
    now = START + 86_400_000;
    expect(await changes.enterSession('paper', written, [line])).toBeNull();
    expect(await changes.enterSession('paper', written, [line])).toBeNull();
    const kept = await vault().session('paper');
    expect(kept?.notes).toMatchObject([{ text: 'from the paper', compartment: 'private' }]);
    expect(kept?.events.map(({ type }) => type)).toEqual([
      'started',
      'clientChosen',
      'legEntered',
      'ended',
      'closed',
    ]);
    expect(await vault().openIds()).toEqual([]);
    expect(await vault().sessionIds('one')).toEqual(['paper']);
  });

  test('that makes no sense is refused, with nothing kept', async () => {
    now = START;
    expect(await changes.enterSession('paper', written, [line])).toBe('writtenNotOver');
    expect(await vault().countSessions()).toBe(0);
  });

  test('can be erased', async () => {
    now = START + 86_400_000;
    await changes.enterSession('paper', written, [line]);
    expect(await changes.eraseSession('paper')).toBeNull();
    expect(await vault().session('paper')).toBeNull();
  });
});
