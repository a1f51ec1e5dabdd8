import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { documentDocx } from '@/lib/documents/docx';
import { english } from '../../fixtures/english.ts';
import { document, hidden, notes, rendered } from '../../fixtures/rich-session.ts';

/** The words of a piece of XML, as they are read. */
const wordsOf = (xml: string) =>
  xml
    .replace(/<text:line-break\/>|<text:s\/>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name as string] ?? '&',
    )
    .replace(/\s+/g, ' ');

test('LibreOffice opens a rich document for Word whole, with its headings as headings', async (context) => {
  if (spawnSync('soffice', ['--version']).error)
    return context.skip('2026-11-28: LibreOffice is not installed, and only root may install it');
  const folder = mkdtempSync(path.join(tmpdir(), 'perch-office-'));
  try {
    const shown = rendered(document);
    const file = await documentDocx(shown, 'M-17, 23 November', english);
    writeFileSync(path.join(folder, 'a.docx'), Buffer.from(await file.arrayBuffer()));
    const opened = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile'))}`,
        ...['--headless', '--convert-to', 'fodt', '--outdir', folder],
        path.join(folder, 'a.docx'),
      ],
      { timeout: 50_000 },
    );
    expect(opened.status).toBe(0);
    const text = readFileSync(path.join(folder, 'a.fodt'), 'utf8');
    const headings = [
      ...text.matchAll(/<text:h [^>]*text:outline-level="(\d)"[^>]*>(.*?)<\/text:h>/g),
    ].map(([, level, words = '']) => `${level} ${wordsOf(words)}`);
    expect(headings).toEqual([
      '1 M-17, 23 November',
      ...['2 Subjective', '2 Objective', '2 Assessment', '2 Plan', '2 Risk'],
      expect.stringMatching(/^2 Addendum/),
    ]);
    const words = wordsOf(text);
    for (const said of ['The date was the 9th.', 'Steadier than in spring', 'Her picture froze'])
      expect(words).toContain(said);
    // What needs care in XML and in Markdown is as it was typed.
    const inDocument = notes.filter(({ text: typed }) =>
      JSON.stringify(shown).includes(JSON.stringify(typed).slice(1, -1)),
    );
    expect(inDocument.length).toBeGreaterThan(10);
    for (const { text: typed } of inDocument) expect(words).toContain(typed.replace(/\s+/g, ' '));
    expect(words).not.toContain(hidden.text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
