import { Dexie, type EntityTable, type Table } from 'dexie';

declare const sealed: unique symbol;
/** Bytes that `lib/vault` has sealed. The store keeps them and can't read them. */
export type SealedBytes = Uint8Array<ArrayBuffer> & { readonly [sealed]: true };

/** A session's clear part: ids and instants, nothing else. 0 stands for "not yet". */
export interface SessionRow {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly closedAt: number;
  /** The client's id, which says nothing about who that is; empty for nobody yet. */
  readonly clientId?: string;
  /**
   * 1 while a closed session still holds what closing should have put in order, because the vault
   * was locked.
   */
  readonly unsettled?: 0 | 1;
  readonly body: SealedBytes;
}

/** One event of a session, at its place in the list. */
export interface EventRow {
  readonly sessionId: string;
  readonly seq: number;
  readonly body: SealedBytes;
  /** What was written in words, apart: it is locked away when the rest has to be shown. */
  readonly words?: SealedBytes;
}

export interface LineRow {
  readonly id: string;
  readonly sessionId: string;
  readonly at: number;
  readonly body: SealedBytes;
}

/** What was typed in one panel and not yet saved. */
export interface DraftRow {
  readonly sessionId: string;
  readonly panel: string;
  readonly body: SealedBytes;
}

/** One sealed record of its kind, by id: a client, the settings, a session's card. */
export interface RecordRow {
  readonly id: string;
  readonly body: SealedBytes;
}

/** A key as the browser keeps it: usable, not readable. */
export interface KeyRow {
  readonly id: string;
  /** What it seals; `old` opens only. A key from before there were several is the device's. */
  readonly use?: 'device' | 'record' | 'private' | 'old';
  readonly key: CryptoKey;
  readonly createdAt: number;
}

/** The lock on a vault: public and sealed keys, salts. `lib/vault` reads and checks it. */
export interface LockRow {
  readonly id: string;
  readonly value: unknown;
}

/** A sealed row that a restore has set aside until all of them can be put in their places. */
export interface StagedRow {
  readonly id?: number;
  readonly table: 'sessions' | 'events' | 'lines' | 'clients' | 'cards' | 'settings';
  readonly row: unknown;
}

/** A file that automatic backups are written to, and sealed what they are encrypted with. */
export interface PlaceRow {
  readonly id: string;
  /** The browser's own handle. The file's name is in it, in the clear; its content is encrypted. */
  readonly handle: FileSystemFileHandle;
  readonly body: SealedBytes;
}

/**
 * The version of the database. Each step up to it is in `Store`, and has a frozen database in the
 * tests.
 */
export const VERSION = 4;

/**
 * The database. It holds sealed bytes, ids and instants; no table has an index on anything else.
 * Every write is durable when its promise resolves: transactions ask the browser to flush to disk.
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
  /** What was done with whole files of clients, sealed; no content. */
  declare log: EntityTable<RecordRow, 'id'>;
  declare staged: Table<StagedRow, number>;
  declare places: EntityTable<PlaceRow, 'id'>;

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
  }
}

/** Database names. Rehearsals are kept apart, so that practice never mixes with real sessions. */
export const PRACTICE_STORE = 'perch';
export const REHEARSAL_STORE = 'perch-rehearsal';
