import { expect, test } from 'vitest';
import type { PanelCommand } from '@/lib/messaging';
import { NO_MEASURES } from '@/lib/papers';
import {
  background,
  device,
  deviceForEachTest,
  id,
  note,
  panel,
  start,
  storedVault,
} from './device.ts';

deviceForEachTest();

/** A note a second after the one before. */
function of(text: string, kind: string, noteId = id()): PanelCommand {
  device.now += 1_000;
  return { ...note(text), kind, noteId } as PanelCommand;
}
const withClient = (clientId: string, confirmed = true): PanelCommand =>
  ({ ...start(), client: { by: 'known', id: clientId }, confirmed }) as PanelCommand;

/** A first session of a client that leaves something of each kind, and its client's id. */
async function firstSession() {
  const a = await panel(background());
  const clientId = id();
  await a.send({ ...start(), client: { by: 'new', id: clientId, code: 'M-17' } } as PanelCommand);
  expect(a.view().client?.carried).toEqual([]);
  const [topic, plan] = [id(), id()];
  await a.send(of('the move', 'topic', topic));
  await a.send({ type: 'markTopic', noteId: topic, topic: 'nextTime' });
  await a.send(of('write each evening', 'plan', plan));
  await a.send({ type: 'choosePlan', noteId: plan, chosen: true });
  await a.send(of('the letter to her brother', 'unfinished'));
  await a.send({ ...of('my own doubt', 'unfinished'), compartment: 'private' } as PanelCommand);
  await a.send({ type: 'end' });
  await a.send({ type: 'close' });
  device.now += 7 * 86_400_000;
  return { a, clientId };
}
const LEFT = ['the move', 'write each evening', 'the letter to her brother'];
const carried = (a: { view(): { client: { carried: readonly { text: string }[] } | null } }) =>
  a.view().client?.carried.map(({ text }) => text);

test('what the last session has left is there in the next one, once its client is confirmed', async () => {
  const { a, clientId } = await firstSession();
  await a.send(withClient(clientId, false));
  expect(carried(a)).toEqual([]);
  await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
  expect(carried(a)).toEqual(LEFT);
  // A background that has just started reads it again.
  expect(carried(await panel(background()))).toEqual(LEFT);
});

test('it is the last session’s alone, and no other client’s', async () => {
  const { a, clientId } = await firstSession();
  await a.send(withClient(clientId));
  expect(carried(a)).toEqual(LEFT);
  await a.send({ type: 'setClient', client: { by: 'new', id: id(), code: 'K-2' } });
  expect(carried(a)).toEqual([]);
  await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
  expect(carried(a)).toEqual(LEFT);
  await a.send({ type: 'end' });
  await a.send({ type: 'close' });
  device.now += 7 * 86_400_000;
  await a.send(withClient(clientId));
  expect(carried(a)).toEqual([]);
});

test('what was taken up goes again when the session is another client’s, and can be had back', async () => {
  const { a, clientId } = await firstSession();
  await a.send(withClient(clientId));
  await expect.poll(() => a.view().client?.carried.length).toBe(3);
  await a.send(of('the move', 'topic'));
  await a.send(of('the move', 'note'));
  await a.send(of('the move', 'theme'));
  const texts = () => a.view().notes.map(({ kind, text }) => `${kind} ${text}`);
  await a.send({ type: 'setClient', client: { by: 'new', id: id(), code: 'K-2' } });
  expect(texts()).toEqual(['note the move', 'theme the move']);
  // A background that has just started reads the same.
  expect((await panel(background())).view().notes).toHaveLength(2);
  const { undo } = a.view();
  if (!undo) throw new Error('there is nothing to undo');
  await a.send({ type: 'undoNote', noteId: undo.noteId, changedAt: undo.changedAt });
  expect(texts()).toEqual(['topic the move', 'note the move', 'theme the move']);
});

test('a topic of the last session goes with its client, and one in other words stays', async () => {
  const { a, clientId } = await firstSession();
  await a.send(withClient(clientId));
  await a.send(of('the move', 'topic'));
  await a.send(of('the move, and the dog', 'topic'));
  await a.send({ type: 'setClient', client: { by: 'new', id: id(), code: 'K-2' } });
  expect(a.view().notes.map(({ text }) => text)).toEqual(['the move, and the dog']);
});

test('the themes of all sessions before are there, those of the last one first', async () => {
  const { a, clientId } = await firstSession();
  const themes = () => a.view().client?.themes;
  const sessionWith = async (...words: readonly string[]) => {
    await a.send(withClient(clientId));
    for (const word of words) await a.send(of(word, 'theme'));
    await a.send({ ...of('what I think', 'theme'), compartment: 'private' } as PanelCommand);
    const { id: session } = a.view();
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    device.now += 7 * 86_400_000;
    return session;
  };
  const earliest = await sessionWith('saying no', 'Sleep');
  await sessionWith('sleep', 'her father');
  await a.send(withClient(clientId, false));
  expect(themes()).toEqual([]);
  await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
  await expect.poll(themes).toEqual(['her father', 'sleep', 'saying no']);
  expect(a.view().client?.frequent, 'two of three is no more than twice').toBe('');
  await (await storedVault()).eraseSession(earliest, device.now);
  await expect.poll(themes).toEqual(['her father', 'sleep']);
});

test('what keeps coming back is what the client brought up in three of the sessions before', async () => {
  const { a, clientId } = await firstSession();
  for (const words of [['Sleep', 'sleep'], ['SLEEP'], ['sleep']]) {
    await a.send(withClient(clientId));
    await expect.poll(() => a.view().client?.frequent).toBe('');
    for (const word of words) await a.send(of(word, 'topic'));
    // What the practitioner makes of it, or somebody else asks for, is not said to the client.
    await a.send(of('avoids conflict', 'theme'));
    const mandate = id();
    await a.send(of('the report', 'topic', mandate));
    await a.send({ type: 'markRaised', noteId: mandate, by: 'mandate' });
    await a.send({ ...of('of one of two', 'topic'), speaker: 'A' } as PanelCommand);
    await a.send({ type: 'end' });
    await a.send({ type: 'close' });
    device.now += 7 * 86_400_000;
  }
  await a.send(withClient(clientId));
  await expect.poll(() => a.view().client?.themes).toContain('avoids conflict');
  expect(a.view().client?.frequent, 'nobody wants it pointed out').toBe('');
  const vault = await storedVault();
  await vault.changeSettings((settings) => ({ ...settings, topicHint: true }));
  await expect.poll(() => a.view().client?.frequent).toBe('sleep');
});

test('measures that are due are named once the client is confirmed, until they are answered', async () => {
  const { a, clientId } = await firstSession();
  const vault = await storedVault();
  const due = () => a.view().client?.due;
  await vault.changePaper('measures', clientId, () => ({
    ...NO_MEASURES,
    own: [{ id: 'o', name: 'Sleep', from: 0, to: 10, better: 'more' }],
    every: { gad7: 1, o: 1, gone: 1 },
  }));
  await a.send(withClient(clientId, false));
  expect(due()).toEqual([]);
  await a.send({ type: 'setClient', client: { by: 'known', id: clientId } });
  expect(due()).toEqual(['GAD-7', 'Sleep']);
  await vault.changePaper('measures', clientId, (before) => ({
    ...(before ?? NO_MEASURES),
    results: [
      {
        id: 'r',
        at: device.now,
        sessionId: a.view().id,
        measure: 'o',
        version: '',
        answers: [4],
        unscored: null,
        by: 'readOut',
        person: '',
        assessed: '',
        agreed: '',
      },
    ],
  }));
  await expect.poll(due).toEqual(['GAD-7']);
  await vault.changeClient(clientId, (client) => {
    if (!client) throw new Error('no client');
    return { ...client, profile: 'coach' };
  });
  expect(due()).toEqual(['GAD-7']);
  expect(
    (await panel(background())).view().client?.due,
    'clinical ones are not for coaches',
  ).toEqual([]);
});

test('the desk is opened at the measures of the session’s client, and at no other address', async () => {
  const { a, clientId } = await firstSession();
  const toMeasures: PanelCommand = { type: 'openDesk', page: 'measures' };
  await a.send(toMeasures);
  await a.send(withClient(clientId));
  await a.send(toMeasures);
  await a.send({ type: 'openDesk', page: 'help' });
  expect(device.desks).toEqual([null, `clients/${clientId}/measures`, 'help']);
});

test('what is erased or changed meanwhile is no longer there', async () => {
  const { a, clientId } = await firstSession();
  await a.send(withClient(clientId));
  expect(carried(a)).toEqual(LEFT);
  const vault = await storedVault();
  const [first] = (await vault.sessionIds()).filter((one) => one !== a.view().id);
  await vault.eraseSession(first ?? '', device.now);
  await expect.poll(() => carried(a)).toEqual([]);
});

test('who brought up a topic is kept, and goes along with what comes of it', async () => {
  const a = await panel(background());
  await a.send(start());
  const [topic, plain] = [id(), id()];
  await a.send(of('the report', 'topic', topic));
  await a.send(of('a word', 'note', plain));
  expect(a.view().notes[0]?.raisedBy).toBe('client');
  await a.send({ type: 'markRaised', noteId: topic, by: 'mandate' });
  await a.send({ type: 'markRaised', noteId: plain, by: 'mandate' });
  await a.send({ ...of('what the report asks', 'focus'), raisedBy: 'mandate' } as PanelCommand);
  const again = await panel(background());
  expect(again.view().notes.map(({ kind, raisedBy }) => [kind, raisedBy])).toEqual([
    ['topic', 'mandate'],
    ['note', null],
    ['focus', 'mandate'],
  ]);
});
