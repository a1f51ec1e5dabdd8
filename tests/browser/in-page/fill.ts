/**
 * Puts a made-up practice into the database of this page, sealed with the keys of the device as the
 * product seals. Only the waiting for the disk differs: sessions are written together.
 */
import {
  type EventRow,
  type LineRow,
  openStore,
  PRACTICE_STORE,
  type SessionRow,
} from '@/lib/store';
import { deviceKeyRing, seal } from '@/lib/vault';
import { madeUpPractice } from '../../fixtures/practice.ts';

const TOGETHER = 100;

export async function fill(
  sessions: number,
  clients: number,
): Promise<{ lines: number; events: number }> {
  const store = await openStore(PRACTICE_STORE);
  const keys = await deviceKeyRing(store, Date.now);
  const practice = madeUpPractice({ sessions, clients, now: Date.now() });
  const rows: { sessions: SessionRow[]; events: EventRow[]; lines: LineRow[] } = {
    sessions: [],
    events: [],
    lines: [],
  };
  const count = { lines: 0, events: 0 };
  const flush = async () => {
    await store.transaction('rw!', store.sessions, store.events, store.lines, async () => {
      await store.sessions.bulkPut(rows.sessions);
      await store.events.bulkPut(rows.events);
      await store.lines.bulkPut(rows.lines);
    });
    for (const table of Object.values(rows)) table.length = 0;
  };
  for (const { id, ...body } of practice.clients)
    await store.clients.put({ id, body: await seal(keys.record, 'client', id, body) });
  for (const { id, plan, meeting, events, notes } of practice.sessions()) {
    const chosen = events.find((event) => event.type === 'clientChosen');
    const at = (type: string) => events.find((event) => event.type === type)?.at ?? 0;
    const [body, eventRows, lineRows] = await Promise.all([
      seal(keys.record, 'session', id, { plan, place: meeting }),
      Promise.all(
        events.map(async (event, seq) => ({
          sessionId: id,
          seq,
          body: await seal(keys.record, 'event', `${id}/${seq}`, event),
        })),
      ),
      Promise.all(
        notes.map(async ({ id: noteId, ...rest }) => ({
          id: noteId,
          sessionId: id,
          at: rest.at,
          body: await seal(keys[rest.compartment], 'line', noteId, rest),
        })),
      ),
    ]);
    rows.sessions.push({
      id,
      startedAt: at('started'),
      endedAt: at('ended'),
      closedAt: at('closed'),
      clientId: chosen?.clientId ?? '',
      body,
    });
    rows.events.push(...eventRows);
    rows.lines.push(...lineRows);
    count.events += eventRows.length;
    count.lines += lineRows.length;
    if (rows.sessions.length >= TOGETHER) await flush();
  }
  await flush();
  return count;
}
