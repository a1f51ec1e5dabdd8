import { Dexie, type EntityTable, type Table } from 'dexie';

declare const sealed: unique symbol;
/** Bytes sealed by `lib/vault`. The store can't read them. */
export type SealedBytes = Uint8Array<ArrayBuffer> & { readonly [sealed]: true };

/**
 * A session's unsealed part: ids and instants (epoch milliseconds, 0 for "not yet"), nothing else.
 */
export interface SessionRow {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly closedAt: number;
  /** The client's random id; empty while no client is chosen. */
  readonly clientId?: string;
  /**
   * 1 if the session was closed while locked, so that drafts and deleted notes still wait to be
   * settled.
   */
  readonly unsettled?: 0 | 1;
  readonly body: SealedBytes;
}

/** One event of a session; `seq` is its place in the list. */
export interface EventRow {
  readonly sessionId: string;
  readonly seq: number;
  readonly body: SealedBytes;
  /**
   * The event's words, sealed apart: they stay locked when the rest of the event has to be shown.
   */
  readonly words?: SealedBytes;
}

/** One note. `at` is when it was first saved, in epoch milliseconds. */
export interface LineRow {
  readonly id: string;
  readonly sessionId: string;
  readonly at: number;
  readonly body: SealedBytes;
}

/** Text that was typed in one panel and not saved. */
export interface DraftRow {
  readonly sessionId: string;
  readonly panel: string;
  readonly body: SealedBytes;
}

/** One sealed record and its id: a client, the settings, or a session's card. */
export interface RecordRow {
  readonly id: string;
  readonly body: SealedBytes;
}

/** A key kept by the browser, which scripts can use but not read. */
export interface KeyRow {
  readonly id: string;
  /**
   * What the key seals; `old` only opens. A key without a use is a device key from an older
   * release.
   */
  readonly use?: 'device' | 'record' | 'private' | 'old';
  readonly key: CryptoKey;
  readonly createdAt: number;
}

/** The lock of a vault: public keys, sealed keys and salts. `lib/vault` reads and checks it. */
export interface LockRow {
  readonly id: string;
  readonly value: unknown;
}

/** The tables that a restore writes. */
export type RestoredTable =
  | 'sessions'
  | 'events'
  | 'lines'
  | 'clients'
  | 'cards'
  | 'settings'
  | 'papers';

/** A sealed row that a restore keeps here until it commits. */
export interface StagedRow {
  readonly id?: number;
  /** The restore that it belongs to. */
  readonly restore: string;
  readonly table: RestoredTable;
  readonly row: unknown;
  /** The row that stood there when the restore looked; absent if none did. */
  readonly was?: unknown;
  /** The session or client of a row that can't be opened and is to be kept; absent for none. */
  readonly damagedOf?: string;
}

/** A row that could not be opened, as it stood before a restore put a readable one in its place. */
export interface DamagedRow {
  readonly id?: number;
  /** The session or the client that it belongs to; `settings` for the settings. */
  readonly of: string;
  readonly table: RestoredTable;
  readonly row: unknown;
}

/**
 * A sealed extract of the sessions of one span of time. It is made from their records and can be
 * made anew at any time.
 */
export interface PackRow {
  readonly id: string;
  readonly body: SealedBytes;
}

/** A session that its pack doesn't hold as it stands. Each write gives it another mark. */
export interface StaleRow {
  readonly id: string;
  readonly mark: string;
}

/** What a session or a client has beside notes and details, sealed: the id says what kind. */
export interface PaperRow {
  readonly id: string;
  /** The session or the client that it belongs to. */
  readonly of: string;
  readonly body: SealedBytes;
}

/** A backup file and, sealed, the passphrase it is encrypted with. */
export interface PlaceRow {
  readonly id: string;
  /**
   * The browser's handle. It holds the file's name in the clear; the file's content is encrypted.
   */
  readonly handle: FileSystemFileHandle;
  readonly body: SealedBytes;
}

/**
 * The database's version. `Store` has each step up to it, and the tests have a frozen database for
 * each step.
 */
export const VERSION = 7;

/**
 * The database. It holds sealed bytes, ids and instants, and only ids and instants are indexed.
 * Writes are flushed to disk before their promise resolves (strict durability).
 */
export class Store extends Dexie {
  declare sessions: EntityTable<SessionRow, 'id'>;
  declare events: Table<EventRow, [sessionId: string, seq: number]>;
  declare lines: EntityTable<LineRow, 'id'>;
  declare drafts: Table<DraftRow, [sessionId: string, panel: string]>;
  declare clients: EntityTable<RecordRow, 'id'>;
  declare settings: EntityTable<RecordRow, 'id'>;
  declare cards: EntityTable<RecordRow, 'id'>;
  declare keys: EntityTable<KeyRow, 'id'>;
  declare locks: EntityTable<LockRow, 'id'>;
  /** What was done with clients' whole files, sealed; no content. */
  declare log: EntityTable<RecordRow, 'id'>;
  declare staged: Table<StagedRow, number>;
  declare places: EntityTable<PlaceRow, 'id'>;
  declare damaged: Table<DamagedRow, number>;
  declare packs: EntityTable<PackRow, 'id'>;
  declare stale: EntityTable<StaleRow, 'id'>;
  declare papers: EntityTable<PaperRow, 'id'>;
  /** What is half typed in the desk, sealed, by the session or client that it belongs to. */
  declare unsaved: EntityTable<RecordRow, 'id'>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      sessions: 'id, startedAt, closedAt',
      events: '[sessionId+seq], sessionId',
      lines: 'id, sessionId',
      drafts: '[sessionId+panel], sessionId',
      keys: 'id',
    });
    this.version(2).stores({
      sessions: 'id, startedAt, closedAt, clientId',
      clients: 'id',
      settings: 'id',
      cards: 'id',
    });
    this.version(3).stores({
      sessions: 'id, startedAt, closedAt, clientId, unsettled',
      locks: 'id',
      log: 'id',
      staged: '++id',
    });
    this.version(4).stores({ places: 'id' });
    this.version(5).stores({ staged: '++id, restore', damaged: '++id, of' });
    this.version(6).stores({ packs: 'id', stale: 'id', papers: 'id, of' });
    this.version(7).stores({ unsaved: 'id' });
  }
}

/** Database names. Rehearsals have their own, so that practice never mixes with real sessions. */
export const PRACTICE_STORE = 'perch';
export const REHEARSAL_STORE = 'perch-rehearsal';
