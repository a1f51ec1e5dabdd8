/** All records of a vault, opened and one at a time, for backup and restore. */
import * as v from 'valibot';
import type { Note } from '../notes';
import {
  CARD_FIELDS,
  type Card,
  type Client,
  DEFAULT_SETTINGS,
  EMPTY_CARD,
  freeCode,
  type Settings,
} from '../practice';
import { clientOf, type SessionEvent } from '../session';
import type { EventRow, RecordRow, SessionRow, StagedRow, Store, Table } from '../store';
import { toHex } from './bytes';
import { OpenError, type RecordKind, type SealingKey, seal } from './envelope';
import type { KeyRing } from './keys';
import { cardId } from './kinds/notes';
import { SETTINGS_ID } from './kinds/practice';
import { instants, type SessionRecord, withWords, wordsOf } from './kinds/sessions';
import { lockIdOf, RingChangedError } from './lock';
import { cardBody, clientBody, eventBody, lineBody, sessionBody, settingsBody } from './records';
import type { Vault } from './vault';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));

const transferred = v.variant('record', [
  v.strictObject({ record: v.literal('settings'), body: settingsBody }),
  v.strictObject({ record: v.literal('client'), id, body: clientBody }),
  v.strictObject({
    record: v.literal('session'),
    id,
    body: sessionBody,
    events: v.pipe(v.array(eventBody), v.minLength(1)),
  }),
  v.strictObject({ record: v.literal('line'), id, sessionId: id, body: lineBody }),
  v.strictObject({ record: v.literal('card'), id, body: cardBody }),
]);
/** One record of a backup. */
export type Transferred = v.InferOutput<typeof transferred>;

/** A record from outside, or null if any field is malformed. */
export function readTransferred(value: unknown): Transferred | null {
  const read = v.safeParse(transferred, value);
  return read.success ? read.output : null;
}

/** Numbers of records by type. */
export type Counts = Readonly<Record<Transferred['record'], number>>;
export const NO_COUNTS: Counts = { settings: 0, client: 0, session: 0, line: 0, card: 0 };

/**
 * Every record that can be opened: settings, clients, then each session with its notes. Only one
 * session is in memory at a time. Records that can't be opened are counted and left out.
 * @throws any other failure, because an incomplete backup that looks whole is worse than none
 */
export async function* everyRecord(
  vault: Vault,
  onUnreadable: (count: number) => void,
): AsyncGenerator<Transferred> {
  yield { record: 'settings', body: plain(await vault.settings()) };
  const clients = await vault.clients();
  const left = (await vault.countClients()) - clients.length;
  if (left > 0) onUnreadable(left);
  for (const { id: clientId, ...body } of clients)
    yield { record: 'client', id: clientId, body: plain(body) };
  for (const sessionId of await vault.sessionIds()) {
    const session = await vault.session(sessionId).catch((error: unknown) => {
      // A backup that only looks whole is worse than none.
      if (error instanceof OpenError) return null;
      throw error;
    });
    if (!session) {
      onUnreadable(1);
      continue;
    }
    if (session.unreadable > 0) onUnreadable(session.unreadable);
    const { plan, meeting: place, events, notes } = session;
    yield { record: 'session', id: sessionId, body: plain({ plan, place }), events: plain(events) };
    for (const { id: noteId, ...body } of notes)
      yield { record: 'line', id: noteId, sessionId, body: plain(body) };
    const card = await vault.card(sessionId);
    if (CARD_FIELDS.some((field) => card[field] !== ''))
      yield { record: 'card', id: sessionId, body: card };
  }
}

/** `T` without `readonly`, which is how the schemas describe what they read. */
type Written<T> = T extends readonly (infer Item)[]
  ? Written<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Written<T[Key]> }
    : T;
const plain = <T>(value: T): Written<T> => value as Written<T>;

/** What a restore does or would do. `kept`: records that differ, of which both versions stay. */
export interface RestorePlan {
  readonly added: Counts;
  readonly same: Counts;
  readonly kept: Counts;
  /** How many clients get another code, because somebody here has theirs. */
  readonly renamed: number;
  /** Whether settings that protect the notes differ. Those of this device stay. */
  readonly protected: boolean;
}

interface Differences {
  added: Record<Transferred['record'], number>;
  same: Record<Transferred['record'], number>;
  kept: Record<Transferred['record'], number>;
}

/**
 * Merges records into a vault, without duplicates and all or nothing. New and differing records are
 * sealed and staged in a table of their own; `commit` moves them all in one transaction. Until then
 * nothing changes, and nobody reads what a cancelled restore staged.
 *
 * Of a note or client that differs, the other version is added under an id made from its content,
 * so that restoring again finds it. If one version of a session continues the other, the longer one
 * stays. Existing settings stay.
 */
export class Restore {
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #keys: KeyRing;
  readonly #counts: Differences = {
    added: { ...NO_COUNTS },
    same: { ...NO_COUNTS },
    kept: { ...NO_COUNTS },
  };
  /** The session that was taken last. Its notes follow it. */
  #session: SessionRecord | null = null;
  #clients: Map<string, Client> | null = null;
  #renamed = 0;
  #protected = false;
  #rows: StagedRow[] = [];

  constructor(store: Store, keys: KeyRing, vault: Vault) {
    this.#store = store;
    this.#keys = keys;
    this.#vault = vault;
  }

  get plan(): RestorePlan {
    return { ...this.#counts, renamed: this.#renamed, protected: this.#protected };
  }

  /** Deletes what an earlier restore staged. */
  async begin(): Promise<void> {
    await this.#store.staged.clear();
  }

  /** Compares a record and stages what restoring it needs. */
  async take(record: Transferred): Promise<void> {
    switch (record.record) {
      case 'settings':
        return this.#settings(record);
      case 'client':
        return this.#client(record);
      case 'session':
        return this.#takeSession(record);
      case 'line':
        return this.#line(record);
      case 'card':
        return this.#card(record);
    }
  }

  /**
   * Restores all staged records.
   * @throws RingChangedError if the lock has changed. After any failure, nothing is changed.
   */
  async commit(): Promise<void> {
    await this.#flush();
    const { staged, locks, sessions, events, lines, clients, cards, settings } = this.#store;
    const tables = { sessions, events, lines, clients, cards, settings } as const;
    await this.#store.transaction('rw', [staged, locks, ...Object.values(tables)], async () => {
      if ((await lockIdOf(this.#store)) !== this.#keys.lockId) throw new RingChangedError();
      for (let last = 0; ; ) {
        const batch = await staged.where(':id').above(last).limit(BATCH).toArray();
        for (const [name, table] of Object.entries(tables)) {
          const rows = batch.filter((one) => one.table === name).map(({ row }) => row);
          if (rows.length > 0) await (table as unknown as Table<unknown>).bulkPut(rows);
        }
        last = batch.at(-1)?.id ?? last;
        if (batch.length < BATCH) break;
      }
      await staged.clear();
    });
  }

  async #settings({ body }: Extract<Transferred, { record: 'settings' }>): Promise<void> {
    const own = await this.#vault.settings();
    const safe = { ...body, ...protections(own) };
    if (sameJson(own, safe)) return this.#count('same', 'settings');
    if (!sameJson(own, DEFAULT_SETTINGS)) return this.#count('kept', 'settings');
    this.#protected = !sameJson(safe, body);
    await this.#stage('settings', SETTINGS_ID, this.#keys.device, 'settings', safe);
    this.#count('added', 'settings');
  }

  async #client({ id: clientId, body }: Extract<Transferred, { record: 'client' }>): Promise<void> {
    this.#clients ??= new Map((await this.#vault.clients()).map((client) => [client.id, client]));
    const own = this.#clients.get(clientId);
    if (!own) return this.#addClient(clientId, body, 'added');
    const { id: _, ...ownBody } = own;
    // A client may have another code here: of this device's own choice, or of an earlier restore.
    if (sameJson({ ...ownBody, code: '' }, { ...body, code: '' }))
      return this.#count('same', 'client');
    const other = await idFrom(clientId, body);
    if (this.#clients.has(other)) return this.#count('same', 'client');
    return this.#addClient(other, { ...body, places: [] }, 'kept');
  }

  /** Adds a client under a code that nobody else has, because two could be taken for each other. */
  async #addClient(
    clientId: string,
    body: Extract<Transferred, { record: 'client' }>['body'],
    what: 'added' | 'kept',
  ): Promise<void> {
    const clients = this.#clients ?? new Map<string, Client>();
    const code = freeCode(body.code, [...clients.values()]);
    if (code !== body.code) this.#renamed += 1;
    const made = { ...body, code };
    clients.set(clientId, { id: clientId, ...made });
    await this.#stage('clients', clientId, this.#keys.record, 'client', made);
    this.#count(what, 'client');
  }

  async #takeSession({
    id: sessionId,
    body,
    events,
  }: Extract<Transferred, { record: 'session' }>): Promise<void> {
    const own = await this.#vault.session(sessionId);
    this.#session = own;
    if (!own) {
      await this.#stageSession(sessionId, body, events, 0);
      return this.#count('added', 'session');
    }
    const shorter = Math.min(own.events.length, events.length);
    const agree = sameJson(own.events.slice(0, shorter), events.slice(0, shorter));
    if (agree && events.length <= own.events.length) return this.#count('same', 'session');
    if (agree) {
      await this.#stageSession(sessionId, body, events, own.events.length);
      return this.#count('added', 'session');
    }
    const other = await idFrom(sessionId, { body, events });
    if (await this.#store.sessions.get(other)) return this.#count('same', 'session');
    await this.#stageSession(other, body, events, 0);
    this.#count('kept', 'session');
  }

  async #line({
    id: noteId,
    sessionId,
    body,
  }: Extract<Transferred, { record: 'line' }>): Promise<void> {
    const notes: readonly Note[] = this.#session?.id === sessionId ? this.#session.notes : [];
    const own = notes.find((note) => note.id === noteId);
    const { id: _, ...ownBody } = own ?? { id: '' };
    if (own && sameJson(ownBody, body)) return this.#count('same', 'line');
    const target = own ? await idFrom(noteId, body) : noteId;
    if (own && notes.some((note) => note.id === target)) return this.#count('same', 'line');
    const sealed = await seal(this.#keys[body.compartment], 'line', target, body);
    await this.#put('lines', { id: target, sessionId, at: body.at, body: sealed });
    this.#count(own ? 'kept' : 'added', 'line');
  }

  async #card({ id: sessionId, body }: Extract<Transferred, { record: 'card' }>): Promise<void> {
    const own: Card = this.#session ? await this.#vault.card(sessionId) : EMPTY_CARD;
    let changed = false;
    for (const field of CARD_FIELDS) {
      if (body[field] === '' || own[field].includes(body[field])) continue;
      changed = true;
      const both = [own[field], body[field]].filter(Boolean).join(' / ');
      await this.#stage('cards', cardId(sessionId, field), this.#keys.record, 'card', both);
    }
    this.#count(!changed ? 'same' : sameJson(own, EMPTY_CARD) ? 'added' : 'kept', 'card');
  }

  async #stageSession(
    sessionId: string,
    body: Extract<Transferred, { record: 'session' }>['body'],
    events: readonly SessionEvent[],
    from: number,
  ): Promise<void> {
    const { startedAt, endedAt, closedAt } = instants(events);
    const key = closedAt === 0 ? this.#keys.device : this.#keys.record;
    const clientId = clientOf(events) ?? '';
    const row: SessionRow = {
      id: sessionId,
      startedAt,
      endedAt,
      closedAt,
      clientId,
      body: await seal(key, 'session', sessionId, body),
    };
    await this.#put('sessions', row);
    for (const [seq, event] of events.entries()) {
      // Events that exist were sealed for an open session; the session may be closed now.
      if (seq < from && closedAt === 0) continue;
      const name = `${sessionId}/${seq}`;
      const words = wordsOf(event);
      const eventRow: EventRow = {
        sessionId,
        seq,
        body: await seal(key, 'event', name, withWords(event, '')),
        ...(words === null ? {} : { words: await seal(this.#keys.record, 'words', name, words) }),
      };
      await this.#put('events', eventRow);
    }
  }

  async #stage(
    table: 'clients' | 'cards' | 'settings',
    recordId: string,
    key: SealingKey,
    kind: RecordKind,
    body: unknown,
  ): Promise<void> {
    const row: RecordRow = { id: recordId, body: await seal(key, kind, recordId, body) };
    await this.#put(table, row);
  }

  async #put(table: StagedRow['table'], row: unknown): Promise<void> {
    this.#rows.push({ table, row });
    if (this.#rows.length >= BATCH) await this.#flush();
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length > 0) await this.#store.staged.bulkAdd(rows);
  }

  #count(what: keyof Differences, record: Transferred['record']): void {
    this.#counts[what][record] += 1;
  }
}

/** Settings that protect the notes. No file changes them, because it could weaken them. */
const protections = ({
  shareGuard,
  lockAfterMinutes,
  lockOnSleep,
  pressCovered,
  peek,
}: Settings): Partial<Settings> => ({
  shareGuard,
  lockAfterMinutes,
  lockOnSleep,
  pressCovered,
  peek,
});

const BATCH = 500;

/** An id for the other version of a record: the same for the same content. */
async function idFrom(own: string, body: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(`${own}\n${canonical(body)}`);
  const hash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  // UUID version 8 is for ids made this way.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const sameJson = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with object keys in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
