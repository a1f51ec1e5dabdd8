import { expect, test } from 'vitest';
import { newNote } from '@/lib/notes';
import {
  background,
  deviceForEachTest,
  id,
  NINE,
  note,
  panel,
  start,
  storedVault,
} from './device.ts';

deviceForEachTest();

test('a note that the desk adds to a session is in its panel at once, and one it removes is gone', async () => {
  const a = await panel(background());
  await a.send(start());
  await a.send(note('written in the panel'));
  const vault = await storedVault();
  const sessionId = a.view().id;
  const added = newNote({
    id: id(),
    at: NINE + 1,
    leg: null,
    intoMs: 0,
    kind: 'measure',
    text: 'PHQ-9: 10 of 27',
  });
  const texts = () => a.view().notes.map(({ text }) => text);
  await vault.changeNotes(sessionId, [added], []);
  await expect.poll(texts).toEqual(['written in the panel', 'PHQ-9: 10 of 27']);
  await vault.changeNotes(sessionId, [], [added.id]);
  await expect.poll(texts).toEqual(['written in the panel']);
});
