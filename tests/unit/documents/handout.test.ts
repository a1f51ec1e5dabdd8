import { describe, expect, test } from 'vitest';
import { clientMarkdown, handoutText, hasHandout, toJson, toMarkdown } from '@/lib/documents';
import { type Handout, NO_HANDOUT, PAPERS } from '@/lib/papers';
import { newClient } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { begun, planAt } from '../../fixtures/session.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const session: SessionRecord = {
  id: 's1',
  plan: planAt(NOON),
  meeting: null,
  events: begun(NOON),
  notes: [
    line('n1', 'of the record'),
    line('n2', 'a doubt of my own', 'private'),
    { ...line('n3', 'call her on Sunday'), clientCopy: true },
    { ...line('n4', 'marked, and deleted'), clientCopy: true, deleted: true },
  ],
  unreadable: 0,
  locked: 0,
};
const handout: Handout = {
  exercises: [
    { id: 'e1', name: 'Slow breathing', instructions: 'Five minutes.\nAs it suits you.' },
    { id: 'e2', name: 'A walk', instructions: '' },
  ],
  words: 'See you in *two* weeks.',
};
const handouts = new Map([['s1', handout]]);
const client = newClient('c1', 'M-17', 1);

describe('what a client takes along', () => {
  test('is what was marked, exercises with their instructions, and a few words', () => {
    expect(handoutText(session, handout, english).split('\n').slice(1)).toEqual([
      '',
      'call her on Sunday',
      '',
      'Slow breathing',
      'Five minutes.',
      'As it suits you.',
      '',
      'A walk',
      '',
      'See you in *two* weeks.',
    ]);
  });

  test('is there once anything is marked or written', () => {
    const bare = { ...session, notes: session.notes.slice(0, 2) };
    expect(hasHandout(bare, NO_HANDOUT)).toBe(false);
    expect(hasHandout(session, NO_HANDOUT)).toBe(true);
    expect(hasHandout(bare, { exercises: [], words: 'x' })).toBe(true);
    expect(hasHandout(bare, { exercises: handout.exercises, words: '' })).toBe(true);
  });

  test('goes into the client’s copy and the whole file, and into no file of private notes', () => {
    for (const part of ['client', 'record'] as const) {
      const text = toMarkdown([session], [client], part, english, NOON, handouts);
      expect(text).toContain('**Slow breathing**');
      expect(text).toContain('See you in \\*two\\* weeks.');
      expect(
        JSON.parse(toJson([session], [client], part, NOON, handouts)).sessions[0].handout,
      ).toEqual(handout);
      expect(clientMarkdown(client, [session], part, english, NOON, undefined, handouts)).toContain(
        '**A walk**',
      );
    }
    const text = toMarkdown([session], [client], 'private', english, NOON, handouts);
    const json = toJson([session], [client], 'private', NOON, handouts);
    for (const file of [text, json]) expect(file).not.toContain('Slow breathing');
  });

  test('holds no word that is not for the client', () => {
    for (const file of [
      handoutText(session, handout, english),
      toMarkdown([session], [client], 'client', english, NOON, handouts),
      toJson([session], [client], 'client', NOON, handouts),
    ])
      for (const other of ['of the record', 'a doubt of my own', 'marked, and deleted'])
        expect(file).not.toContain(other);
  });

  test('of two devices is both, and nothing is said twice', () => {
    const other = {
      exercises: [{ id: 'e3', name: 'Write', instructions: '' }],
      words: handout.words,
    };
    const { merge } = PAPERS.handout;
    expect(merge(handout, other).exercises.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
    expect(merge(handout, other).words).toBe(handout.words);
    const both = merge(handout, { ...other, words: 'And write.' });
    expect(merge(both, { ...other, words: 'And write.' })).toEqual(both);
    expect(merge(handout, { ...other, words: 'And write.' }).words).toBe(
      `${handout.words}\nAnd write.`,
    );
  });
});
