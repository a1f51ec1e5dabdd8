import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  WidthType,
} from 'docx';
import type { Text } from '../text';
import { BLANK, partsOf } from './document-text';
import type { RenderedDocument } from './session-document';

/**
 * A session's document as a Word file, with headings as styles, the head as a table, and blanks as
 * blanks. It holds what the document shows, and nothing else of the session.
 */
export function documentDocx(rendered: RenderedDocument, title: string, text: Text): Promise<Blob> {
  const heading = (words: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
    new Paragraph({ text: words, heading: level });
  const lines = (words: string) => words.split('\n').map((line) => new Paragraph(line));
  const cell = (words: string, percent: number) =>
    new TableCell({
      width: { size: percent, type: WidthType.PERCENTAGE },
      children: [new Paragraph(words)],
    });
  const file = new Document({
    creator: text('extension_name'),
    title,
    styles: {
      default: {
        // Without these, programs choose 10 points, and tell no heading from a line.
        document: {
          run: { font: 'Arial', size: 22, language: { value: text.locale } },
          paragraph: { spacing: { after: 80 } },
        },
        heading1: headingStyle(0),
        heading2: headingStyle(1),
      },
    },
    sections: [
      {
        children: [
          heading(title, HeadingLevel.HEADING_1),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: rendered.header.map(
              ({ label, text: words }) =>
                new TableRow({ children: [cell(label, 36), cell(words || BLANK, 64)] }),
            ),
          }),
          ...partsOf(rendered, text).flatMap(({ title: name, words }) => [
            heading(name, HeadingLevel.HEADING_2),
            ...lines(words),
          ]),
        ],
      },
    ],
  });
  return Packer.toBlob(file);
}

/** Sizes are in half points, spaces in twentieths of a point. */
const headingStyle = (outlineLevel: 0 | 1) => ({
  run: { bold: true, color: '1F2523', size: outlineLevel === 0 ? 32 : 26 },
  paragraph: { outlineLevel, keepNext: true, spacing: { before: 240, after: 80 } },
});
