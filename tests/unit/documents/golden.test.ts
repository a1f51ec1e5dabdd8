import { Fhir } from 'fhir';
import mammoth from 'mammoth';
import { fromMarkdown } from 'mdast-util-from-markdown';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import {
  asFinal,
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
  sessionsCsv,
  supervisionMarkdown,
  toJson,
  toMarkdown,
} from '@/lib/documents';
import { documentDocx } from '@/lib/documents/docx';
import { headOf } from '@/lib/library';
import { KINDS, newNote } from '@/lib/notes';
import { finalised, newDocument, type SessionDocument } from '@/lib/papers';
import { EMPTY_CARD, newClient } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { planAt } from '../../fixtures/session.ts';

/** One o'clock in Berlin, wherever this runs. */
const NOON = Date.UTC(2026, 10, 23, 12);
const OFFSET = 60;
const MINUTE = 60_000;
const LEG_OF = { agenda: 4, exploration: 12, integration: 34, planning: 41, closing: 47 } as const;

const WORDS: Readonly<Partial<Record<(typeof KINDS)[number], string>>> = {
  focus: 'saying no at work *without* guilt',
  topic: 'the move & what her "brother" said',
  said: 'I always say yes before I have thought',
  observed: 'Voice',
  offered: 'Wrote down a thought, and a kinder one',
  response: 'surprised; tried it twice',
  takeaway: 'No is a whole sentence.',
  observation: 'your shoulders came down',
  goal: 'leave work at six, twice a week',
  risk: 'no thoughts of harm, asked directly',
  plan: 'say no to one task <before> Friday',
  unfinished: 'the letter to her brother',
  summary: '1. She came with a list.\n2. She leaves with one line.',
};

const notes = KINDS.flatMap((kind, at) => {
  const text = WORDS[kind] ?? `${kind}, in a few words`;
  const leg = (Object.keys(LEG_OF) as (keyof typeof LEG_OF)[])[at % 5] ?? 'exploration';
  const intoMs = (LEG_OF[leg] + (at % 4)) * MINUTE;
  const note = newNote({ id: `n${at}`, at: NOON + intoMs, leg, intoMs, kind, text });
  return {
    ...note,
    clientCopy: kind === 'takeaway' || kind === 'plan',
    plan: note.plan && { when: 'Friday', know: 'she sleeps through', chosen: true },
    topic: note.topic && ('nextTime' as const),
  };
}).toSorted((a, b) => a.at - b.at);

/** The id of the note of a kind. */
function idOf(kind: (typeof KINDS)[number]): string {
  return `n${KINDS.indexOf(kind)}`;
}

const hidden = newNote({
  id: 'p',
  at: NOON + 20 * MINUTE,
  leg: 'exploration',
  intoMs: 20 * MINUTE,
  kind: 'note',
  compartment: 'private',
  text: 'I want to solve it for her',
});

const draft: SessionDocument = {
  ...newDocument('soap'),
  own: { soap: { assessment: 'Steadier than\nin spring' } },
  header: { ownPlace: 'Berlin', trouble: 'Her picture froze; we went on by sound.' },
};

const held: SessionRecord = {
  id: 's1',
  plan: planAt(NOON),
  meeting: { site: 'meet', room: 'abc-defg-hij' },
  events: [
    { type: 'started', at: NOON, toldAt: NOON, utcOffsetMinutes: OFFSET },
    { type: 'legEntered', at: NOON, leg: 'opening' },
    { type: 'ticked', at: NOON, tick: 'consent', on: true },
    { type: 'clientChosen', at: NOON, clientId: 'c1', confirmed: true, room: null },
    ...(Object.keys(LEG_OF) as (keyof typeof LEG_OF)[]).map((leg) => ({
      type: 'legEntered' as const,
      at: NOON + LEG_OF[leg] * MINUTE,
      leg,
    })),
    {
      type: 'interruptionTold',
      at: NOON + 30 * MINUTE,
      from: NOON + 24 * MINUTE,
      until: NOON + 27 * MINUTE,
    },
    { type: 'ended', at: NOON + 51 * MINUTE },
    { type: 'closed', at: NOON + 55 * MINUTE },
  ].toSorted((a, b) => a.at - b.at) as SessionRecord['events'],
  notes: [...notes, hidden],
  unreadable: 0,
  locked: 0,
};
const HANDOUT = {
  exercises: [{ id: 'e', name: 'Three breaths', instructions: 'In, out,\nand wait.' }],
  words: 'Be kind to yourself.',
};
const client = newClient('c1', 'M-17', NOON);
const rendered = (of: SessionDocument) =>
  renderDocument(held, of, client, english, {
    lateHours: 24,
    billingBands: false,
    formats: [],
    clientPlace: '',
  });
const final = finalised(
  draft,
  NOON + 60 * MINUTE,
  '',
  asFinal(rendered(draft), 'M-17', false, OFFSET),
);
if (typeof final === 'string') throw new Error(final);
const document: SessionDocument = {
  ...final,
  addenda: [{ id: 'a', at: NOON + 90 * MINUTE, utcOffset: OFFSET, text: 'The date was the 9th.' }],
};
const session = { ...held, document };
const golden = (name: string) => `../../fixtures/golden/${name}`;

/**
 * What one rich session becomes in each format, byte for byte. A change that is meant is looked at
 * and kept with `-u`.
 */
describe('one session, in every format', () => {
  test.each([
    ['document.txt', () => documentText(rendered(document), english)],
    ['document.md', () => documentMarkdown(rendered(document), 'M-17, 23 November 2026', english)],
    ['document.html', () => documentHtml(rendered(document), english)],
    [
      'document.fhir.json',
      () => documentFhir(session, document, rendered(document), client, english, NOON),
    ],
    ['record.md', () => toMarkdown([session], [client], 'record', english, NOON)],
    ['private.md', () => toMarkdown([session], [client], 'private', english, NOON)],
    ['client.md', () => toMarkdown([session], [client], 'client', english, NOON)],
    ['record.json', () => toJson([session], [client], 'record', NOON)],
    ['private.json', () => toJson([session], [client], 'private', NOON)],
    ['client.txt', () => handoutText(session, HANDOUT, english)],
    [
      'supervision.md',
      () =>
        supervisionMarkdown(
          [{ notes: notes.filter(({ kind }) => kind === 'supervision') }],
          english,
        ),
    ],
    ['sessions.csv', () => sessionsCsv([headOf(session)], [client])],
    ['hours.csv', () => coachingHoursCsv([headOf(session)], [client])],
  ] as const)('%s', async (name, made) => {
    await expect(made()).toMatchFileSnapshot(golden(name));
    if (!name.startsWith('private')) expect(made()).not.toContain(hidden.text);
  });

  test('document.fhir.json is valid by the published definitions', () => {
    const bundle = documentFhir(session, document, rendered(document), client, english, NOON);
    const { valid, messages } = new Fhir().validate(JSON.parse(bundle), {
      errorOnUnexpected: true,
    });
    expect(messages.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(valid).toBe(true);
  });

  test('document.docx, as another program reads it', async () => {
    const file = await documentDocx(rendered(document), 'M-17, 23 November 2026', english);
    const buffer = Buffer.from(await file.arrayBuffer());
    const { value } = await mammoth.convertToHtml({ buffer });
    await expect(value.replaceAll('><', '>\n<')).toMatchFileSnapshot(golden('document.docx.html'));
  });

  test.each(FORMATS)('the document as %s', async (format) => {
    const text = documentText(rendered(newDocument(format)), english);
    await expect(text).toMatchFileSnapshot(golden(`${format}.txt`));
    expect(text).not.toContain(hidden.text);
  });
});

const PAPERS: NonNullable<Parameters<typeof clientJson>[4]> = {
  goals: {
    goals: [
      { id: 'g', at: NOON, text: 'leave work at six', state: 'open', changedAt: NOON },
      { id: 'h', at: NOON, text: 'see her | brother', state: 'reached', changedAt: NOON + MINUTE },
    ],
  },
  plans: {
    answers: {
      [idOf('plan')]: { answer: 'partly', at: NOON + 20 * MINUTE },
      [idOf('unfinished')]: { answer: 'done', at: NOON + 21 * MINUTE },
    },
  },
  ahead: { lines: [{ id: 'l', at: NOON, text: 'she may want to stop' }] },
  measures: {
    results: [
      {
        id: 'r',
        at: NOON + 45 * MINUTE,
        sessionId: 's1',
        measure: 'gad7',
        version: 'gad7-en-1',
        answers: [1, 2, null, 0, 1, 3, 0],
        unscored: 1,
        by: 'client',
        assessed: '',
        agreed: '',
      },
      {
        id: 'q',
        at: NOON + 46 * MINUTE,
        sessionId: null,
        measure: 'o',
        version: '',
        answers: [6],
        unscored: null,
        by: 'practitioner',
        assessed: '',
        agreed: '',
      },
    ],
    own: [{ id: 'o', name: 'Nights of sleep', from: 0, to: 7, better: 'more' }],
    every: { gad7: 4 },
  },
  scaling: {
    goals: { g: { weight: 2, levels: { '0': 'at seven', '2': '=at six, daily' } } },
    reviews: [{ id: 'v', at: NOON + 47 * MINUTE, levels: { g: 1 }, sessionId: 's1' }],
  },
  absences: { absences: [{ id: 'x', at: NOON - 7 * 24 * 60 * MINUTE, kind: 'missed' }] },
  feedback: {
    answers: [
      {
        id: 'f',
        at: NOON + 50 * MINUTE,
        sessionId: 's1',
        mattered: 8,
        lead: null,
        words: 'slower',
      },
    ],
  },
  cards: new Map([['s1', { ...EMPTY_CARD, location: 'Lisbon, at home' }]]),
};
const provided = givenBy({ ...client, card: EMPTY_CARD }, [session], PAPERS);
const HANDOUTS = new Map([['s1', HANDOUT]]);

/** A client's whole file, byte for byte, and as programs read it that know nothing of Perch. */
describe("a client's whole file", () => {
  test.each(PARTS)('the part "%s", as Markdown and as JSON', async (part) => {
    const markdown = clientMarkdown(client, [session], part, english, NOON, PAPERS, HANDOUTS);
    const json = clientJson(client, [session], part, NOON, PAPERS, HANDOUTS);
    await expect(markdown).toMatchFileSnapshot(golden(`file-${part}.md`));
    await expect(json).toMatchFileSnapshot(golden(`file-${part}.json`));
    const { children } = fromMarkdown(markdown);
    const titles = children.flatMap((node) =>
      node.type === 'heading'
        ? [markdown.slice(node.position?.start.offset, node.position?.end.offset)]
        : [],
    );
    expect(titles[0]).toBe('# M-17');
    // Whatever somebody has typed is words, and never a part of the file's form.
    expect(children.filter(({ type }) => type === 'html')).toEqual([]);
    for (const secret of [hidden.text, 'she may want to stop'])
      for (const file of [markdown, json]) expect(file.includes(secret)).toBe(part === 'private');
    expect(JSON.parse(json).client.code).toBe('M-17');
  });

  test('what they have provided, as JSON and as a table', async () => {
    const table = givenCsv(provided);
    await expect(table).toMatchFileSnapshot(golden('provided.csv'));
    await expect(givenJson(client, provided, NOON)).toMatchFileSnapshot(golden('provided.json'));
    const { data, errors } = Papa.parse<Record<string, string>>(table, {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data.map(({ what, of }) => [what, of])).toEqual(
      provided.map(({ what, of }) => [what, of]),
    );
    expect(data.find(({ what }) => what === 'measure')?.value).toBe('1 2 - 0 1 3 0');
    expect(table).not.toContain(hidden.text);
    expect(table).not.toContain('Nights of sleep');
  });
});
