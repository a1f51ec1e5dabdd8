import type { Library } from '@/lib/desk';
import { timeText } from '@/lib/text';
import { useMinute, useTimeline } from '../shared/clock';
import { TimeRemaining } from '../shared/session/TimeRemaining';
import { useText } from '../shared/text';
import { clientAddress } from './address';
import { ToCall } from './ToCall';
import { nextOf, rowsOf, startOfDay } from './today/day';

const DAY = 86_400_000;

/** The session that runs, or the next one of today, beside every page but today's. */
export function RailNext({
  library,
  onCall,
}: {
  library: Library;
  /** Goes to the call. Resolves with false if its tab is closed. */
  onCall(): Promise<boolean>;
}) {
  const text = useText();
  const now = useMinute();
  const time = useTimeline(library.running);
  const { heads, calendar, clients } = library;
  if (library.running && time && time.endedAt === null) {
    const client = clients.find(({ id }) => id === time.clientId);
    return (
      <div class="rail-next">
        <span class="rail-label">{text('rail_now', timeText(time.endsAt, text.locale))}</span>
        <span class="rail-who">
          {client ? <a href={clientAddress(client.id)}>{client.code}</a> : text('client_none')}
          <TimeRemaining endsAt={time.endsAt} />
        </span>
        <ToCall onCall={onCall} />
      </div>
    );
  }
  const from = startOfDay(now);
  const until = startOfDay(from + 1.5 * DAY);
  const held = heads.filter(({ startedAt, closed }) => closed && startedAt >= from);
  const next = nextOf(rowsOf(held, calendar, clients, from, until, time), now);
  if (next?.kind !== 'booked') return null;
  const minutes = Math.ceil((next.at - now) / 60_000);
  return (
    <p class="rail-next">
      <span class="rail-label">
        {minutes > 0 ? text('rail_next', text.count('minutes', minutes)) : text('rail_nextNow')}
      </span>
      <span class="rail-who">
        {next.client ? (
          <a href={clientAddress(next.client.id)}>{next.client.code}</a>
        ) : (
          text('today_unmatched')
        )}
        <span class="rail-time">{timeText(next.at, text.locale)}</span>
      </span>
    </p>
  );
}
