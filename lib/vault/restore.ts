/** Merging the records of a backup into a vault. */
import type * as v from 'valibot';
import { type Note, settleNotes } from '../notes';
import { PAPER_KINDS, PAPERS } from '../papers';
import {
  CARD_FIELDS,
  type CardField,
  type Client,
  DEFAULT_SETTINGS,
  freeCode,
  type Settings,
} from '../practice';
import { clientOf, endOf, lastOf, type SessionEvent } from '../session';
import type {
  EventRow,
  LineRow,
  PaperRow,
  RecordRow,
  RestoredTable,
  SessionRow,
  StagedRow,
  Store,
  Table,
} from '../store';
import { sameBytes, toHex } from './bytes';
import { unlessUnreadable, type VaultCore, vaultCore } from './core';
import { type RecordKind, type SealingKey, seal } from './envelope';
import { RestoreOutdatedError, SessionOpenError } from './errors';
import type { KeyRing } from './keys';
import { cardId, cardsOf, openNote } from './kinds/notes';
import { openPaper, paperId, sealPaper } from './kinds/papers';
import { SETTINGS_ID } from './kinds/practice';
import { instants, openEvent, withWords, wordsOf } from './kinds/sessions';
import { cardBody, cardFieldBody, clientBody, sessionBody, settingsBody } from './records';
import { markStale } from './stale';
import { type Counts, isSound, NO_COUNTS, type Transferred } from './transfer';

/** What a restore does or would do. `kept`: records that differ, of which both versions stay. */
export interface RestorePlan {
  readonly added: Counts;
  readonly same: Counts;
  readonly kept: Counts;
  /** How many clients get another code, because somebody here has theirs. */
  readonly renamed: number;
  /** Whether settings that protect the notes differ. Those of this device stay. */
  readonly protected: boolean;
  /** How many records here can't be opened and are replaced. They count as added, too. */
  readonly mended: number;
  /** How many records of the backup make no sense and are left out. */
  readonly left: number;
}

type Of<Kind extends Transferred['record']> = Extract<Transferred, { record: Kind }>;
type SessionBody = Of<'session'>['body'];
type Fields = Partial<Record<CardField, string>>;

/** A session as it stands here. Null for what can't be opened. */
interface OwnSession {
  readonly id: string;
  readonly row: SessionRow | undefined;
  readonly body: SessionBody | null;
  readonly events: readonly { readonly row: EventRow; readonly event: SessionEvent | null }[];
  readonly notes: ReadonlyMap<string, { readonly row: LineRow; readonly note: Note | null }>;
  readonly cards: ReadonlyMap<string, { readonly row: RecordRow; readonly fields: Fields | null }>;
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
 * stays. Existing settings stay. A session that was open in the backup is closed with its last
 * event. What can't be opened here is replaced by the backup's version and kept aside.
 */
export class Restore {
  readonly #store: Store;
  readonly #core: VaultCore;
  readonly #id: string;
  readonly #counts: Differences = {
    added: { ...NO_COUNTS },
    same: { ...NO_COUNTS },
    kept: { ...NO_COUNTS },
  };
  /** The session that was taken last, as it stands here. Its notes and its card follow it. */
  #session: { readonly id: string; readonly own: OwnSession; readonly settled: boolean } | null =
    null;
  /** All clients' rows as they were looked at, because no code may come twice. */
  #known: readonly RecordRow[] | null = null;
  #clients: Map<
    string,
    { readonly row: RecordRow | undefined; readonly client: Client | null }
  > | null = null;
  /** Where the papers of a client go: the other version of one has an id of its own. */
  readonly #targets = new Map<string, string>();
  /** What was taken, because a backup may hold one id twice. */
  readonly #seen = new Set<string>();
  #renamed = 0;
  #protected = false;
  #mended = 0;
  #left = 0;
  /** How many notes there were when the first was looked for. */
  #lines: number | null = null;
  #rows: StagedRow[] = [];
  #staged = 0;

  /** @param id of this restore; no other has it */
  constructor(store: Store, keys: KeyRing, id: string) {
    this.#store = store;
    this.#core = vaultCore(store, keys);
    this.#id = id;
  }

  get plan(): RestorePlan {
    return {
      ...this.#counts,
      renamed: this.#renamed,
      protected: this.#protected,
      mended: this.#mended,
      left: this.#left,
    };
  }

  /** @throws SessionOpenError while a session is open */
  async begin(): Promise<void> {
    if ((await this.#store.sessions.where({ closedAt: 0 }).count()) > 0)
      throw new SessionOpenError();
  }

  /** Deletes what this restore has staged. */
  async forget(): Promise<void> {
    await this.#store.staged.where({ restore: this.#id }).delete();
  }

  /**
   * Compares a record and stages what restoring it needs. A session's notes and its card have to
   * follow the session.
   */
  async take(record: Transferred): Promise<void> {
    switch (record.record) {
      case 'settings':
        return this.#once('settings', record, () => this.#settings(record));
      case 'client':
        return this.#once(record.id, record, () => this.#client(record));
      case 'session':
        this.#session = null;
        return this.#once(record.id, record, () => this.#takeSession(record));
      case 'line':
        return this.#session?.id === record.sessionId
          ? this.#line(record, this.#session)
          : this.#leave();
      case 'card':
        return this.#session?.id === record.id
          ? this.#once(record.id, record, () => this.#card(record))
          : this.#leave();
      case 'paper': {
        const ofSession = PAPERS[record.kind].of === 'session';
        const here = ofSession
          ? this.#session?.id === record.of && this.#session.own.id
          : this.#targets.get(record.of);
        if (!here) return this.#leave();
        return this.#once(paperId(record.kind, here), record, () => this.#paper(record, here));
      }
    }
  }

  /** Stages what is left to stage, after the last record, and says what restoring would do. */
  async finish(): Promise<RestorePlan> {
    await this.#flush();
    return this.plan;
  }

  /**
   * Restores all staged records. Call it after `finish`.
   * @throws RingChangedError if the lock has changed
   * @throws RestoreOutdatedError if something that it concerns has changed since it was taken
   * @throws SessionOpenError while a session is open
   * After any failure, nothing is changed.
   */
  async commit(): Promise<void> {
    const { staged, sessions, events, lines, clients, cards, settings, papers } = this.#store;
    const { damaged, stale } = this.#store;
    const tables = { sessions, events, lines, clients, cards, settings, papers } as const;
    await this.#core.write([staged, damaged, stale, ...Object.values(tables)], async () => {
      await this.begin();
      const keys = (await staged.where({ restore: this.#id }).primaryKeys()) as number[];
      // Another page may have cleared them, as erasing a client does.
      if (keys.length !== this.#staged) throw new RestoreOutdatedError();
      if (this.#known && !isSameRows(this.#known, await clients.toArray()))
        throw new RestoreOutdatedError();
      const owners = new Set<string>();
      for (let from = 0; from < keys.length; from += BATCH) {
        const batch = (await staged.bulkGet(keys.slice(from, from + BATCH))) as StagedRow[];
        for (const [name, table] of Object.entries(tables)) {
          const part = batch.filter((one) => one.table === name);
          if (part.length > 0) await replace(table as unknown as Table<unknown>, part);
        }
        await damaged.bulkAdd(
          batch.flatMap(({ table, was: row, damagedOf }) =>
            damagedOf === undefined ? [] : [{ of: damagedOf, table, row }],
          ),
        );
        for (const { table, row } of batch)
          if (table === 'events' || table === 'lines')
            owners.add((row as EventRow | LineRow).sessionId);
          else if (table === 'sessions') owners.add((row as SessionRow).id);
          else if (table === 'papers' && isOfSession(row as PaperRow))
            owners.add((row as PaperRow).of);
          else if (table === 'cards') owners.add((row as RecordRow).id.split('/')[0] ?? '');
      }
      const there = await sessions.bulkGet([...owners]);
      if (there.includes(undefined)) throw new RestoreOutdatedError();
      await markStale(this.#store, [...owners]);
      await staged.bulkDelete(keys);
    });
  }

  /** Takes a record that makes sense and whose id has not come before. */
  async #once(id: string, record: Transferred, take: () => Promise<void>): Promise<void> {
    const name = `${record.record} ${id}`;
    if (this.#seen.has(name) || !isSound(record)) return this.#leave();
    this.#seen.add(name);
    return take();
  }

  #leave(): void {
    this.#left += 1;
  }

  async #settings({ body }: Of<'settings'>): Promise<void> {
    const row = await this.#store.settings.get(SETTINGS_ID);
    const own = row
      ? await this.#core
          .open('settings', SETTINGS_ID, row.body, settingsBody)
          .catch(unlessUnreadable)
      : DEFAULT_SETTINGS;
    const mine = own ?? DEFAULT_SETTINGS;
    const safe = {
      ...body,
      ...protections(mine),
      compartments: { ...onlyPrivate(body.compartments), ...mine.compartments },
    };
    if (own && sameJson(own, safe)) return this.#count('same', 'settings');
    if (own && !sameJson(own, DEFAULT_SETTINGS)) return this.#count('kept', 'settings');
    this.#protected = !sameJson(safe, body);
    await this.#stageRecord('settings', SETTINGS_ID, this.#core.keys.device, 'settings', safe, {
      was: row,
      damagedOf: own ? undefined : SETTINGS_ID,
    });
    this.#count('added', 'settings');
  }

  async #client({ id: clientId, body }: Of<'client'>): Promise<void> {
    this.#clients ??= await this.#ownClients();
    const own = this.#clients.get(clientId);
    this.#targets.set(clientId, clientId);
    if (!own?.client) return this.#addClient(clientId, body, 'added', own?.row);
    const { id: _, ...ownBody } = own.client;
    // A client may have another code here: of this device's own choice, or of an earlier restore.
    if (sameJson({ ...ownBody, code: '' }, { ...body, code: '' }))
      return this.#count('same', 'client');
    const other = await idFrom(clientId, body);
    if (this.#clients.get(other)?.client) return this.#count('same', 'client');
    return this.#addClient(other, { ...body, places: [] }, 'kept', this.#clients.get(other)?.row);
  }

  async #ownClients() {
    const rows = await this.#store.clients.toArray();
    this.#known = rows;
    return new Map(
      await Promise.all(
        rows.map(async (row) => {
          const { id } = row;
          const body = await this.#core
            .open('client', id, row.body, clientBody)
            .catch(unlessUnreadable);
          return [id, { row, client: body && { id, ...body } }] as const;
        }),
      ),
    );
  }

  /** Adds a client under a code that nobody else has, because two could be taken for each other. */
  async #addClient(
    clientId: string,
    body: Of<'client'>['body'],
    what: 'added' | 'kept',
    row: RecordRow | undefined,
  ): Promise<void> {
    const clients = this.#clients ?? new Map();
    const others = [...clients.values()].flatMap(({ client }) => client ?? []);
    const code = freeCode(body.code, others);
    if (code !== body.code) this.#renamed += 1;
    const made = { ...body, code };
    clients.set(clientId, { row, client: { id: clientId, ...made } });
    await this.#stageRecord('clients', clientId, this.#core.keys.record, 'client', made, {
      was: row,
      damagedOf: row && clientId,
    });
    this.#count(what, 'client');
  }

  async #takeSession({ id: sessionId, body, events }: Of<'session'>): Promise<void> {
    const settled = lastOf(events, 'closed') === undefined;
    const own = await this.#read(sessionId);
    this.#session = { id: sessionId, own, settled };
    if (!own.row) {
      await this.#stageSession(own, body, events, 0);
      return this.#count('added', 'session');
    }
    const agree = own.events.every(
      ({ event }, index) => !event || !events[index] || sameJson(event, events[index]),
    );
    const whole = own.body !== null && own.events.every(({ event }) => event);
    const mendable = own.events.slice(events.length).every(({ event }) => event);
    if (agree && whole && events.length <= own.events.length) return this.#count('same', 'session');
    if (agree && mendable) {
      const all = [
        ...events,
        ...own.events.slice(events.length).flatMap(({ event }) => event ?? []),
      ];
      await this.#stageSession(own, own.body ?? body, all, whole ? own.events.length : 0);
      return this.#count('added', 'session');
    }
    const other = await this.#read(await idFrom(sessionId, { body, events }));
    // Notes stay with the session that can be opened.
    if (!whole) this.#session = { id: sessionId, own: other, settled };
    if (other.row) return this.#count('same', 'session');
    await this.#stageSession(other, body, events, 0);
    this.#count('kept', 'session');
  }

  /** The session as it stands here, with all that belongs to it, read at one instant. */
  async #read(id: string): Promise<OwnSession> {
    const core = this.#core;
    const { sessions, events, lines, cards } = this.#store;
    const [row, eventRows, lineRows, cardRows] = await this.#store.transaction(
      'r',
      [sessions, events, lines, cards],
      () =>
        Promise.all([
          sessions.get(id),
          events.where({ sessionId: id }).sortBy('seq'),
          lines.where({ sessionId: id }).toArray(),
          cardsOf(this.#store, id).toArray(),
        ]),
    );
    const read = <T extends v.GenericSchema>(
      kind: RecordKind,
      recordId: string,
      sealed: Uint8Array,
      schema: T,
    ) => core.open(kind, recordId, sealed, schema).catch(unlessUnreadable);
    return {
      id,
      row,
      body: row ? await read('session', id, row.body, sessionBody) : null,
      events: await Promise.all(
        eventRows.map(async (eventRow) => {
          const event = await openEvent(core, eventRow).catch(unlessUnreadable);
          // The words were lost if they are empty.
          const lost = event && eventRow.words && wordsOf(event) === '';
          return { row: eventRow, event: lost ? null : event };
        }),
      ),
      notes: new Map(
        await Promise.all(
          lineRows.map(
            async (line) => [line.id, { row: line, note: await openNote(core, line) }] as const,
          ),
        ),
      ),
      cards: new Map(
        await Promise.all(
          cardRows.map(async (card) => {
            const field = CARD_FIELDS.find((known) => card.id === cardId(id, known));
            if (!field)
              return [
                card.id,
                { row: card, fields: await read('card', card.id, card.body, cardBody) },
              ] as const;
            const text = await read('card', card.id, card.body, cardFieldBody);
            return [
              card.id,
              { row: card, fields: text === null ? null : { [field]: text } },
            ] as const;
          }),
        ),
      ),
    };
  }

  async #line(
    { id: noteId, body }: Of<'line'>,
    { own, settled }: { own: OwnSession; settled: boolean },
  ): Promise<void> {
    const [note] = settled ? settleNotes([{ id: noteId, ...body }]) : [{ id: noteId, ...body }];
    // It was deleted before the session was closed.
    if (!note) return this.#count('same', 'line');
    const { id: _, ...kept } = note;
    const same = (one: { readonly note: Note | null } | undefined) => {
      if (!one?.note) return false;
      const { id: __, ...ownBody } = one.note;
      return sameJson(ownBody, kept);
    };
    const mine = own.notes.get(noteId);
    if (same(mine)) return this.#count('same', 'line');
    const elsewhere = this.#seen.has(`line ${noteId}`) || (!mine && (await this.#hasLine(noteId)));
    const differs = Boolean(mine?.note);
    const target = elsewhere || differs ? await idFrom(noteId, [own.id, kept]) : noteId;
    const there = own.notes.get(target);
    if (same(there) || this.#seen.has(`line ${target}`)) return this.#count('same', 'line');
    this.#seen.add(`line ${target}`);
    const sealed = await seal(this.#core.keys[kept.compartment], 'line', target, kept);
    const row: LineRow = { id: target, sessionId: own.id, at: kept.at, body: sealed };
    await this.#put('lines', row, { was: there?.row, damagedOf: there && own.id });
    this.#count(differs ? 'kept' : 'added', 'line');
  }

  /** Whether a note of any session has this id. */
  async #hasLine(noteId: string): Promise<boolean> {
    this.#lines ??= await this.#store.lines.count();
    return this.#lines > 0 && (await this.#store.lines.get(noteId)) !== undefined;
  }

  async #card({ body }: Of<'card'>): Promise<void> {
    const own = this.#session?.own;
    if (!own) return;
    // Older cards are kept whole. Single fields win.
    const before: Fields = Object.assign(
      {},
      own.cards.get(own.id)?.fields,
      ...[...own.cards].map(([id, { fields }]) => (id === own.id ? null : fields)),
    );
    let changed = false;
    for (const field of CARD_FIELDS) {
      const mine = before[field] ?? '';
      if (body[field] === '' || mine.includes(body[field])) continue;
      changed = true;
      const both = [mine, body[field]].filter(Boolean).join(' / ');
      const id = cardId(own.id, field);
      const there = own.cards.get(id);
      await this.#stageRecord('cards', id, this.#core.keys.record, 'card', both, {
        was: there?.row,
        damagedOf: there?.fields === null ? own.id : undefined,
      });
    }
    const empty = CARD_FIELDS.every((field) => !before[field]);
    this.#count(!changed ? 'same' : empty ? 'added' : 'kept', 'card');
  }

  /** Of a paper that differs, both versions become one with the words of both. */
  async #paper({ kind, body }: Of<'paper'>, of: string): Promise<void> {
    const row = await this.#store.papers.get(paperId(kind, of));
    const mine = row ? await openPaper(this.#core, kind, row).catch(unlessUnreadable) : null;
    const merge = PAPERS[kind].merge as (mine: unknown, other: unknown) => typeof body;
    const next = mine ? merge(mine, body) : body;
    if (mine && sameJson(mine, next)) return this.#count('same', 'paper');
    const sealed = await sealPaper(this.#core, kind, of, next as never);
    await this.#put('papers', sealed, { was: row, damagedOf: row && !mine ? of : undefined });
    this.#count(mine ? 'kept' : 'added', 'paper');
  }

  /**
   * Stages a session and its events. Events before `from` are there already, and are kept as they
   * are where they can be opened.
   */
  async #stageSession(
    own: OwnSession,
    body: SessionBody,
    events: readonly SessionEvent[],
    from: number,
  ): Promise<void> {
    const all = closed(events);
    const key = this.#core.keys.record;
    const row: SessionRow = {
      id: own.id,
      ...instants(all),
      clientId: clientOf(all) ?? '',
      body: await seal(key, 'session', own.id, body),
    };
    await this.#put('sessions', row, {
      was: own.row,
      damagedOf: own.row && own.body === null ? own.id : undefined,
    });
    for (const [seq, event] of all.entries()) {
      if (seq < from) continue;
      const name = `${own.id}/${seq}`;
      const words = wordsOf(event);
      const eventRow: EventRow = {
        sessionId: own.id,
        seq,
        body: await seal(key, 'event', name, withWords(event, '')),
        ...(words === null ? {} : { words: await seal(key, 'words', name, words) }),
      };
      const there = own.events[seq];
      await this.#put('events', eventRow, {
        was: there?.row,
        damagedOf: there && !there.event ? own.id : undefined,
      });
    }
  }

  async #stageRecord(
    table: 'clients' | 'cards' | 'settings',
    recordId: string,
    key: SealingKey,
    kind: RecordKind,
    body: unknown,
    before: Before,
  ): Promise<void> {
    const row: RecordRow = { id: recordId, body: await seal(key, kind, recordId, body) };
    await this.#put(table, row, before);
  }

  async #put(table: RestoredTable, row: unknown, { was, damagedOf }: Before): Promise<void> {
    if (damagedOf !== undefined) this.#mended += 1;
    this.#rows.push({
      restore: this.#id,
      table,
      row,
      ...(was ? { was } : {}),
      ...(damagedOf === undefined ? {} : { damagedOf }),
    });
    if (this.#rows.length >= BATCH) await this.#flush();
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    this.#staged += rows.length;
    if (rows.length > 0) await this.#store.staged.bulkAdd(rows);
  }

  #count(what: keyof Differences, record: Transferred['record']): void {
    this.#counts[what][record] += 1;
  }
}

/** What stands where a row goes, and whose it is if it can't be opened. */
interface Before {
  readonly was: SessionRow | EventRow | LineRow | RecordRow | PaperRow | undefined;
  readonly damagedOf: string | undefined;
}

/**
 * Puts staged rows where the rows stand that they were compared with.
 * @throws RestoreOutdatedError if any of those is another one now
 */
async function replace(table: Table<unknown>, staged: readonly StagedRow[]): Promise<void> {
  const { keyPath } = table.schema.primKey;
  const keyOf = (row: Record<string, unknown>) =>
    Array.isArray(keyPath) ? keyPath.map((part) => row[part]) : row[keyPath ?? ''];
  const rows = staged.map(({ row }) => row);
  const there = await table.bulkGet(rows.map((row) => keyOf(row as Record<string, unknown>)));
  if (!staged.every(({ was }, index) => sameRow(was, there[index])))
    throw new RestoreOutdatedError();
  await table.bulkPut(rows);
}

function sameRow(a: unknown, b: unknown): boolean {
  if (!isRow(a) || !isRow(b)) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => {
    const [one, other] = [a[key], b[key]];
    return one instanceof Uint8Array && other instanceof Uint8Array
      ? sameBytes(one, other)
      : one === other;
  });
}

const isOfSession = ({ id, of }: PaperRow): boolean =>
  PAPER_KINDS.some((kind) => PAPERS[kind].of === 'session' && id === paperId(kind, of));

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The events of a session that is over. If it was open, it ends and closes with its last event. */
function closed(events: readonly SessionEvent[]): readonly SessionEvent[] {
  if (lastOf(events, 'closed')) return events;
  const at = events.at(-1)?.at ?? 0;
  return [
    ...events,
    ...(endOf(events) === null ? [{ type: 'ended', at } as const] : []),
    { type: 'closed', at },
  ];
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

/** A file may have more kinds of notes begin as private, and not fewer. */
const onlyPrivate = (compartments: Settings['compartments']): Settings['compartments'] =>
  Object.fromEntries(Object.entries(compartments).filter(([, begins]) => begins === 'private'));

const isSameRows = (before: readonly RecordRow[], now: readonly RecordRow[]): boolean =>
  before.length === now.length &&
  before.every(({ id, body }, index) => {
    const other = now[index];
    return other?.id === id && sameBytes(body, other.body);
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
