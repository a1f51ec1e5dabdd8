import fc from 'fast-check';
import mammoth from 'mammoth';
import { describe, expect, test } from 'vitest';
import { promptSlots } from '@/components/panel/session/prompt-slots';
import { readAloud } from '@/components/panel/sheets/read-aloud';
import { createFiles } from '@/lib/desk/files';
import {
  clientJson,
  clientMarkdown,
  coachingHoursCsv,
  documentFhir,
  documentHtml,
  documentMarkdown,
  documentText,
  FORMATS,
  givenBy,
  givenCsv,
  givenJson,
  handoutText,
  PARTS,
  renderDocument,
  sectionText,
  sessionsCsv,
  supervisionMarkdown,
  toJson,
  toMarkdown,
} from '@/lib/documents';
import { documentDocx } from '@/lib/documents/docx';
import { headOf, NO_HITS } from '@/lib/library';
import { textsOf } from '@/lib/library/text-index';
import {
  broughtUpIn,
  COMPARTMENTS,
  carriedFrom,
  DESTINATIONS,
  KINDS,
  mayBeIn,
  mayGoTo,
  type Note,
  newNote,
  TOPIC_STATES,
  themesIn,
} from '@/lib/notes';
import { NO_HANDOUT, newDocument, type SessionDocument } from '@/lib/papers';
import { type Client, EMPTY_CARD, newClient, USUAL_ENGAGEMENT } from '@/lib/practice';
import { LEGS, type SessionEvent, timeline } from '@/lib/session';
import type { SessionRecord } from '@/lib/vault';
import { RULES } from '../../fixtures/document.ts';
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
    isFinal: fc.boolean(),
  })
  .map(({ notes: all, reason, override, isFinal }): SessionRecord => {
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
    const document: SessionDocument = {
      ...newDocument('soap'),
      own: { soap: { plan: words(302) }, gone: { plan: words(303) } },
      header: { ownPlace: words(304) },
      finalisedAt: isFinal ? NOW : null,
      lateReason: words(305),
      addenda: isFinal ? [{ id: 'a', at: NOW, utcOffset: 0, text: words(306) }] : [],
    };
    return {
      id: 's',
      plan: planAt(START),
      meeting: null,
      events,
      notes,
      document,
      unreadable: 0,
      locked: 0,
    };
  });
const client: Client = {
  ...newClient('c', 'C-1', START),
  name: words(310),
  mandate: words(311),
  legalHold: words(312),
  card: { ...EMPTY_CARD, contact: words(313) },
};
/** What is kept about the client beside notes; what might come up is private. */
const papers = {
  goals: {
    goals: [{ id: 'g', at: START, text: words(320), state: 'open' as const, changedAt: START }],
  },
  plans: null,
  ahead: { lines: [{ id: 'l', at: START, text: words(400) }] },
  measures: null,
  scaling: null,
  absences: null,
  feedback: {
    answers: [{ id: 'f', at: START, sessionId: 's', mattered: 8, lead: null, words: words(321) }],
  },
  cards: new Map([['s', { ...EMPTY_CARD, location: words(322) }]]),
};
/** What the client took along, of which nothing is private. */
const handouts = new Map([
  [
    's',
    { exercises: [{ id: 'e', name: words(500), instructions: words(501) }], words: words(502) },
  ],
]);
/** Whether words beside the notes may be in a part, by their number. */
const mayHold = (part: (typeof PARTS)[number], n: number): boolean => {
  if (n >= 500) return part !== 'private';
  return n >= 400 ? part === 'private' : part === 'record';
};

/** The desk's files, of which some need nothing but a place to go. */
const filesOn = (save: (file: Blob, name: string) => void) =>
  createFiles(
    { changeSettings: refuses, changePaper: refuses, logExport: refuses },
    {
      text: () => english,
      now: () => NOW,
      read: async () => [],
      readPaper: async () => null,
      readCard: async () => EMPTY_CARD,
      idsOf: async () => [],
      search: async () => ({ ...NO_HITS, complete: true }),
      save,
    },
  );
const refuses = async () => {
  throw new Error('no change was wanted');
};

/** Whose words a file or a line holds, by number. */
const wordsIn = (output: string): readonly number[] =>
  [...output.matchAll(/qx(\d+)xq/g)].map(([, n]) => Number(n));

describe('in any session,', () => {
  test.each(PARTS)('a document of the part "%s" holds that part alone, in every format', (part) => {
    fc.assert(
      fc.property(session, (one) => {
        const files = [
          toJson([one], [client], part, NOW, handouts),
          toMarkdown([one], [client], part, english, NOW, handouts),
          clientJson(client, [one], part, NOW, papers, handouts),
          clientMarkdown(client, [one], part, english, NOW, papers, handouts),
        ];
        const whole = files.slice(2).map((file) => new Set(wordsIn(file)));
        for (const found of whole)
          for (const n of [302, 304, 310, 313, 320, 321, 322, 400, 500, 501, 502])
            expect(found.has(n), `words ${n}`).toBe(mayHold(part, n));
        const allowed = one.notes.flatMap((made, n) => (mayGoTo(part, made) ? [n] : []));
        for (const file of files) {
          const found = new Set(wordsIn(file).map((n) => (n < 300 ? n % 100 : n)));
          for (const n of allowed) expect(found.has(n)).toBe(true);
          for (const n of found)
            expect(n < 300 ? allowed.includes(n) : mayHold(part, n), `words ${n}`).toBe(true);
          // Times and legs belong to the record.
          if (part !== 'record')
            expect(file.replace(/"exportedAt".*|"mightComeUp": \[[^\]]*\]/g, '')).not.toMatch(
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
          expect(n < 300 && all[n % 100]?.compartment, `words ${n}`).toBe('record');
      }),
    );
  });

  const shownIn = (one: SessionRecord, format: (typeof FORMATS)[number]) =>
    renderDocument(
      one,
      { ...(one.document ?? newDocument(format)), format },
      client,
      english,
      RULES,
    );
  /** Fails if an output holds words of a note that may not go there. */
  const holdsOnly = (
    destination: (typeof DESTINATIONS)[number],
    one: SessionRecord,
    out: string,
  ) => {
    for (const n of wordsIn(out))
      expect(
        n < 300
          ? mayGoTo(destination, one.notes[n % 100] as Note)
          : destination !== 'aloud' && mayHold(destination, n),
        `words ${n}`,
      ).toBe(true);
  };

  test('a document holds the record alone, on the screen, copied, and for other programs', () => {
    fc.assert(
      fc.property(session, fc.constantFrom(...FORMATS), (one, format) => {
        const shown = shownIn(one, format);
        holdsOnly('record', one, documentText(shown, english));
        holdsOnly('record', one, documentMarkdown(shown, 'C-1', english));
        holdsOnly('record', one, documentHtml(shown, english));
        const given = givenBy({ card: EMPTY_CARD, engagement: USUAL_ENGAGEMENT }, [one], {
          goals: null,
          plans: null,
          scaling: null,
          measures: null,
          feedback: null,
        });
        holdsOnly('record', one, givenJson(client, given, NOW));
        holdsOnly('record', one, givenCsv(given));
        for (const section of shown.sections) holdsOnly('record', one, sectionText(section));
        holdsOnly('record', one, JSON.stringify(shown));
        const fhir = documentFhir(one, newDocument(format), shown, client, english, NOW);
        const held = [...fhir.matchAll(/"data": ?"([^"]+)"/g)].map(([, data]) =>
          Buffer.from(data ?? '', 'base64').toString(),
        );
        expect(held).toHaveLength(1);
        holdsOnly('record', one, [fhir, ...held].join('\n'));
      }),
    );
  });

  test('a document for Word holds the record alone', async () => {
    await fc.assert(
      fc.asyncProperty(session, fc.constantFrom(...FORMATS), async (one, format) => {
        const file = await documentDocx(shownIn(one, format), 'C-1', english);
        const buffer = Buffer.from(await file.arrayBuffer());
        holdsOnly('record', one, (await mammoth.extractRawText({ buffer })).value);
      }),
      { numRuns: 25 },
    );
  });

  test('what is saved of a session that can not be shown is a file for each compartment', async () => {
    await fc.assert(
      fc.asyncProperty(session, async (one) => {
        const saved: { readonly name: string; readonly file: Blob }[] = [];
        filesOn((file, name) => saved.push({ name, file })).exportWords(one);
        const isPrivate = ({ name }: { readonly name: string }) => name.includes('private');
        const own = (part: 'record' | 'private') =>
          one.notes.flatMap((made, n) => (mayGoTo(part, made) ? [words(n)] : [])).join('\n\n');
        expect(await saved.find((each) => !isPrivate(each))?.file.text()).toBe(own('record'));
        expect((await saved.find(isPrivate)?.file.text()) ?? '').toBe(own('private'));
      }),
    );
  });

  test('what a client takes along holds what was marked for them alone', () => {
    fc.assert(
      fc.property(session, (one) => {
        const out = handoutText(one, handouts.get('s') ?? NO_HANDOUT, english);
        holdsOnly('client', one, out);
        for (const n of [500, 501, 502]) expect(wordsIn(out)).toContain(n);
        const found = new Set(wordsIn(out).flatMap((n) => (n < 300 ? [n % 100] : [])));
        for (const [n, made] of one.notes.entries())
          expect(found.has(n), `words ${n}`).toBe(mayGoTo('client', made));
      }),
    );
  });

  test('what comes up again, in lists and in the next session, is from the record', () => {
    fc.assert(
      fc.property(session, (one) => {
        holdsOnly('record', one, JSON.stringify(headOf(one)));
        holdsOnly('record', one, JSON.stringify(carriedFrom(one.notes)));
        holdsOnly('record', one, themesIn(one.notes).join('\n'));
        holdsOnly('record', one, broughtUpIn(one.notes).join('\n'));
      }),
    );
  });

  test('what is searched, and goes to supervision, is of one compartment', () => {
    fc.assert(
      fc.property(session, (one) => {
        for (const part of COMPARTMENTS) {
          const { notes } = textsOf(one)[part];
          const [own, beside] = [notes, notes].map((all, index) =>
            all.filter(([, , text]) => (wordsIn(text)[0] ?? 0) < 300 === (index === 0)),
          );
          expect(own).toHaveLength(one.notes.filter((made) => mayGoTo(part, made)).length);
          // What is written beside them is of the record.
          expect((beside ?? []).length > 0).toBe(part === 'record');
          holdsOnly(part, one, JSON.stringify(notes));
          const found = notes.map(([, leg, text]) => ({ leg, text }));
          holdsOnly(part, one, supervisionMarkdown([{ notes: found }], english));
        }
      }),
    );
  });

  test('tables hold nobody’s words', () => {
    fc.assert(
      fc.property(session, (one) => {
        const table = [sessionsCsv, coachingHoursCsv].map((of) => of([headOf(one)], [client]));
        expect(wordsIn(table.join('\n'))).toEqual([]);
      }),
    );
  });
});
