import { describe, expect, test } from 'vitest';
import {
  asFinal,
  documentText,
  formatCalled,
  formatLike,
  formatsWith,
  renderDocument,
  sectionOf,
  withoutWordsLeft,
} from '@/lib/documents';
import { KINDS, type OwnFormat } from '@/lib/notes';
import { finalised, inFormat, newDocument, type SessionDocument } from '@/lib/papers';
import { RULES } from '../../fixtures/document.ts';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { begun, planAt } from '../../fixtures/session.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const OWN: OwnFormat = {
  id: 'own',
  name: 'Two parts',
  sections: [
    { id: 'heard', title: 'What I heard' },
    { id: 'next', title: 'What comes next' },
  ],
  places: { said: 'heard', focus: 'heard', plan: 'next' },
};
const NOTES = [
  { ...line('n1', 'the move'), kind: 'focus' as const },
  { ...line('n2', 'call her'), kind: 'plan' as const },
  { ...line('n3', 'tired'), kind: 'observed' as const },
];
const shown = (document: SessionDocument, formats: readonly OwnFormat[] = [OWN]) =>
  renderDocument(
    {
      id: 's1',
      plan: planAt(NOON),
      meeting: null,
      events: begun(NOON),
      notes: NOTES,
      unreadable: 0,
      locked: 0,
    },
    document,
    null,
    english,
    { ...RULES, formats: [...formats] },
  );
const draft: SessionDocument = {
  ...newDocument('own', OWN),
  own: { own: { heard: 'in her words' } },
};
const titles = (document: SessionDocument, formats?: readonly OwnFormat[]) =>
  shown(document, formats).sections.map(({ title }) => title);

describe('a document in an own format', () => {
  test('has its sections, in their order, with the notes that go there', () => {
    const { format, sections, gaps } = shown({ ...newDocument('own', OWN) });
    expect(format.name).toBe('Two parts');
    expect(sections.map(({ title, lines }) => [title, lines.map(({ text }) => text)])).toEqual([
      ['What I heard', ['the move']],
      ['What comes next', ['call her']],
    ]);
    expect(gaps).toEqual([]);
    expect(sectionOf(format, 'observed')).toBe(null);
  });

  test('names its gaps by their titles', () => {
    const more = { ...OWN, sections: [...OWN.sections, { id: 'c', title: 'Between us' }] };
    expect(shown(newDocument('own', more), [more]).gaps).toEqual([{ id: 'c', name: 'Between us' }]);
  });

  test('follows the format while it is a draft', () => {
    const renamed = { ...OWN, name: 'Other', sections: OWN.sections.toReversed() };
    expect(titles(draft, [renamed])).toEqual(['What comes next', 'What I heard']);
  });

  test('stays as it was finalised, whatever becomes of the format', () => {
    const final = finalised(draft, NOON, '', asFinal(shown(draft), 'M-17', false, 0));
    if (typeof final === 'string') throw new Error(final);
    const was = documentText(shown(final), english);
    for (const later of [[], [{ ...OWN, name: 'Other', sections: [] }]])
      expect(documentText(shown(final, later), english)).toBe(was);
    expect(shown(final, []).format.name).toBe('Two parts');
  });

  test('gains and loses no words once it is final, whatever becomes of other formats', () => {
    // Its words in the own format are out of sight while that is known.
    const inSoap = inFormat(draft, 'soap', null);
    const final = finalised(inSoap, NOON, '', asFinal(shown(inSoap), 'M-17', false, 0));
    const without = finalised(inSoap, NOON, '', asFinal(shown(inSoap, []), 'M-17', false, 0));
    if (typeof final === 'string' || typeof without === 'string') throw new Error('not final');
    for (const formats of [[OWN], []]) {
      expect(titles(final, formats)).not.toContain("Words from a section that's gone");
      expect(titles(without, formats)).toContain("Words from a section that's gone");
    }
  });

  test('gives up the words of what is gone when somebody removes them, and no others', () => {
    const more = { ...draft, own: { ...draft.own, soap: { plan: 'kept' } } };
    const less = withoutWordsLeft(more, shown(more, []));
    // The draft has its format with it.
    expect(less.own).toEqual(more.own);
    const unknown = { ...more, format: 'soap', ownFormat: null };
    expect(withoutWordsLeft(unknown, shown(unknown, [])).own).toEqual({ soap: { plan: 'kept' } });
  });

  test('is read where the format is not known, as on another device', () => {
    expect(titles(draft, [])).toEqual(['What I heard', 'What comes next']);
  });

  test('shows own words of what is gone in a last section, which takes no more', () => {
    const without = { ...OWN, sections: OWN.sections.slice(1) };
    const left = shown(draft, [without]).sections.at(-1);
    expect(left).toMatchObject({
      title: "Words from a section that's gone",
      own: 'in her words',
      canWrite: false,
    });
    const unknown = { ...newDocument('soap'), own: { gone: { part: 'kept' } } };
    expect(documentText(shown(unknown), english)).toContain(
      "Words from a section that's gone\nkept",
    );
    // In another format that is known, they wait for their own.
    expect(titles(inFormat(draft, 'dap', null))).not.toContain("Words from a section that's gone");
  });
});

describe('the formats there are', () => {
  test('are those brought along and the own ones, of which none takes the place of another', () => {
    const formats = formatsWith([OWN, { ...OWN, id: 'soap', name: 'False' }], english);
    expect(formats.map(({ name }) => name)).toEqual([
      'Narrative',
      'SOAP',
      'DAP',
      'BIRP',
      'GIRP',
      'PIRP',
      'Two parts',
    ]);
  });

  test('can each be begun like, with ids of its own', () => {
    const soap = formatCalled('soap', formatsWith([], english));
    const ids = ['id1', 'id2', 'id3', 'id4', 'id5'];
    const left = [...ids];
    const like = formatLike(soap, 'own', () => left.shift() ?? '');
    expect(like.sections.map(({ title }) => title)).toEqual(
      soap.sections.map(({ title }) => title),
    );
    for (const kind of KINDS) {
      const title = sectionOf(soap, kind)?.title;
      expect(sectionOf({ ...like, name: 'x' }, kind)?.title).toBe(title);
    }
    expect(like.sections.map(({ id }) => id)).toEqual(ids);
  });
});
