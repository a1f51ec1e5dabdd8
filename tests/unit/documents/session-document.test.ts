import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asFinal,
  documentText,
  FORMATS,
  type FormatId,
  formatCalled,
  formatsWith,
  isLate,
  lateAfter,
  type RenderedDocument,
  renderDocument,
  repeatedFrom,
  type SectionId,
  sectionOf,
  toMarkdown,
} from '@/lib/documents';
import { bandOf } from '@/lib/documents/minutes';
import { KINDS, type Kind, type Note, newNote } from '@/lib/notes';
import { finalised, newDocument, type SessionDocument, withAddendum } from '@/lib/papers';
import { newClient } from '@/lib/practice';
import { forPractice } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { begun, planAt } from '../../fixtures/session.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;

const note = (id: string, kind: Kind, text: string, more: Partial<Note> = {}): Note => ({
  ...newNote({ id, at: NOON, leg: 'exploration', intoMs: 1_000, kind, text }),
  ...more,
});
const session = (notes: readonly Note[]): SessionRecord => ({
  id: 's1',
  plan: planAt(NOON),
  meeting: null,
  events: [
    ...begun(NOON),
    { type: 'ended', at: NOON + 50 * 60_000 },
    { type: 'closed', at: NOON + 51 * 60_000 },
  ],
  notes,
  unreadable: 0,
  locked: 0,
});
const rendered = (
  notes: readonly Note[],
  format: FormatId,
  document: Partial<SessionDocument> = {},
) =>
  renderDocument(
    session(notes),
    { ...newDocument(format), ...document },
    newClient('c1', 'M-17', 1),
    english,
    { lateHours: 24, billingBands: false, formats: [], clientPlace: '' },
  );
const gapsOf = ({ gaps }: RenderedDocument) => gaps.map(({ id }) => id);
const BROUGHT = formatsWith([], english);
const linesOf = (notes: readonly Note[], format: FormatId) =>
  Object.fromEntries(
    rendered(notes, format).sections.map(({ id, lines }) => [id, lines.map(({ text }) => text)]),
  );

test('the head says when a session was entered afterwards, and only then', () => {
  const labels = (toldAt: number) => {
    const whole = session([]);
    const [started, ...rest] = whole.events;
    if (started?.type !== 'started') throw new Error('it starts');
    return renderDocument(
      { ...whole, events: [{ ...started, toldAt }, ...rest] },
      newDocument('soap'),
      null,
      english,
      { lateHours: null, billingBands: false, formats: [], clientPlace: '' },
    ).header.flatMap(({ label, text }) => (label === 'Entered afterwards' ? [text] : []));
  };
  expect(labels(NOON)).toEqual([]);
  expect(labels(NOON + 30 * HOUR)).toEqual([expect.stringMatching(/24 November 2026, /)]);
});

describe('the narrative', () => {
  test('has a plain note as noted, and not as what was explored', () => {
    const both = [note('1', 'said', 'the move'), note('2', 'note', 'looked away.')];
    expect(linesOf(both, 'narrative').narrative).toEqual([
      'Explored the move; noted: looked away.',
    ]);
  });

  test('says what the client brought, found and agreed to, as the sample does', () => {
    const four = [
      note('1', 'focus', 'work stress'),
      note('2', 'said', 'feelings of inadequacy'),
      note('3', 'takeaway', 'need for boundary-setting'),
      note('4', 'plan', 'practice saying no to one non-essential task', {
        plan: { when: '', know: '', chosen: true },
      }),
    ];
    expect(linesOf(four, 'narrative').narrative).toEqual([
      'Client initiated topic of work stress; explored feelings of inadequacy; client identified need for boundary-setting; agreed to practice saying no to one non-essential task.',
    ]);
    expect(gapsOf(rendered(four, 'narrative'))).toEqual(['risk']);
  });

  test('says who raised what, joins what belongs together, and leaves out what nobody noted', () => {
    const some = [
      note('1', 'focus', 'the appraisal.', { raisedBy: 'practitioner' }),
      note('2', 'topic', 'sleep'),
      note('3', 'topic', 'the roster;'),
      note('4', 'plan', 'a walk', { plan: { when: 'Friday', know: '', chosen: false } }),
    ];
    expect(linesOf(some, 'narrative').narrative).toEqual([
      'Practitioner raised the appraisal; client initiated topic of sleep and the roster; offered, not chosen: a walk.',
    ]);
    expect(gapsOf(rendered(some, 'narrative'))).toEqual(['takeaway', 'risk']);
    expect(gapsOf(rendered([], 'narrative'))).toEqual(['agenda', 'takeaway', 'plan', 'risk']);
    // Own words say the rest. Who brought the agenda stays to be said.
    const own = { own: { narrative: { narrative: 'in my words' } } };
    expect(gapsOf(rendered([], 'narrative', own))).toEqual(['agenda', 'risk']);
    expect(gapsOf(rendered(some, 'narrative', own))).toEqual(['risk']);
    expect(linesOf([], 'narrative').narrative).toEqual([]);
  });
});

/** The section that each kind goes to, by format; null for a kind that no section has. */
type Place = SectionId | null;
const TABLE: readonly (readonly [Kind, Place, Place, Place, Place, Place, Place])[] = [
  // kind            narrative    soap          dap           birp            girp            pirp
  ['focus', 'narrative', 'subjective', 'data', 'behaviour', 'goal', 'problem'],
  ['topic', 'narrative', 'subjective', 'data', 'behaviour', 'goal', 'problem'],
  ['said', 'narrative', 'subjective', 'data', 'behaviour', 'response', 'response'],
  ['question', 'narrative', 'subjective', 'data', 'behaviour', 'response', 'response'],
  ['doubt', 'narrative', 'subjective', 'data', 'behaviour', 'response', 'response'],
  ['observed', null, 'objective', 'data', 'behaviour', 'response', 'response'],
  ['measure', 'measures', 'objective', 'data', 'behaviour', 'response', 'response'],
  ['offered', null, 'assessment', 'data', 'intervention', 'intervention', 'intervention'],
  ['response', 'narrative', 'subjective', 'data', 'response', 'response', 'response'],
  ['takeaway', 'narrative', 'subjective', 'data', 'response', 'response', 'response'],
  ['observation', null, 'assessment', 'assessment', 'response', 'response', 'response'],
  ['assessment', null, 'assessment', 'assessment', 'response', 'response', 'response'],
  ['risk', 'risk', 'risk', 'risk', 'risk', 'risk', 'risk'],
  ['plan', 'narrative', 'plan', 'plan', 'plan', 'plan', 'plan'],
  ['unfinished', null, null, null, null, null, null],
  ['supervision', null, null, null, null, null, null],
  ['time', null, null, null, null, null, null],
];

test.each(TABLE)('a note of the kind %s goes where each format has it', (...row) => {
  const [kind, ...places] = row;
  expect(BROUGHT.map((format) => sectionOf(format, kind)?.id ?? null)).toEqual(places);
});

test('a line says what is tentative, offered, raised by others, or not chosen', () => {
  const soap = linesOf(
    [
      note('1', 'observation', 'belongs together'),
      note('2', 'offered', 'speak from the chair'),
      note('3', 'topic', 'the sister', { topic: 'nextTime' }),
      note('4', 'focus', 'the job', { raisedBy: 'mandate' }),
      note('5', 'plan', 'say no', {
        plan: { when: 'before Friday', know: 'one line', chosen: true },
      }),
      note('6', 'plan', 'a walk', { plan: { when: '', know: '', chosen: false } }),
      note('7', 'said', 'first\nsecond', { speaker: 'R' }),
    ],
    'soap',
  );
  expect(soap).toEqual({
    subjective: [
      'the sister (kept for next time)',
      `the job (raised by: ${english('raisedBy_mandate')})`,
      'R: first / second',
    ],
    objective: [],
    assessment: ['belongs together (tentative)', 'Offered: speak from the chair'],
    plan: ['say no (before Friday; one line)', 'a walk (offered, not chosen)'],
    risk: [],
  });
});

test('no document holds a private or deleted note, or words that nobody wrote', () => {
  const words = fc.stringMatching(/^[a-z]{3,12}$/);
  const notes = fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      text: words,
      apart: fc.boolean(),
      deleted: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(notes, fc.constantFrom(...FORMATS), (some, format) => {
      const all = some.map(({ kind, text, apart, deleted }, index) =>
        note(`${index}`, kind, `${text}${index}q`, {
          compartment: apart ? 'private' : 'record',
          deleted,
        }),
      );
      const shown = rendered(all, format);
      const text = documentText(shown, english);
      for (const one of all) {
        const isThere = text.includes(one.text);
        const place =
          one.kind === 'modality' ? 'header' : sectionOf(formatCalled(format, BROUGHT), one.kind);
        const mayBeThere = one.compartment === 'record' && !one.deleted && place !== null;
        if (isThere) expect(mayBeThere).toBe(true);
        if (mayBeThere && place !== 'header') expect(isThere).toBe(true);
      }
      for (const { lines } of shown.sections)
        for (const line of lines) expect(all.map(({ id }) => id)).toContain(line.noteId);
    }),
  );
});

describe('the head', () => {
  test('has the times as they were, and blanks as blanks', () => {
    const { header } = rendered([], 'soap');
    const text = (label: string) => header.find((row) => row.label === label)?.text;
    expect(text('Client')).toBe('M-17');
    expect(text('Contact minutes')).toBe('50');
    expect(text('Start and stop')).not.toBe('');
    for (const blank of ['Signature and credentials', "Practitioner's location"])
      expect(text(blank)).toBe('');
    // Whoever is handed a draft sees that it is one.
    expect(text('Entered')).toBe('Not yet; this is a draft');
    expect(documentText(rendered([], 'soap'), english)).toContain(
      'Signature and credentials: ________',
    );
  });

  test('says where the client was in this session, not where their file says they were last', () => {
    const client = newClient('c1', 'M-17', 1);
    const moved = { ...client, card: { ...client.card, location: 'Munich' } };
    const place = (clientPlace: string) =>
      renderDocument(session([]), newDocument('soap'), moved, english, {
        lateHours: null,
        billingBands: false,
        formats: [],
        clientPlace,
      }).header.find(({ field }) => field === 'clientPlace')?.text;
    expect(place('Berlin')).toBe('Berlin');
    expect(place('')).toBe('');
  });

  test("takes what somebody typed before what the client's file says", () => {
    const client = { ...newClient('c1', 'M-17', 1), speakers: ['R', 'S'] };
    const of = (header: SessionDocument['header']) =>
      renderDocument(session([]), { ...newDocument('soap'), header }, client, english, {
        lateHours: null,
        billingBands: false,
        formats: [],
        clientPlace: '',
      }).header.find(({ field }) => field === 'participants')?.text;
    expect(of({})).toBe('R, S');
    expect(of({ participants: 'R alone' })).toBe('R alone');
  });

  test('labels a late entry with the day of the session and the reason', () => {
    const late = { finalisedAt: NOON + 30 * HOUR, lateReason: 'ill' };
    const row = (document: Partial<SessionDocument>) =>
      rendered([], 'soap', document).header.find(({ label }) => label === 'Late entry')?.text;
    expect(row(late)).toMatch(/^for the session of .*23.*\. ill$/);
    expect(row({ finalisedAt: NOON + 2 * HOUR })).toBeUndefined();
    expect(row({})).toBeUndefined();
  });
});

test.each([
  [null, 24, null],
  [NOON, null, null],
  [NOON, 24, NOON + 24 * HOUR],
])('a document of a session that ended at %s, with %s hours, is due at %s', (end, hours, due) => {
  expect(lateAfter(end, hours)).toBe(due);
  expect(isLate(end, NOON + 24 * HOUR, hours)).toBe(false);
  expect(isLate(end, NOON + 24 * HOUR + 1, hours)).toBe(due !== null);
});

test('a line that says what the last session said is named, whatever its case and spaces', () => {
  const now = [
    { id: 'a', text: 'Slept  badly' },
    { id: 'b', text: 'Slept well' },
  ];
  expect(repeatedFrom(now, [{ text: 'slept badly ' }])).toEqual(new Set(['a']));
});

test('a format that is not known any more is shown as SOAP', () => {
  expect(formatCalled('something', BROUGHT).id).toBe('soap');
  expect(formatCalled('birp', BROUGHT).id).toBe('birp');
});

test.each([
  [15, null],
  [16, '90832'],
  [37, '90832'],
  [38, '90834'],
  [52, '90834'],
  [53, '90837'],
  [240, '90837'],
])('%s contact minutes are in the band %s', (minutes, code) => {
  expect(bandOf(minutes)?.code ?? null).toBe(code);
});

test('the head names a band of minutes only where somebody has asked for it', () => {
  const row = (billingBands: boolean) =>
    renderDocument(session([]), newDocument('soap'), null, english, {
      lateHours: null,
      billingBands,
      formats: [],
      clientPlace: '',
    }).header.find(({ label }) => label === 'Band of contact minutes')?.text;
  expect(row(false)).toBeUndefined();
  expect(row(true)).toBe('90834: 38 to 52 minutes');
});

test('no band is named for several people or a crisis, which have other codes', () => {
  const rules = { lateHours: null, billingBands: true, formats: [], clientPlace: '' };
  const band = (of: SessionRecord, speakers: readonly string[] = []) =>
    renderDocument(
      of,
      newDocument('soap'),
      { ...newClient('c1', 'M-17', 1), speakers: [...speakers] },
      english,
      rules,
    ).header.some(({ label }) => label === 'Band of contact minutes');
  const held = session([]);
  const [started, ...rest] = held.events;
  const at = (started?.at ?? 0) + 60_000;
  const crisis = { type: 'modeChanged', at, mode: 'crisis' } as const;
  expect(band(held)).toBe(true);
  expect(band(held, ['A'])).toBe(true);
  expect(band(held, ['A', 'B'])).toBe(false);
  const led: SessionRecord = { ...held, events: started ? [started, crisis, ...rest] : [] };
  expect(band(led)).toBe(false);
});

test('what nobody noted is said as that, and not as none', () => {
  const text = documentText(rendered([], 'soap'), english);
  expect(text).toContain('Risk\nNothing noted');
  expect(text).not.toMatch(/\bnone\b/i);
});

test('a draft names the formats that have own words, and are not shown', () => {
  const own = { dap: { data: '', assessment: 'mine' }, soap: { plan: 'here' }, gone: { x: 'y' } };
  const elsewhere = (document: SessionDocument) =>
    renderDocument(session([]), document, null, english, {
      lateHours: null,
      billingBands: false,
      formats: [],
      clientPlace: '',
    }).elsewhere;
  expect(elsewhere({ ...newDocument('soap'), own })).toEqual([
    { id: 'dap', name: 'DAP', sections: ['Assessment'] },
  ]);
  expect(elsewhere(newDocument('soap'))).toEqual([]);
});

test('what is final stays as it was, whatever the client and the rules are by now', () => {
  const client = newClient('c1', 'M-17', 1);
  const rules = { lateHours: 24, billingBands: false, formats: [], clientPlace: 'Berlin' };
  const draft = newDocument('soap');
  const before = renderDocument(session([]), draft, client, english, rules);
  const final = finalised(draft, NOON + 30 * HOUR, 'ill', asFinal(before, 'M-17', true, 0));
  if (typeof final === 'string') throw new Error(final);
  const moved = { ...client, code: 'X-1' };
  const after = renderDocument(session([]), final, moved, english, {
    ...rules,
    lateHours: null,
    clientPlace: 'Munich',
  });
  const text = (label: string) => after.header.find((row) => row.label === label)?.text;
  expect(text('Client')).toBe('M-17');
  expect(text("Client's location")).toBe('Berlin');
  expect(text('Late entry')).toMatch(/ill$/);
  // A blank that was blank then stays so.
  expect(text('Modality')).toBe('');
});

test('what is final is read word for word in years, with other settings, words and clients', () => {
  const said = [line('n1', 'slept well'), { ...line('n2', 'walk'), kind: 'plan' as const }];
  const rules = { lateHours: 24, billingBands: false, formats: [], clientPlace: '' };
  const draft = newDocument('narrative');
  const before = renderDocument(session(said), draft, null, english, rules);
  const final = finalised(draft, NOON + 2 * HOUR, '', asFinal(before, '', false, 0));
  if (typeof final === 'string') throw new Error(final);
  const then = renderDocument(session(said), final, null, english, rules);
  const others = forPractice(english, 'coach', '24');
  const otherwise = { lateHours: 1, billingBands: true, formats: [], clientPlace: '' };
  const client = { ...newClient('c1', 'M-17', 1), speakers: ['A', 'B'] };
  const now = renderDocument(session(said), final, client, others, otherwise);
  expect(documentText(now, others)).toBe(documentText(then, english));
  expect(documentText(then, english)).toContain('slept well');
  expect(now.finalIn).toBeNull();
  // A draft follows all of them.
  const drafted = renderDocument(session(said), draft, null, others, otherwise);
  expect(documentText(drafted, others)).toContain('9083');
  // In another format it is no more what was finalised.
  const other = renderDocument(session(said), { ...final, format: 'dap' }, null, english, rules);
  expect(other.finalIn).toBe(then.format.name);
  expect(other.sections.map(({ id }) => id)).toContain('data');
});

test('a note that a backup brings after a document was final does not come into it', () => {
  const rules = { lateHours: null, billingBands: false, formats: [], clientPlace: '' };
  const was = [line('n1', 'as it was')];
  const before = renderDocument(session(was), newDocument('soap'), null, english, rules);
  const final = finalised(newDocument('soap'), NOON + 30 * HOUR, '', asFinal(before, '', false, 0));
  if (typeof final === 'string') throw new Error(final);
  const more = [...was, line('n2', 'removed before')];
  const after = renderDocument(session(more), final, null, english, rules);
  expect(documentText(after, english)).toContain('as it was');
  expect(documentText(after, english)).not.toContain('removed before');
});

test('when it was finalised and added to is told by the clock as it was there then', () => {
  const rules = { lateHours: null, billingBands: false, formats: [], clientPlace: '' };
  const draft = newDocument('soap');
  const before = renderDocument(session([]), draft, null, english, rules);
  const at = Date.UTC(2026, 10, 25, 12, 30);
  // Far from wherever this runs, and the clock has been put on before the addendum.
  const final = finalised(draft, at, '', asFinal(before, '', false, 12 * 60));
  if (typeof final === 'string') throw new Error(final);
  const added = withAddendum(final, { id: 'a', at: at + HOUR, utcOffset: 13 * 60, text: 'more' });
  if (typeof added === 'string') throw new Error(added);
  const shown = renderDocument(session([]), added, null, english, rules);
  expect(shown.finalised).toMatch(/26 November 2026, 0:30$/);
  expect(shown.addenda.map(({ when }) => when)).toEqual([
    expect.stringMatching(/26 November 2026, 2:30$/),
  ]);
  for (const text of [
    documentText(shown, english),
    toMarkdown([{ ...session([]), document: added }], [], 'record', english, NOON),
  ])
    expect(text).toMatch(/26 November 2026, 0:30[\s\S]*26 November 2026, 2:30/);
});

describe('the head of a document', () => {
  const head = (of: RenderedDocument) =>
    Object.fromEntries(of.header.map(({ field, text }) => [field, text]));

  test('says by which platform and with whose consent, and asks for trouble only after a break', () => {
    const plain = head(rendered([], 'soap'));
    expect(plain).toMatchObject({ platform: '', consent: '' });
    expect(plain).not.toHaveProperty('trouble');
    const from = NOON + 5 * 60_000;
    const held: SessionRecord = {
      ...session([]),
      meeting: { site: 'meet', room: 'abc-defg-hij' },
      events: [
        ...session([]).events.slice(0, 2),
        { type: 'interruptionTold', at: from, from, until: from + 60_000 },
        ...session([]).events.slice(2),
      ],
    };
    const client = { ...newClient('c1', 'M-17', 1), firstSteps: { consent: NOON } };
    const rules = { lateHours: null, billingBands: false, formats: [], clientPlace: '' };
    expect(head(renderDocument(held, newDocument('soap'), client, english, rules))).toMatchObject({
      platform: 'Google Meet',
      consent: 'On file since Monday, 23 November 2026',
      trouble: '',
    });
  });

  test('stays as it was finalised, when documents ask for more later on', () => {
    const header = { participants: 'A and B', modality: '' };
    const final = { code: 'M-17', late: false, notes: [], left: '', utcOffset: 0, shown: null };
    const was = head(rendered([], 'soap', { header, final, finalisedAt: NOON + HOUR }));
    expect(was).toMatchObject(header);
    expect(was).not.toHaveProperty('platform');
    expect(was).not.toHaveProperty('consent');
  });
});
