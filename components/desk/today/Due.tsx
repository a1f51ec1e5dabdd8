import type { Library } from '@/lib/desk';
import { type Client, dueAt, engagementDue, nextAppointments, ruleFor } from '@/lib/practice';
import { dateText } from '@/lib/text';
import { useText } from '../../shared/text';
import { addressOf, clientAddress } from '../address';
import { dueFor } from '../due';
import { type ReadPapers, usePapers } from '../use-papers';

/** Most rows of a list beside the day. */
const MOST = 8;

/** One thing that is due, and the way there. */
interface DueRow {
  readonly client: Client;
  readonly what: string;
  readonly to: string;
}

/**
 * Reviews that were agreed, measures that were set, and files whose time is over. Whoever comes
 * next stands first.
 */
export function Due({
  library,
  readPapers,
  now,
}: {
  library: Library;
  readPapers: ReadPapers;
  now: number;
}) {
  const text = useText();
  const measures = new Map(usePapers('measures', library, readPapers));
  const { clients, heads, settings, calendar } = library;
  const next = nextAppointments(calendar?.appointments ?? [], clients, calendar?.whose ?? {}, now);
  const comesAt = ({ id }: Client) => next.get(id) ?? Number.POSITIVE_INFINITY;
  const held = new Map<string, number[]>();
  for (const { clientId, startedAt, closed } of heads) {
    if (!clientId || !closed) continue;
    const own = held.get(clientId);
    if (own) own.push(startedAt);
    else held.set(clientId, [startedAt]);
  }
  const due = clients.flatMap((client): readonly DueRow[] => {
    const starts = held.get(client.id) ?? [];
    const { review } = engagementDue(client.engagement, starts);
    const lastAt = Math.max(client.createdAt, ...starts);
    const keepUntil = dueAt(ruleFor(client, settings.retentionYears), lastAt);
    const isActive = client.engagement.state === 'active';
    const names = dueFor(client, measures.get(client.id), starts, settings, text);
    return [
      ...(names.length > 0
        ? [
            {
              client,
              what: new Intl.ListFormat(text.locale).format(names),
              to: clientAddress(client.id, 'measures'),
            },
          ]
        : []),
      ...(review && isActive
        ? [{ client, what: text('today_dueReview'), to: clientAddress(client.id) }]
        : []),
      ...(keepUntil !== null && keepUntil <= now
        ? [{ client, what: text('due_keep'), to: clientAddress(client.id, 'file') }]
        : []),
    ];
  });
  if (due.length === 0) return null;
  const soonestFirst = due.toSorted((a, b) => {
    const [one, other] = [comesAt(a.client), comesAt(b.client)];
    return one === other ? 0 : one - other;
  });
  return (
    <section aria-label={text('today_due')}>
      <h2>{text('today_due')}</h2>
      <ul class="line-rows">
        {soonestFirst.slice(0, MOST).map(({ client, what, to }) => {
          const at = next.get(client.id);
          return (
            <li key={`${client.id} ${what}`}>
              <a href={to}>
                <b>{client.code}</b> {what}
              </a>
              {at !== undefined && <span class="dim">{dateText(at, text.locale)}</span>}
            </li>
          );
        })}
        {due.length > MOST && (
          <li>
            <a href={addressOf({ page: 'clients' })}>
              {text.count('today_dueMore', due.length - MOST)}
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}
