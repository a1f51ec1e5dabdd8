import * as v from 'valibot';
import type { Compartment, Kind, Line } from '../notes';
import {
  CARD_FIELDS,
  type Card,
  type CardField,
  type Client,
  DEFAULT_SETTINGS,
  EMPTY_CARD,
  type Settings,
} from '../practice';
import { clientOf, endOf, type Meeting, type SessionEvent, type SessionPlan } from '../session';
import {
  type EventRow,
  type LineRow,
  liveQuery,
  type RecordRow,
  type SealedBytes,
  type Store,
} from '../store';
import { sameBytes } from './bytes';
import { OpenError, open, type RecordKind, type SealingKey, seal } from './envelope';
import type { KeyRing } from './keys';
import { type LockState, lockIdOf, RingChangedError } from './lock';
import {
  cardBody,
  cardFieldBody,
  clientBody,
  draftBody,
  eventBody,
  lineBody,
  logBody,
  placeBody,
  sessionBody,
  settingsBody,
  wordsBody,
} from './records';

/** A session with everything that belongs to it, open. */
export interface SessionRecord {
  readonly id: string;
  readonly plan: SessionPlan;
  readonly meeting: Meeting | null;
  /** While locked, without anybody's own words. */
  readonly events: readonly SessionEvent[];
  /** By their instants, deleted ones included. None while locked. */
  readonly lines: readonly Line[];
  /** How many notes are there that could not be opened. */
  readonly unreadable: number;
  /** How many notes are there that are locked away. */
  readonly locked: number;
}

/** What was typed in a panel and not saved, and what kind of note it was to be. */
export interface Draft {
  readonly text: string;
  readonly kind: Kind;
  readonly compartment: Compartment;
  readonly speaker: string;
  /** The note that it is an edit of, and the text that the edit began with. */
  readonly edit?: { readonly lineId: string; readonly base: string };
}

/**
 * What was done with whole files, when, and how many sessions and notes it was: no content, and
 * nobody's name.
 */
export type LogEntry = v.InferOutput<typeof logBody>;

/** A file that backups are written to by themselves. */
export interface BackupFile {
  readonly handle: FileSystemFileHandle;
  readonly passphrase: string;
  /** When one was last written to it, in epoch milliseconds; 0 for never. */
  readonly at: number;
}

const BACKUP_FILE = 'backup';

/** Settings are one record. */
export const SETTINGS_ID = 'settings';

/**
 * Kinds of records that are shown while locked. They hold instants, legs and choices, and nobody's
 * words.
 */
const SHOWN_WHILE_LOCKED: readonly RecordKind[] = ['session', 'event', 'settings'];

/**
 * Sessions, events, notes, drafts, clients and settings, sealed on the way in and opened on the way
 * out. The one place where keys and storage meet: what it takes and gives is open, what the store
 * sees is sealed.
 *
 * With a locked key ring it seals, and opens nothing but what a running session shows: no note,
 * draft, client or word. Every method that writes resolves once the browser has flushed the write
 * to disk, or rejects with nothing changed: with `RingChangedError` when the lock has changed since
 * its ring was made. Sealing is done before a transaction begins and opening after it ends.
 */
export class Vault {
  readonly #store: Store;
  readonly #keys: KeyRing;

  constructor(store: Store, keys: KeyRing) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Whether notes and clients can't be opened now. */
  get locked(): boolean {
    return this.#keys.locked;
  }

  get lockState(): LockState {
    if (this.#keys.lockId === null) return 'none';
    return this.locked ? 'locked' : 'open';
  }

  /** Saves a new session with its first events, both or neither. */
  async begin(session: Omit<SessionRecord, 'lines' | 'unreadable' | 'locked'>): Promise<void> {
    const { id, plan, meeting, events } = session;
    const { sessions, events: table } = this.#store;
    const body = await this.#seal('session', id, { plan, place: meeting });
    const eventRows = await this.#sealEvents(id, 0, events, this.#keys.device);
    const { startedAt, endedAt, closedAt } = instants(events);
    const clientId = clientOf(events) ?? '';
    await this.#write([sessions, table], async () => {
      await sessions.add({ id, startedAt, endedAt, closedAt, clientId, body });
      await table.bulkAdd(eventRows);
    });
  }

  /**
   * Adds events to a session after the `count` it has.
   * @throws when somebody else has added events in between; nothing is written then.
   */
  async append(id: string, count: number, events: readonly SessionEvent[]): Promise<void> {
    const { sessions, events: table } = this.#store;
    const isOpen = (await sessions.get(id))?.closedAt === 0;
    const { device, record } = this.#keys;
    const rows = await this.#sealEvents(id, count, events, isOpen ? device : record);
    await this.#write([sessions, table], async () => {
      await table.bulkAdd(rows);
      await this.#noteInstants(id, events);
    });
  }

  /**
   * Closes a session: adds its last events, and seals its times and legs as its notes are sealed,
   * so that they are locked away too. With `unsettled` it says that there is something left to put
   * in order once the vault is open.
   * @throws when somebody else has added events in between; nothing is written then.
   */
  async close(
    id: string,
    count: number,
    events: readonly SessionEvent[],
    unsettled: boolean,
  ): Promise<void> {
    const { sessions, events: table } = this.#store;
    const { record } = this.#keys;
    const [row, before] = await Promise.all([
      sessions.get(id),
      table.where({ sessionId: id }).sortBy('seq'),
    ]);
    if (!row) return;
    const body = await seal(record, 'session', id, await this.#openRaw('session', id, row.body));
    const resealed = await Promise.all(
      before.map(async (event): Promise<EventRow> => {
        const name = `${id}/${event.seq}`;
        const value = await this.#openRaw('event', name, event.body);
        return { ...event, body: await seal(record, 'event', name, value) };
      }),
    );
    const added = await this.#sealEvents(id, count, events, record);
    await this.#write([sessions, table], async () => {
      await table.bulkAdd(added);
      await table.bulkPut(resealed);
      await sessions.update(id, { body, ...(unsettled ? { unsettled: 1 } : {}) });
      await this.#noteInstants(id, events);
    });
  }

  async #noteInstants(id: string, events: readonly SessionEvent[]): Promise<void> {
    const { sessions } = this.#store;
    const { endedAt, closedAt } = instants(events);
    if (events.some(({ type }) => type === 'ended' || type === 'resumed'))
      await sessions.update(id, { endedAt });
    if (closedAt) await sessions.update(id, { closedAt });
    if (events.some(({ type }) => type === 'clientChosen'))
      await sessions.update(id, { clientId: clientOf(events) ?? '' });
  }

  /** Saves a note, new or changed. */
  async putLine(sessionId: string, line: Line): Promise<void> {
    const row = await this.#sealLine(sessionId, line);
    await this.#write([this.#store.lines], () => this.#store.lines.put(row));
  }

  /**
   * Saves new notes and drops the drafts of the panels they were typed in, all or nothing. A note
   * that is there already, in whichever session, stays as it is.
   * @returns the ids of those that were not there
   */
  async addLines(
    sessionId: string,
    lines: readonly Line[],
    panels: readonly string[],
  ): Promise<readonly string[]> {
    const rows = await Promise.all(lines.map((line) => this.#sealLine(sessionId, line)));
    const { lines: table, drafts } = this.#store;
    return this.#write([table, drafts], async () => {
      const there = await table.bulkGet(rows.map(({ id }) => id));
      const added = rows.filter((_, index) => !there[index]);
      await table.bulkAdd(added);
      await drafts.bulkDelete(keysOf(sessionId, panels));
      return added.map(({ id }) => id);
    });
  }

  /**
   * Ends the life of a session's drafts and of what was deleted: saves these notes, removes those,
   * and drops the drafts of these panels. What is in no list stays as it is, unreadable notes and
   * drafts among it.
   */
  async settle(
    sessionId: string,
    lines: readonly Line[],
    removed: readonly string[],
    panels: readonly string[],
  ): Promise<void> {
    const rows = await Promise.all(lines.map((line) => this.#sealLine(sessionId, line)));
    const { lines: table, drafts, sessions } = this.#store;
    await this.#write([table, drafts, sessions], async () => {
      await table.bulkDelete([...removed]);
      await table.bulkPut(rows);
      await drafts.bulkDelete(keysOf(sessionId, panels));
      await sessions.update(sessionId, { unsettled: 0 });
    });
  }

  /** Closed sessions with something left to put in order. Needs no key. */
  async unsettled(): Promise<readonly string[]> {
    return (await this.#store.sessions.where({ unsettled: 1 }).primaryKeys()) as string[];
  }

  /**
   * Erases a client with every session of theirs and all that belongs to it, and writes down that
   * it was done, all or nothing. What else is to be known, whether a law or a hold forbids it, is
   * for whoever asks.
   */
  async eraseClient(clientId: string, entry: Omit<LogEntry, 'sessions' | 'notes'>): Promise<void> {
    const { sessions, events, lines, drafts, clients, cards, log } = this.#store;
    const tables = [sessions, events, lines, drafts, clients, cards, log];
    const ids = (await sessions.where({ clientId }).primaryKeys()) as string[];
    const notes = await lines.where('sessionId').anyOf(ids).count();
    const row = await this.#logRow({ ...entry, sessions: ids.length, notes });
    await this.#write(tables, async () => {
      const still = (await sessions.where({ clientId }).primaryKeys()) as string[];
      for (const id of still) {
        await events.where({ sessionId: id }).delete();
        await lines.where({ sessionId: id }).delete();
        await drafts.where({ sessionId: id }).delete();
        await cards.where('id').startsWith(id).delete();
      }
      await sessions.bulkDelete(still);
      await clients.delete(clientId);
      await log.add(row);
    });
  }

  /** Writes down what was done with whole files. */
  async addLog(entry: LogEntry): Promise<void> {
    const row = await this.#logRow(entry);
    await this.#write([this.#store.log], () => this.#store.log.add(row));
  }

  /** What was done with whole files, the last first. */
  async log(): Promise<readonly LogEntry[]> {
    const rows = await this.#store.log.toArray();
    const entries = await Promise.all(
      rows.map(({ id, body }) => this.#open('log', id, body, logBody).catch(unlessUnreadable)),
    );
    return entries.filter((entry) => entry !== null).sort((a, b) => b.at - a.at);
  }

  async #logRow(entry: LogEntry): Promise<RecordRow> {
    const id = crypto.randomUUID();
    return { id, body: await this.#seal('log', id, entry) };
  }

  /**
   * Where backups are written by themselves; null when nowhere was chosen, or what was chosen can't
   * be read.
   */
  async backupFile(): Promise<BackupFile | null> {
    const row = await this.#store.places.get(BACKUP_FILE);
    if (!row) return null;
    const body = await this.#open('place', BACKUP_FILE, row.body, placeBody).catch(
      unlessUnreadable,
    );
    return body && { handle: row.handle, ...body };
  }

  /** Chooses where backups are written by themselves; null for nowhere. */
  async putBackupFile(place: BackupFile | null): Promise<void> {
    const { places } = this.#store;
    if (!place) return this.#write([places], () => places.delete(BACKUP_FILE));
    const { handle, ...rest } = place;
    const body = await this.#seal('place', BACKUP_FILE, rest);
    await this.#write([places], () => places.put({ id: BACKUP_FILE, handle, body }));
  }

  /** How many records a backup holds, give or take a few. Needs no key. */
  async countRecords(): Promise<number> {
    const { sessions, lines, clients } = this.#store;
    const counts = await Promise.all([sessions, lines, clients].map((table) => table.count()));
    return counts.reduce((sum, count) => sum + count, 1);
  }

  /**
   * Removes all sessions and clients, with everything that belongs to them. Settings and keys stay.
   */
  async removeAll(): Promise<void> {
    const { sessions, events, lines, drafts, clients, cards } = this.#store;
    const tables = [sessions, events, lines, drafts, clients, cards];
    await this.#store.transaction('rw', tables, async () => {
      for (const table of tables) await table.clear();
    });
  }

  /** Keeps what was typed in a panel so far; an empty text drops the draft. */
  async putDraft(sessionId: string, panel: string, draft: Draft): Promise<void> {
    const { drafts } = this.#store;
    if (draft.text === '') return drafts.delete([sessionId, panel]);
    const body = await this.#sealDraft(sessionId, panel, draft);
    await this.#write([drafts], () => drafts.put({ sessionId, panel, body }));
  }

  /** Puts one draft in the place of others, all or nothing. */
  async moveDrafts(
    sessionId: string,
    from: readonly string[],
    panel: string,
    draft: Draft,
  ): Promise<void> {
    const body = await this.#sealDraft(sessionId, panel, draft);
    const { drafts } = this.#store;
    await this.#write([drafts], async () => {
      await drafts.bulkDelete(keysOf(sessionId, from));
      await drafts.put({ sessionId, panel, body });
    });
  }

  /**
   * What was typed and not saved, by panel. A draft that can't be opened is left out and left in
   * place.
   */
  async drafts(sessionId: string): Promise<ReadonlyMap<string, Draft>> {
    const rows = await this.#store.drafts.where({ sessionId }).toArray();
    const drafts = await Promise.all(
      rows.map(({ panel, body }) =>
        this.#open('draft', `${sessionId}/${panel}`, body, draftBody).catch(unlessUnreadable),
      ),
    );
    return new Map(
      rows.flatMap(({ panel }, index) => {
        const draft = drafts[index];
        return draft ? [[panel, draft] as const] : [];
      }),
    );
  }

  /** How many clients there are, those that can't be opened among them. Needs no key. */
  countClients(): Promise<number> {
    return this.#store.clients.count();
  }

  /** Every client that can be opened, by when they were added. None while locked. */
  async clients(): Promise<readonly Client[]> {
    if (this.locked) return [];
    const rows = await this.#store.clients.toArray();
    const clients = await Promise.all(
      rows.map(({ id, body }) =>
        this.#open('client', id, body, clientBody)
          .then((rest): Client => ({ id, ...rest }))
          .catch(unlessUnreadable),
      ),
    );
    return clients
      .filter((client) => client !== null)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  /**
   * Adds or changes a client. `change` gets what is stored, null for nobody, and may be called more
   * than once when somebody else changes the client at the same time: no change is lost.
   */
  changeClient(id: string, change: (client: Client | null) => Client): Promise<void> {
    return this.#change(this.#store.clients, id, async (row) => {
      const rest = row && (await this.#open('client', id, row.body, clientBody));
      const { id: _, ...changed } = change(rest ? { id, ...rest } : null);
      return this.#seal('client', id, changed);
    });
  }

  /**
   * The practitioner's settings; the usual ones where none are kept, or none that can be opened.
   */
  async settings(): Promise<Settings> {
    const row = await this.#store.settings.get(SETTINGS_ID);
    return (await this.#openSettings(row).catch(unlessUnreadable)) ?? DEFAULT_SETTINGS;
  }

  /**
   * Changes the settings, as `changeClient` does a client.
   * @throws OpenError when there are some that can't be opened: they are not written over.
   */
  changeSettings(change: (settings: Settings) => Settings): Promise<void> {
    return this.#change(this.#store.settings, SETTINGS_ID, async (row) =>
      this.#seal('settings', SETTINGS_ID, change(await this.#openSettings(row))),
    );
  }

  async #openSettings(row: RecordRow | undefined): Promise<Settings> {
    return row ? this.#open('settings', SETTINGS_ID, row.body, settingsBody) : DEFAULT_SETTINGS;
  }

  /** A session's card; empty where nothing is kept, or nothing that can be opened. */
  async card(sessionId: string): Promise<Card> {
    const rows = await this.#store.cards.where('id').startsWith(sessionId).toArray();
    const fields = await Promise.all(
      rows
        .map(async ({ id, body }): Promise<Partial<Card>> => {
          if (id === sessionId) return this.#open('card', id, body, cardBody);
          const field = CARD_FIELDS.find((known) => id === cardId(sessionId, known));
          return field ? { [field]: await this.#open('card', id, body, cardFieldBody) } : {};
        })
        .map((opened) => opened.catch(unlessUnreadable)),
    );
    // A whole card is from before fields were kept one by one, and comes first by its id.
    return Object.assign({}, EMPTY_CARD, ...fields);
  }

  /** Keeps a field of a session's card. */
  async putCardField(sessionId: string, field: CardField, text: string): Promise<void> {
    const id = cardId(sessionId, field);
    const body = await this.#seal('card', id, text);
    await this.#write([this.#store.cards], () => this.#store.cards.put({ id, body }));
  }

  /**
   * The session that runs or whose summary is still open: the one started last that is not closed.
   */
  async current(): Promise<SessionRecord | null> {
    const rows = await this.#store.sessions.where({ closedAt: 0 }).sortBy('startedAt');
    const last = rows.at(-1);
    return last ? this.session(last.id) : null;
  }

  /**
   * A session whole, or null when there is none with this id. Notes that can't be opened are
   * counted.
   * @throws OpenError when the session itself or one of its events can't be opened.
   */
  async session(id: string): Promise<SessionRecord | null> {
    const { sessions, events: eventTable, lines: lineTable } = this.#store;
    const [row, eventRows, lineRows] = await this.#store.transaction(
      'r',
      sessions,
      eventTable,
      lineTable,
      () =>
        Promise.all([
          sessions.get(id),
          eventTable.where({ sessionId: id }).sortBy('seq'),
          lineTable.where({ sessionId: id }).sortBy('at'),
        ]),
    );
    if (!row) return null;
    const [{ plan, place }, events, opened] = await Promise.all([
      this.#open('session', id, row.body, sessionBody),
      Promise.all(eventRows.map((event) => this.#openEvent(event))),
      Promise.all(this.locked ? [] : lineRows.map((line) => this.#openLine(line))),
    ]);
    const lines = opened.filter((line) => line !== null);
    return {
      id,
      plan,
      meeting: place,
      events,
      lines,
      unreadable: opened.length - lines.length,
      locked: this.locked ? lineRows.length : 0,
    };
  }

  /** Every session's id, the one started last first. Needs no key. */
  async sessionIds(): Promise<readonly string[]> {
    return (await this.#store.sessions.orderBy('startedAt').reverse().primaryKeys()) as string[];
  }

  /** When each client's sessions started, the last first. Needs no key. */
  async sessionStarts(): Promise<ReadonlyMap<string, readonly number[]>> {
    const rows = await this.#store.sessions.orderBy('startedAt').reverse().toArray();
    const starts = new Map<string, number[]>();
    for (const { clientId, startedAt } of rows)
      if (clientId) starts.set(clientId, [...(starts.get(clientId) ?? []), startedAt]);
    return starts;
  }

  /**
   * Calls back now and after every change to sessions, events or notes, in whichever tab. Returns
   * how to stop.
   */
  watch(onChange: () => void, onError: (error: unknown) => void): () => void {
    const { sessions, events, lines } = this.#store;
    const subscription = liveQuery(() =>
      Promise.all([sessions.toArray(), events.count(), lines.toArray()]),
    ).subscribe(onChange, onError);
    return () => subscription.unsubscribe();
  }

  /**
   * Calls back now and after every change to clients, settings or whose sessions are, in whichever
   * tab.
   */
  watchPractice(onChange: () => void, onError: (error: unknown) => void): () => void {
    const { clients, settings, sessions, log } = this.#store;
    const subscription = liveQuery(() =>
      Promise.all([
        clients.toArray(),
        settings.toArray(),
        sessions.orderBy('clientId').keys(),
        log.count(),
      ]),
    ).subscribe(onChange, onError);
    return () => subscription.unsubscribe();
  }

  /**
   * Writes a record made from the one that is stored, and makes it anew while others change it in
   * between.
   */
  async #change(
    table: Store['clients'],
    id: string,
    make: (row: RecordRow | undefined) => Promise<SealedBytes>,
  ): Promise<void> {
    for (;;) {
      const before = await table.get(id);
      const body = await make(before);
      const written = await this.#write([table], async () => {
        const row = await table.get(id);
        if (!sameBytes(row?.body, before?.body)) return false;
        await table.put({ id, body });
        return true;
      });
      if (written) return;
    }
  }

  /** A transaction that writes only while the lock is the one that the keys are of. */
  #write<T>(
    tables: readonly Parameters<Store['transaction']>[1][],
    run: () => Promise<T>,
  ): Promise<T> {
    return this.#store.transaction('rw', [...tables, this.#store.locks] as never, async () => {
      if ((await lockIdOf(this.#store)) !== this.#keys.lockId) throw new RingChangedError();
      return run();
    }) as Promise<T>;
  }

  #keyFor(kind: RecordKind): SealingKey {
    return SHOWN_WHILE_LOCKED.includes(kind) ? this.#keys.device : this.#keys.record;
  }

  #seal(kind: RecordKind, id: string, value: unknown): Promise<SealedBytes> {
    return seal(this.#keyFor(kind), kind, id, value);
  }

  async #sealLine(sessionId: string, line: Line): Promise<LineRow> {
    const { id, ...rest } = line;
    const body = await seal(this.#keys[line.compartment], 'line', id, rest);
    return { id, sessionId, at: line.at, body };
  }

  #sealDraft(sessionId: string, panel: string, draft: Draft): Promise<SealedBytes> {
    return seal(this.#keys[draft.compartment], 'draft', `${sessionId}/${panel}`, draft);
  }

  #sealEvents(
    sessionId: string,
    count: number,
    events: readonly SessionEvent[],
    key: SealingKey,
  ): Promise<EventRow[]> {
    return Promise.all(
      events.map(async (event, index) => {
        const seq = count + index;
        const name = `${sessionId}/${seq}`;
        const words = wordsOf(event);
        return {
          sessionId,
          seq,
          body: await seal(key, 'event', name, withWords(event, '')),
          ...(words === null ? {} : { words: await this.#seal('words', name, words) }),
        };
      }),
    );
  }

  async #openEvent({ sessionId, seq, body, words }: EventRow): Promise<SessionEvent> {
    const name = `${sessionId}/${seq}`;
    const event = await this.#open('event', name, body, eventBody);
    // From before words were kept apart they are in the event itself.
    if (!words) return this.locked ? withWords(event, '') : event;
    const written = await this.#open('words', name, words, wordsBody).catch(unlessUnreadable);
    return withWords(event, written ?? '');
  }

  #openLine({ id, body }: LineRow): Promise<Line | null> {
    return this.#open('line', id, body, lineBody)
      .then((rest): Line => ({ id, ...rest }))
      .catch(unlessUnreadable);
  }

  async #open<T extends v.GenericSchema>(
    kind: RecordKind,
    id: string,
    sealed: Uint8Array,
    schema: T,
  ): Promise<v.InferOutput<T>> {
    const value = v.safeParse(schema, await this.#openRaw(kind, id, sealed));
    if (!value.success) throw new OpenError('notARecord', kind);
    return value.output;
  }

  async #openRaw(kind: RecordKind, id: string, sealed: Uint8Array): Promise<unknown> {
    if (this.locked && !SHOWN_WHILE_LOCKED.includes(kind)) throw new OpenError('locked', kind);
    try {
      return await open(this.#keys.opening, kind, id, sealed);
    } catch (error) {
      const unknown = error instanceof OpenError && error.reason === 'unknownKey';
      // Sealed anew since this ring was made: it is not lost, and a new ring opens it.
      if (unknown && (await lockIdOf(this.#store)) !== this.#keys.lockId)
        throw new RingChangedError();
      throw error;
    }
  }
}

export const cardId = (sessionId: string, field: CardField) => `${sessionId}/${field}`;

const keysOf = (sessionId: string, panels: readonly string[]) =>
  panels.map((panel): [string, string] => [sessionId, panel]);

/** Somebody's own words in an event, or null. */
export function wordsOf(event: SessionEvent): string | null {
  if (event.type === 'safetyReasonGiven') return event.words;
  return event.type === 'legSetAside' && typeof event.reason === 'object'
    ? event.reason.words
    : null;
}

/** The event with these words in the place of its own; one without words stays as it is. */
export function withWords(event: SessionEvent, words: string): SessionEvent {
  if (event.type === 'safetyReasonGiven') return { ...event, words };
  return event.type === 'legSetAside' && typeof event.reason === 'object'
    ? { ...event, reason: { words } }
    : event;
}

/** Null for a record that can't be opened; every other failure goes on. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof OpenError) return null;
  throw error;
}

export function instants(events: readonly SessionEvent[]) {
  const at = (type: SessionEvent['type']) => events.find((event) => event.type === type)?.at ?? 0;
  return { startedAt: at('started'), endedAt: endOf(events) ?? 0, closedAt: at('closed') };
}
