import type { EpochMs } from '../session';
import type { Client } from './client';
import type { Frequency } from './engagement';

const DAY = 86_400_000;

/** Days between two sessions of a frequency; null where there is no usual number. */
const DAYS: Readonly<Record<Frequency, number | null>> = {
  twiceWeekly: null,
  weekly: 7,
  fortnightly: 14,
  monthly: 28,
  asNeeded: null,
};

/** How many sessions have to be the same number of days apart before that is a rhythm. */
const ENOUGH = 3;
/** How many sessions can be left out, as in a holiday, before nobody is expected any more. */
const MOST_MISSED = 2;

/** When a session began, and whose it was. */
interface Begun {
  readonly clientId: string | null;
  readonly startedAt: EpochMs;
}

/** A session that a client's rhythm lets expect. */
export interface Expected {
  readonly client: Client;
  readonly at: EpochMs;
}

/** The local day of an instant, as a number that is the same for all of the day. */
const dayOf = (at: EpochMs): number => {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
};

/**
 * Who usually comes on the day of `now`, by the rhythm of their last sessions or by what was
 * agreed, in order of their times. Somebody who has had a session on this day, pauses, or has
 * finished is not expected.
 */
export function expectedOn(
  now: EpochMs,
  clients: readonly Client[],
  newestFirst: readonly Begun[],
): readonly Expected[] {
  const byClient = new Map<string, Begun[]>();
  for (const begun of newestFirst) {
    if (!begun.clientId) continue;
    const own = byClient.get(begun.clientId);
    if (!own) byClient.set(begun.clientId, [begun]);
    else if (own.length < ENOUGH) own.push(begun);
  }
  const today = dayOf(now);
  const expected = clients.flatMap((client): Expected[] => {
    if (client.engagement.state !== 'active' || client.engagement.oneOff) return [];
    const own = byClient.get(client.id) ?? [];
    const [last] = own;
    const every = daysBetween(client, own);
    if (!last || every === null) return [];
    const passed = today - dayOf(last.startedAt);
    if (passed <= 0 || passed % every !== 0 || passed / every > MOST_MISSED + 1) return [];
    const then = new Date(last.startedAt);
    const at = new Date(now);
    at.setHours(then.getHours(), then.getMinutes(), 0, 0);
    return [{ client, at: at.getTime() }];
  });
  return expected.sort((a, b) => a.at - b.at);
}

function daysBetween({ engagement }: Client, newest: readonly Begun[]): number | null {
  if (engagement.frequency !== null) return DAYS[engagement.frequency];
  if (newest.length < ENOUGH) return null;
  const gaps = newest
    .slice(1)
    .map(({ startedAt }, index) => dayOf(newest[index]?.startedAt ?? 0) - dayOf(startedAt));
  const [first = 0] = gaps;
  return first > 0 && gaps.every((gap) => gap === first) ? first : null;
}
