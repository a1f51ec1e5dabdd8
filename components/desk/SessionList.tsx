import { useState } from 'preact/hooks';
import type { Head } from '@/lib/library';
import { wholeMinutes } from '@/lib/session';
import { dayText, timeText } from '@/lib/text';
import { Boundary } from '../shared/Boundary';
import { useText } from '../shared/text';
import { noteAddress } from './address';

/** Sessions that a list shows at first, and with each press for more. */
const AT_ONCE = 40;

function SessionRow({ head }: { head: Head }) {
  const text = useText();
  if (head.odd) return <>{text('notDrawn_row')}</>;
  return (
    <>
      <span class="session-day">{dayText(head.startedAt, text.locale, head.utcOffset)}</span>{' '}
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
 * A list of links to sessions with day, time, minutes and number of notes. A long list shows its
 * beginning, and more when it is asked for.
 */
export function SessionList({
  heads,
  shown = null,
  name,
}: {
  heads: readonly Head[];
  /** The id of the session that is open beside the list. */
  shown?: string | null;
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
            <a href={noteAddress(head.id)} aria-current={head.id === shown ? 'true' : undefined}>
              <Boundary of={head} instead={() => text('notDrawn_row')}>
                <SessionRow head={head} />
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
