import type { Note } from '../../notes';
import type { SessionDocument } from '../../papers';
import {
  clientOf,
  type EpochMs,
  endOf,
  type Meeting,
  type SessionEvent,
  type SessionPlan,
} from '../../session';
import type { EventRow, Store } from '../../store';
import { unlessUnreadable, type VaultCore } from '../core';
import { type SealingKey, seal } from '../envelope';
import { SessionOpenError } from '../errors';
import { eventBody, sessionBody, wordsBody } from '../records';
import { dropPacks, markStale } from '../stale';
import { notUnderHold } from './hold';
import { logRow } from './log';
import { cardsOf, openNote, sealNote } from './notes';
import { openPaper, paperId } from './papers';

/** A session with everything that belongs to it, open. */
export interface SessionRecord {
  readonly id: string;
  readonly plan: SessionPlan;
  readonly meeting: Meeting | null;
  /** While locked, without anybody's own words. */
  readonly events: readonly SessionEvent[];
  /** By their instants, deleted ones included. None while locked. */
  readonly notes: readonly Note[];
  /** What its document has beside notes; absent while there is nothing, and while locked. */
  readonly document?: SessionDocument;
  /** How many of the session's notes could not be opened. */
  readonly unreadable: number;
  /** How many of the session's notes are locked away. */
  readonly locked: number;
}

/** Sessions and their events. */
export interface Sessions {
  /** Saves a new session with its first events, both or neither. */
  begin(
    session: Omit<SessionRecord, 'notes' | 'document' | 'unreadable' | 'locked'>,
  ): Promise<void>;
  /**
   * Saves a session that is over and closed, with its notes, all or nothing. One that is there
   * already stays as it is.
   */
  enter(session: Omit<SessionRecord, 'document' | 'unreadable' | 'locked'>): Promise<void>;
  /**
   * Adds events to a session after the `count` it has.
   * @throws when somebody else has added events in between; nothing is written then
   */
  append(id: string, count: number, events: readonly SessionEvent[]): Promise<void>;
  /**
   * Closes a session: adds its last events, and seals its plan and events with the key for notes,
   * so that a passphrase locks them away too. `unsettled` marks a session whose notes have to be
   * settled once the vault is open.
   * @throws when somebody else has added events in between; nothing is written then
   */
  close(
    id: string,
    count: number,
    events: readonly SessionEvent[],
    unsettled: boolean,
  ): Promise<void>;
  /** Closed sessions whose notes are not settled yet. Needs no key. */
  unsettled(): Promise<readonly string[]>;
  /** The session that runs, or whose summary is still open. Of several, the one started last. */
  current(): Promise<SessionRecord | null>;
  /**
   * A whole session, or null when no session has this id. Notes that can't be opened are counted.
   * @throws OpenError when the session itself or one of its events can't be opened
   */
  session(id: string): Promise<SessionRecord | null>;
  /**
   * Removes what belongs to sessions that are gone, which an older version may have left behind.
   * Needs no key. Resolves with whether there was any.
   */
  sweep(): Promise<boolean>;
  /**
   * Erases a session with everything that belongs to it and logs that, both or neither. The caller
   * checks whether a rule or a legal hold forbids it.
   * @throws SessionOpenError with nothing erased, while the session is open
   * @throws UnderHoldError with nothing erased, while a legal hold is on its client
   */
  eraseSession(id: string, at: EpochMs): Promise<void>;
  /**
   * Whole sessions by their ids, read in one transaction. Null for one that can't be opened; ids
   * that no session has are left out.
   */
  sessionsWith(ids: readonly string[]): Promise<ReadonlyMap<string, SessionRecord | null>>;
  /** The ids of sessions that run, or whose summary is open. Needs no key. */
  openIds(): Promise<readonly string[]>;
  /** How many sessions there are. Needs no key. */
  countSessions(): Promise<number>;
  /** The ids of a client's sessions, or of all, the one started last first. Needs no key. */
  sessionIds(clientId?: string | null): Promise<readonly string[]>;
  /**
   * The id of the client's closed session that started last before an instant; null for none. Needs
   * no key.
   */
  lastWith(clientId: string, before: EpochMs): Promise<string | null>;
  /** When each client's sessions started, in epoch milliseconds, the last first. Needs no key. */
  sessionStarts(): Promise<ReadonlyMap<string, readonly number[]>>;
}

export function sessionsOf(core: VaultCore): Sessions {
  const { store, keys } = core;
  const { sessions, events: eventTable, lines: lineTable, papers } = store;

  const sealEvents = (
    sessionId: string,
    count: number,
    events: readonly SessionEvent[],
    key: SealingKey,
  ): Promise<EventRow[]> =>
    Promise.all(
      events.map(async (event, index) => {
        const seq = count + index;
        const name = `${sessionId}/${seq}`;
        const words = wordsOf(event);
        return {
          sessionId,
          seq,
          body: await seal(key, 'event', name, withWords(event, '')),
          ...(words === null ? {} : { words: await core.seal('words', name, words) }),
        };
      }),
    );

  /** Keeps the instants and the client of the session's row in step with its events. */
  const updateRow = async (id: string, events: readonly SessionEvent[]): Promise<void> => {
    const { endedAt, closedAt } = instants(events);
    if (events.some(({ type }) => type === 'ended' || type === 'resumed'))
      await sessions.update(id, { endedAt });
    if (closedAt) await sessions.update(id, { closedAt });
    if (events.some(({ type }) => type === 'clientChosen'))
      await sessions.update(id, { clientId: clientOf(events) ?? '' });
  };

  /** The rows of sessions that are there, as they stand at one instant. */
  const read = (ids: readonly string[]) =>
    store.transaction('r', sessions, eventTable, lineTable, papers, async () => {
      const rows = await sessions.bulkGet([...ids]);
      const found = await Promise.all(
        rows.map(async (row) => {
          if (!row) return null;
          const [eventRows, lineRows, paper] = await Promise.all([
            eventTable.where({ sessionId: row.id }).sortBy('seq'),
            lineTable.where({ sessionId: row.id }).sortBy('at'),
            papers.get(paperId('document', row.id)),
          ]);
          return { row, eventRows, lineRows, paper };
        }),
      );
      return found.filter((one) => one !== null);
    });

  const opened = async ({
    row,
    eventRows,
    lineRows,
    paper,
  }: Awaited<ReturnType<typeof read>>[number]): Promise<SessionRecord> => {
    const [{ plan, place }, events, opened, document] = await Promise.all([
      core.open('session', row.id, row.body, sessionBody),
      Promise.all(eventRows.map((row) => openEvent(core, row))),
      Promise.all(keys.locked ? [] : lineRows.map((row) => openNote(core, row))),
      paper && !keys.locked ? openPaper(core, 'document', paper).catch(unlessUnreadable) : null,
    ]);
    const notes = opened.filter((note) => note !== null);
    return {
      ...(document ? { document } : {}),
      id: row.id,
      plan,
      meeting: place,
      events,
      notes,
      unreadable: opened.length - notes.length + (paper && !document && !keys.locked ? 1 : 0),
      locked: keys.locked ? lineRows.length : 0,
    };
  };

  const vault: Sessions = {
    async begin({ id, plan, meeting, events }) {
      const body = await core.seal('session', id, { plan, place: meeting });
      const eventRows = await sealEvents(id, 0, events, keys.device);
      const { startedAt, endedAt, closedAt } = instants(events);
      const clientId = clientOf(events) ?? '';
      await core.write([sessions, eventTable, store.stale], async () => {
        await sessions.add({ id, startedAt, endedAt, closedAt, clientId, body });
        await eventTable.bulkAdd(eventRows);
        await markStale(store, [id]);
      });
    },

    async enter({ id, plan, meeting, events, notes }) {
      const body = await seal(keys.record, 'session', id, { plan, place: meeting });
      const [eventRows, lineRows] = await Promise.all([
        sealEvents(id, 0, events, keys.record),
        Promise.all(notes.map((note) => sealNote(core, id, note))),
      ]);
      const clientId = clientOf(events) ?? '';
      await core.write([sessions, eventTable, lineTable, store.stale], async () => {
        if (await sessions.get(id)) return;
        await sessions.add({ id, ...instants(events), clientId, body });
        await eventTable.bulkAdd(eventRows);
        await lineTable.bulkAdd(lineRows);
        await markStale(store, [id]);
      });
    },

    async append(id, count, events) {
      const isOpen = (await sessions.get(id))?.closedAt === 0;
      const rows = await sealEvents(id, count, events, isOpen ? keys.device : keys.record);
      await core.writeIn(id, [eventTable], async () => {
        await eventTable.bulkAdd(rows);
        await updateRow(id, events);
      });
    },

    async close(id, count, events, unsettled) {
      const [row, before] = await Promise.all([
        sessions.get(id),
        eventTable.where({ sessionId: id }).sortBy('seq'),
      ]);
      if (!row) return;
      const opened = await core.openRaw('session', id, row.body);
      const body = await seal(keys.record, 'session', id, opened);
      const resealed = await Promise.all(
        before.map(async (event): Promise<EventRow> => {
          const name = `${id}/${event.seq}`;
          const value = await core.openRaw('event', name, event.body);
          return { ...event, body: await seal(keys.record, 'event', name, value) };
        }),
      );
      const added = await sealEvents(id, count, events, keys.record);
      await core.write([sessions, eventTable, store.stale], async () => {
        await markStale(store, [id]);
        await eventTable.bulkAdd(added);
        await eventTable.bulkPut(resealed);
        await sessions.update(id, { body, ...(unsettled ? { unsettled: 1 } : {}) });
        await updateRow(id, events);
      });
    },

    unsettled: async () => (await sessions.where({ unsettled: 1 }).primaryKeys()) as string[],

    async current() {
      const rows = await sessions.where({ closedAt: 0 }).sortBy('startedAt');
      const last = rows.at(-1);
      return last ? vault.session(last.id) : null;
    },

    async session(id) {
      const [found] = await read([id]);
      return found ? opened(found) : null;
    },

    async sessionsWith(ids) {
      const found = await read(ids);
      return new Map(
        await Promise.all(
          found.map(
            async (rows) => [rows.row.id, await opened(rows).catch(unlessUnreadable)] as const,
          ),
        ),
      );
    },

    openIds: async () => (await sessions.where({ closedAt: 0 }).primaryKeys()) as string[],

    countSessions: () => sessions.count(),

    async sweep() {
      const { drafts, cards } = store;
      const tables = tablesOfSessions(store);
      const orphans = () =>
        store.transaction('r', tables, async () => {
          const there = new Set<unknown>(await sessions.toCollection().primaryKeys());
          const named = await Promise.all([
            ...[eventTable, lineTable, drafts].map((table) =>
              table.orderBy('sessionId').uniqueKeys(),
            ),
            cards.toCollection().primaryKeys(),
          ]);
          const ids = named.flat().map((key) => String(key).split('/')[0] ?? '');
          return [...new Set(ids)].filter((id) => !there.has(id));
        });
      if ((await orphans()).length === 0) return false;
      await core.write(tables, async () => removeFrom(store, await orphans()));
      return true;
    },

    async eraseSession(id, at) {
      const notes = await lineTable.where({ sessionId: id }).count();
      const row = await logRow(core, { what: 'erasedSession', at, sessions: 1, notes });
      const tables = [...tablesOfSessions(store), store.clients, store.staged, store.log];
      for (;;) {
        const clientId = (await sessions.get(id))?.clientId ?? '';
        const isStillFree = await notUnderHold(core, clientId);
        const isErased = await core.write(tables, async () => {
          const there = await sessions.get(id);
          if ((there?.clientId ?? '') !== clientId || !(await isStillFree())) return false;
          if (there?.closedAt === 0) throw new SessionOpenError();
          await removeFrom(store, [id]);
          // A restore that was looked into may hold it too.
          await store.staged.clear();
          await store.log.add(row);
          return true;
        });
        if (isErased) return;
      }
    },

    async sessionIds(clientId = null) {
      if (clientId === null)
        return (await sessions.orderBy('startedAt').reverse().primaryKeys()) as string[];
      const rows = await sessions.where({ clientId }).sortBy('startedAt');
      return rows.map(({ id }) => id).reverse();
    },

    async lastWith(clientId, before) {
      const rows = await sessions.where({ clientId }).sortBy('startedAt');
      return (
        rows.findLast(({ startedAt, closedAt }) => closedAt > 0 && startedAt < before)?.id ?? null
      );
    },

    async sessionStarts() {
      const rows = await sessions.orderBy('startedAt').reverse().toArray();
      const starts = new Map<string, number[]>();
      for (const { clientId, startedAt } of rows) {
        if (!clientId) continue;
        const before = starts.get(clientId);
        if (before) before.push(startedAt);
        else starts.set(clientId, [startedAt]);
      }
      return starts;
    },
  };
  return vault;
}

/**
 * The event in a row, without its words while they are locked or can't be opened.
 * @throws OpenError when the event itself can't be opened
 */
export async function openEvent(core: VaultCore, row: EventRow): Promise<SessionEvent> {
  const { sessionId, seq, body, words } = row;
  const name = `${sessionId}/${seq}`;
  const event = await core.open('event', name, body, eventBody);
  // Older events hold their words themselves.
  if (!words) return core.keys.locked ? withWords(event, '') : event;
  const written = await core.open('words', name, words, wordsBody).catch(unlessUnreadable);
  return withWords(event, written ?? '');
}

/** Every table that holds something of a session. */
export const tablesOfSessions = (store: Store) => [
  store.sessions,
  store.events,
  store.lines,
  store.drafts,
  store.cards,
  store.damaged,
  store.packs,
  store.stale,
  store.papers,
  store.unsaved,
];

/** Removes all that belongs to these sessions, and the sessions. Call it in a transaction. */
export async function removeFrom(store: Store, ids: readonly string[]): Promise<void> {
  await dropPacks(store, ids);
  for (const table of [store.events, store.lines, store.drafts])
    await table.where('sessionId').anyOf(ids).delete();
  for (const id of ids) await cardsOf(store, id).delete();
  for (const table of [store.damaged, store.papers]) await table.where('of').anyOf(ids).delete();
  await store.unsaved.bulkDelete([...ids]);
  await store.sessions.bulkDelete([...ids]);
}

/** Somebody's own words in an event, or null. */
export function wordsOf(event: SessionEvent): string | null {
  if (event.type === 'safetyReasonGiven') return event.words;
  return event.type === 'legSetAside' && typeof event.reason === 'object'
    ? event.reason.words
    : null;
}

/** The event with these words instead of its own. An event without words stays as it is. */
export function withWords(event: SessionEvent, words: string): SessionEvent {
  if (event.type === 'safetyReasonGiven') return { ...event, words };
  return event.type === 'legSetAside' && typeof event.reason === 'object'
    ? { ...event, reason: { words } }
    : event;
}

/** When a session started, ended and was closed, in epoch milliseconds; 0 for not yet. */
export function instants(events: readonly SessionEvent[]) {
  const at = (type: SessionEvent['type']) => events.find((event) => event.type === type)?.at ?? 0;
  return { startedAt: at('started'), endedAt: endOf(events) ?? 0, closedAt: at('closed') };
}
