import { beforeEach, describe, expect, test } from 'vitest';
import { createFiles } from '@/lib/desk/files';
import { promptsToJson } from '@/lib/documents';
import { TextIndex, textsOf } from '@/lib/library/text-index';
import type { Calendar } from '@/lib/papers';
import { type Card, DEFAULT_SETTINGS, EMPTY_CARD, newClient, type Settings } from '@/lib/practice';
import { NO_CHANGES } from '@/lib/prompts';
import { NO_QUERY } from '@/lib/search';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { begun, planAt } from '../../fixtures/session.ts';

const NOON = new Date(2026, 10, 23, 12, 0).getTime();
let saved: { name: string; type: string; text: Promise<string> }[];
let logged: [number, number][];
let settings: Settings;
let problem: 'storageFailed' | null;
beforeEach(() => {
  saved = [];
  cards.clear();
  logged = [];
  settings = DEFAULT_SETTINGS;
  problem = null;
  readFails = false;
});
let readFails = false;
let sessions: readonly SessionRecord[] = [];
const papers = new Map<string, unknown>();
const cards = new Map<string, Card>();
const indexOf = (all: readonly SessionRecord[]) => {
  const index = new TextIndex();
  for (const one of all) index.put(textsOf(one), null);
  return index;
};
const files = createFiles(
  {
    async changeSettings(change) {
      settings = change(settings);
      return problem;
    },
    async changePaper(kind, of, change) {
      const next = change((papers.get(`${of}/${kind}`) ?? null) as never);
      if (next) papers.set(`${of}/${kind}`, next);
      return null;
    },
    async logExport(sessions, notes) {
      logged.push([sessions, notes]);
      return null;
    },
  },
  {
    text: () => english,
    now: () => NOON,
    async read() {
      if (readFails) throw new Error('the storage is gone');
      return sessions;
    },
    idsOf: async () => ['s1'],
    search: async (query, most) => ({ ...indexOf(sessions).search(query, most), complete: true }),
    readPaper: async (kind, of) => (papers.get(`${of}/${kind}`) ?? null) as never,
    readCard: async (id) => cards.get(id) ?? EMPTY_CARD,
    save: (file, name) => saved.push({ name, type: file.type, text: file.text() }),
  },
);

const session = (...notes: SessionRecord['notes']): SessionRecord => ({
  id: 's1',
  plan: planAt(NOON),
  meeting: null,
  events: begun(NOON),
  notes,
  unreadable: 0,
  locked: 0,
});
const own = { id: 'own-1', text: 'What else?', legs: ['agenda'], situation: null } as const;

describe('an export', () => {
  test.each([
    ['md', 'text/markdown;charset=utf-8'],
    ['json', 'application/json;charset=utf-8'],
  ] as const)('of sessions as %s is one file with its type and day', async (format, type) => {
    sessions = [session(line('a', 'in the record'))];
    await files.exportSessions(['s1'], [], 'record', format);
    expect(saved.map((one) => one.type)).toEqual([type]);
    expect(saved[0]?.name).toMatch(new RegExp(`2026-11-23.*\\.${format}$`));
    expect(await saved[0]?.text).toContain('in the record');
  });

  test('says how many sessions are missing in it, until the next file is whole', async () => {
    sessions = [session(line('a', 'in the record'))];
    await files.exportSessions(['s1', 'damaged', 'damaged too'], [], 'record', 'md');
    expect(saved).toHaveLength(1);
    expect(files.trouble.value).toEqual({ what: 'incomplete', missing: 2 });
    await files.exportSessions(['s1'], [], 'record', 'md');
    expect(files.trouble.value).toBeNull();
  });

  test('that finds no session, as when the notes were just locked, is no empty file', async () => {
    sessions = [];
    await files.exportSessions(null, [], 'record', 'md');
    expect(saved).toEqual([]);
    expect(files.trouble.value).toEqual({ what: 'notMade' });
  });

  test('that fails says so', async () => {
    readFails = true;
    await files.exportClient(newClient('c1', 'C-1', 1), 'md');
    expect(saved).toEqual([]);
    expect(files.trouble.value).toEqual({ what: 'notMade' });
  });

  test('of a client has private notes in a file of their own, and is logged', async () => {
    const notes = [line('a', 'in the record'), line('b', 'for nobody', 'private')];
    sessions = [session(...notes)];
    await files.exportClient(newClient('c1', 'C-1', 1), 'md');
    const [record, apart] = await Promise.all(saved.map(({ text }) => text));
    expect(record).not.toContain('for nobody');
    expect(apart).toContain('for nobody');
    expect(logged).toEqual([[1, 2]]);
  });

  test('of what a client has provided is JSON and a table, and is logged', async () => {
    sessions = [
      session(
        { ...line('a', 'what I think'), kind: 'assessment' },
        { ...line('b', 'what she said'), kind: 'said' },
        { ...line('c', 'for nobody', 'private'), kind: 'said' },
      ),
    ];
    await files.exportGiven(newClient('c1', 'C-1', 1));
    expect(saved.map(({ name }) => name)).toEqual([
      'perch-provided-2026-11-23.json',
      'perch-provided-2026-11-23.csv',
    ]);
    for (const { text } of saved) {
      expect(await text).toContain('what she said');
      expect(await text).not.toMatch(/what I think|for nobody/);
    }
    expect(logged).toEqual([[1, 1]]);
  });

  test('of a client without private notes is one file', async () => {
    sessions = [session(line('a', 'in the record'))];
    await files.exportClient(newClient('c1', 'C-1', 1), 'json');
    expect(saved).toHaveLength(1);
  });
});

describe('an import of prompts', () => {
  const file = (content: string) => new Blob([content]);

  test('adds those of an export, and says how many', async () => {
    files.exportPrompts({ ...NO_CHANGES, added: [own] });
    const content = (await saved[0]?.text) ?? '';
    expect(content).toBe(promptsToJson({ ...NO_CHANGES, added: [own] }));
    expect(await files.importPrompts(file(content))).toMatchObject({ ok: true });
    expect(settings.prompts.added).toEqual([own]);
  });

  test.each([
    ['no JSON', 'hello'],
    ['another file', '{"format":"other"}'],
    ['a file that is too large', ' '.repeat(2_000_001)],
  ])('refuses %s in words, and changes nothing', async (_, content) => {
    const refused = await files.importPrompts(file(content));
    expect(refused.ok).toBe(false);
    expect(refused.said).toMatch(/\w+ \w+.*\.$/);
    expect(settings).toBe(DEFAULT_SETTINGS);
  });

  test('that could not be saved says so', async () => {
    problem = 'storageFailed';
    const content = promptsToJson({ ...NO_CHANGES, added: [own] });
    expect(await files.importPrompts(file(content))).toEqual({
      ok: false,
      said: english('problem_storageFailed'),
    });
  });
});

describe('a calendar', () => {
  const text = (uid: string) =>
    [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'SUMMARY:Session',
      'DTSTART:20261124T090000Z',
      'LOCATION:https://meet.google.com/abc-defg-hij',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');

  const READ = { problem: null, leftOut: 0 };

  test('is kept in place of the one before, and what was said of it stays', async () => {
    expect(await files.readCalendar('practice.ics', text('a'))).toEqual(READ);
    const kept = () => papers.get('practice/calendar') as Calendar;
    expect(kept()).toMatchObject({
      name: 'practice.ics',
      readAt: NOON,
      appointments: [{ uid: 'a', meeting: { site: 'meet', room: 'abc-defg-hij' } }],
    });
    papers.set('practice/calendar', { ...kept(), whose: { a: 'c1' } });
    expect(await files.readCalendar('newer.ics', text('b'))).toEqual(READ);
    expect(kept()).toMatchObject({ appointments: [{ uid: 'b' }], whose: { a: 'c1' } });
  });

  test('is read without what makes no sense in it, which is counted', async () => {
    const some = text('a').replace(
      'END:VEVENT',
      'END:VEVENT\r\nBEGIN:VEVENT\r\nRRULE:FREQ=FOO\r\nEND:VEVENT',
    );
    expect(await files.readCalendar('practice.ics', some)).toEqual({ problem: null, leftOut: 1 });
    expect(papers.get('practice/calendar')).toMatchObject({ appointments: [{ uid: 'a' }] });
  });

  test('that is none is refused with what to do, and the one before stays', async () => {
    papers.set('practice/calendar', 'before');
    expect(await files.readCalendar('a.txt', 'no calendar')).toEqual({
      problem: english('problem_notACalendar'),
      leftOut: 0,
    });
    expect(papers.get('practice/calendar')).toBe('before');
  });
});

describe('what a search has found, for supervision', () => {
  const asked = { ...NO_QUERY, kind: 'supervision', among: 'both' } as const;
  const marked = (id: string, text: string, where: 'record' | 'private') => ({
    ...line(id, text, where),
    kind: 'supervision' as const,
  });

  test('is saved without code and day, the record and private notes apart', async () => {
    sessions = [
      session(marked('a', 'why I *hurried*', 'record'), marked('b', 'my own fear', 'private')),
    ];
    await files.exportFound(asked);
    expect(saved.map(({ name }) => name)).toEqual([
      'perch-supervision-2026-11-23.md',
      'perch-supervision-private-2026-11-23.md',
    ]);
    const [record = '', own = ''] = await Promise.all(saved.map(({ text }) => text));
    expect(record).toContain('why I \\*hurried\\*');
    expect(record).not.toContain('my own fear');
    expect(own).toContain('my own fear');
    expect(own).not.toContain('hurried');
    for (const content of [record, own]) expect(content).not.toMatch(/M-17|2026|Nov|12:00/);
    expect(logged).toEqual([[1, 2]]);
  });

  test('of nothing makes no file, and says so', async () => {
    sessions = [session(line('a', 'a note', 'record'))];
    await files.exportFound(asked);
    expect(saved).toEqual([]);
    expect(files.trouble.value).toEqual({ what: 'notMade' });
  });
});
