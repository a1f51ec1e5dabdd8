import { useState } from 'preact/hooks';
import type { Library } from '@/lib/desk';
import type { Part } from '@/lib/documents';
import type { Problem } from '@/lib/messaging';
import { problemText } from '@/lib/problems';
import type { SessionRecord } from '@/lib/vault';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { useText } from '../shared/text';
import { whyNotErased } from './ClientFile';
import { SessionCard } from './SessionCard';
import { SessionList } from './SessionList';
import { findSessions } from './search';

/** Past sessions: search, one in detail, and export of one or all. */
export function DeskNotes({
  library,
  chosen,
  onExport,
  onExportWords,
  onMove,
  onErase,
}: {
  library: Library;
  /** The id of the session to show; null for the newest that was found. */
  chosen: string | null;
  onExport(sessions: readonly SessionRecord[], part: Part, format: 'md' | 'json'): void;
  /** Saves the words of a session that can't be shown. */
  onExportWords(session: SessionRecord): void;
  /** Resolves with null, or with the reason the session couldn't be erased. */
  onErase(session: SessionRecord): Promise<Problem | null>;
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
    <main>
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
                  key={shown.id}
                  session={shown}
                  clients={library.clients}
                  settings={library.settings}
                  onExport={(part, format) => onExport([shown], part, format)}
                  onExportWords={() => onExportWords(shown)}
                  onMove={(clientId) => void onMove(shown, clientId).then(setProblem)}
                  onErase={async () => whyNotErased(text, await onErase(shown))}
                />
              )}
            </div>
          )}
        </>
      )}
    </main>
  );
}
