import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  type AsFinal,
  asLastTime,
  finalised,
  LONGEST_OWN_WORDS,
  newDocument,
  PAPERS,
  type SessionDocument,
  withAddendum,
  withBlanksFilled,
  withHeader,
  withOwnWords,
} from '@/lib/papers';

const HEAD: AsFinal = {
  code: 'M-17',
  late: false,
  notes: ['n1'],
  header: { ownPlace: 'Office' },
  ownFormat: null,
  left: '',
  utcOffset: 0,
  shown: { format: 'soap', header: [], sections: [] },
};
const draft: SessionDocument = {
  ...newDocument('soap'),
  own: { soap: { plan: 'as it was' } },
};
const done = (change: Partial<SessionDocument> = {}, at = 20): SessionDocument => {
  const made = finalised({ ...draft, ...change }, at, '', HEAD);
  if (typeof made === 'string') throw new Error(made);
  return made;
};
const long = 'x'.repeat(LONGEST_OWN_WORDS + 1);

describe('a draft', () => {
  test('takes own words and a head, and gives them up', () => {
    const words = withOwnWords(draft, 'dap', 'data', 'some words');
    expect(words).toMatchObject({
      own: { soap: { plan: 'as it was' }, dap: { data: 'some words' } },
    });
    expect(withOwnWords(draft, 'soap', 'plan', ' ')).toMatchObject({ own: { soap: {} } });
    expect(withHeader(draft, 'signature', ' R. S. ')).toMatchObject({
      header: { signature: 'R. S.' },
    });
    // A blank is one, also where something else would stand.
    expect(withHeader(draft, 'participants', '')).toMatchObject({ header: { participants: '' } });
  });

  test('keeps no character that other programs choke on', () => {
    expect(withOwnWords(draft, 'soap', 'plan', 'a\u000bb\ud800')).toMatchObject({
      own: { soap: { plan: 'ab\ufffd' } },
    });
  });

  test('refuses what is too long, and an addendum', () => {
    expect(withOwnWords(draft, 'soap', 'plan', long)).toBe('ownWordsTooLong');
    expect(withHeader(draft, 'signature', long)).toBe('ownWordsTooLong');
    expect(finalised(draft, 1, long, HEAD)).toBe('ownWordsTooLong');
    expect(withAddendum(draft, { id: 'a', at: 1, utcOffset: null, text: 'x' })).toBe(
      'notFinalised',
    );
  });
});

describe('a final document', () => {
  test('keeps what it was finalised with, and changes no more', () => {
    expect(done()).toMatchObject({
      finalisedAt: 20,
      final: { code: 'M-17', late: false, notes: ['n1'] },
      header: { ownPlace: 'Office' },
    });
    expect(finalised(done(), 30, '', HEAD)).toBe('finalised');
    expect(withOwnWords(done(), 'soap', 'plan', 'other')).toBe('finalised');
    expect(withHeader(done(), 'signature', 'x')).toBe('finalised');
  });

  test('takes addenda, the same one once, and no empty one', () => {
    const once = withAddendum(done(), { id: 'a', at: 30, utcOffset: null, text: ' the 9th ' });
    if (typeof once === 'string') throw new Error(once);
    expect(once.addenda).toEqual([{ id: 'a', at: 30, utcOffset: null, text: 'the 9th' }]);
    expect(withAddendum(once, { id: 'a', at: 31, utcOffset: null, text: 'the 9th' })).toBe(once);
    expect(withAddendum(once, { id: 'b', at: 31, utcOffset: null, text: ' ' })).toBe(
      'emptyAddendum',
    );
    expect(withAddendum(once, { id: 'b', at: 31, utcOffset: null, text: long })).toBe(
      'ownWordsTooLong',
    );
  });
});

describe('two versions of a document', () => {
  const { merge } = PAPERS.document;

  test('that are drafts become one with the words of both, each line once', () => {
    const other = { ...draft, own: { soap: { plan: 'as it was\nand more', risk: 'asked' } } };
    expect(merge(draft, other).own).toEqual({
      soap: { plan: 'as it was\nand more', risk: 'asked' },
    });
    // A word that is a part of another is another word.
    const anna = { ...draft, own: { soap: { plan: 'Anna' } } };
    const an = { ...draft, own: { soap: { plan: 'An' } } };
    expect(merge(anna, an).own).toEqual({ soap: { plan: 'Anna\nAn' } });
    expect(merge(merge(anna, an), an)).toEqual(merge(anna, an));
  });

  test.each([
    ['the one here', (a: SessionDocument, b: SessionDocument) => merge(a, b)],
    ['the other', (a: SessionDocument, b: SessionDocument) => merge(b, a)],
  ])(
    'leave a final one word for word as it was, and add what only the draft says: %s',
    (_, both) => {
      const other = { ...draft, own: { soap: { plan: 'newer words' } } };
      const made = both(done(), other);
      expect(made).toMatchObject({
        finalisedAt: 20,
        own: { soap: { plan: 'as it was' } },
        addenda: [{ text: 'newer words' }],
      });
      expect(both(made, other).addenda).toHaveLength(1);
    },
  );

  test('that are both final keep the earlier, and the addenda of both', () => {
    const add = (to: SessionDocument, id: string) => {
      const made = withAddendum(to, { id, at: 40, utcOffset: null, text: id });
      if (typeof made === 'string') throw new Error(made);
      return made;
    };
    const made = merge(add(done({}, 30), 'late one'), add(done({}, 20), 'early one'));
    expect(made.finalisedAt).toBe(20);
    expect(made.addenda.map(({ text }) => text).sort()).toEqual(['early one', 'late one']);
  });
});

test('what two devices have written is read again, however long both are', () => {
  const { merge, shape } = PAPERS.document;
  const of = (letter: string): SessionDocument => ({
    ...newDocument('soap'),
    own: { soap: { plan: letter.repeat(LONGEST_OWN_WORDS), risk: letter.repeat(9_000) } },
    header: { signature: letter.repeat(LONGEST_OWN_WORDS) },
  });
  const drafts = merge(of('a'), of('b'));
  expect(drafts.own.soap?.plan).toHaveLength(2 * LONGEST_OWN_WORDS + 1);
  const final = finalised(of('a'), 20, '', HEAD);
  if (typeof final === 'string') throw new Error(final);
  for (const both of [drafts, merge(final, of('b')), merge(drafts, of('c'))])
    expect(v.parse(shape, both)).toEqual(both);
});

test('blanks alone are filled in, and nothing once it is final', () => {
  const document = { ...newDocument('soap'), header: { ownPlace: 'Home', modality: '' } };
  const filled = withBlanksFilled(document, { ownPlace: 'Office', modality: 'Video' });
  expect(filled).toMatchObject({ header: { ownPlace: 'Home', modality: 'Video' } });
  expect(withBlanksFilled({ ...document, finalisedAt: 1 }, { modality: 'Video' })).toBe(
    'finalised',
  );
});

test('the head of the session before fills blanks alone, and never a place of the client or a signature', () => {
  const before = {
    ownPlace: 'Office',
    modality: 'Video',
    planLink: '',
    clientPlace: 'At home',
    signature: 'R. S.',
  };
  expect(asLastTime(before, ['ownPlace', 'planLink', 'clientPlace', 'signature'])).toEqual({
    ownPlace: 'Office',
  });
  expect(asLastTime(before, [])).toEqual({});
  expect(asLastTime({}, ['ownPlace', 'modality'])).toEqual({});
});
