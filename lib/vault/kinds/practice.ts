import { PRACTICE } from '../../papers';
import { type Client, DEFAULT_SETTINGS, type Settings } from '../../practice';
import type { PaperRow, PlaceRow, RecordRow } from '../../store';
import { sameBytes } from '../bytes';
import { unlessUnreadable, type VaultCore } from '../core';
import { SessionOpenError } from '../errors';
import { clientBody, logBody, placeBody, settingsBody } from '../records';
import { withoutClient } from './appointments';
import { notUnderHold } from './hold';
import { type LogEntry, logRow } from './log';
import { openPaper, paperId, sealPaper } from './papers';
import { removeFrom, tablesOfSessions } from './sessions';

/** A file that backups are written to by themselves. */
export interface BackupFile {
  readonly handle: FileSystemFileHandle;
  /** Made up for these backups alone; null where one still has to be made up. */
  readonly passphrase: string | null;
  /** When a backup was last written to it, in epoch milliseconds; 0 for never. */
  readonly at: number;
}

/** What is kept beside the sessions: clients, settings, the log and where backups go. */
export interface Practice {
  /** How many clients there are, those that can't be opened included. Needs no key. */
  countClients(): Promise<number>;
  /** Every client that can be opened, by when they were added. None while locked. */
  clients(): Promise<readonly Client[]>;
  /**
   * Adds or changes a client. `change` gets the stored client, or null for none. It may be called
   * more than once when somebody else changes the client meanwhile, so that no change is lost.
   */
  changeClient(id: string, change: (client: Client | null) => Client): Promise<void>;
  /**
   * Erases a client with every session of theirs and all that belongs to it, and their appointments
   * in the calendar, and logs that, all or nothing. A calendar that can't be opened stays. The
   * caller checks whether a rule or a legal hold forbids it.
   * @throws SessionOpenError with nothing erased, while a session of theirs is open
   * @throws UnderHoldError with nothing erased, while a legal hold is on them
   */
  eraseClient(clientId: string, entry: Omit<LogEntry, 'sessions' | 'notes'>): Promise<void>;
  /** The practitioner's settings, or the defaults where none can be opened. */
  settings(): Promise<Settings>;
  /**
   * Changes the settings, as `changeClient` does a client.
   * @throws OpenError when the stored settings can't be opened; they are not overwritten
   */
  changeSettings(change: (settings: Settings) => Settings): Promise<void>;
  /** Logs what was done with whole files. */
  addLog(entry: LogEntry): Promise<void>;
  /** What was done with whole files, the last first. */
  log(): Promise<readonly LogEntry[]>;
  /** The file of automatic backups, or null when none was chosen or it can't be opened. */
  backupFile(): Promise<BackupFile | null>;
  /** Chooses the file of automatic backups; null for none. */
  putBackupFile(file: BackupFile | null): Promise<void>;
  /**
   * Changes what is kept of the chosen file, as `changeClient` does a client. Null from `change`
   * leaves it as it is. Does nothing when no file is chosen any more, or it can't be opened.
   */
  changeBackupFile(change: (file: BackupFile) => BackupFile | null): Promise<void>;
  /** About how many records a backup holds. Needs no key. */
  countRecords(): Promise<number>;
  /**
   * Removes all sessions and clients with everything that belongs to them. Settings and keys stay.
   */
  removeAll(): Promise<void>;
}

const BACKUP_FILE = 'backup';

const CALENDAR_ID = paperId('calendar', PRACTICE);

/** Settings are one record. */
export const SETTINGS_ID = 'settings';

export function practiceIn(core: VaultCore): Practice {
  const { store, keys } = core;
  const { sessions, lines, clients, settings, log, places, staged } = store;

  const openSettings = async (row: RecordRow | undefined): Promise<Settings> =>
    row ? core.open('settings', SETTINGS_ID, row.body, settingsBody) : DEFAULT_SETTINGS;
  const openPlace = async (row: PlaceRow | undefined): Promise<BackupFile | null> => {
    if (!row) return null;
    const body = await core.open('place', BACKUP_FILE, row.body, placeBody).catch(unlessUnreadable);
    return body && { handle: row.handle, passphrase: body.madeUp, at: body.at };
  };
  const sealPlace = ({ passphrase, at }: BackupFile) =>
    core.seal('place', BACKUP_FILE, { madeUp: passphrase, at });

  const openedClients = async (): Promise<readonly Client[]> => {
    const rows = await clients.toArray();
    const opened = await Promise.all(
      rows.map(({ id, body }) =>
        core
          .open('client', id, body, clientBody)
          .then((rest): Client => ({ id, ...rest }))
          .catch(unlessUnreadable),
      ),
    );
    return opened
      .filter((client) => client !== null)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  };
  /** The calendar without a client's appointments; null where nothing of it is theirs. */
  const calendarWithout = async (
    clientId: string,
    row: PaperRow | undefined,
  ): Promise<PaperRow | null> => {
    const calendar = row && (await openPaper(core, 'calendar', row).catch(unlessUnreadable));
    if (!calendar) return null;
    // Their addresses tell which appointments are theirs.
    const without = withoutClient(calendar, clientId, await openedClients());
    return without === calendar ? null : sealPaper(core, 'calendar', PRACTICE, without);
  };

  return {
    countClients: () => clients.count(),

    clients: async () => (keys.locked ? [] : openedClients()),

    changeClient: (id, change) =>
      core.change(clients, id, async (row) => {
        const rest = row && (await core.open('client', id, row.body, clientBody));
        const { id: _, ...changed } = change(rest ? { id, ...rest } : null);
        return core.seal('client', id, changed);
      }),

    async eraseClient(clientId, entry) {
      const tables = [...tablesOfSessions(store), clients, log, staged];
      const ids = (await sessions.where({ clientId }).primaryKeys()) as string[];
      const notes = await lines.where('sessionId').anyOf(ids).count();
      const row = await logRow(core, { ...entry, sessions: ids.length, notes });
      for (;;) {
        const isStillFree = await notUnderHold(core, clientId);
        const before = await store.papers.get(CALENDAR_ID);
        const calendar = await calendarWithout(clientId, before);
        const isErased = await core.write(tables, async () => {
          if (!(await isStillFree())) return false;
          // Another page may have read a newer file meanwhile.
          if (!sameBytes((await store.papers.get(CALENDAR_ID))?.body, before?.body)) return false;
          const rows = await sessions.where({ clientId }).toArray();
          if (rows.some(({ closedAt }) => closedAt === 0)) throw new SessionOpenError();
          await removeFrom(
            store,
            rows.map(({ id }) => id),
          );
          for (const table of [store.damaged, store.papers])
            await table.where({ of: clientId }).delete();
          if (calendar) await store.papers.put(calendar);
          await store.unsaved.delete(clientId);
          // A restore that was looked into may hold them too.
          await staged.clear();
          await clients.delete(clientId);
          await log.add(row);
          return true;
        });
        if (isErased) return;
      }
    },

    settings: async () =>
      (await openSettings(await settings.get(SETTINGS_ID)).catch(unlessUnreadable)) ??
      DEFAULT_SETTINGS,

    changeSettings: (change) =>
      core.change(settings, SETTINGS_ID, async (row) =>
        core.seal('settings', SETTINGS_ID, change(await openSettings(row))),
      ),

    async addLog(entry) {
      const row = await logRow(core, entry);
      await core.write([log], () => log.add(row));
    },

    async log() {
      const rows = await log.toArray();
      const entries = await Promise.all(
        rows.map(({ id, body }) => core.open('log', id, body, logBody).catch(unlessUnreadable)),
      );
      return entries.filter((entry) => entry !== null).sort((a, b) => b.at - a.at);
    },

    backupFile: async () => openPlace(await places.get(BACKUP_FILE)),

    async putBackupFile(file) {
      if (!file) return core.write([places], () => places.delete(BACKUP_FILE));
      const body = await sealPlace(file);
      await core.write([places], () => places.put({ id: BACKUP_FILE, handle: file.handle, body }));
    },

    changeBackupFile: (change) =>
      core.change<PlaceRow>(places, BACKUP_FILE, async (row) => {
        const file = await openPlace(row);
        const changed = file && change(file);
        return changed && sealPlace(changed);
      }),

    async countRecords() {
      const counts = await Promise.all([sessions, lines, clients].map((table) => table.count()));
      return counts.reduce((sum, count) => sum + count, 1);
    },

    async removeAll() {
      const tables = [...tablesOfSessions(store), clients, staged];
      await store.transaction('rw', tables, async () => {
        for (const table of tables) await table.clear();
      });
    },
  };
}
