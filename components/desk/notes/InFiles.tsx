import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Library, LibraryParts } from '@/lib/desk';
import {
  asksFiles,
  FILED,
  type Filed,
  type FiledKind,
  type FileLine,
  fileIndex,
  fileLines,
  type Query,
} from '@/lib/search';
import { Icon } from '../../shared/controls/Icon';
import { useText } from '../../shared/text';
import { AnswerButton } from '../AnswerButton';
import { clientAddress, sessionAddress } from '../address';
import { dayIn } from '../day-in';
import { Marked } from './Hits';

/** Lines that are shown; another word shows fewer. */
const MOST = 40;

/** What a query finds in clients' files beside their notes. Each leads to its place. */
export function InFiles({
  found: { lines, morePrivate },
  words,
  library,
  onPrivate,
}: {
  found: FoundInFiles;
  /** What was looked for, which is marked. */
  words: string;
  library: Pick<Library, 'clients' | 'heads'>;
  /** Asks for private ones as well. */
  onPrivate(): void;
}) {
  const text = useText();
  if (lines.length === 0 && morePrivate === 0) return null;
  const codes = new Map(library.clients.map(({ id, code }) => [id, code]));
  return (
    <section>
      <h2>{text('search_files')}</h2>
      {lines.length > 0 && (
        <ul class="file-hits" aria-label={text('search_files')}>
          {lines.slice(0, MOST).map((line, n) => (
            <li key={n}>
              <a class="hit" href={placeOf(line)}>
                <b>{codes.get(line.clientId) ?? text('client_none')}</b>
                <span class="hit-time">
                  {line.at !== null &&
                    dayIn(library.heads, { at: line.at, sessionId: line.sessionId }, text)}
                </span>
                <span class="hit-kind">
                  {line.isPrivate && <Icon name="lock" />}
                  {text(`filePlace_${line.place}`)}
                  {line.isPrivate && `, ${text('compartment_private')}`}
                </span>
                <Marked text={line.text} words={words} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {(lines.length > MOST || morePrivate > 0) && (
        <p class="dim">
          {lines.length > MOST && text.count('search_moreFiles', lines.length - MOST)}{' '}
          {morePrivate > 0 && (
            <AnswerButton onPress={onPrivate}>
              {text.count('search_morePrivateFiles', morePrivate)}
            </AnswerButton>
          )}
        </p>
      )}
    </section>
  );
}

/** What was found, and whether the files have been read. */
export type FoundInFiles = ReturnType<ReturnType<typeof fileIndex>> & { readonly read: boolean };

/**
 * Looks through the files of all clients. They are read while there are words to look for in them,
 * and again after each write to any.
 */
export function useInFiles(
  query: Query,
  { clients, heads, paperWrites }: Library,
  readPapers: LibraryParts['readPapers'],
): FoundInFiles {
  const [filed, setFiled] = useState<Filed | null>(null);
  const asks = asksFiles(query);
  useEffect(() => {
    if (!asks) return;
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
  }, [asks, readPapers, paperWrites]);
  const index = useMemo(() => {
    const sessions = new Map(heads.map((head) => [head.id, head]));
    const lines =
      filed &&
      fileLines(clients, filed, (id) => {
        const head = sessions.get(id);
        return head?.clientId ? { clientId: head.clientId, startedAt: head.startedAt } : null;
      });
    return fileIndex(lines ?? []);
  }, [clients, heads, filed]);
  return useMemo(
    () => ({ ...index(query), read: !asks || filed !== null }),
    [index, query, asks, filed],
  );
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
