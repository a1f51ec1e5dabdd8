import { broughtUpIn, type Carried, carriedFrom, recurringIn, themesIn } from '../notes';
import { dueInSession, nameOfMeasure } from '../papers';
import { lastOf } from '../session';
import type { SessionRecord, Vault } from '../vault';
import type { Practice } from './state';

/** How many sessions are looked through for themes, the last ones first. */
const FAR_BACK = 12;

/** What a client's closed sessions before this one have left to come back to. */
export interface LeftBefore {
  /** The ids of the sessions that this is from, the last one first. */
  readonly from: readonly string[];
  /** What the last one has left. */
  readonly left: readonly Carried[];
  /** The themes of the last twelve, each once, those of the last session first. */
  readonly themes: readonly string[];
  /**
   * What the client brought up in more of the last twelve than anything else, and in at least
   * three; empty if there is nothing. It is said to the client, so it is in their words.
   */
  readonly frequent: string;
}

/** In how many sessions something is brought up before it is said to come back. */
const OFTEN = 3;

/**
 * Reads what there is to come back to.
 * @param farBack how many sessions are read: one for what the last one has left alone
 */
export async function leftBefore(
  vault: Pick<Vault, 'session' | 'lastWith'>,
  { events }: Pick<SessionRecord, 'events'>,
  clientId: string,
  farBack = FAR_BACK,
): Promise<LeftBefore> {
  const last = (before: number) => vault.lastWith(clientId, before);
  const from: string[] = [];
  let left: readonly Carried[] = [];
  const named: (readonly string[])[] = [];
  const broughtUp: (readonly string[])[] = [];
  let id = await last(startOf(events));
  while (id !== null && from.length < farBack) {
    const session = await vault.session(id);
    if (!session) break;
    if (from.length === 0) left = carriedFrom(session.notes);
    named.push(themesIn(session.notes).toReversed());
    broughtUp.push(broughtUpIn(session.notes));
    from.push(id);
    id = await last(startOf(session.events));
  }
  const themes = recurringIn(named).map(({ words }) => words);
  const [most] = recurringIn(broughtUp).toSorted((a, b) => b.sessions.length - a.sessions.length);
  const frequent = most && most.sessions.length >= OFTEN ? most.words : '';
  return { from, left, themes, frequent };
}

/**
 * The names of the measures that are due in a session with this client. Nobody is asked who no
 * longer comes.
 */
export async function dueIn(
  vault: Pick<Vault, 'paper'>,
  { id, events }: Pick<SessionRecord, 'id' | 'events'>,
  clientId: string,
  { clients, starts, settings }: Pick<Practice, 'clients' | 'starts' | 'settings'>,
): Promise<readonly string[]> {
  const client = clients.find((one) => one.id === clientId);
  if (client?.engagement.state !== 'active') return [];
  // What can't be opened is told in the desk, and keeps nothing else from the panel.
  const measures = await vault.paper('measures', clientId).catch(() => null);
  if (!measures) return [];
  const startedAt = startOf(events);
  const before = (starts.get(clientId) ?? []).filter((at) => at < startedAt);
  const clinical = (client.profile ?? settings.profile) === 'therapist';
  const due = dueInSession(measures, { id, startedAt }, before, client.speakers, clinical);
  return due.flatMap((one) => nameOfMeasure(one, measures) ?? []);
}

const startOf = (events: SessionRecord['events']): number => lastOf(events, 'started')?.at ?? 0;
