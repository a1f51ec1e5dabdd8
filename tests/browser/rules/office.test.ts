import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { renderDocument } from '@/lib/documents';
import { documentDocx } from '@/lib/documents/docx';
import { newDocument } from '@/lib/papers';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { madeUpPractice } from '../../fixtures/practice.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const PRIVATE = 'a doubt of mine';

test('LibreOffice opens a document for Word with its headings as headings', async (context) => {
  if (spawnSync('soffice', ['--version']).error)
    return context.skip('2026-11-28: LibreOffice is not installed, and only root may install it');
  const made = madeUpPractice({ sessions: 60, clients: 30, now: NOW });
  const [session] = made.sessions();
  const [client] = made.clients;
  if (!session || !client) throw new Error('the practice is empty');
  const shown = renderDocument(
    { ...session, notes: [...session.notes, line('p', PRIVATE, 'private')] },
    {
      ...newDocument('soap'),
      finalisedAt: NOW,
      addenda: [{ id: 'a', at: NOW, utcOffset: null, text: 'The date was the 9th.' }],
    },
    client,
    english,
    { lateHours: 24, billingBands: false, formats: [], clientPlace: '' },
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'perch-office-'));
  try {
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
    ].map(([, level, words = '']) => `${level} ${words.replace(/<[^>]+>/g, '')}`);
    expect(headings).toEqual([
      '1 M-17, 23 November',
      ...['2 Subjective', '2 Objective', '2 Assessment', '2 Plan', '2 Risk'],
      expect.stringMatching(/^2 Addendum/),
    ]);
    expect(text).toContain('The date was the 9th.');
    expect(text).not.toContain(PRIVATE);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
