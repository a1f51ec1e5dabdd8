import { useState } from 'preact/hooks';
import type { Head } from '@/lib/library';
import type { Client } from '@/lib/practice';
import { wholeMinutes } from '@/lib/session';
import { dayText, timeText } from '@/lib/text';
import { Boundary } from '../../shared/Boundary';
import { useText } from '../../shared/text';
import { sessionAddress } from '../address';

/** Sessions that a list shows at first, and with each press for more. */
const AT_ONCE = 20;

function SessionRow({ head, code }: { head: Head; code: string }) {
  const text = useText();
  if (head.odd) return <>{text('notDrawn_row')}</>;
  return (
    <>
      <b>{code}</b> <span>{dayText(head.startedAt, text.locale, head.utcOffset)}</span>{' '}
      <span class="dim">
        {timeText(head.startedAt, text.locale, head.utcOffset)},{' '}
        {head.endedAt === null
          ? text('session_open')
          : text.count('minutes', wholeMinutes(head.contactMs))}
        , {text.count('session_notes', head.notes + head.privateNotes)}
      </span>
    </>
  );
}

/**
 * A list of links to sessions with client, day, time, minutes and number of notes. A long list
 * shows its beginning, and more when it is asked for.
 */
export function SessionList({
  heads,
  clients,
  name,
}: {
  heads: readonly Head[];
  clients: readonly Client[];
  name: string;
}) {
  const text = useText();
  const [most, setMost] = useState(AT_ONCE);
  const more = Math.min(AT_ONCE, heads.length - most);
  return (
    <div>
      <ul class="session-list" aria-label={name}>
        {heads.slice(0, most).map((head) => (
          <li key={head.id}>
            <a href={sessionAddress(head.id)}>
              <Boundary of={head} instead={() => text('notDrawn_row')}>
                <SessionRow
                  head={head}
                  code={clients.find(({ id }) => id === head.clientId)?.code ?? text('client_none')}
                />
              </Boundary>
            </a>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" class="secondary" onClick={() => setMost(most + AT_ONCE)}>
          {text.count('sessions_more', more)}
        </button>
      )}
    </div>
  );
}
