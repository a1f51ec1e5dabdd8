import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Age, BackupError, readBackup } from '@/lib/backup';
import {
  clientJson,
  clientMarkdown,
  documentFhir,
  documentText,
  handoutText,
  PARTS,
  renderDocument,
  toJson,
  toMarkdown,
} from '@/lib/documents';
import { headOf } from '@/lib/library';
import { TextIndex, textsOf } from '@/lib/library/text-index';
import type { Note } from '@/lib/notes';
import { NO_HANDOUT, newDocument, type PaperBodies, type PaperKind } from '@/lib/papers';
import { type Client, dueAt, presetProblem, ruleFor } from '@/lib/practice';
import { NO_QUERY } from '@/lib/search';
import { inMinutes, timeline } from '@/lib/session';
import { isSound, type SessionRecord, type Transferred } from '@/lib/vault';
import { RULES } from '../../fixtures/document.ts';
import { english } from '../../fixtures/english.ts';
import { oddLines, THEN } from '../../fixtures/odd-backup.ts';

const FILES = 10_000;
const HEADER = 'age-encryption.org/v1\n-> scrypt x 18\n';

/** Gives what is after the header as it is: what these files are about is what is inside. */
const open: Age = async (_, __, stream) => {
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const inner = new Blob([bytes.slice(HEADER.length)]);
  return { stream: inner.stream() as ReadableStream<Uint8Array<ArrayBuffer>>, stop: () => {} };
};

const fileOf = async (text: string) => {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Blob([HEADER, await new Response(packed).arrayBuffer()]);
};

/**
 * What the desk and the panel make of what was accepted, with documents for other programs if they
 * are wanted. It throws if they can't.
 */
function draw(accepted: readonly Transferred[], withDocuments: boolean): void {
  const clients: Client[] = [];
  const sessions: SessionRecord[] = [];
  for (const record of accepted) {
    if (record.record === 'client') clients.push({ id: record.id, ...record.body });
    if (record.record === 'settings')
      for (const preset of record.body.presets)
        expect(presetProblem(preset, record.body.presets)).toBe(null);
    if (record.record !== 'session') continue;
    const notes = accepted.flatMap((line): Note[] =>
      line.record === 'line' && line.sessionId === record.id ? [{ id: line.id, ...line.body }] : [],
    );
    const { plan, place: meeting } = record.body;
    const { events } = record;
    sessions.push({ id: record.id, plan, meeting, events, notes, unreadable: 0, locked: 0 });
  }
  for (const session of sessions)
    for (const at of [0, THEN, THEN + 3_600_000])
      inMinutes(timeline(session.plan, session.events, at));
  const paper = <Kind extends PaperKind>(kind: Kind, of: string): PaperBodies[Kind] | null => {
    const found = accepted.find(
      (one) => one.record === 'paper' && one.kind === kind && one.of === of,
    );
    return found?.record === 'paper' ? (found.body as PaperBodies[Kind]) : null;
  };
  const handouts = new Map(
    sessions.flatMap(({ id }) => {
      const handout = paper('handout', id);
      return handout ? [[id, handout] as const] : [];
    }),
  );
  for (const session of withDocuments ? sessions : []) {
    const document = paper('document', session.id) ?? newDocument('soap');
    const rules = { ...RULES, lateHours: 24, billingBands: true };
    const shown = renderDocument(session, document, null, english, rules);
    documentText(shown, english);
    documentFhir(session, document, shown, null, english, THEN);
    handoutText(session, handouts.get(session.id) ?? NO_HANDOUT, english);
  }
  for (const part of PARTS) {
    toJson(sessions, clients, part, THEN, handouts);
    toMarkdown(sessions, clients, part, english, THEN, handouts);
    const cards = new Map(
      accepted.flatMap((line) => (line.record === 'card' ? [[line.id, line.body] as const] : [])),
    );
    for (const client of clients) {
      const papers = {
        goals: paper('goals', client.id),
        plans: paper('plans', client.id),
        ahead: paper('ahead', client.id),
        measures: paper('measures', client.id),
        scaling: paper('scaling', client.id),
        absences: paper('absences', client.id),
        feedback: paper('feedback', client.id),
        cards,
      };
      clientJson(client, sessions, part, THEN, papers, handouts);
      clientMarkdown(client, sessions, part, english, THEN, papers, handouts);
    }
  }
  for (const client of clients) dueAt(ruleFor(client, 7), THEN);
  const index = new TextIndex();
  for (const session of sessions) {
    expect(headOf(session).odd).toBe(false);
    index.put(textsOf(session), null);
  }
  index.search({ ...NO_QUERY, words: 'a', among: 'both' }, 10);
}

test(`${FILES} files that somebody made or damaged are drawn, or refused with a reason`, async () => {
  const counts = { drawn: 0, partly: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(oddLines, async (text) => {
      const accepted: Transferred[] = [];
      let left = 0;
      try {
        for await (const record of readBackup(await fileOf(text), 'x', open))
          if (isSound(record)) accepted.push(record);
          else left += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(BackupError);
        counts.refused += 1;
        return;
      }
      counts[left > 0 ? 'partly' : 'drawn'] += 1;
      // They are most of the work.
      draw(accepted, (counts.drawn + counts.partly) % 5 === 0);
    }),
    { numRuns: FILES, seed: 20261127 },
  );
  console.log(`odd files: ${JSON.stringify(counts)}`);
  // Each of the three ends was reached often.
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(FILES / 100);
}, 240_000);
