import { expect, test } from 'vitest';
import { STEPS, type Step, stepsDone } from '@/components/rehearsal/steps';
import type { SessionView } from '@/lib/messaging';
import { newNote } from '@/lib/notes';
import { begun, planAt } from '../../fixtures/session.ts';
import { snapshotOf, viewOf } from '../../fixtures/view.ts';

const START = 1_000_000;
const events = begun(START);
const session = viewOf({ plan: planAt(START), events });
const note = newNote({ id: 'a', at: START, leg: null, intoMs: 0, kind: 'note', text: 'a word' });
const none: ReadonlySet<Step> = new Set();
const done = (change: Partial<SessionView>) =>
  [...stepsDone(none, snapshotOf({ ...session, ...change }))].filter((step) => step !== 'start');

test('each step is told from what the panel shows', () => {
  expect([...stepsDone(none, snapshotOf(null))]).toEqual([]);
  expect(done({})).toEqual([]);
  expect(done({ promptSteps: { opening: 'other' } })).toEqual(['say']);
  const legs = [
    ...events,
    { type: 'legEntered', at: START + 1, leg: 'agenda' },
    { type: 'legEntered', at: START + 2, leg: 'exploration' },
  ] as const;
  expect(done({ events: legs })).toEqual(['legs']);
  expect(done({ notes: [note] })).toEqual(['note']);
  expect(done({ notes: [{ ...note, compartment: 'private' }] })).toEqual(['note', 'private']);
  expect(done({ events: [...events, { type: 'ended', at: START + 3 }] })).toEqual(['end']);
  expect([...stepsDone(none, { masked: true })]).toEqual(['mask']);
});

test('what was done stays done, and the summary can be closed only after the end', () => {
  const all: ReadonlySet<Step> = new Set(STEPS.slice(0, -1));
  expect([...stepsDone(all, snapshotOf(null))]).toEqual(STEPS);
  expect([...stepsDone(new Set(['start']), snapshotOf(null))]).toEqual(['start']);
  expect(stepsDone(all, snapshotOf(session))).toBe(all);
});
