import { useEffect, useState } from 'preact/hooks';
import type { Library, LibraryParts, Table } from '@/lib/desk';
import type { Part } from '@/lib/documents';
import type { Found, Head } from '@/lib/library';
import type { Problem } from '@/lib/messaging';
import { problemText } from '@/lib/problems';
import type { SessionRecord } from '@/lib/vault';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { useText } from '../shared/text';
import { whyNotErased } from './clients/ClientFile';
import { SessionCard } from './SessionCard';
import { SessionList } from './SessionList';
import { useSession } from './use-session';

/** Past sessions: search, one in detail, and export of one or all. */
export function DeskNotes({
  library,
  chosen,
  search,
  searched,
  read,
  onExport,
  onTable,
  onExportWords,
  onMove,
  onErase,
}: {
  library: Library;
  /** The id of the session to show; null for the newest that was found. */
  chosen: string | null;
  /** The sessions that hold every word of a query. */
  search(query: string): Promise<Found>;
  /** How far the search has gone through the sessions; null once it has all. */
  searched: LibraryParts['searched']['value'];
  read(ids: readonly string[]): Promise<readonly SessionRecord[]>;
  /** Exports these sessions; null for all. */
  onExport(ids: readonly string[] | null, part: Part, format: 'md' | 'json'): void;
  /** Exports all sessions as a table. */
  onTable(what: Table): void;
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
  const { heads, reading } = library;
  const { found, complete } = useFound(heads, query, search, searched);
  const stopped = searched === 'stopped';
  const head = found.find(({ id }) => id === chosen) ?? found[0] ?? null;
  const shown = useSession(head, read);
  const count = text.count('search_found', found.length);
  return (
    <main>
      <h1>{text('desk_notes')}</h1>
      {library.unreadable > 0 && (
        <Notice kind="alert">{text.count('sessions_unreadable', library.unreadable)}</Notice>
      )}
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      {stopped && <Notice kind="alert">{text('search_stopped')}</Notice>}
      {reading && (
        <p class="dim" role="status">
          {text('sessions_readingSome', String(reading.done), String(reading.all))}
        </p>
      )}
      {heads.length === 0 ? (
        !reading && <p class="empty">{text('sessions_none')}</p>
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
              {query.trim() !== '' &&
                (complete || stopped ? count : `${count} ${text('search_goesOn')}`)}
            </span>
            <span class="desk-export">
              <span class="dim">{text('export_all')}</span>
              {(['md', 'json'] as const).map((format) => (
                <button
                  key={format}
                  type="button"
                  class="secondary"
                  aria-label={`${text('export_all')}: ${text(`format_${format}`)}`}
                  onClick={() => onExport(null, 'record', format)}
                >
                  {text(`format_${format}`)}
                </button>
              ))}
              {(['sessions', 'coachingHours'] as const).map((table) => (
                <button
                  key={table}
                  type="button"
                  class="secondary"
                  disabled={reading !== null}
                  onClick={() => onTable(table)}
                >
                  {text(`table_${table}`)}
                </button>
              ))}
            </span>
          </div>
          <p class="dim">{text('export_warning')}</p>
          {found.length === 0 ? (
            !stopped && (
              <p class="empty">
                {complete ? text('search_none', query.trim()) : text('search_goesOn')}
              </p>
            )
          ) : (
            <div class="desk-columns">
              <SessionList heads={found} shown={head?.id ?? null} name={text('sessions')} />
              {shown && (
                <SessionCard
                  key={shown.id}
                  session={shown}
                  clients={library.clients}
                  settings={library.settings}
                  onExport={(part, format) => onExport([shown.id], part, format)}
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

/**
 * The heads of what was found, the newest first; all of them without a query. What was found before
 * stays until the next answer comes.
 */
function useFound(
  heads: readonly Head[],
  query: string,
  search: (query: string) => Promise<Found>,
  searched: LibraryParts['searched']['value'],
): { readonly found: readonly Head[]; readonly complete: boolean } {
  const [answer, setAnswer] = useState<ReturnType<typeof useFound> | null>(null);
  const nothing = query.trim() === '';
  useEffect(() => {
    if (nothing) return setAnswer(null);
    let wanted = true;
    const byId = new Map(heads.map((head) => [head.id, head]));
    void search(query).then(({ ids, complete }) => {
      const found = ids.flatMap((id) => byId.get(id) ?? []);
      if (wanted) setAnswer({ found, complete: complete || searched === null });
    });
    return () => {
      wanted = false;
    };
  }, [nothing, query, search, searched, heads]);
  return nothing || !answer ? { found: heads, complete: nothing } : answer;
}
