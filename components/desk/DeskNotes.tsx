import { useState } from 'preact/hooks';
import { findSessions, type Part } from '@/lib/exchange';
import type { Problem } from '@/lib/messaging';
import type { Client, Settings } from '@/lib/practice';
import type { LogEntry, SessionRecord } from '@/lib/vault';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { problemText } from '../shared/problem';
import { useText } from '../shared/text';
import { SessionCard } from './SessionCard';
import { SessionList } from './SessionList';

/** What the desk has read. Sessions and clients that can't be opened are only counted. */
export interface Library {
  /** Newest first. */
  readonly sessions: readonly SessionRecord[];
  readonly unreadable: number;
  readonly unreadableClients: number;
  /** In the order of their codes. */
  readonly clients: readonly Client[];
  readonly settings: Settings;
  /** What was done with whole files, newest first. */
  readonly log: readonly LogEntry[];
}

/** Past sessions: search, one in detail, and export of one or all. */
export function DeskNotes({
  library,
  chosen,
  onExport,
  onMove,
}: {
  library: Library;
  /** The id of the session to show; null for the newest that was found. */
  chosen: string | null;
  onExport(sessions: readonly SessionRecord[], part: Part, format: 'md' | 'json'): void;
  /**
   * Changes the session's client. Resolves with null, or with the reason the change couldn't be
   * saved.
   */
  onMove(session: SessionRecord, clientId: string | null): Promise<Problem | null>;
}) {
  const text = useText();
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const found = findSessions(library.sessions, query, text);
  const shown = found.find(({ id }) => id === chosen) ?? found[0];
  return (
    <main class="desk-notes">
      <h1>{text('desk_notes')}</h1>
      {library.unreadable > 0 && (
        <Notice kind="alert">{text.count('sessions_unreadable', library.unreadable)}</Notice>
      )}
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      {library.sessions.length === 0 ? (
        <p class="empty">{text('sessions_none')}</p>
      ) : (
        <>
          <div class="desk-tools">
            <PrivateForm>
              <input
                {...PRIVATE_FIELD}
                type="search"
                aria-label={text('search')}
                placeholder={text('search')}
                value={query}
                onInput={({ currentTarget }) => setQuery(currentTarget.value)}
              />
            </PrivateForm>
            <span role="status" class="dim">
              {query.trim() === '' ? '' : text.count('search_found', found.length)}
            </span>
            <span class="desk-export">
              <span class="dim">{text('export_all')}</span>
              {(['md', 'json'] as const).map((format) => (
                <button
                  key={format}
                  type="button"
                  class="secondary"
                  aria-label={`${text('export_all')}: ${text(`format_${format}`)}`}
                  onClick={() => onExport(library.sessions, 'record', format)}
                >
                  {text(`format_${format}`)}
                </button>
              ))}
            </span>
          </div>
          <p class="dim">{text('export_warning')}</p>
          {found.length === 0 ? (
            <p class="empty">{text('search_none', query.trim())}</p>
          ) : (
            <div class="desk-columns">
              <SessionList sessions={found} shown={shown ?? null} name={text('sessions')} />
              {shown && (
                <SessionCard
                  session={shown}
                  clients={library.clients}
                  onExport={(part, format) => onExport([shown], part, format)}
                  onMove={(clientId) => void onMove(shown, clientId).then(setProblem)}
                />
              )}
            </div>
          )}
        </>
      )}
    </main>
  );
}
