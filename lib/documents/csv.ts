import { type Client, wasProBono } from '../practice';
import { MINUTE, wholeMinutes } from '../session';

/** What a table says of a session. */
export interface SessionRow {
  readonly clientId: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly utcOffset: number;
  readonly contactMs: number;
  readonly elapsedMs: number;
  readonly notes: number;
  /** When it was entered, for one that was over by then; else null. */
  readonly enteredAt: number | null;
  readonly finalisedAt: number | null;
}

/**
 * A table as comma-separated values (RFC 4180). A value that a spreadsheet would take for a formula
 * begins with an apostrophe.
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const words = String(value);
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const two = (n: number) => String(n).padStart(2, '0');

/** A day and a clock time as the clock of the place showed them. */
function local(at: number, utcOffset: number): { readonly day: string; readonly time: string } {
  const date = new Date(at + utcOffset * MINUTE);
  return {
    day: date.toISOString().slice(0, 10),
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
  };
}

/** The day on which a session began, where it was. */
const dayOf = ({ startedAt, utcOffset }: SessionRow): string => local(startedAt, utcOffset).day;

const codeOf = (clients: readonly Client[], id: string | null): string =>
  clients.find((client) => client.id === id)?.code ?? '';

/**
 * Sessions as a table for other programs, one a row, the oldest first: days as 2026-11-23, times of
 * the place, whole minutes. Nobody's words are in it.
 */
export function sessionsCsv(rows: readonly SessionRow[], clients: readonly Client[]): string {
  const head = [
    'client',
    'date',
    'start',
    'stop',
    'contact_minutes',
    'interrupted_minutes',
    'notes',
    'document',
    'entered_afterwards',
  ];
  return csv([
    head,
    ...oldestFirst(rows).map((row) => {
      const start = local(row.startedAt, row.utcOffset);
      return [
        codeOf(clients, row.clientId),
        start.day,
        start.time,
        row.endedAt === null ? '' : local(row.endedAt, row.utcOffset).time,
        wholeMinutes(row.contactMs),
        wholeMinutes(row.elapsedMs - row.contactMs),
        row.notes,
        row.finalisedAt === null ? 'draft' : 'finalised',
        row.enteredAt === null ? 'no' : 'yes',
      ];
    }),
  ]);
}

/**
 * Hours of coaching for a credential's log: per client the first and the last day, paid and pro
 * bono hours with two places, each session as it was agreed then. Codes alone; a log that wants
 * names has them added by its person.
 */
export function coachingHoursCsv(rows: readonly SessionRow[], clients: readonly Client[]): string {
  const hours = (ms: number) => (ms / (60 * MINUTE)).toFixed(2);
  const byClient = new Map<string | null, SessionRow[]>();
  for (const row of oldestFirst(rows)) {
    if (row.endedAt === null) continue;
    const own = byClient.get(row.clientId);
    if (own) own.push(row);
    else byClient.set(row.clientId, [row]);
  }
  const found = clients.flatMap((client) => {
    const own = byClient.get(client.id) ?? [];
    const [first] = own;
    const last = own.at(-1);
    if (!first || !last) return [];
    const worked = (free: boolean) =>
      hours(
        own
          .filter((row) => wasProBono(client.engagement, dayOf(row)) === free)
          .reduce((sum, { contactMs }) => sum + contactMs, 0),
      );
    return [[client.code, dayOf(first), dayOf(last), own.length, worked(false), worked(true)]];
  });
  return csv([['client', 'from', 'until', 'sessions', 'paid_hours', 'pro_bono_hours'], ...found]);
}

const oldestFirst = (rows: readonly SessionRow[]): readonly SessionRow[] =>
  rows.toSorted((a, b) => a.startedAt - b.startedAt);
