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
  renderDocument,
  repeatedFrom,
  type SectionId,
  sectionOf,
  toMarkdown,
} from '@/lib/documents';
import { bandOf } from '@/lib/documents/minutes';
import { KINDS, type Kind, type Note } from '@/lib/notes';
import { finalised, newDocument, type SessionDocument, withAddendum } from '@/lib/papers';
import { newClient } from '@/lib/practice';
import { forPractice } from '@/lib/text';
import { gapsOf, HOUR, NOON, note, RULES, rendered, session } from '../../fixtures/document.ts';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';

const BROUGHT = formatsWith([], english);
const linesOf = (notes: readonly Note[], format: FormatId) =>
  Object.fromEntries(
    rendered(notes, format).sections.map(({ id, lines }) => [id, lines.map(({ text }) => text)]),
  );

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
      'Practitioner raised the appraisal; client initiated topic of sleep and the roster; offered: a walk.',
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
    plan: ['say no (before Friday; one line)', 'a walk (offered)'],
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

test('what nobody noted is said as that, and not as none', () => {
  const text = documentText(rendered([], 'soap'), english);
  expect(text).toContain('Risk\nNothing was noted. This says nothing about risk.');
  expect(text).not.toMatch(/\bnone\b/i);
});

test('a draft names the formats that have own words, and are not shown', () => {
  const own = { dap: { data: '', assessment: 'mine' }, soap: { plan: 'here' }, gone: { x: 'y' } };
  const elsewhere = (document: SessionDocument) =>
    renderDocument(session([]), document, null, english, RULES).elsewhere;
  expect(elsewhere({ ...newDocument('soap'), own })).toEqual([
    { id: 'dap', name: 'DAP', sections: ['Assessment'] },
  ]);
  expect(elsewhere(newDocument('soap'))).toEqual([]);
});

test('what is final stays as it was, whatever the client and the rules are by now', () => {
  const client = newClient('c1', 'M-17', 1);
  const rules = { ...RULES, lateHours: 24, clientPlace: 'Berlin' };
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
  const rules = { ...RULES, lateHours: 24 };
  const draft = newDocument('narrative');
  const before = renderDocument(session(said), draft, null, english, rules);
  const final = finalised(draft, NOON + 2 * HOUR, '', asFinal(before, '', false, 0));
  if (typeof final === 'string') throw new Error(final);
  const then = renderDocument(session(said), final, null, english, rules);
  const others = forPractice(english, 'coach', '24');
  const otherwise = { ...RULES, lateHours: 1, billingBands: true };
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
  const rules = RULES;
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
  const rules = RULES;
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
