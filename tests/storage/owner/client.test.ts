import { describe, expect, test } from 'vitest';
import type { ClientChoice, PanelCommand, Snapshot } from '@/lib/messaging';
import { newClient } from '@/lib/practice';
import { timeline } from '@/lib/session';
import { storeCalled } from '../stores.ts';
import {
  background,
  device,
  deviceForEachTest,
  id,
  lockedDevice,
  MEETING,
  note,
  panel,
  start,
  storedVault,
} from './device.ts';

deviceForEachTest();

describe('the client', () => {
  const other = { site: 'meet', room: 'xyz-xyzx-xyz' };
  const withClient = (client: ClientChoice, confirmed = true): PanelCommand =>
    ({ ...start(), client, confirmed }) as PanelCommand;
  const practice = (shown: Snapshot | undefined) => {
    if (!shown || shown.masked) throw new Error('nothing is shown');
    return shown.practice;
  };

  test('is made by a code, is known at its address afterwards, and no name is ever shown', async () => {
    const owner = background();
    const a = await panel(owner);
    expect(practice(a.last())).toMatchObject({ clients: [], here: null, nextCode: 'C-1' });
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: ' M-17 ' }));
    expect(a.view()).toMatchObject({
      client: { id: clientId, code: 'M-17', sessionsBefore: 0 },
      confirm: null,
    });
    expect(practice(a.last())).toMatchObject({
      clients: [{ id: clientId, code: 'M-17' }],
      here: clientId,
    });
    const vault = await storedVault();
    await vault.changeClient(clientId, (client) => ({
      ...(client ?? newClient(clientId, 'x', 1)),
      name: 'Miriam',
    }));
    const b = await panel(background(), 2);
    expect(JSON.stringify(b.last())).toContain('M-17');
    expect(JSON.stringify(b.last())).not.toContain('Miriam');
  });

  test('keeps the code that is typed in its tab and room until somebody is chosen', async () => {
    const owner = background();
    const a = await panel(owner);
    const typed = (code: string) => a.send({ type: 'typedCode', code });
    // As after a reload of the page.
    const again = async (tab?: number) => practice((await panel(owner, tab)).last()).typedCode;
    await typed('ANN');
    expect(practice(a.last()).typedCode).toBe('ANN');
    expect(await again()).toBe('ANN');
    expect(await again(2)).toBe('');
    owner.tabMoved(1, other);
    expect(await again()).toBe('');
    owner.tabMoved(1, MEETING);
    expect(await again()).toBe('ANN');
    await typed('');
    expect(await again()).toBe('');

    await typed('ANN');
    await a.send(withClient({ by: 'later' }));
    expect(await again()).toBe('');
    await typed('BEA');
    await a.send({ type: 'setClient', client: { by: 'new', id: id(), code: 'BEATE' } });
    expect(await again()).toBe('');
    // Half of another code may be a whole one.
    await typed('beate');
    expect(await again()).toBe('');
    await typed('CLEO');
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    expect(await again()).toBe('');
    await typed('DORA');
    owner.tabClosed(1);
    expect(await again()).toBe('');
  });

  test('has no code that is typed kept over a lock, or while it is locked', async () => {
    const lock = await lockedDevice();
    const owner = background();
    const a = await panel(owner);
    expect(await a.send({ type: 'typedCode', code: 'ANN' })).toEqual({ ok: true });
    lock.lock();
    await owner.lockChanged();
    expect(await a.send({ type: 'typedCode', code: 'BEA' })).toEqual({
      ok: false,
      problem: 'lockedNow',
    });
    lock.unlock();
    await owner.lockChanged();
    expect(practice(a.last()).typedCode).toBe('');
    expect(practice((await panel(owner)).last()).typedCode).toBe('');
  });

  test('has guidance of its own, which a press in its session changes, and no other', async () => {
    const a = await panel(background());
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    await a.send({ type: 'prefer', guidance: 'learning' });
    expect(practice(a.last()).settings.guidance).toBe('learning');
    const vault = await storedVault();
    await vault.changeClient(clientId, (client) => ({
      ...(client ?? newClient(clientId, 'x', 1)),
      guidance: 'minimal',
      preset: 'intake',
    }));
    await expect.poll(() => a.view().client?.guidance).toBe('minimal');
    expect(practice(a.last()).clients).toMatchObject([{ code: 'M-17', preset: 'intake' }]);
    await a.send({ type: 'prefer', guidance: 'standard' });
    expect(a.view().client?.guidance).toBe('standard');
    expect(practice(a.last()).settings.guidance).toBe('learning');
  });

  test('is to be reviewed in the session that was arranged for it, and the panel knows', async () => {
    const a = await panel(background());
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    await (await storedVault()).changeClient(clientId, (client) => {
      if (!client) throw new Error('no client');
      return { ...client, engagement: { ...client.engagement, reviewEvery: 2 } };
    });
    await expect.poll(() => a.view().client?.work?.review).toBe(false);
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    device.now += 60_000;
    const b = await panel(background());
    await b.send(withClient({ by: 'known', id: clientId }));
    await expect.poll(() => b.view().client?.work?.review).toBe(true);
  });

  test('whose method prescribes an order is led in part, and the panel knows by which method', async () => {
    const a = await panel(background());
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    expect(a.view()).toMatchObject({ plan: { mode: 'clientLed' } });
    expect(a.view().client?.work).toEqual({
      phase: null,
      method: null,
      prescribed: false,
      review: null,
    });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    await (await storedVault()).changeClient(clientId, (client) => {
      if (!client) throw new Error('no client');
      const engagement = { ...client.engagement, method: 'cbt', prescribed: true } as const;
      return { ...client, engagement };
    });
    const b = await panel(background());
    await b.send(withClient({ by: 'known', id: clientId }, false));
    const modeNow = () => {
      const { plan, events } = b.view();
      return timeline(plan, events, device.now).mode;
    };
    // Nothing shows before anybody has confirmed who it is.
    expect(modeNow()).toBe('clientLed');
    expect(b.view().client?.work).toBeNull();
    const confirm = { type: 'setClient', client: { by: 'known', id: clientId } } as const;
    await b.send(confirm);
    expect(modeNow()).toBe('guided');
    expect(b.view().client?.work).toMatchObject({ method: 'cbt', prescribed: true });
    // What was chosen by hand since is not undone.
    device.now += 1_000;
    await b.send({ type: 'record', event: { type: 'modeChanged', mode: 'clientLed' } });
    await b.send(confirm);
    expect(modeNow()).toBe('clientLed');
    await b.send({ type: 'end' });
    await b.send({ type: 'close' });
    // Each type that the client leads begins so.
    const usual = withClient({ by: 'known', id: clientId });
    if (usual.type !== 'start') throw new Error('no start');
    await b.send({ ...usual, sessionId: id(), request: { ...usual.request, preset: 'coaching' } });
    expect(modeNow()).toBe('guided');
    // With somebody else, or nobody, it goes on as it was planned.
    device.now += 1_000;
    await b.send({ type: 'setClient', client: { by: 'later' } });
    expect(modeNow()).toBe('clientLed');
    device.now += 1_000;
    await b.send(confirm);
    expect(modeNow()).toBe('guided');
    await b.send({ type: 'end' });
    await b.send({ type: 'close' });
    // What was prepared for them counts more than their method.
    const prepared = async (mode: 'clientLed' | 'practitionerLed' | null) =>
      (await storedVault()).changeClient(clientId, (client) => {
        if (!client) throw new Error('no client');
        return { ...client, engagement: { ...client.engagement, mode } };
      });
    for (const mode of ['practitionerLed', 'clientLed'] as const) {
      await prepared(mode);
      const c = await panel(background());
      await c.send(withClient({ by: 'known', id: clientId }));
      const { plan, events } = c.view();
      expect(timeline(plan, events, device.now).mode).toBe(mode);
      await c.send({ type: 'end' });
      await c.send({ type: 'close' });
    }
    await prepared('practitionerLed');
    // A type that says who leads is kept.
    const experiment = withClient({ by: 'known', id: clientId });
    if (experiment.type !== 'start') throw new Error('no start');
    await b.send({ ...experiment, request: { ...experiment.request, preset: 'experiment' } });
    expect(modeNow()).toBe('clientLed');
  });

  test('is offered by its address and confirmed once', async () => {
    const owner = background();
    const a = await panel(owner);
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    device.now += 86_400_000;
    expect(practice(a.last()).here).toBe(clientId);
    await a.send(withClient({ by: 'known', id: clientId }, false));
    expect(a.view()).toMatchObject({ confirm: 'start', client: { sessionsBefore: 1 } });
    await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
    expect(a.view().confirm).toBeNull();
  });

  test('is asked about again when the meeting address changes', async () => {
    const owner = background();
    const a = await panel(owner);
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    owner.tabMoved(1, other);
    await owner.busy();
    expect(a.view().confirm).toBe('moved');
    await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
    expect(a.view().confirm).toBeNull();
    owner.tabMoved(1, MEETING);
    await owner.busy();
    expect(a.view().confirm).toBe('moved');
  });

  test('can be another one afterwards, as an event, and nothing is lost', async () => {
    const owner = background();
    const a = await panel(owner);
    const first = id();
    const second = id();
    await a.send(withClient({ by: 'new', id: first, code: 'M-17' }));
    await a.send(note('hers'));
    await a.send({ type: 'setClient', client: { by: 'new', id: second, code: 'K-2' } });
    expect(a.view().client?.code).toBe('K-2');
    expect(a.view().notes.map(({ text }) => text)).toEqual(['hers']);
    expect(a.view().events.filter(({ type }) => type === 'clientChosen')).toHaveLength(2);
    await a.send({ type: 'end' });
    await a.send({ type: 'setClient', client: { by: 'later' } });
    expect(a.view().client).toBeNull();
  });

  test.each<[ClientChoice, string]>([
    [{ by: 'new', id: id(), code: '  ' }, 'codeEmpty'],
    [{ by: 'new', id: id(), code: 'x'.repeat(13) }, 'codeTooLong'],
    [{ by: 'new', id: id(), code: 'm-17' }, 'codeTaken'],
    [{ by: 'known', id: id() }, 'noSuchClient'],
  ])('%j is refused: %s, and no session begins', async (choice, problem) => {
    const a = await panel(background());
    await a.send(withClient({ by: 'new', id: id(), code: 'M-17' }));
    expect(await a.send({ type: 'setClient', client: choice })).toEqual({ ok: false, problem });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    expect(await a.send(withClient(choice))).toEqual({ ok: false, problem });
    expect(a.last()).toMatchObject({ session: null });
  });

  test('has a card that is kept as it is typed, and known the next time, for nobody else', async () => {
    const owner = background();
    const a = await panel(owner);
    const mine = id();
    const other = id();
    await a.send(withClient({ by: 'new', id: mine, code: 'M-17' }));
    await a.send({ type: 'card', field: 'location', text: 'Lisbon' });
    expect((await panel(background(), 2)).view().card.location).toBe('Lisbon');
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });

    // Offered by its address, and it is somebody else.
    await a.send(withClient({ by: 'known', id: mine }, false));
    expect(a.view()).toMatchObject({ card: { location: '' }, client: { card: { location: '' } } });
    await a.send({ type: 'card', field: 'contact', text: 'brother' });
    await a.send({ type: 'setClient', client: { by: 'new', id: other, code: 'K-2' } });
    expect(a.view()).toMatchObject({ card: { contact: 'brother' }, client: { code: 'K-2' } });
    expect(a.view().client?.card.location).toBe('');
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });

    await a.send(withClient({ by: 'known', id: mine }));
    expect(a.view().client?.card).toMatchObject({ location: 'Lisbon', contact: '' });
    await a.send({ type: 'setClient', client: { by: 'known', id: other } });
    expect(a.view().client?.card).toMatchObject({ location: '', contact: 'brother' });
  });

  test('that was chosen by mistake takes along what the card had from their file', async () => {
    const owner = background();
    const a = await panel(owner);
    await a.send(withClient({ by: 'new', id: id(), code: 'A-1' }));
    await a.send({ type: 'card', field: 'location', text: 'at the office' });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    const first = await storedVault();
    const [wrong] = await first.clients();
    await a.send(withClient({ by: 'known', id: wrong?.id ?? '' }));
    await a.send({ type: 'card', field: 'location', text: wrong?.card.location ?? '' });
    await a.send({ type: 'card', field: 'present', text: 'a sister' });
    await a.send({ type: 'setClient', client: { by: 'new', id: id(), code: 'B-2' } });
    expect(a.view().card).toMatchObject({ location: '', present: 'a sister' });
    const stored = await (await storedVault()).card(a.view().id);
    expect(stored).toMatchObject({ location: '', present: 'a sister' });
    expect((await first.clients()).find(({ code }) => code === 'A-1')?.card.location).toBe(
      'at the office',
    );
  });

  test('is asked about in its own tab alone, and only that tab says where it is', async () => {
    const owner = background();
    const a = await panel(owner);
    const clientId = id();
    await a.send(withClient({ by: 'new', id: clientId, code: 'M-17' }));
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    await a.send(withClient({ by: 'known', id: clientId }, false));
    const b = await panel(owner, 2, { meeting: other });
    expect(b.view().confirm).toBeNull();
    await b.send({ type: 'setClient', client: { by: 'known', id: clientId } });
    expect(a.view().confirm).toBeNull();
    expect(practice(b.last()).here).toBeNull();
    expect(practice(a.last()).here).toBe(clientId);
  });

  test('that was chosen by mistake does not keep the address', async () => {
    const a = await panel(background());
    const mine = id();
    await a.send(withClient({ by: 'new', id: id(), code: 'M-17' }));
    await a.send({ type: 'setClient', client: { by: 'new', id: mine, code: 'K-2' } });
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    expect(practice(a.last()).here).toBe(mine);
  });

  test('is known by code even when the session can not be opened', async () => {
    const a = await panel(background());
    await a.send(withClient({ by: 'new', id: id(), code: 'C-1' }));
    const store = storeCalled(device.name);
    const first = await store.events.toCollection().first();
    if (first) await store.events.put({ ...first, body: first.body.slice(1) as typeof first.body });
    const b = await panel(background());
    expect(b.last()).toMatchObject({
      problem: 'unreadable',
      practice: { clients: [{ code: 'C-1' }], nextCode: 'C-2' },
    });
  });

  test('has first steps that are ticked once, with their day', async () => {
    const a = await panel(background());
    await a.send(start());
    expect(await a.send({ type: 'firstStep', step: 'limits', on: true })).toEqual({
      ok: false,
      problem: 'noClient',
    });
    await a.send({ type: 'setClient', client: { by: 'new', id: id(), code: 'M-17' } });
    await a.send({ type: 'firstStep', step: 'limits', on: true });
    expect(a.view().client?.firstSteps).toEqual({ limits: device.now });
    await a.send({ type: 'firstStep', step: 'limits', on: false });
    expect(a.view().client?.firstSteps).toEqual({});
  });

  test('has what they said about the session kept once, and nobody else has', async () => {
    const a = await panel(background());
    await a.send(start());
    const words = ' more silence ';
    const answers = { type: 'feedback', id: id(), mattered: 8, lead: null, words } as const;
    // It is kept as it is typed, and no draft is left once it is saved.
    await a.send({ type: 'draftField', field: 'feedback', text: words });
    expect(await a.send(answers)).toEqual({ ok: false, problem: 'noClient' });
    const clientId = id();
    await a.send({ type: 'setClient', client: { by: 'new', id: clientId, code: 'M-17' } });
    expect(await a.send(answers)).toEqual({ ok: true });
    expect(await a.send(answers)).toEqual({ ok: true });
    expect(await (await storedVault()).paper('feedback', clientId)).toEqual({
      answers: [
        {
          id: answers.id,
          at: device.now,
          sessionId: a.view().id,
          mattered: 8,
          lead: null,
          words: 'more silence',
        },
      ],
    });
    expect((await panel(background())).view().resumed?.fields.feedback ?? '').toBe('');
    // The session is another one's, and so is what was said of it.
    const other = id();
    await a.send({ type: 'setClient', client: { by: 'new', id: other, code: 'K-2' } });
    const said = async (of: string) =>
      (await (await storedVault()).paper('feedback', of))?.answers.map((one) => one.id);
    expect([await said(clientId), await said(other)]).toEqual([[], [answers.id]]);
    // Nobody in between changes nothing of that.
    await a.send({ type: 'setClient', client: { by: 'later' } });
    expect([await said(clientId), await said(other)]).toEqual([[], [answers.id]]);
    await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
    expect([await said(clientId), await said(other)]).toEqual([[answers.id], []]);
  });
});
