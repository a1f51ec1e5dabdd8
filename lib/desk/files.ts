import { type ReadonlySignal, signal } from '@preact/signals';
import {
  clientJson,
  clientMarkdown,
  coachingHoursCsv,
  documentFhir,
  documentMarkdown,
  documentName,
  documentText,
  exportName,
  givenBy,
  givenCsv,
  givenJson,
  type Handouts,
  LARGEST_PROMPTS_FILE,
  notesOf,
  type Part,
  type PracticeReport,
  practiceReport,
  promptsFromJson,
  promptsToJson,
  type RenderedDocument,
  sessionsCsv,
  supervisionMarkdown,
  toJson,
  toMarkdown,
} from '../documents';
import type { Head } from '../library';
import { mayGoTo } from '../notes';
import { type Handout, PRACTICE, type SessionDocument } from '../papers';
import { CARD_FIELDS, type Card, type Client } from '../practice';
import { problemText } from '../problems';
import { merged, type PersonalPrompts } from '../prompts';
import type { Query } from '../search';
import type { EpochMs } from '../session';
import { invitedMeetingOf } from '../sites';
import type { Text } from '../text';
import type { SessionRecord } from '../vault';
import type { DeskChanges } from './changes';
import type { LibraryParts } from './library';

export type Format = 'md' | 'json';

/** Formats of a session's document for other programs. */
export type DocumentFormat = 'docx' | 'fhir' | 'md' | 'txt';

/** A session's document, as somebody looks at it. */
export interface ShownDocument {
  readonly session: SessionRecord;
  readonly document: SessionDocument;
  readonly rendered: RenderedDocument;
  readonly client: Client | null;
}

/** Tables of sessions. */
export type Table = 'sessions' | 'coachingHours';

const DAY = 86_400_000;
/** How many days of a calendar are kept, from the day it is read. */
const DAYS_AHEAD = 92;

/** What the last file that was asked for lacks. */
export type FileTrouble =
  /** It wasn't made. */
  | { readonly what: 'notMade' }
  /** Sessions that can't be opened are missing in it. */
  | { readonly what: 'incomplete'; readonly missing: number };

/** What the desk hands to the downloads, and reads from files. */
export interface DeskFiles {
  /** Null while all is well. It's about the last file only. */
  readonly trouble: ReadonlySignal<FileTrouble | null>;
  /** @param ids null for all sessions */
  exportSessions(
    ids: readonly string[] | null,
    clients: readonly Client[],
    part: Part,
    format: Format,
  ): Promise<void>;
  /** The document of one session as it is shown, for another program. */
  exportDocument(document: ShownDocument, format: DocumentFormat): Promise<void>;
  /** Sessions, or hours of coaching, as a table. Nobody's words are in it. */
  exportTable(what: Table, heads: readonly Head[], clients: readonly Client[]): void;
  /**
   * A client's whole file: the record in one file, private notes in another if there are any. The
   * export is logged.
   */
  exportClient(client: Client, format: Format): Promise<void>;
  /**
   * What a client has provided, for them to take elsewhere: their words, choices and answers, as
   * JSON and as a table. The export is logged.
   */
  exportGiven(client: Client): Promise<void>;
  /**
   * Everything that a query finds, without the clients' codes and the days: notes of the record in
   * one file, private ones in another.
   */
  exportFound(query: Query): Promise<void>;
  /**
   * The words of a session that can't be shown, without its times: the record in one file, private
   * notes in another if there are any.
   */
  exportWords(session: SessionRecord): void;
  /** A look back over the practice, without identifiers and small groups. */
  exportReport(report: PracticeReport): void;
  exportPrompts(prompts: PersonalPrompts): void;
  /**
   * Reads the appointments of an iCalendar text, and keeps them in place of those before. If
   * something is wrong with it, those before stay.
   * @param name of the file; empty for a text that was pasted
   */
  readCalendar(name: string, content: string): Promise<CalendarRead>;
  /** Adds the prompts of a file to the person's own, and says what came of it. */
  importPrompts(file: Blob): Promise<{ readonly ok: boolean; readonly said: string }>;
}

/** What came of reading a calendar. */
export interface CalendarRead {
  /** What is wrong with it, in words; null for nothing. */
  readonly problem: string | null;
  /** Events that make no sense, and were left out. */
  readonly leftOut: number;
}

export function createFiles(
  changes: Pick<DeskChanges, 'changePaper' | 'changeSettings' | 'logExport'>,
  parts: {
    /** The text as the person wants it now. */
    text(): Text;
    now(): EpochMs;
    /** Whole sessions, without those that can't be opened. */
    read(ids: readonly string[]): Promise<readonly SessionRecord[]>;
    idsOf: LibraryParts['idsOf'];
    search: LibraryParts['search'];
    /** A paper of a session or a client; null for none. */
    readPaper: LibraryParts['readPaper'];
    readCard: LibraryParts['readCard'];
    /** Hands a file to the browser's downloads. */
    save(file: Blob, name: string): void;
  },
): DeskFiles {
  const { now } = parts;
  const download = (content: string, format: Format, name: string) => {
    const type = format === 'md' ? 'text/markdown' : 'application/json';
    parts.save(new Blob([content], { type: `${type};charset=utf-8` }), name);
  };

  const trouble = signal<FileTrouble | null>(null);
  /** Makes files, and says so when it couldn't. */
  const making = async (make: () => Promise<FileTrouble | null>) => {
    trouble.value = null;
    trouble.value = await make().catch(() => ({ what: 'notMade' }) as const);
  };
  const handoutsOf = async (sessions: readonly SessionRecord[]): Promise<Handouts> => {
    const found = new Map<string, Handout>();
    for (const { id } of sessions) {
      const handout = await parts.readPaper('handout', id);
      if (handout) found.set(id, handout);
    }
    return found;
  };
  const cardsOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, Card>> => {
    const found = new Map<string, Card>();
    for (const id of ids) {
      const card = await parts.readCard(id);
      if (CARD_FIELDS.some((field) => card[field] !== '')) found.set(id, card);
    }
    return found;
  };
  const missingOf = (
    ids: readonly string[],
    sessions: readonly SessionRecord[],
  ): FileTrouble | null => {
    const missing = ids.length - sessions.length;
    return missing > 0 ? { what: 'incomplete', missing } : null;
  };

  return {
    trouble,
    exportSessions: (wanted, clients, part, format) =>
      making(async () => {
        const at = now();
        const ids = wanted ?? (await parts.idsOf(null));
        const sessions = await parts.read(ids);
        // An empty file would pass for one of a practice without sessions.
        if (sessions.length === 0) return { what: 'notMade' };
        const handouts = part === 'private' ? undefined : await handoutsOf(sessions);
        const content =
          format === 'md'
            ? toMarkdown(sessions, clients, part, parts.text(), at, handouts)
            : toJson(sessions, clients, part, at, handouts);
        download(content, format, exportName(at, part, format));
        return missingOf(ids, sessions);
      }),

    exportDocument: ({ session, document, rendered, client }, format) =>
      making(async () => {
        const text = parts.text();
        const at = now();
        const name = documentName(
          session.events[0]?.at ?? at,
          format === 'fhir' ? 'fhir.json' : format,
        );
        const title = [client?.code, rendered.header[1]?.text].filter(Boolean).join(', ');
        if (format === 'docx') {
          // The writer is larger than the rest of the desk, and seldom wanted.
          const { documentDocx } = await import('../documents/docx');
          parts.save(await documentDocx(rendered, title, text), name);
          return null;
        }
        const made: Record<typeof format, () => readonly [content: string, type: string]> = {
          md: () => [documentMarkdown(rendered, title, text), 'text/markdown'],
          txt: () => [documentText(rendered, text), 'text/plain'],
          fhir: () => [
            documentFhir(session, document, rendered, client, text, at),
            'application/fhir+json',
          ],
        };
        const [content, type] = made[format]();
        parts.save(new Blob([content], { type: `${type};charset=utf-8` }), name);
        return null;
      }),

    exportTable(what, heads, clients) {
      const content = (what === 'sessions' ? sessionsCsv : coachingHoursCsv)(heads, clients);
      const day = exportName(
        now(),
        'record',
        'csv',
        what === 'sessions' ? 'sessions-' : 'coaching-hours-',
      );
      parts.save(new Blob([content], { type: 'text/csv;charset=utf-8' }), day);
    },

    exportClient: (client, format) =>
      making(async () => {
        const at = now();
        // The sessions that are there, also while a library still reads them.
        const ids = await parts.idsOf(client.id);
        const sessions = await parts.read(ids);
        const [goals, plans, ahead, measures, scaling, absences, feedback] = await Promise.all([
          parts.readPaper('goals', client.id),
          parts.readPaper('plans', client.id),
          parts.readPaper('ahead', client.id),
          parts.readPaper('measures', client.id),
          parts.readPaper('scaling', client.id),
          parts.readPaper('absences', client.id),
          parts.readPaper('feedback', client.id),
        ]);
        const handouts = await handoutsOf(sessions);
        const cards = await cardsOf(ids);
        const papers = { goals, plans, ahead, measures, scaling, absences, feedback, cards };
        for (const part of ['record', 'private'] as const) {
          const isEmpty =
            (ahead?.lines ?? []).length === 0 &&
            sessions.every((session) => notesOf(session, part).length === 0);
          if (part === 'private' && isEmpty) continue;
          const content =
            format === 'md'
              ? clientMarkdown(client, sessions, part, parts.text(), at, papers, handouts)
              : clientJson(client, sessions, part, at, papers, handouts);
          download(content, format, exportName(at, part, format));
        }
        const notes = sessions.reduce((sum, { notes }) => sum + notes.length, 0);
        await changes.logExport(sessions.length, notes);
        return missingOf(ids, sessions);
      }),

    exportGiven: (client) =>
      making(async () => {
        const at = now();
        const ids = await parts.idsOf(client.id);
        const sessions = await parts.read(ids);
        const [goals, plans, scaling, measures, feedback] = await Promise.all([
          parts.readPaper('goals', client.id),
          parts.readPaper('plans', client.id),
          parts.readPaper('scaling', client.id),
          parts.readPaper('measures', client.id),
          parts.readPaper('feedback', client.id),
        ]);
        const given = givenBy(client, sessions, { goals, plans, scaling, measures, feedback });
        const name = (ending: 'json' | 'csv') => exportName(at, 'record', ending, 'provided-');
        const save = (content: string, type: string, ending: 'json' | 'csv') =>
          parts.save(new Blob([content], { type: `${type};charset=utf-8` }), name(ending));
        save(givenJson(client, given, at), 'application/json', 'json');
        save(givenCsv(given), 'text/csv', 'csv');
        await changes.logExport(sessions.length, given.length);
        return missingOf(ids, sessions);
      }),

    exportFound: (query) =>
      making(async () => {
        const at = now();
        const { sessions } = await parts.search(query, Number.POSITIVE_INFINITY);
        let [files, notes] = [0, 0];
        for (const part of ['record', 'private'] as const) {
          const own = sessions
            .map((session) => ({
              notes: session.notes.filter(({ isPrivate }) =>
                mayGoTo(part, {
                  compartment: isPrivate ? 'private' : 'record',
                  clientCopy: false,
                }),
              ),
            }))
            .filter((session) => session.notes.length > 0);
          if (own.length === 0) continue;
          files += 1;
          notes += own.reduce((sum, session) => sum + session.notes.length, 0);
          const name = exportName(at, part, 'md', 'supervision-');
          download(supervisionMarkdown(own, parts.text()), 'md', name);
        }
        if (files === 0) return { what: 'notMade' };
        await changes.logExport(sessions.length, notes);
        return null;
      }),

    exportReport(report) {
      const name = exportName(now(), 'record', 'md', 'practice-');
      download(practiceReport(report, parts.text()), 'md', name);
    },

    exportWords(session) {
      const at = now();
      for (const part of ['record', 'private'] as const) {
        const notes = notesOf(session, part);
        if (part === 'private' && notes.length === 0) continue;
        const words = notes.map(({ text: words }) => words).join('\n\n');
        parts.save(
          new Blob([words], { type: 'text/plain;charset=utf-8' }),
          exportName(at, part, 'txt'),
        );
      }
    },

    async readCalendar(name, content) {
      const text = parts.text();
      const at = now();
      // The reader is as large as the rest of a page, and wanted once a day at most.
      const { readCalendar } = await import('../calendar');
      const found = readCalendar(content, at - DAY, at + DAYS_AHEAD * DAY, invitedMeetingOf);
      if (typeof found === 'string') return { problem: text(`problem_${found}`), leftOut: 0 };
      const { appointments, leftOut } = found;
      const problem = await changes.changePaper('calendar', PRACTICE, (before) => ({
        name,
        readAt: at,
        appointments,
        whose: before?.whose ?? {},
      }));
      return { problem: problem && problemText(text, problem), leftOut };
    },

    exportPrompts: (prompts) => download(promptsToJson(prompts), 'json', 'perch-prompts.json'),

    async importPrompts(file) {
      const text = parts.text();
      const refused = (said: string) => ({ ok: false, said });
      if (file.size > LARGEST_PROMPTS_FILE) return refused(text('promptsFile_tooLarge'));
      const read = promptsFromJson(await file.text());
      if ('reason' in read)
        return refused(
          read.reason === 'badContent'
            ? text('promptsFile_badContent', read.where)
            : text(`promptsFile_${read.reason}`),
        );
      let taken = 0;
      const problem = await changes.changeSettings((settings) => {
        const prompts = merged(settings.prompts, read);
        const ids = prompts.added.map(({ id }) => id);
        taken = read.added.filter(({ id }) => ids.includes(id)).length;
        return { ...settings, prompts };
      });
      return problem
        ? refused(text('problem_storageFailed'))
        : { ok: true, said: text.count('promptsFile_taken', taken) };
    },
  };
}
