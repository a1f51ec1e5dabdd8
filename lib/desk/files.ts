import {
  clientJson,
  clientMarkdown,
  exportName,
  LARGEST_PROMPTS_FILE,
  notesOf,
  type Part,
  promptsFromJson,
  promptsToJson,
  toJson,
  toMarkdown,
} from '../documents';
import type { Client } from '../practice';
import { merged, type PersonalPrompts } from '../prompts';
import type { EpochMs } from '../session';
import type { Text } from '../text';
import type { SessionRecord } from '../vault';
import type { DeskChanges } from './changes';

export type Format = 'md' | 'json';

/** What the desk hands to the downloads, and reads from files. */
export interface DeskFiles {
  exportSessions(
    ids: readonly string[],
    clients: readonly Client[],
    part: Part,
    format: Format,
  ): Promise<void>;
  /**
   * A client's whole file: the record in one file, private notes in another if there are any. The
   * export is logged.
   */
  exportClient(client: Client, ids: readonly string[], format: Format): Promise<void>;
  /**
   * The words of a session that can't be shown, without its times: the record in one file, private
   * notes in another if there are any.
   */
  exportWords(session: SessionRecord): void;
  exportPrompts(prompts: PersonalPrompts): void;
  /** Adds the prompts of a file to the person's own, and says what came of it. */
  importPrompts(file: Blob): Promise<{ readonly ok: boolean; readonly said: string }>;
}

export function createFiles(
  changes: Pick<DeskChanges, 'changeSettings' | 'logExport'>,
  parts: {
    /** The text as the person wants it now. */
    text(): Text;
    now(): EpochMs;
    /** Whole sessions, without those that can't be opened. */
    read(ids: readonly string[]): Promise<readonly SessionRecord[]>;
    /** Hands a file to the browser's downloads. */
    save(file: Blob, name: string): void;
  },
): DeskFiles {
  const { now } = parts;
  const download = (content: string, format: Format, name: string) => {
    const type = format === 'md' ? 'text/markdown' : 'application/json';
    parts.save(new Blob([content], { type: `${type};charset=utf-8` }), name);
  };

  return {
    async exportSessions(ids, clients, part, format) {
      const at = now();
      const sessions = await parts.read(ids);
      const content =
        format === 'md'
          ? toMarkdown(sessions, clients, part, parts.text(), at)
          : toJson(sessions, clients, part, at);
      download(content, format, exportName(at, part, format));
    },

    async exportClient(client, ids, format) {
      const at = now();
      const sessions = await parts.read(ids);
      for (const part of ['record', 'private'] as const) {
        if (part === 'private' && sessions.every((session) => notesOf(session, part).length === 0))
          continue;
        const content =
          format === 'md'
            ? clientMarkdown(client, sessions, part, parts.text(), at)
            : clientJson(client, sessions, part, at);
        download(content, format, exportName(at, part, format));
      }
      const notes = sessions.reduce((sum, { notes }) => sum + notes.length, 0);
      await changes.logExport(sessions.length, notes);
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
