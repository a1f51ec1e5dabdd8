import type { Text } from '../text';
import { escaped } from './markdown';
import { type DocumentSection, type RenderedDocument, sectionText } from './session-document';

/** What is left to be filled in by hand. */
export const BLANK = '________';

/** What is said of a section without words. */
export const gapText = ({ id }: Pick<DocumentSection, 'id'>, text: Text): string =>
  // An empty section must not be read as a finding that there was none.
  text(id === 'risk' ? 'document_gapRisk' : 'document_gap');

/** A document's sections and addenda, each with its heading. */
export const partsOf = (document: RenderedDocument, text: Text) => [
  ...document.sections.map((section) => ({
    title: section.title,
    words: sectionText(section) || gapText(section, text),
  })),
  ...document.addenda.map(({ when, text: words }) => ({
    title: text('doc_addendumOf', when),
    words,
  })),
];

/** A whole document as plain text, with blanks as blanks. */
export const documentText = (document: RenderedDocument, text: Text): string =>
  [
    ...document.header.map(({ label, text: words }) => `${label}: ${words || BLANK}`),
    ...partsOf(document, text).flatMap(({ title, words }) => ['', title, words]),
  ].join('\n');

/** A whole document as Markdown that reads as it was typed, with blanks as blanks. */
export const documentMarkdown = (document: RenderedDocument, title: string, text: Text): string =>
  `${[
    `# ${escaped(title)}`,
    document.header
      .map(({ label, text: words }) => `- ${escaped(label)}: ${escaped(words || BLANK)}`)
      .join('\n'),
    ...partsOf(document, text).flatMap((part) => [
      `## ${escaped(part.title)}`,
      escaped(part.words),
    ]),
  ].join('\n\n')}\n`;

/**
 * A whole document as HTML without styles or scripts, for another program to paste: its head as a
 * table, its sections under headings, blanks as blanks.
 */
export function documentHtml(document: RenderedDocument, text: Text): string {
  const rows = document.header.map(
    ({ label, text: words }) =>
      `<tr><th>${asHtml(label)}</th><td>${asHtml(words || BLANK)}</td></tr>`,
  );
  const parts = partsOf(document, text).flatMap(({ title, words }) => [
    `<h2>${asHtml(title)}</h2>`,
    ...words.split('\n').map((line) => `<p>${asHtml(line)}</p>`),
  ]);
  return `<table>${rows.join('')}</table>${parts.join('')}`;
}

/** Words as HTML shows them. */
const asHtml = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
