import type { Library } from '@/lib/desk';
import type { FoundNote, FoundSession } from '@/lib/library';
import { piecesOf } from '@/lib/search';
import { clockText } from '@/lib/session';
import { dateText } from '@/lib/text';
import { Icon } from '../../shared/controls/Icon';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { sessionAddress } from '../address';
import { showIt } from '../show-it';

/** Whether it stands in the document alone, where it has no time. */
const isWritten = ({ kind }: FoundNote): boolean => kind === 'ownWords' || kind === 'addendum';

/** Notes that were found, by session. Each leads to its place in the session. */
export function Hits({
  sessions,
  words,
  library,
  opened,
  onOpen,
}: {
  sessions: readonly FoundSession[];
  /** What was looked for, which is marked. */
  words: string;
  library: Pick<Library, 'clients' | 'heads'>;
  /** The address of the note that was opened last: whoever comes back goes on there. */
  opened: string | null;
  onOpen(address: string): void;
}) {
  const text = useText();
  const { letter, name } = useLegNames();
  return (
    <ul class="hits" aria-label={text('search_found')}>
      {sessions.map(({ id, clientId, startedAt, notes }) => {
        const code = library.clients.find((client) => client.id === clientId)?.code;
        const offset = library.heads.find((head) => head.id === id)?.utcOffset;
        return (
          <li key={id}>
            <p class="hit-session">
              <b>{code ?? text('client_none')}</b>{' '}
              <span class="dim">{dateText(startedAt, text.locale, offset)}</span>
            </p>
            <ul>
              {notes.map((note) => {
                const address = sessionAddress(
                  id,
                  note.isPrivate ? 'private' : 'record',
                  isWritten(note) ? null : note.noteId,
                );
                return (
                  <li key={note.noteId}>
                    <a
                      class="hit"
                      href={address}
                      ref={address === opened ? showIt : null}
                      onClick={() => onOpen(address)}
                    >
                      <span class="hit-time">{!isWritten(note) && clockText(note.intoMs)}</span>
                      <span>
                        <span class="leg-letter" aria-hidden="true">
                          {note.leg ? letter(note.leg) : '\u2013'}
                        </span>
                        <span class="unseen">
                          {note.leg ? name(note.leg) : text('document_afterwards')}
                        </span>
                      </span>
                      <span class="hit-kind">
                        {note.isPrivate && <Icon name="lock" />}
                        {text(`kind_${note.kind}`)}
                        {note.isPrivate && `, ${text('compartment_private')}`}
                      </span>
                      <Marked text={note.text} words={words} />
                    </a>
                  </li>
                );
              })}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

/** Words, with those that were looked for marked. */
export function Marked({ text, words }: { text: string; words: string }) {
  return (
    <span class="hit-words" dir="auto">
      {piecesOf(text, words).map(({ text: piece, isFound }, n) => {
        const key = `${n} ${piece}`;
        return isFound ? <mark key={key}>{piece}</mark> : <span key={key}>{piece}</span>;
      })}
    </span>
  );
}
