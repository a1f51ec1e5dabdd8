import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { toMarkdown } from '@/lib/documents';
import { newNote } from '@/lib/notes';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { begun, planAt } from '../../fixtures/session.ts';

const START = new Date(2026, 10, 24, 9).getTime();

/** The record of a session with these private notes, as Markdown. */
const written = (...texts: readonly string[]): string => {
  const session: SessionRecord = {
    id: 's',
    plan: planAt(START),
    meeting: null,
    events: begun(START),
    notes: texts.map((text, at) => ({
      ...newNote({ id: `n${at}`, at: START, leg: null, intoMs: 0, kind: 'note', text }),
      compartment: 'private' as const,
    })),
    unreadable: 0,
    locked: 0,
  };
  return toMarkdown([session], [], 'private', english, START + 1);
};

type Node = { readonly type: string; readonly value?: string; readonly children?: readonly Node[] };
/** What is read on a page: text, and line breaks. */
const read = (node: Node): string =>
  node.type === 'break' ? '\n' : (node.value ?? (node.children ?? []).map(read).join(''));

/** The structure of a document as another program sees it, and what its last list says. */
function seen(markdown: string) {
  const root = fromMarkdown(markdown) as Node;
  const shape = (node: Node): unknown =>
    node.children && !['paragraph', 'heading'].includes(node.type)
      ? [node.type, ...node.children.map(shape)]
      : node.type;
  const list = root.children?.findLast(({ type }) => type === 'list');
  return { shape: shape(root), notes: (list?.children ?? []).map(read) };
}

/** Line ends are one, and a note has none around it. Lines of spaces are empty. */
const asTyped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
    .map((line, at, all) => (line.trim() === '' && at < all.length - 1 ? '' : line))
    .join('\n');

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    ...[
      '\n',
      '\n\n',
      '\r\n',
      '    ',
      '\t',
      '===',
      '---',
      '***',
      '# ',
      '> ',
      '1. ',
      '2) ',
      '- ',
      '+ ',
    ],
    ...[
      '* ',
      '```',
      '~~~',
      '`a`',
      '**b**',
      '_c_',
      '[d](e)',
      '![f](g)',
      '<b>',
      '<!--',
      '&amp;',
      '&#35;',
    ],
    ...['|', '\\', '\\n', 'www.a.example', 'https://a.example', '[^1]', '[x] ', ':---:', '$x$'],
  ),
);
const note = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(''))
  // No parser shows a null character as it is.
  .filter((text) => text.trim() !== '' && !text.includes('\0'));

describe('a document', () => {
  test('reads as it was typed, and keeps its structure, whatever a note holds', () => {
    const { shape } = seen(written('one', 'two'));
    fc.assert(
      fc.property(note, note, (one, two) => {
        const document = seen(written(one, two));
        expect(document.notes).toEqual([asTyped(one), asTyped(two)]);
        expect(document.shape).toEqual(shape);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    'a\n===',
    'a\n---',
    '    four spaces',
    'a\n    four\n\n\nb',
    '1. a',
    'a  ',
    '+ b',
    '\\',
  ])('reads as it was typed: %j', (text) => {
    expect(seen(written(text)).notes).toEqual([text]);
  });
});
