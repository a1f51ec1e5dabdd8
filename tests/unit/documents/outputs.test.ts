import { Fhir } from 'fhir';
import mammoth from 'mammoth';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import {
  clientJson,
  clientMarkdown,
  coachingHoursCsv,
  documentFhir,
  renderDocument,
  sessionsCsv,
  toMarkdown,
} from '@/lib/documents';
import { csv } from '@/lib/documents/csv';
import { documentDocx } from '@/lib/documents/docx';
import { headOf } from '@/lib/library';
import { newDocument, type SessionDocument } from '@/lib/papers';
import { type Client, EMPTY_CARD, newClient, USUAL_ENGAGEMENT, withProBono } from '@/lib/practice';
import { dateText } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';
import { RULES } from '../../fixtures/document.ts';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { madeUpPractice } from '../../fixtures/practice.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const made = madeUpPractice({ sessions: 60, clients: 30, now: NOW });
const sessions = [...made.sessions()];
const [client] = made.clients as readonly [Client];
const [first] = sessions;
if (!first) throw new Error('the practice is empty');
const session = { ...first, notes: [...first.notes, line('p', 'a doubt of mine', 'private')] };

const document: SessionDocument = {
  ...newDocument('soap'),
  own: { soap: { assessment: 'Steadier than\nin spring' } },
  finalisedAt: NOW,
  addenda: [{ id: 'a', at: NOW + 60_000, utcOffset: null, text: 'The date was the 9th.' }],
};
const rendered = (of: SessionDocument) =>
  renderDocument(session, of, client, english, { ...RULES, lateHours: 24 });
const record = session.notes.filter(({ compartment }) => compartment === 'record');

describe('a document for Word', () => {
  const opened = async () => {
    const file = await documentDocx(rendered(document), 'M-17, 23 November', english);
    const buffer = Buffer.from(await file.arrayBuffer());
    return (await mammoth.convertToHtml({ buffer })).value;
  };

  test('opens in another program with its headings, its head and all that it shows', async () => {
    const html = await opened();
    expect(html).toContain('<h1>M-17, 23 November</h1>');
    for (const title of ['Subjective', 'Objective', 'Assessment', 'Plan', 'Risk'])
      expect(html).toContain(`<h2>${title}</h2>`);
    expect(html).toContain('<td><p>Contact minutes</p></td>');
    expect(html).toContain('<p>________</p>');
    const words = html.replace(/<[^>]+>/g, ' ').replaceAll('&amp;', '&');
    for (const { kind, text } of record)
      if (!['unfinished', 'time', 'modality'].includes(kind)) expect(words).toContain(text);
    expect(html).toContain('<p>Steadier than</p><p>in spring</p>');
    expect(words).toContain('The date was the 9th.');
  });

  test('holds nothing private', async () => {
    expect(await opened()).not.toContain('a doubt of mine');
  });
});

describe('a document for FHIR', () => {
  const bundle = (of: SessionDocument) =>
    JSON.parse(documentFhir(session, of, rendered(of), client, english, NOW));

  test.each([
    ['a draft', newDocument('narrative'), 'preliminary'],
    ['a final one', { ...document, addenda: [] }, 'final'],
    ['one with an addendum', document, 'amended'],
  ] as const)('is valid and says how far it is: %s', (_, of, status) => {
    const made = bundle(of);
    const { valid, messages } = new Fhir().validate(made, { errorOnUnexpected: true });
    expect(messages.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(valid).toBe(true);
    const [encounter, reference] = made.entry.map(({ resource }: { resource: object }) => resource);
    expect(encounter).toMatchObject({ resourceType: 'Encounter', status: 'finished' });
    expect(reference.docStatus).toBe(status);
    const text = Buffer.from(reference.content[0].attachment.data, 'base64').toString('utf8');
    expect(text).toContain(`Client: ${client.code}`);
    expect(text).not.toContain('a doubt of mine');
    expect(JSON.stringify(made)).not.toContain('a doubt of mine');
  });

  test('says of a session from paper that nobody knows where it was, and refers to what is in it', () => {
    const paper: SessionRecord = {
      ...session,
      events: session.events.map((event) =>
        event.type === 'started' ? { ...event, toldAt: NOW + 86_400_000 } : event,
      ),
    };
    const of = (shown: SessionRecord) =>
      JSON.parse(documentFhir(shown, document, rendered(document), client, english, NOW));
    expect(of(session).entry[0].resource.class.code).toBe('VR');
    const made = of(paper);
    expect(made.entry[0].resource.class.code).toBe('UNK');
    expect(new Fhir().validate(made, { errorOnUnexpected: true }).valid).toBe(true);
    const addresses = made.entry.map(({ fullUrl }: { fullUrl: string }) => fullUrl);
    const referred = [...JSON.stringify(made).matchAll(/"reference":"([^"]+)"/g)];
    expect(referred.length).toBeGreaterThan(0);
    for (const [, reference] of referred) expect(addresses).toContain(reference);
  });

  test('is refused by the validator when something is missing', () => {
    const made = bundle(document);
    delete made.entry[1].resource.content;
    made.entry[0].resource.unknownField = 1;
    expect(new Fhir().validate(made, { errorOnUnexpected: true }).valid).toBe(false);
  });
});

describe('tables', () => {
  const parsed = (text: string) =>
    Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });

  test("of sessions have one row each, the oldest first, and nobody's words", () => {
    const text = sessionsCsv(sessions.map(headOf).reverse(), made.clients);
    const { data, errors } = parsed(text);
    expect(errors).toEqual([]);
    expect(data).toHaveLength(60);
    expect(data[0]).toMatchObject({
      client: client.code,
      start: new Date(first.events[0]?.at ?? 0).toISOString().slice(11, 16),
      document: 'draft',
    });
    expect(new Set(data.map((row) => row.entered_afterwards))).toEqual(new Set(['no']));
    expect(data.map(({ date }) => date)).toEqual(data.map(({ date }) => date).toSorted());
    for (const { notes } of sessions)
      for (const { text: words } of notes) expect(text).not.toContain(words);
  });

  test('of sessions say which were entered once they were over', () => {
    const toldAt = (first.events.at(-1)?.at ?? 0) + 86_400_000;
    const events = first.events.map((event) =>
      event.type === 'started' ? { ...event, toldAt } : event,
    );
    const [row] = parsed(sessionsCsv([headOf({ ...first, events })], made.clients)).data;
    expect(row).toMatchObject({ entered_afterwards: 'yes' });
  });

  test('of coaching hours keep paid and pro bono apart', () => {
    const free = { ...client, engagement: { ...USUAL_ENGAGEMENT, proBono: true } };
    const heads = sessions.map(headOf);
    const own = heads.filter(({ clientId }) => clientId === client.id);
    const hours = (own.reduce((sum, { contactMs }) => sum + contactMs, 0) / 3_600_000).toFixed(2);
    expect(parsed(coachingHoursCsv(heads, [client])).data).toMatchObject([
      { client: client.code, sessions: '2', paid_hours: hours, pro_bono_hours: '0.00' },
    ]);
    expect(parsed(coachingHoursCsv(heads, [free])).data).toMatchObject([
      { paid_hours: '0.00', pro_bono_hours: hours },
    ]);
    // Agreed between the two sessions, it is for the second alone.
    const [one, two] = own.toSorted((a, b) => a.startedAt - b.startedAt);
    if (!one || !two) throw new Error('two sessions');
    const day = new Date(two.startedAt + two.utcOffset * 60_000).toISOString().slice(0, 10);
    const since = withProBono(USUAL_ENGAGEMENT, true, day);
    const asHours = ({ contactMs }: typeof one) => (contactMs / 3_600_000).toFixed(2);
    expect(parsed(coachingHoursCsv(heads, [{ ...client, engagement: since }])).data).toMatchObject([
      { paid_hours: asHours(one), pro_bono_hours: asHours(two) },
    ]);
    expect(parsed(coachingHoursCsv([], [client])).data).toEqual([]);
  });

  test('give any words back as they were, and start no formula', () => {
    const odd = ['a "b", c', 'line\r\nbreak', '=1+1', '@x', '-5', 'ü 你好', ''];
    const [row] = Papa.parse<string[]>(csv([odd])).data;
    expect(row).toEqual(['a "b", c', 'line\r\nbreak', "'=1+1", "'@x", "'-5", 'ü 你好', '']);
  });
});

describe('what is kept beside notes', () => {
  const goals = {
    goals: [
      { id: 'g', at: NOW, utcOffset: null, text: 'Say no', state: 'open', changedAt: NOW } as const,
    ],
  };
  const ahead = { lines: [{ id: 'a', at: NOW, utcOffset: null, text: 'the sister visits' }] };
  const result = {
    id: 'r',
    at: NOW,
    sessionId: null,
    measure: 'phq9',
    version: 'phq9-en-1',
    answers: [1, 2, 1, 2, 0, 1, 1, 2, 1],
    unscored: 1,
    by: 'readOut',
    person: '',
    assessed: 'No plan, no means',
    agreed: 'Calls the friend',
  } as const;
  const half = { ...result, id: 'h', measure: 'gad7', answers: [1, 2, null, 1, 0, 0, 0] };
  const sleep = { ...result, id: 's', measure: 'own', version: '', answers: [6.5] };
  const own = { id: 'own', name: 'Hours *slept*', from: 0, to: 12, better: 'more' } as const;
  const measures = { results: [result, half, sleep], own: [own], every: {} };
  const scaling = {
    goals: { g: { weight: 2, levels: { '0': 'twice a week' } } },
    reviews: [{ id: 'v', at: NOW, levels: { g: 1 as const } }],
  };
  const absences = { absences: [{ id: 'm', at: NOW, kind: 'missed' as const }] };
  const feedback = {
    answers: [
      { id: 'f', at: NOW, sessionId: null, mattered: 8, lead: null, words: 'more silence' },
    ],
  };
  const cards = new Map([[session.id, { ...EMPTY_CARD, location: 'at the harbour' }]]);
  const papers = { goals, plans: null, ahead, measures, scaling, absences, feedback, cards };
  const of = newClient('c1', 'M-17', NOW);

  test("is whole in a client's file: whatever is said about them changes it", () => {
    const usual = { ...of, engagement: USUAL_ENGAGEMENT };
    const full: Client = {
      ...usual,
      name: 'Miriam',
      profile: 'coach',
      guidance: 'minimal',
      mandate: 'from the court',
      places: [{ site: 'meet', room: 'abc-defg-hij' }],
      card: { ...of.card, location: 'Berlin' },
      firstSteps: { limits: NOW, consent: NOW },
      speakers: ['A', 'B'],
      retention: { years: 9, bornOn: '2011-02-03', untilAge: 25 },
      legalHold: 'a claim',
      createdAt: NOW - 40 * 86_400_000,
      engagement: {
        state: 'paused',
        phase: 'middle',
        frequency: 'weekly',
        method: 'cbt',
        prescribed: true,
        mode: 'guided',
        oneOff: false,
        preference: 'slowly',
        preferenceAt: NOW,
        sessions: 12,
        proBono: true,
        proBonoSince: { '2023-11-14': true },
        reviewEvery: 6,
        reviewedAt: NOW,
        reviews: [{ at: NOW, words: 'slower, they said' }],
      },
    };
    const whole = (one: Client) => clientMarkdown(one, [], 'record', english, NOW);
    const without = (key: keyof Client) => whole({ ...full, [key]: usual[key] });
    // The id is random, and a preset says how a session begins on this device.
    const keys = Object.keys(full).filter((key) => key !== 'id' && key !== 'preset');
    for (const key of keys)
      if (key !== 'code') expect(without(key as keyof Client), key).not.toBe(whole(full));
    for (const key of Object.keys(full.engagement).filter((one) => one !== 'oneOff')) {
      const engagement = {
        ...full.engagement,
        [key]: USUAL_ENGAGEMENT[key as keyof typeof USUAL_ENGAGEMENT],
      };
      expect(whole({ ...full, engagement }), key).not.toBe(whole(full));
    }
    // One session has neither a number of sessions nor reviews.
    const once = whole({ ...full, engagement: { ...full.engagement, oneOff: true } });
    expect(once).toContain('One session was agreed');
    expect(once).not.toContain('Agreed number of sessions');
    for (const words of ['from the court', 'A, B', '2011-02-03', 'slowly', 'Paused', 'weekly'])
      expect(whole(full)).toContain(words);
  });

  test("is in a client's file, and what is private in the private part alone", () => {
    const both = { ...session, document };
    for (const whole of [
      (part: 'record' | 'private') => clientMarkdown(of, [both], part, english, NOW, papers),
      (part: 'record' | 'private') => clientJson(of, [both], part, NOW, papers),
    ]) {
      expect(whole('record')).toContain('Say no');
      expect(whole('record')).toContain('at the harbour');
      expect(whole('private')).not.toContain('at the harbour');
      expect(whole('record')).toContain('The date was the 9th');
      expect(whole('record')).not.toContain('the sister visits');
      expect(whole('private')).toContain('the sister visits');
      expect(whole('private')).not.toContain('Say no');
      expect(whole('private')).not.toContain('The date was the 9th');
    }
    expect(toMarkdown([both], [of], 'client', english, NOW)).not.toContain('Steadier');
  });

  test('says the day of an answer where its session was', () => {
    const late = Date.UTC(2026, 10, 23, 20);
    const there = {
      ...session,
      events: session.events.map((event) =>
        event.type === 'started' ? { ...event, at: late, utcOffsetMinutes: 14 * 60 } : event,
      ),
    };
    const file = (sessionId: string | null) =>
      clientMarkdown(of, [there], 'record', english, NOW, {
        ...papers,
        feedback: {
          answers: [{ id: 'f', at: late, sessionId, mattered: 8, lead: null, words: '' }],
        },
      });
    expect(file(session.id)).toMatch(/- 24 Nov 2026: .*8/);
    expect(file(null)).toMatch(new RegExp(`- ${dateText(late, english.locale)}: .*8`));
  });

  test('says measures by their ranges, without a diagnosis, in the record alone', () => {
    const file = (part: 'record' | 'private') =>
      clientMarkdown(of, [session], part, english, NOW, papers);
    const lines = file('record').split('\n');
    const day = '- 23 Nov 2026: ';
    expect(lines).toContain(
      `${day}PHQ-9: 11 of 27, moderate range. Screening, not diagnosis. PHQ-9, item 9: several days. Assessed: No plan, no means. Agreed: Calls the friend.`,
    );
    expect(lines).toContain(`${day}GAD-7: 6 of 7 answered, so there's no total.`);
    expect(lines).toContain(`${day}Hours \\*slept\\*: 6.5 (from 0 to 12).`);
    expect(lines).toContain('- 23 Nov 2026; Say no: +1; T score 60');
    expect(lines).toContain('  - 0: twice a week');
    expect(lines).toContain('  - weight 2');
    expect(lines).toContain(`${day}missed`);
    expect(lines).toContain(`${day}about what mattered most: 8 of 10, more silence`);
    expect(file('private')).not.toContain('PHQ-9');
    const json = (part: 'record' | 'private') =>
      JSON.parse(clientJson(of, [session], part, NOW, papers));
    const at = new Date(NOW).toISOString();
    expect(json('record')).toMatchObject({
      measures: {
        own: [own],
        results: [
          { id: result.id, at },
          { id: 'h', at },
          { id: 's', at },
        ],
      },
      goalScaling: { goals: scaling.goals, reviews: [{ id: 'v', at, levels: { g: 1 } }] },
      feedback: [{ id: 'f', at, mattered: 8 }],
      notHeld: [{ id: 'm', at, kind: 'missed' }],
    });
    expect(json('private')).toMatchObject({ mightComeUp: [{ at: expect.stringMatching(/Z$/) }] });
    expect(json('private')).not.toHaveProperty('measures');
    expect(json('private')).not.toHaveProperty('goalScaling');
  });
});
