import * as v from 'valibot';
import type { Kind, Line } from '../notes';
import { type Card, type Client, DEFAULT_SETTINGS, EMPTY_CARD, type Settings } from '../practice';
import { clientOf, endOf, type Place, type SessionEvent, type SessionPlan } from '../session';
import { liveQuery, type RecordRow, type Store } from '../store';
import { OpenError, open, type RecordKind, seal } from './envelope';
import type { KeyRing } from './keys';
import {
  cardBody,
  clientBody,
  draftBody,
  eventBody,
  lineBody,
  sessionBody,
  settingsBody,
} from './records';

/** A session with everything that belongs to it, open. */
export interface OpenSession {
  readonly id: string;
  readonly plan: SessionPlan;
  readonly place: Place | null;
  readonly events: readonly SessionEvent[];
  /** By their instants, deleted ones included. */
  readonly lines: readonly Line[];
  /** How many notes are there that could not be opened. */
  readonly unreadable: number;
}

/** What was typed in a panel and not saved, and what kind of note it was to be. */
export interface Draft {
  readonly text: string;
  readonly kind: Kind;
}

/** Settings are one record. */
const SETTINGS_ID = 'settings';

/**
 * Sessions, events, notes, drafts, clients and settings, sealed on the way in and opened on the way out. The one place where
 * keys and storage meet: what it takes and gives is open, what the store sees is sealed.
 *
 * Every method that writes resolves once the browser has flushed the write to disk, or rejects with
 * nothing changed. Sealing is done before a transaction begins and opening after it ends.
 */
export class Vault {
  readonly #store: Store;
  readonly #keys: KeyRing;

  constructor(store: Store, keys: KeyRing) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Saves a new session with its first events, both or neither. */
  async begin(session: Omit<OpenSession, 'lines' | 'unreadable'>): Promise<void> {
    const { id, plan, place, events } = session;
    const body = await this.#seal('session', id, { plan, place });
    const eventRows = await this.#sealEvents(id, 0, events);
    const { startedAt, endedAt, closedAt } = instants(events);
    const clientId = clientOf(events) ?? '';
    await this.#store.transaction('rw', this.#store.sessions, this.#store.events, async () => {
      await this.#store.sessions.add({ id, startedAt, endedAt, closedAt, clientId, body });
      await this.#store.events.bulkAdd(eventRows);
    });
  }

  /**
   * Adds events to a session after the `count` it has.
   * @throws when somebody else has added events in between; nothing is written then.
   */
  async append(id: string, count: number, events: readonly SessionEvent[]): Promise<void> {
    const rows = await this.#sealEvents(id, count, events);
    const { endedAt, closedAt } = instants(events);
    await this.#store.transaction('rw', this.#store.sessions, this.#store.events, async () => {
      await this.#store.events.bulkAdd(rows);
      if (events.some(({ type }) => type === 'ended' || type === 'resumed'))
        await this.#store.sessions.update(id, { endedAt });
      if (closedAt) await this.#store.sessions.update(id, { closedAt });
      if (events.some(({ type }) => type === 'clientChosen'))
        await this.#store.sessions.update(id, { clientId: clientOf(events) ?? '' });
    });
  }

  /** Saves a note, new or changed. */
  async putLine(sessionId: string, line: Line): Promise<void> {
    const { id, ...rest } = line;
    const body = await this.#seal('line', id, rest);
    await this.#store.lines.put({ id, sessionId, at: line.at, body });
  }

  /** Saves a new note and drops the draft of the panel it was typed in, both or neither. */
  async addLine(sessionId: string, line: Line, panel: string): Promise<void> {
    const { id, ...rest } = line;
    const body = await this.#seal('line', id, rest);
    await this.#store.transaction('rw', this.#store.lines, this.#store.drafts, async () => {
      await this.#store.lines.put({ id, sessionId, at: line.at, body });
      await this.#store.drafts.delete([sessionId, panel]);
    });
  }

  /**
   * Ends the life of a session's drafts and of what was deleted: saves these notes, removes those, and drops
   * the drafts of these panels. What is in no list stays as it is, unreadable notes and drafts among it.
   */
  async settle(
    sessionId: string,
    lines: readonly Line[],
    removed: readonly string[],
    panels: readonly string[],
  ): Promise<void> {
    const rows = await Promise.all(
      lines.map(async ({ id, ...rest }) => ({
        id,
        sessionId,
        at: rest.at,
        body: await this.#seal('line', id, rest),
      })),
    );
    await this.#store.transaction('rw', this.#store.lines, this.#store.drafts, async () => {
      await this.#store.lines.bulkDelete([...removed]);
      await this.#store.lines.bulkPut(rows);
      await this.#store.drafts.bulkDelete(
        panels.map((panel) => [sessionId, panel] as [string, string]),
      );
    });
  }

  /** Removes all sessions and clients, with everything that belongs to them. Settings and keys stay. */
  async removeAll(): Promise<void> {
    const { sessions, events, lines, drafts, clients, cards } = this.#store;
    const tables = [sessions, events, lines, drafts, clients, cards];
    await this.#store.transaction('rw', tables, async () => {
      for (const table of tables) await table.clear();
    });
  }

  /** Keeps what was typed in a panel so far; an empty text drops the draft. */
  async putDraft(sessionId: string, panel: string, draft: Draft): Promise<void> {
    if (draft.text === '') return this.#store.drafts.delete([sessionId, panel]);
    const body = await this.#sealDraft(sessionId, panel, draft);
    await this.#store.drafts.put({ sessionId, panel, body });
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
    await this.#store.transaction('rw', drafts, async () => {
      await drafts.bulkDelete(from.map((other) => [sessionId, other] as [string, string]));
      await drafts.put({ sessionId, panel, body });
    });
  }

  /** What was typed and not saved, by panel. A draft that can't be opened is left out and left in place. */
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

  /** Every client that can be opened, by when they were added. */
  async clients(): Promise<readonly Client[]> {
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
   * Adds or changes a client. `change` gets what is stored, null for nobody, and may be called more than once
   * when somebody else changes the client at the same time: no change is lost.
   */
  changeClient(id: string, change: (client: Client | null) => Client): Promise<void> {
    return this.#change(this.#store.clients, id, async (row) => {
      const rest = row && (await this.#open('client', id, row.body, clientBody));
      const { id: _, ...changed } = change(rest ? { id, ...rest } : null);
      return this.#seal('client', id, changed);
    });
  }

  /** The practitioner's settings; the usual ones where none are kept, or none that can be opened. */
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

  /** A session's card; an empty one where none is kept, or none that can be opened. */
  async card(sessionId: string): Promise<Card> {
    const row = await this.#store.cards.get(sessionId);
    const card =
      row && (await this.#open('card', sessionId, row.body, cardBody).catch(unlessUnreadable));
    return card ?? EMPTY_CARD;
  }

  async putCard(sessionId: string, card: Card): Promise<void> {
    const body = await this.#seal('card', sessionId, card);
    await this.#store.cards.put({ id: sessionId, body });
  }

  /** The session that runs or whose summary is still open: the one started last that is not closed. */
  async current(): Promise<OpenSession | null> {
    const rows = await this.#store.sessions.where({ closedAt: 0 }).sortBy('startedAt');
    const last = rows.at(-1);
    return last ? this.session(last.id) : null;
  }

  /**
   * A session whole, or null when there is none with this id. Notes that can't be opened are counted.
   * @throws OpenError when the session itself or one of its events can't be opened.
   */
  async session(id: string): Promise<OpenSession | null> {
    const [row, eventRows, lineRows] = await this.#store.transaction(
      'r',
      this.#store.sessions,
      this.#store.events,
      this.#store.lines,
      () =>
        Promise.all([
          this.#store.sessions.get(id),
          this.#store.events.where({ sessionId: id }).sortBy('seq'),
          this.#store.lines.where({ sessionId: id }).sortBy('at'),
        ]),
    );
    if (!row) return null;
    const [body, events, opened] = await Promise.all([
      this.#open('session', id, row.body, sessionBody),
      Promise.all(
        eventRows.map((event) => this.#open('event', `${id}/${event.seq}`, event.body, eventBody)),
      ),
      Promise.all(
        lineRows.map((line) =>
          this.#open('line', line.id, line.body, lineBody)
            .then((rest): Line => ({ id: line.id, ...rest }))
            .catch(unlessUnreadable),
        ),
      ),
    ]);
    const lines = opened.filter((line) => line !== null);
    return { id, ...body, events, lines, unreadable: opened.length - lines.length };
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

  /** Calls back now and after every change to sessions, events or notes, in whichever tab. Returns how to stop. */
  watch(onChange: () => void, onError: (error: unknown) => void): () => void {
    const { sessions, events, lines } = this.#store;
    const subscription = liveQuery(() =>
      Promise.all([sessions.toArray(), events.count(), lines.toArray()]),
    ).subscribe(onChange, onError);
    return () => subscription.unsubscribe();
  }

  /** Calls back now and after every change to clients, settings or whose sessions are, in whichever tab. */
  watchPractice(onChange: () => void, onError: (error: unknown) => void): () => void {
    const { clients, settings, sessions } = this.#store;
    const subscription = liveQuery(() =>
      Promise.all([clients.toArray(), settings.toArray(), sessions.orderBy('clientId').keys()]),
    ).subscribe(onChange, onError);
    return () => subscription.unsubscribe();
  }

  /** Writes a record made from the one that is stored, and makes it anew while others change it in between. */
  async #change(
    table: Store['clients'],
    id: string,
    make: (row: RecordRow | undefined) => Promise<RecordRow['body']>,
  ): Promise<void> {
    for (;;) {
      const before = await table.get(id);
      const body = await make(before);
      const written = await this.#store.transaction('rw', table, async () => {
        const row = await table.get(id);
        if (!sameBytes(row?.body, before?.body)) return false;
        await table.put({ id, body });
        return true;
      });
      if (written) return;
    }
  }

  #seal(kind: RecordKind, id: string, value: unknown) {
    return seal(this.#keys.sealing, kind, id, value);
  }

  #sealDraft(sessionId: string, panel: string, draft: Draft) {
    return this.#seal('draft', `${sessionId}/${panel}`, draft);
  }

  #sealEvents(sessionId: string, count: number, events: readonly SessionEvent[]) {
    return Promise.all(
      events.map(async (event, index) => ({
        sessionId,
        seq: count + index,
        body: await this.#seal('event', `${sessionId}/${count + index}`, event),
      })),
    );
  }

  async #open<T extends v.GenericSchema>(
    kind: RecordKind,
    id: string,
    sealed: Uint8Array,
    schema: T,
  ): Promise<v.InferOutput<T>> {
    const value = v.safeParse(schema, await open(this.#keys.opening, kind, id, sealed));
    if (!value.success) throw new OpenError('notARecord', kind);
    return value.output;
  }
}

/** Null for a record that can't be opened; every other failure goes on. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof OpenError) return null;
  throw error;
}

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a?.length === b?.length && (a?.every((byte, index) => byte === b?.[index]) ?? true);

function instants(events: readonly SessionEvent[]) {
  const at = (type: SessionEvent['type']) => events.find((event) => event.type === type)?.at ?? 0;
  return { startedAt: at('started'), endedAt: endOf(events) ?? 0, closedAt: at('closed') };
}
