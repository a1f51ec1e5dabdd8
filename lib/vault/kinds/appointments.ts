import type { Calendar } from '../../papers';
import { type Client, whoseIs } from '../../practice';

/**
 * A calendar without a client's appointments: those that a person has said are theirs, and those at
 * their addresses. The same calendar if it has none.
 */
export function withoutClient(
  calendar: Calendar,
  clientId: string,
  clients: readonly Client[],
): Calendar {
  const { appointments, whose } = calendar;
  const others = appointments.filter((one) => whoseIs(one, clients, whose)?.id !== clientId);
  const named = Object.entries(whose).filter(([, id]) => id !== clientId);
  if (others.length === appointments.length && named.length === Object.keys(whose).length)
    return calendar;
  return { ...calendar, appointments: others, whose: Object.fromEntries(named) };
}
