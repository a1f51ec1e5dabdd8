import mammoth from 'mammoth';
import { describe, expect, test } from 'vitest';
import {
  asFinal,
  coachingHoursCsv,
  documentFhir,
  documentHtml,
  documentMarkdown,
  documentText,
  FORMATS,
  handoutText,
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
import { newClient } from '@/lib/practice';
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
