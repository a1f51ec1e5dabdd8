import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Library, LibraryParts } from '@/lib/desk';
import {
  FILED,
  type Filed,
  type FiledKind,
  type FileLine,
  fileIndex,
  fileLines,
  type Query,
} from '@/lib/search';
import { dateText } from '@/lib/text';
import { Icon } from '../../shared/controls/Icon';
import { useText } from '../../shared/text';
import { clientAddress, sessionAddress } from '../address';
import { Marked } from './Hits';

/** Lines that are shown; another word shows fewer. */
const MOST = 40;

/** What a query finds in clients' files beside their notes. Each leads to its place. */
export function InFiles({
  query,
  library,
  readPapers,
  onPrivate,
}: {
  query: Query;
  library: Library;
  readPapers: LibraryParts['readPapers'];
  /** Asks for private ones as well. */
  onPrivate(): void;
}) {
  const text = useText();
  const index = useFileIndex(library, readPapers);
  const { lines, morePrivate } = useMemo(() => index(query), [index, query]);
  if (lines.length === 0 && morePrivate === 0) return null;
  const codes = new Map(library.clients.map(({ id, code }) => [id, code]));
  return (
    <section aria-label={text('search_files')}>
      <h2>{text('search_files')}</h2>
      {lines.length > 0 && (
        <ul class="file-hits" aria-label={text('search_files')}>
          {lines.slice(0, MOST).map((line, n) => (
            <li key={n}>
              <a class="hit" href={placeOf(line)}>
                <b>{codes.get(line.clientId) ?? text('client_none')}</b>
                <span class="hit-time">{line.at !== null && dateText(line.at, text.locale)}</span>
                <span class="hit-kind">
                  {line.isPrivate && <Icon name="lock" />}
                  {text(`filePlace_${line.place}`)}
                  {line.isPrivate && `, ${text('compartment_private')}`}
                </span>
                <Marked text={line.text} words={query.words} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {(lines.length > MOST || morePrivate > 0) && (
        <p class="dim">
          {lines.length > MOST && text.count('search_moreFiles', lines.length - MOST)}{' '}
          {morePrivate > 0 && (
            <button type="button" class="link" onClick={onPrivate}>
              {text.count('search_morePrivateFiles', morePrivate)}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

const NOTHING: Filed = {
  goals: [],
  scaling: [],
  feedback: [],
  measures: [],
  ahead: [],
  handout: [],
};

/** The files of all clients, read again after each write to any. */
function useFileIndex(
  { clients, heads, paperWrites }: Library,
  readPapers: LibraryParts['readPapers'],
): ReturnType<typeof fileIndex> {
  const [filed, setFiled] = useState(NOTHING);
  useEffect(() => {
    let wanted = paperWrites >= 0;
    const read = async <Kind extends FiledKind>(kind: Kind) =>
      [kind, await readPapers(kind)] as const;
    void Promise.all(FILED.map(read)).then(
      (all) => {
        if (wanted) setFiled(Object.fromEntries(all) as Filed);
      },
      // With other keys it is read again, by the library that is opened with them.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [readPapers, paperWrites]);
  return useMemo(() => {
    const sessions = new Map(heads.map((head) => [head.id, head]));
    return fileIndex(
      fileLines(clients, filed, (id) => {
        const head = sessions.get(id);
        return head?.clientId ? { clientId: head.clientId, startedAt: head.startedAt } : null;
      }),
    );
  }, [clients, heads, filed]);
}

/** Where a line stands. */
function placeOf({ clientId, place, sessionId }: FileLine): string {
  switch (place) {
    case 'goal':
    case 'level':
      return clientAddress(clientId, 'goals');
    case 'feedback':
    case 'measure':
      return clientAddress(clientId, 'measures');
    case 'ahead':
      return clientAddress(clientId, 'prepare');
    case 'card':
      return clientAddress(clientId, 'safety');
    case 'handout':
      return sessionId === null ? clientAddress(clientId) : sessionAddress(sessionId, 'client');
    default:
      return clientAddress(clientId, 'about');
  }
}
