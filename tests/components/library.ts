import { newNote } from '@/lib/notes';
import { DEFAULT_SETTINGS, newClient } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { NOW } from '../fixtures/panel.tsx';
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

export const library = {
  sessions: [session('a', 'boundary with sister', true), session('b', 'sleep', true)],
  unreadable: 0,
  unreadableClients: 0,
  clients: [newClient('one', 'M-17', START)],
  settings: DEFAULT_SETTINGS,
  log: [],
};
export const empty = {
  sessions: [],
  unreadable: 0,
  unreadableClients: 0,
  clients: [],
  settings: DEFAULT_SETTINGS,
  log: [],
};
export const storageState = {
  refused: 0,
  persisted: false,
  usedBytes: 3_100_000,
  freeBytes: 900_000_000,
  version: '1.2.3',
};
export const nothing = async () => {};
/** What is done with sessions, where a test doesn't look. */
export const onNotes = {
  onExport: () => {},
  onExportWords: () => {},
  onMove: async () => null,
  onErase: async () => null,
};
