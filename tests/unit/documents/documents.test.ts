import { describe, expect, test } from 'vitest';
import { clientJson, clientMarkdown, exportName, PARTS, toJson, toMarkdown } from '@/lib/documents';
import { newNote } from '@/lib/notes';
import { newClient } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { begun, planAt } from '../../fixtures/session.ts';

const START = new Date(2026, 10, 24, 9).getTime();
const NOW = START + 4_000_000;
const line = (id: string, change: Partial<ReturnType<typeof newNote>> = {}) => ({
  ...newNote({
    id,
    at: START,
    leg: 'opening',
    intoMs: 65_000,
    kind: 'note',
    text: `text of ${id}`,
  }),
  ...change,
});
const session: SessionRecord = {
  id: 's',
  plan: planAt(START),
  meeting: null,
  events: [
    ...begun(START),
    { type: 'clientChosen', at: START, clientId: 'c', confirmed: true, room: null },
    { type: 'legSetAside', at: START, leg: 'planning', reason: { words: 'too much' } },
  ],
  notes: [
    line('record'),
    line('private', { compartment: 'private' }),
    line('copy', { clientCopy: true, kind: 'takeaway', speaker: 'AB' }),
    line('deleted', { deleted: true, clientCopy: true }),
    // An earlier mistake has marked this note for both, and private wins.
    line('both', { compartment: 'private', clientCopy: true }),
  ],
  unreadable: 0,
  locked: 0,
};
const client = { ...newClient('c', 'M-17', START), name: 'Mara', legalHold: 'a claim' };

const HOLDS: Readonly<Record<(typeof PARTS)[number], readonly string[]>> = {
  record: ['record', 'copy'],
  private: ['private', 'both'],
  client: ['copy'],
};

describe.each(PARTS)('an export of the part "%s"', (part) => {
  const files = {
    markdown: toMarkdown([session], [client], part, english, NOW),
    json: toJson([session], [client], part, NOW),
    'a whole file as Markdown': clientMarkdown(client, [session], part, english, NOW),
    'a whole file as JSON': clientJson(client, [session], part, NOW),
  };
  test.each(Object.entries(files))('holds what belongs to it and nothing else: %s', (_, file) => {
    for (const { id, text } of session.notes)
      expect(file.includes(text), id).toBe(HOLDS[part].includes(id));
  });
  test('says times, and who the client is, in the record alone', () => {
    const record = part === 'record';
    expect(files.markdown.includes('Minutes')).toBe(record);
    expect(files.markdown.includes('1:05')).toBe(record);
    for (const file of [files.json, files['a whole file as JSON']]) {
      expect(file.includes('too much')).toBe(record);
      for (const field of ['startedAt', 'contactMs', 'legs', 'events', 'intoMs'])
        expect(file.includes(`"${field}"`), field).toBe(record);
      expect(file).toContain('"day": "2026-11-24"');
    }
    for (const file of [files['a whole file as Markdown'], files['a whole file as JSON']]) {
      expect(file).toContain('M-17');
      expect(file.includes('Mara')).toBe(record);
      expect(file.includes('a claim')).toBe(record);
    }
  });
});

test('a session states the day and the times that the clock showed where it was', () => {
  const at = Date.UTC(2026, 10, 24, 2);
  const events = [
    { type: 'started', at, toldAt: at, utcOffsetMinutes: -480 },
    { type: 'zoneChanged', at: at + 2_400_000, utcOffsetMinutes: -420 },
    { type: 'ended', at: at + 3_000_000 },
  ] as const;
  const away: SessionRecord = { ...session, plan: planAt(at), events };
  const markdown = toMarkdown([away], [client], 'record', english, NOW);
  expect(markdown).toContain('## Monday, 23 November 2026');
  expect(markdown).toContain('Started: 18:00');
  expect(markdown).toContain('Ended: 19:50');
  for (const part of PARTS)
    expect(toJson([away], [client], part, NOW), part).toContain('"day": "2026-11-23"');
});

test('a file of private notes has another name than the record', () => {
  expect(PARTS.map((part) => exportName(START, part, 'md'))).toEqual([
    'perch-2026-11-24.md',
    'perch-private-2026-11-24.md',
    'perch-client-2026-11-24.md',
  ]);
});

test('who said a note is said in front of it', () => {
  expect(toMarkdown([session], [client], 'client', english, NOW)).toContain('AB: text of copy');
});
