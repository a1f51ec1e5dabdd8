import { useState } from 'preact/hooks';
import { beforeEach, vi } from 'vitest';
import type { Output } from '@/components/desk/address';
import { SessionPage } from '@/components/desk/session/SessionPage';
import { compareHeads, headOf } from '@/lib/library';
import type { Note } from '@/lib/notes';
import { DEFAULT_SETTINGS, EMPTY_CARD } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { NOW } from '../../fixtures/panel.tsx';
import { madeUpPractice } from '../../fixtures/practice.ts';
import { libraryOf } from '../library.ts';

export const onExport = vi.fn();
export const onNotes = vi.fn();
export const onDocumentExport = vi.fn();
beforeEach(() => {
  onExport.mockReset();
  onNotes.mockReset();
});

const made = madeUpPractice({ sessions: 60, clients: 30, now: NOW });
const all = [...made.sessions()];
export const [client] = made.clients;
/** The first and the second session with the client. */
export const [before, held] = all.filter(
  ({ id }) => headOf(all.find((one) => one.id === id) as SessionRecord).clientId === client?.id,
) as [SessionRecord, SessionRecord];

/** The page over sessions that are kept as the vault does. */
export function Kept({
  start,
  earlier = before,
  output = 'record',
  hours = null,
}: {
  start: SessionRecord;
  earlier?: SessionRecord;
  output?: Output;
  hours?: number | null;
}) {
  const [session, setSession] = useState(start);
  const sessions = [earlier, session];
  const heads = sessions.map(headOf).sort(compareHeads);
  const library = libraryOf(sessions, {
    clients: made.clients,
    heads,
    settings: { ...DEFAULT_SETTINGS, lateHours: hours },
  });
  const [head] = heads;
  if (!head) return null;
  const read = async (ids: readonly string[]) =>
    ids.flatMap((id) => sessions.find((one) => one.id === id) ?? []);
  return (
    <SessionPage
      readCard={async () => EMPTY_CARD}
      head={head}
      output={output}
      library={library}
      read={read}
      newId={() => `new-${session.notes.length}`}
      readPaper={async () => null}
      onHandout={async () => null}
      onSettings={async () => null}
      onNotes={async (notes: readonly Note[], removed: readonly Note[]) => {
        onNotes(notes, removed);
        const gone = new Set([...notes, ...removed].map(({ id }) => id));
        const kept = session.notes.filter(({ id }) => !gone.has(id));
        setSession({ ...session, notes: [...kept, ...notes].sort((a, b) => a.at - b.at) });
        return null;
      }}
      onDocument={async (change) => {
        const document = change(session.document ?? null);
        if (document) setSession({ ...session, document });
        return null;
      }}
      onExport={onExport}
      onDocumentExport={onDocumentExport}
      onExportWords={() => {}}
      onPaper={async () => null}
      onMove={async () => null}
      onErase={async () => null}
    />
  );
}
