import type { Library } from '@/lib/desk';
import { compareHeads, headOf } from '@/lib/library';
import { TextIndex, textsOf } from '@/lib/library/text-index';
import { newNote } from '@/lib/notes';
import { DEFAULT_SETTINGS, newClient } from '@/lib/practice';
import type { Query } from '@/lib/search';
import type { SessionRecord } from '@/lib/vault';
import { NOW } from '../fixtures/panel.tsx';
import { madeUpPractice } from '../fixtures/practice.ts';
import { begun, planAt } from '../fixtures/session.ts';

export const START = NOW - 3_600_000;
const plan = planAt(START);

export const session = (id: string, text: string, closed: boolean): SessionRecord => ({
  id,
  plan,
  meeting: null,
  unreadable: 0,
  locked: 0,
  events: [
    ...begun(START),
    ...(closed
      ? ([
          { type: 'ended', at: NOW - 600_000 },
          { type: 'closed', at: NOW - 500_000 },
        ] as const)
      : []),
  ],
  notes: [
    newNote({ id: `${id}-1`, at: START, leg: 'opening', intoMs: 65_000, kind: 'note', text }),
  ],
});

/** A library with these sessions. */
export const libraryOf = (
  sessions: readonly SessionRecord[],
  change: Partial<Library> = {},
): Library => ({
  heads: sessions.map(headOf).sort(compareHeads),
  running: sessions.find(({ events }) => !events.some(({ type }) => type === 'closed')) ?? null,
  reading: null,
  unreadable: 0,
  paperWrites: 0,
  unreadableClients: 0,
  clients: [newClient('one', 'M-17', START)],
  settings: DEFAULT_SETTINGS,
  log: [],
  calendar: null,
  ...change,
});

const SESSIONS = [session('a', 'boundary with sister', true), session('b', 'sleep', true)];
export const library = libraryOf(SESSIONS);
export const empty = libraryOf([], { clients: [] });
export const storageState = {
  refused: 0,
  persisted: false,
  usedBytes: 3_100_000,
  freeBytes: 900_000_000,
  version: '1.2.3',
};
export const nothing = async () => {};
/** What the page of notes does with these sessions, where a test doesn't look. */
export function onNotes(sessions: readonly SessionRecord[] = SESSIONS) {
  const index = new TextIndex();
  for (const one of sessions) index.put(textsOf(one), headOf(one).clientId);
  return {
    searched: null,
    search: async (query: Query, most: number) => ({
      ...index.search(query, most),
      complete: true,
    }),
    readPapers: async () => [],
    onExport: () => {},
    onTable: () => {},
    onExportFound: () => {},
  };
}

/** What Today does with a calendar, where a test doesn't look. */
export const onCalendar = {
  save: async () => null,
  onCalendar: async () => ({ problem: null, leftOut: 0 }),
  onForgetCalendar: () => {},
  onCall: async () => true,
  onWhose: () => {},
  readPapers: async () => [],
};

/** A client of a practice that is made up, one of their sessions, and its head. */
export function oneOfMany() {
  const made = madeUpPractice({ sessions: 60, clients: 30, now: NOW });
  const [first] = made.sessions();
  const client = made.clients[0];
  if (!first || !client) throw new Error('the practice is empty');
  return { made: client, session: first, head: headOf(first) };
}
