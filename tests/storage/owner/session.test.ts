import { describe, expect, test, vi } from 'vitest';
import type { PanelCommand, RecordedEvent } from '@/lib/messaging';
import { RECORD_ONLY } from '@/lib/notes';
import { endHeldBy, interruptionsOf, LEGS, lastOf, timeline } from '@/lib/session';
import { storeCalled } from '../stores.ts';
import {
  background,
  device,
  deviceForEachTest,
  draft,
  id,
  keptOf,
  MEETING,
  note,
  panel,
  start,
  storedVault,
} from './device.ts';

deviceForEachTest();

describe('commands that arrive twice', () => {
  test('leave a note in the session that it was written in, also when another has begun', async () => {
    const a = await panel(background());
    await a.send(start());
    const first = a.view().id;
    const written = note('of the first client');
    await a.send(written);
    for (const type of ['end', 'close'] as const) await a.send({ type });
    await a.send(start());
    await a.send(draft('of the first client'));
    expect(await a.send(written)).toEqual({ ok: true });
    expect(a.view().notes).toEqual([]);
    expect((await keptOf(a)).draft.text).toBe('');
    const vault = await storedVault();
    const texts = async (id: string) =>
      (await vault.session(id))?.notes.map(({ text }) => text) ?? [];
    expect(await texts(first)).toEqual(['of the first client']);
    expect(await texts(a.view().id)).toEqual([]);
  });

  test('do their work once', async () => {
    const a = await panel(background());
    const begin = start();
    for (const command of [begin, begin]) expect(await a.send(command)).toEqual({ ok: true });
    device.now += 60_000;
    const saved = note('first');
    for (const command of [saved, saved]) expect(await a.send(command)).toEqual({ ok: true });
    const [line] = a.view().notes;
    const noteId = line?.id ?? '';
    const edit: PanelCommand = {
      type: 'editNote',
      noteId,
      base: 'first',
      otherId: id(),
      text: 'second',
      plan: null,
    };
    for (const command of [edit, edit]) expect(await a.send(command)).toEqual({ ok: true });
    expect(a.view().notes).toHaveLength(1);
    device.now += 1_000;
    await a.send({ type: 'deleteNote', noteId });
    const undo = a.view().undo;
    const back: PanelCommand = { type: 'undoNote', noteId, changedAt: undo?.changedAt ?? 0 };
    for (const command of [back, back]) expect(await a.send(command)).toEqual({ ok: true });
    expect(a.view().notes.map(({ text }) => text)).toEqual(['second']);
    for (const type of ['end', 'end', 'close', 'close'] as const)
      expect(await a.send({ type })).toEqual({ ok: true });
    expect(device.ended).toBe(1);
  });
});

describe('a session', () => {
  test('is not begun over another, and is refused what makes no sense', async () => {
    const a = await panel(background());
    expect(await a.send({ type: 'end' })).toEqual({ ok: false, problem: 'noSession' });
    await a.send(start());
    expect(await a.send(start())).toEqual({ ok: false, problem: 'sessionRunning' });
    expect(await a.send({ type: 'close' })).toEqual({ ok: false, problem: 'notEnded' });
    expect(await a.send(note('  '))).toEqual({ ok: false, problem: 'empty' });
    expect(await a.send({ type: 'deleteNote', noteId: id() })).toEqual({
      ok: false,
      problem: 'noSuchNote',
    });
  });

  test('ends when its call ended, but not before what was recorded since', async () => {
    const a = await panel(background());
    await a.send(start());
    const dropped = device.now + 600_000;
    device.now += 900_000;
    const endedAt = () => lastOf(a.view().events, 'ended')?.at;
    expect(await a.send({ type: 'end', at: dropped })).toEqual({ ok: true });
    expect(endedAt()).toBe(dropped);
    await a.send({ type: 'resume' });
    await a.send({ type: 'end', at: dropped });
    expect(endedAt()).toBe(device.now);
    await a.send({ type: 'resume' });
    const future = device.now + 600_000;
    await a.send({ type: 'end', at: future });
    expect(endedAt()).toBe(device.now);
  });

  test('keeps a break that is told after its end, until it is taken back', async () => {
    const a = await panel(background());
    await a.send(start());
    const began = device.now;
    device.now += 1_800_000;
    await a.send({ type: 'end' });
    device.now += 60_000;
    const break_: PanelCommand = {
      type: 'record',
      event: { type: 'interruptionTold', from: began + 60_000, until: began + 120_000 },
    };
    for (let twice = 0; twice < 2; twice += 1) expect(await a.send(break_)).toEqual({ ok: true });
    const again = await panel(background());
    const [held] = interruptionsOf(again.view().events);
    expect(held).toMatchObject({ since: began + 60_000, until: began + 120_000 });
    expect(
      await a.send({
        type: 'record',
        event: { type: 'interruptionTold', from: began, until: device.now },
      }),
    ).toEqual({ ok: false, problem: 'interruptionOutside' });
    const back: PanelCommand = {
      type: 'record',
      event: { type: 'interruptionTakenBack', reportedAt: held?.reportedAt ?? 0 },
    };
    for (let twice = 0; twice < 2; twice += 1) expect(await again.send(back)).toEqual({ ok: true });
    expect(interruptionsOf(again.view().events)).toEqual([]);
  });

  test('records that the clock went back', async () => {
    const a = await panel(background());
    await a.send(start());
    device.now -= 3_600_000;
    await a.send({ type: 'enterLeg', leg: 'closing' });
    expect(a.view().events.map(({ type }) => type)).toEqual([
      'started',
      'legEntered',
      'clockWentBack',
      'legEntered',
    ]);
  });

  test('has the room in which it was begun, also when the tab went there without a load', async () => {
    const owner = background();
    const a = await panel(owner, 1, { meeting: null });
    owner.tabMoved(1, MEETING);
    await a.send(start());
    device.tabs.delete(1);
    const again = await panel(background(), 2);
    expect(again.view().here).toBe('here');
  });

  test('is in no room once its tab has left one', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    owner.tabMoved(1, null);
    await a.send(start());
    expect(a.view().site).toBeNull();
  });

  test('stays with its tab while that is there, and can be taken over', async () => {
    const owner = background();
    const a = await panel(owner, 1);
    await a.send(start());
    const b = await panel(owner, 2);
    expect(b.view().here).toBe('otherTab');
    // The tab may be gone by the time it is asked for; that is nobody's fault.
    expect(await b.send({ type: 'showTab' })).toEqual({ ok: true });
    await b.send({ type: 'claimTab' });
    expect(b.view().here).toBe('here');
    expect(a.view().here).toBe('otherTab');
  });

  test('that can not be opened keeps nobody from beginning another', async () => {
    const a = await panel(background());
    await a.send(start());
    const store = storeCalled(device.name);
    const first = await store.events.toCollection().first();
    if (!first) throw new Error('no event was kept');
    await store.events.toCollection().modify({ body: first.body });
    const b = await panel(background());
    expect(b.last()).toMatchObject({ session: null, problem: 'unreadable' });
    device.now += 1_000;
    expect(await b.send(start())).toEqual({ ok: true });
    expect(b.last()).toMatchObject({ problem: null });
    expect(await b.send(note('goes on'))).toEqual({ ok: true });
    expect(await store.sessions.count()).toBe(2);
  });
});

describe('a session', () => {
  test('is begun some minutes ago, by a preset and in an order of its own', async () => {
    const a = await panel(background());
    const begin = start();
    if (begin.type !== 'start') throw new Error('not a start');
    const order: (typeof LEGS)[number][] = ['agenda', 'opening', ...LEGS.slice(2)];
    const request = { ...begin.request, beganMinutesAgo: 6, preset: 'intake', order };
    await a.send({ ...begin, request });
    expect(a.view().plan).toMatchObject({ preset: 'intake', mode: 'practitionerLed', order });
    expect(timeline(a.view().plan, a.view().events, device.now)).toMatchObject({
      elapsedMs: 6 * 60_000,
      current: 'agenda',
    });
  });

  test('takes every event once, however often it is delivered, and says why it takes none', async () => {
    const a = await panel(background());
    await a.send(start());
    const events: readonly RecordedEvent[] = [
      { type: 'modeChanged', mode: 'guided' },
      { type: 'legSetAside', leg: 'planning', reason: 'oneOff' },
      { type: 'legBroughtBack', leg: 'planning' },
      { type: 'interruptionBegan', since: device.now - 5_000 },
      { type: 'interruptionEnded', until: device.now },
      { type: 'safetyOverride' },
      { type: 'safetyLifted' },
      { type: 'ticked', tick: 'thanked', on: true },
      { type: 'workChosen', work: 'here' },
    ];
    for (const event of events)
      for (const _ of [1, 2]) expect(await a.send({ type: 'record', event })).toEqual({ ok: true });
    const types = a.view().events.map(({ type }) => type);
    for (const { type } of events) expect(types.filter((one) => one === type)).toHaveLength(1);
    expect(
      await a.send({
        type: 'record',
        event: { type: 'legSetAside', leg: 'opening', reason: 'oneOff' },
      }),
    ).toEqual({ ok: false, problem: 'alreadyVisited' });
  });

  test('keeps a break in contact inside of itself', async () => {
    const a = await panel(background());
    await a.send(start());
    const began = device.now;
    device.now += 60_000;
    const { events } = a.view();
    await a.send({ type: 'record', event: { type: 'interruptionBegan', since: began - 99_000 } });
    await a.send({
      type: 'record',
      event: { type: 'interruptionEnded', until: device.now + 99_000 },
    });
    expect(a.view().events.slice(events.length)).toEqual([
      { type: 'interruptionBegan', at: device.now, since: began },
      { type: 'interruptionEnded', at: device.now, until: device.now },
    ]);
  });

  test('asks about the time in which its tab had no panel, unless that was a reload', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    a.leave();
    device.now += 5_000;
    const b = await panel(owner);
    expect(b.view().away).toBeNull();
    const from = device.now;
    b.leave();
    await owner.busy();
    device.now += 240_000;
    const c = await panel(background());
    expect(c.view().away).toEqual({ from, to: device.now });
    device.now += 10_000;
    expect((await panel(background(), 2)).view().away).toEqual({ from, to: from + 240_000 });
    await c.send({ type: 'awayDone' });
    expect(c.view().away).toBeNull();
  });

  test('belongs to one tab until it is closed', async () => {
    const owner = background();
    const a = await panel(owner);
    expect(await owner.isIn(1)).toBe(false);
    await a.send(start());
    expect([await owner.isIn(1), await owner.isIn(2)]).toEqual([true, false]);
    await a.send({ type: 'end' });
    expect(await background().isIn(1)).toBe(true);
    await a.send({ type: 'close' });
    expect(await owner.isIn(1)).toBe(false);
  });

  test('counts as under way until three hours past its end, or until it is ended', async () => {
    const owner = background();
    expect(await owner.underway()).toBe(false);
    const a = await panel(owner);
    await a.send(start());
    expect(await owner.underway()).toBe(true);
    const end = endHeldBy(a.view().plan, a.view().events);
    device.now = end + 3 * 3_600_000;
    expect(await owner.underway()).toBe(true);
    device.now += 1;
    expect(await owner.underway()).toBe(false);
    expect(await owner.busy()).toBe(true);
    device.now = end;
    await a.send({ type: 'end' });
    expect(await owner.underway()).toBe(false);
  });

  test('takes the time without a panel to end when another tab goes on with it', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(start());
    const b = await panel(owner, 2);
    a.leave();
    await owner.busy();
    const from = device.now;
    device.now += 60_000;
    await b.send({ type: 'claimTab' });
    device.now += 600_000;
    expect((await panel(background(), 2)).view().away).toEqual({ from, to: from + 60_000 });
  });

  test('goes into crisis with one command, mode and override, and out of it by hand', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'crisis' });
    await a.send({ type: 'crisis' });
    const shown = () => timeline(a.view().plan, a.view().events, device.now);
    expect(shown()).toMatchObject({ mode: 'crisis', overriddenSince: device.now });
    await a.send({ type: 'record', event: { type: 'modeChanged', mode: 'guided' } });
    expect(shown()).toMatchObject({ mode: 'guided', overriddenSince: device.now });
    await a.send({ type: 'crisis' });
    expect(shown().mode).toBe('crisis');
  });

  test('notes that the clock went back, and that the time zone changed', async () => {
    const a = await panel(background());
    await a.send(start());
    device.now -= 120_000;
    await a.send({ type: 'enterLeg', leg: 'agenda' });
    expect(a.view().events.at(-2)).toEqual({
      type: 'clockWentBack',
      at: device.now,
      byMs: 120_000,
    });
    const zone = vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-345);
    try {
      await a.send({ type: 'enterLeg', leg: 'exploration' });
      await a.send({ type: 'enterLeg', leg: 'planning' });
    } finally {
      zone.mockRestore();
    }
    expect(a.view().events.filter(({ type }) => type === 'zoneChanged')).toEqual([
      { type: 'zoneChanged', at: device.now, utcOffsetMinutes: 345 },
    ]);
  });

  test('keeps kinds, plans and topics, and what is picked from a list leaves the draft alone', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send(draft('half'));
    const planId = id();
    await a.send({
      ...note('journal'),
      noteId: planId,
      kind: 'plan',
      typed: false,
    } as PanelCommand);
    // Delivered twice, it still is not.
    await a.send({
      ...note('journal'),
      noteId: planId,
      kind: 'plan',
      typed: false,
    } as PanelCommand);
    expect(a.view().notes).toHaveLength(1);
    expect((await keptOf(a)).draft.text).toBe('half');
    expect(a.view().notes[0]).toMatchObject({ kind: 'plan', plan: { chosen: false } });
    const plan = { when: 'Monday', know: 'I sleep', chosen: true };
    await a.send({
      type: 'editNote',
      noteId: planId,
      base: 'journal',
      otherId: id(),
      text: 'journal',
      plan,
    });
    expect(a.view().notes[0]?.plan).toEqual(plan);
    const changedAt = a.view().undo?.changedAt ?? 0;
    await a.send({ type: 'undoNote', noteId: planId, changedAt });
    expect(a.view().notes[0]?.plan?.chosen).toBe(false);
    device.now += 1_000;
    const topicId = id();
    await a.send({ ...note('work'), noteId: topicId, kind: 'topic' } as PanelCommand);
    expect((await keptOf(a)).draft.text).toBe('');
    await a.send({ type: 'markTopic', noteId: topicId, topic: 'nextTime' });
    expect((await panel(background(), 2)).view().notes[1]?.topic).toBe('nextTime');
  });

  test('keeps the plan, measures and risk in the record: as they are written and as they are tagged', async () => {
    const a = await panel(background());
    await a.send(start());
    for (const kind of RECORD_ONLY) {
      const refused = { ...note(`${kind} apart`), kind, compartment: 'private' } as PanelCommand;
      expect(await a.send(refused), kind).toEqual({ ok: false, problem: 'recordOnly' });
    }
    expect(a.view().notes).toEqual([]);

    const [measured, apart] = [id(), id()];
    await a.send({ ...note('PHQ-9: 12'), noteId: measured, kind: 'measure' } as PanelCommand);
    await a.send({ ...note('my own'), noteId: apart, compartment: 'private' } as PanelCommand);
    const before = a.view().notes;
    const tag = (noteId: string, tags: object) =>
      a.send({ type: 'tagNote', noteId, tags } as PanelCommand);
    const recordOnly = { ok: false, problem: 'recordOnly' };
    expect(await tag(measured, { compartment: 'private' })).toEqual(recordOnly);
    expect(await tag(apart, { kind: 'risk' })).toEqual(recordOnly);
    expect(await tag(apart, { clientCopy: true })).toEqual({ ok: false, problem: 'notForClient' });
    expect(a.view().notes).toEqual(before);

    expect(await tag(apart, { kind: 'risk', compartment: 'record' })).toEqual({ ok: true });
    expect(a.view().notes[1]).toMatchObject({ kind: 'risk', compartment: 'record' });
  });

  test('forgets what was going on when another leg is entered, and remembers where prompts stand', async () => {
    const a = await panel(background());
    await a.send(start());
    await a.send({ type: 'situation', situation: 'silence' });
    await a.send({
      type: 'stepPrompt',
      leg: 'opening',
      situation: 'silence',
      prompt: 'exploration_wait',
    });
    expect(a.view()).toMatchObject({
      situation: 'silence',
      promptSteps: { 'opening/silence': 'exploration_wait' },
    });
    expect((await panel(background(), 2)).view().situation).toBe('silence');
    await a.send({ type: 'enterLeg', leg: 'agenda' });
    expect(a.view().situation).toBeNull();
  });

  test('has the prompts and the guidance that a person wants', async () => {
    const a = await panel(background());
    await a.send(start());
    const settings = () => {
      const shown = a.last();
      if (!shown || shown.masked) throw new Error('nothing is shown');
      return shown.practice.settings;
    };
    await a.send({ type: 'prefer', quiet: true });
    await a.send({ type: 'prefer', guidance: 'minimal' });
    expect(settings()).toMatchObject({ quiet: true, guidance: 'minimal' });
    const keep = (as: 'pinned' | 'favourite' | 'hidden', on: boolean): PanelCommand => ({
      type: 'keepPrompt',
      as,
      on,
      prompt: 'agenda_begin',
      leg: 'agenda',
    });
    for (const as of ['pinned', 'favourite', 'hidden'] as const) await a.send(keep(as, true));
    expect(settings().prompts).toMatchObject({
      pinned: {},
      favourites: ['agenda_begin'],
      hidden: ['agenda_begin'],
    });
    for (const as of ['favourite', 'hidden'] as const) await a.send(keep(as, false));
    expect(settings().prompts).toMatchObject({ favourites: [], hidden: [] });
  });
});

test('what an older version left of a session that is gone is swept away', async () => {
  const owner = background();
  const a = await panel(owner);
  await a.send(start());
  await a.send(note('stays'));
  const store = storeCalled(device.name);
  const [row] = await store.lines.toArray();
  if (!row) throw new Error('there is no note');
  await store.lines.add({ ...row, id: 'orphan', sessionId: 'gone' });
  await owner.sweep();
  expect((await store.lines.toArray()).map(({ id }) => id)).toEqual([row.id]);
});
