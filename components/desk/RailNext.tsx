import type { Library } from '@/lib/desk';
import { timeText } from '@/lib/text';
import { useMinute, useTimeline } from '../shared/clock';
import { TimeRemaining } from '../shared/session/TimeRemaining';
import { useText } from '../shared/text';
import { clientAddress } from './address';
import { nextOf, rowsOf, startOfDay } from './today/day';

const DAY = 86_400_000;

/** The session that runs, or the next one of today, beside every page but today's. */
export function RailNext({ library }: { library: Library }) {
  const text = useText();
  const now = useMinute();
  const time = useTimeline(library.running);
  const { heads, calendar, clients } = library;
  if (library.running && time && time.endedAt === null) {
    const head = heads.find(({ id }) => id === library.running?.id);
    const client = clients.find(({ id }) => id === head?.clientId);
    return (
      <p class="rail-next">
        <span class="rail-label">{text('rail_now')}</span>
        <span>
          {client ? <a href={clientAddress(client.id)}>{client.code}</a> : text('client_none')}
          <TimeRemaining endsAt={time.endsAt} />
        </span>
      </p>
    );
  }
  const from = startOfDay(now);
  const until = startOfDay(from + 1.5 * DAY);
  const held = heads.filter(({ startedAt, closed }) => closed && startedAt >= from);
  const next = nextOf(rowsOf(held, calendar, clients, from, until), now);
  if (next?.kind !== 'booked') return null;
  const minutes = Math.ceil((next.at - now) / 60_000);
  return (
    <p class="rail-next">
      <span class="rail-label">
        {minutes > 0 ? text('rail_next', text.count('minutes', minutes)) : text('rail_nextNow')}
      </span>
      <span>
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
