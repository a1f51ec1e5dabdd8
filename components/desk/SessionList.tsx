import { endOf, offsetAt, timeline, wholeMinutes } from '@/lib/session';
import { dayText, timeText } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';
import { Boundary } from '../shared/Boundary';
import { useText } from '../shared/text';
import { sessionAddress } from './address';

function SessionRow({ session }: { session: SessionRecord }) {
  const text = useText();
  const endedAt = endOf(session.events);
  // For a session that isn't over, only the start is shown.
  const time = timeline(session.plan, session.events, endedAt ?? 0);
  const offset = offsetAt(session.events, time.startedAt);
  const notes = session.notes.filter(({ deleted }) => !deleted).length;
  return (
    <>
      <span class="session-day">{dayText(time.startedAt, text.locale, offset)}</span>{' '}
      <span class="dim">
        {timeText(time.startedAt, text.locale, offset)},{' '}
        {endedAt === null
          ? text('session_open')
          : text.count('minutes', wholeMinutes(time.contactMs))}
        , {text.count('session_notes', notes)}
      </span>
    </>
  );
}

/** A list of links to sessions with day, time, minutes and number of notes. */
export function SessionList({
  sessions,
  shown = null,
  name,
}: {
  sessions: readonly SessionRecord[];
  /** The session that is open beside the list. */
  shown?: SessionRecord | null;
  name: string;
}) {
  const text = useText();
  return (
    <ul class="session-list" aria-label={name}>
      {sessions.map((session) => (
        <li key={session.id}>
          <a
            href={sessionAddress(session.id)}
            aria-current={session === shown ? 'true' : undefined}
          >
            <Boundary of={session} instead={() => text('notDrawn_row')}>
              <SessionRow session={session} />
            </Boundary>
          </a>
        </li>
      ))}
    </ul>
  );
}
