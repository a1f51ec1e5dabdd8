import { expect, test } from 'vitest';
import { carriedFrom, type Note, newNote } from '@/lib/notes';

const note = (id: string, kind: Note['kind'], change: Partial<Note> = {}): Note => ({
  ...newNote({ id, at: 1, leg: null, intoMs: 0, kind, text: `text of ${id}` }),
  ...change,
});
const plan = { when: '', know: '', chosen: true };

test('what was kept, left unfinished or chosen is left to come back to', () => {
  const left = carriedFrom([
    note('later', 'topic', { topic: 'later' }),
    note('next', 'topic', { topic: 'nextTime', raisedBy: 'mandate' }),
    note('unfinished', 'unfinished'),
    note('chosen', 'plan', { plan }),
  ]);
  expect(left).toEqual([
    { noteId: 'later', kind: 'topic', text: 'text of later', raisedBy: 'client' },
    { noteId: 'next', kind: 'topic', text: 'text of next', raisedBy: 'mandate' },
    { noteId: 'unfinished', kind: 'unfinished', text: 'text of unfinished', raisedBy: null },
    { noteId: 'chosen', kind: 'plan', text: 'text of chosen', raisedBy: null },
  ]);
});

test.each([
  ['a topic that was talked about', note('a', 'topic')],
  ['a plan that was only offered', note('a', 'plan')],
  ['any other note', note('a', 'takeaway')],
  [
    'a private note, which would get into the record',
    note('a', 'unfinished', { compartment: 'private' }),
  ],
  ['a deleted note', note('a', 'unfinished', { deleted: true })],
])('nothing is left of %s', (_, one) => {
  expect(carriedFrom([one])).toEqual([]);
});
