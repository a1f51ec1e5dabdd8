import { Fhir } from 'fhir';
import mammoth from 'mammoth';
import { fromMarkdown } from 'mdast-util-from-markdown';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
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
  sessionsCsv,
  supervisionMarkdown,
  toJson,
  toMarkdown,
} from '@/lib/documents';
import { documentDocx } from '@/lib/documents/docx';
import { headOf } from '@/lib/library';
import { newDocument } from '@/lib/papers';
import { EMPTY_CARD } from '@/lib/practice';
import { english } from '../../fixtures/english.ts';
import {
  client,
  document,
  HANDOUT,
  hidden,
  idOf,
  MINUTE,
  NOON,
  notes,
  rendered,
  session,
} from '../../fixtures/rich-session.ts';

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
        person: 'A',
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
        person: '',
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
