import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptSlots } from '@/components/panel/session/prompt-slots';
import { readAloud } from '@/components/panel/sheets/read-aloud';
import { clientJson, clientMarkdown, PARTS, toJson, toMarkdown } from '@/lib/documents';
import {
  COMPARTMENTS,
  DESTINATIONS,
  KINDS,
  mayBeIn,
  mayGoTo,
  type Note,
  newNote,
  TOPIC_STATES,
} from '@/lib/notes';
import { newClient } from '@/lib/practice';
import { LEGS, type SessionEvent, timeline } from '@/lib/session';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { begun, planAt } from '../../fixtures/session.ts';
import { viewOf } from '../../fixtures/view.ts';

const START = new Date(2026, 10, 24, 9).getTime();
const NOW = START + 40 * 60_000;

test.each([
  ['record', { compartment: 'record', clientCopy: false }, ['aloud', 'record']],
  [
    'in the client copy',
    { compartment: 'record', clientCopy: true },
    ['aloud', 'record', 'client'],
  ],
  ['private', { compartment: 'private', clientCopy: false }, ['private']],
  // An earlier mistake may have marked a note for both.
  ['private, for the client', { compartment: 'private', clientCopy: true }, ['private']],
  ['deleted', { compartment: 'record', clientCopy: true, deleted: true }, []],
] as const)('a note that is %s goes where it may', (_, note, allowed) => {
  expect(DESTINATIONS.filter((destination) => mayGoTo(destination, note))).toEqual(allowed);
});

/** Words that are in no file unless they are put there. */
const words = (n: number) => `qx${n}xq`;

const note = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    compartment: fc.constantFrom(...COMPARTMENTS),
    clientCopy: fc.boolean(),
    deleted: fc.boolean(),
    leg: fc.constantFrom(...LEGS, null),
    minutes: fc.integer({ min: 0, max: 40 }),
    topic: fc.constantFrom(...TOPIC_STATES),
    chosen: fc.boolean(),
  })
  .filter(({ kind, compartment }) => mayBeIn(kind, compartment));

/** A session of random notes, each with words of its own, and of reasons in somebody's words. */
const session = fc
  .record({
    notes: fc.array(note, { minLength: 1, maxLength: 14 }),
    reason: fc.boolean(),
    override: fc.boolean(),
  })
  .map(({ notes: all, reason, override }): SessionRecord => {
    const notes = all.map(({ minutes, topic, chosen, ...made }, n): Note => {
      const intoMs = minutes * 60_000;
      const fresh = newNote({ id: `n${n}`, at: START + intoMs, intoMs, text: words(n), ...made });
      return {
        ...fresh,
        ...made,
        topic: fresh.topic && topic,
        plan: fresh.plan && { when: words(100 + n), know: words(200 + n), chosen },
      };
    });
    const events: SessionEvent[] = [
      ...begun(START),
      { type: 'clientChosen', at: START, clientId: 'c', confirmed: true, room: null },
    ];
    if (reason)
      events.push({
        type: 'legSetAside',
        at: START,
        leg: 'planning',
        reason: { words: words(300) },
      });
    if (override)
      events.push(
        { type: 'safetyOverride', at: START },
        { type: 'safetyReasonGiven', at: START, words: words(301) },
      );
    return { id: 's', plan: planAt(START), meeting: null, events, notes, unreadable: 0, locked: 0 };
  });
const client = newClient('c', 'C-1', START);

/** Whose words a file or a line holds, by number. */
const wordsIn = (output: string): readonly number[] =>
  [...output.matchAll(/qx(\d+)xq/g)].map(([, n]) => Number(n));

describe('in any session,', () => {
  test.each(PARTS)('a document of the part "%s" holds that part alone, in every format', (part) => {
    fc.assert(
      fc.property(session, (one) => {
        const files = [
          toJson([one], [client], part, NOW),
          toMarkdown([one], [client], part, english, NOW),
          clientJson(client, [one], part, NOW),
          clientMarkdown(client, [one], part, english, NOW),
        ];
        const allowed = one.notes.flatMap((made, n) => (mayGoTo(part, made) ? [n] : []));
        for (const file of files) {
          const found = new Set(wordsIn(file).map((n) => (n < 300 ? n % 100 : n)));
          for (const n of allowed) expect(found.has(n)).toBe(true);
          for (const n of found)
            expect(n < 300 ? allowed.includes(n) : part === 'record', `words ${n}`).toBe(true);
          // Times and legs belong to the record.
          if (part !== 'record')
            expect(file.replace(/"exportedAt".*/, '')).not.toMatch(
              /T\d\d:\d\d|"leg"|Exploration|Minutes/,
            );
        }
      }),
    );
  });

  test('what is said to the client, in a prompt or a summary, is from the record', () => {
    fc.assert(
      fc.property(session, ({ notes: all, plan, events }) => {
        const notes = all.filter(({ deleted }) => !deleted);
        const view = viewOf({ plan, events }, { notes });
        const said = [
          readAloud(notes, english) ?? '',
          ...Object.values(promptSlots(view, timeline(plan, events, NOW), english)),
        ].join('\n');
        for (const n of wordsIn(said))
          expect(all[n % 100]?.compartment, `words ${n}`).toBe('record');
      }),
    );
  });
});
