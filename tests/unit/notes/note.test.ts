import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanText,
  deleteNote,
  draftTexts,
  editNote,
  KINDS,
  LONGEST_NOTE,
  latestText,
  mayBeIn,
  newNote,
  RECORD_ONLY,
  settleNotes,
  tagNote,
  undoable,
  undoNote,
  usualCompartment,
} from '@/lib/notes';

const line = newNote({ id: 'a', at: 1, leg: 'opening', intoMs: 0, kind: 'note', text: 'one' });

describe('a text', () => {
  test.each(['', '   ', '\n\t', '\u0000\u0007'])('is empty: %j', (raw) => {
    expect(cleanText(raw)).toBe('empty');
  });
  test('is too long past the limit, and not at it', () => {
    expect(cleanText('x'.repeat(LONGEST_NOTE))).toEqual({
      text: 'x'.repeat(LONGEST_NOTE),
      removed: 0,
    });
    expect(cleanText('x'.repeat(LONGEST_NOTE + 1))).toBe('tooLong');
  });
  test('loses what no screen shows, and says how much', () => {
    expect(cleanText(' a\u0007b\u0000\r\nc\ud800 ')).toEqual({ text: 'ab\nc', removed: 3 });
  });
  test('keeps every script, direction marks and emoji', () => {
    const text = 'שלום \u200fعالم\u200e 你好 👩‍👧 ñ';
    expect(cleanText(text)).toEqual({ text, removed: 0 });
  });
  test('cleaned twice is cleaned once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const once = cleanText(raw);
        if (typeof once === 'string') return;
        expect(cleanText(once.text)).toEqual({ text: once.text, removed: 0 });
      }),
    );
  });
});

test('a draft of any length becomes notes, and no letter of it is lost', () => {
  const draft = 'abc'.repeat(15_000);
  const texts = draftTexts(draft);
  expect(texts.join('')).toBe(draft);
  expect(texts.every((text) => text.length <= LONGEST_NOTE)).toBe(true);
  expect(draftTexts('  ')).toEqual([]);
});

describe('a kind', () => {
  const plan = newNote({ ...line, kind: 'plan', text: 'say no' });
  test('has what belongs to it, and nothing else', () => {
    expect(plan.plan).toEqual({ when: '', know: '', chosen: false });
    expect(newNote({ ...line, kind: 'topic' })).toMatchObject({ topic: 'open', plan: null });
    expect(line).toMatchObject({ topic: null, plan: null, raisedBy: null });
    for (const kind of ['topic', 'focus'] as const)
      expect(newNote({ ...line, kind }).raisedBy).toBe('client');
    const mandated = newNote({ ...line, kind: 'topic', raisedBy: 'mandate' });
    const focus = tagNote(mandated, { kind: 'focus' }, 10);
    expect(focus).toMatchObject({ raisedBy: 'mandate', topic: null });
    expect(tagNote(mandated, { kind: 'note' }, 10)).toMatchObject({ raisedBy: null });
    if (typeof focus !== 'string') expect(undoNote(focus)).toEqual(mandated);
  });
  test('of a plan is edited with its details, and both can be taken back', () => {
    const detail = { when: 'Monday', know: 'I sleep', chosen: true };
    const edited = editNote(plan, 'say no twice', 10, detail);
    expect(edited).toMatchObject({ text: 'say no twice', plan: detail });
    expect(undoNote(edited)).toEqual(plan);
    expect(editNote(line, 'two', 10, detail).plan).toBeNull();
  });
  test('is found by what was saved last', () => {
    const notes = ['one', 'two'].map((text) => newNote({ ...line, kind: 'focus', text }));
    expect(latestText([...notes, line], 'focus')).toBe('two');
    expect(latestText([line], 'focus')).toBeNull();
  });
});

describe('a change', () => {
  test('can be taken back, edits and deletion', () => {
    const edited = editNote(line, 'two', 10);
    expect(edited).toMatchObject({
      text: 'two',
      past: [{ text: 'one', plan: null }],
      changedAt: 10,
    });
    expect(undoNote(edited)).toEqual(line);
    const deleted = deleteNote(edited, 20);
    expect(undoNote(deleted)).toMatchObject({ text: 'two', deleted: false });
    expect(undoNote(line)).toBe(line);
  });
  test('that was made last is the one that Undo takes back', () => {
    const notes = [
      deleteNote(line, 20),
      editNote({ ...line, id: 'b' }, 'two', 10),
      { ...line, id: 'c' },
    ];
    expect(undoable(notes)?.id).toBe('a');
    expect(undoable([line])).toBeNull();
  });
  test('is settled when the session is closed: deleted notes and earlier texts go', () => {
    const notes = [deleteNote(line, 20), editNote({ ...line, id: 'b' }, 'two', 10)];
    expect(settleNotes(notes)).toEqual([{ ...line, id: 'b', text: 'two' }]);
  });
});

describe('a compartment', () => {
  test('times, modality, measures, assessment, risk and plans belong to the record alone', () => {
    expect([...RECORD_ONLY].sort()).toEqual(
      ['assessment', 'measure', 'modality', 'plan', 'risk', 'time'].sort(),
    );
    for (const kind of KINDS) {
      expect(mayBeIn(kind, 'record')).toBe(true);
      expect(mayBeIn(kind, 'private')).toBe(!RECORD_ONLY.includes(kind));
      expect(mayBeIn(kind, usualCompartment(kind))).toBe(true);
    }
  });
  test('of a note can be changed, unless its kind forbids it', () => {
    expect(tagNote(line, { compartment: 'private' }, 9)).toMatchObject({
      compartment: 'private',
      changedAt: 9,
    });
    for (const kind of RECORD_ONLY) {
      const note = newNote({ ...line, kind });
      expect(tagNote(note, { compartment: 'private' }, 9)).toBe('recordOnly');
      const apart = newNote({ ...line, compartment: 'private' });
      expect(tagNote(apart, { kind }, 9)).toBe('recordOnly');
      expect(tagNote(apart, { kind, compartment: 'record' }, 9)).toMatchObject({ kind });
    }
  });
  test('that is private is never given to the client', () => {
    const apart = newNote({ ...line, compartment: 'private' });
    expect(tagNote(apart, { clientCopy: true }, 9)).toBe('notForClient');
    const marked = tagNote(line, { clientCopy: true }, 9);
    expect(marked).toMatchObject({ clientCopy: true });
    if (typeof marked === 'string') return;
    expect(tagNote(marked, { compartment: 'private' }, 10)).toMatchObject({ clientCopy: false });
    // Any line can be taken to supervision, from either compartment.
    for (const note of [line, apart]) {
      const taken = tagNote(note, { forSupervision: true }, 11);
      expect(taken).toMatchObject({ forSupervision: true, kind: note.kind, text: note.text });
      if (typeof taken === 'string') throw new Error(taken);
      expect(taken.past.at(-1)).toMatchObject({ forSupervision: false });
      expect(tagNote(taken, { forSupervision: true }, 12)).toBe(taken);
    }
  });
});

test('marks can be taken back, with what belongs to a kind', () => {
  const plan = {
    ...newNote({ ...line, kind: 'plan' }),
    plan: { when: 'Monday', know: '', chosen: true },
  };
  const changed = tagNote(plan, { kind: 'note', compartment: 'private' }, 9);
  if (typeof changed === 'string') throw new Error(changed);
  expect(changed.plan).toBeNull();
  expect(undoNote(changed)).toEqual(plan);
  expect(tagNote(plan, { kind: 'plan' }, 9)).toBe(plan);
});
